"""The sentence of a finding: the rule's own sentence, then what was found instead."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gongkai.checks.outcome import Number, Reading
from gongkai.law import Address, Edition


def message_of(reading: Reading, form: Edition, last_form: Edition | None = None) -> str:
    """Return one Chinese sentence that says what does not fit, with both sides."""
    sentence = reading.relation.sentence
    if reading.outcome == "violated":
        return f"{sentence}：{_violation(reading)}{_assumption(reading, form)}"
    if reading.outcome == "undecided":
        named = _listed(_unknown(reading, form, last_form))
        return f"{sentence}：{named}没有可用的数据，无法判断；请补填"
    return f"{sentence}：成立，其中空白的{_listed(_quoted(reading.zeros, form))}按零计"


def say(value: Number) -> str:
    """Write a figure the way it is read: without exponent or trailing zeros."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def apart(one: Number, other: Number) -> Number:
    """How far two figures are apart."""
    return max(one - other, other - one)


def plus(values: Sequence[Number]) -> str:
    """Write a sum out: `10＋1＋0`."""
    return "＋".join(say(value) for value in values)


def _violation(reading: Reading) -> str:
    if not reading.relation.right:
        return f"实为{say(reading.left)}，请核对并改正"
    left, right = say(reading.left), say(reading.right)
    return f"左边为{left}，右边为{right}，相差{say(apart(reading.left, reading.right))}"


def _assumption(reading: Reading, form: Edition) -> str:
    if not reading.assumed:
        return ""
    return f"（其中空白的{_listed(_quoted(reading.assumed, form))}已按零计）"


def _unknown(reading: Reading, form: Edition, last_form: Edition | None) -> list[str]:
    own = _quoted([term.cell for term in reading.unknown if not term.last], form)
    earlier = _quoted([term.cell for term in reading.unknown if term.last], last_form or form)
    return own + [f"上一年度报告的{name}" for name in earlier]


def _quoted(cells: Sequence[Address], form: Edition) -> list[str]:
    return [f"“{form.describe(cell)}”" for cell in dict.fromkeys(cells)]


def _listed(names: Sequence[str]) -> str:
    """Names of up to three cells; of more, their number: the finding lists them anyway."""
    return "、".join(names) if len(names) <= 3 else f"{len(names)}格"
