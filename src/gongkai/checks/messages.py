"""The sentence of a finding: the rule's own sentence, then what was found instead."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gongkai.checks.outcome import Number, Reading
from gongkai.law import Address, Edition

_MOST_SUMMANDS = 8
_SENSES = {"=": "", "<=": "（应不大于）", ">=": "（应不小于）"}


def message_of(reading: Reading, form: Edition) -> str:
    """Return one Chinese sentence that says what does not fit, with both sides."""
    sentence = reading.relation.sentence
    if reading.outcome == "violated":
        return f"{sentence}：{_violation(reading)}"
    named = _named(reading.zeros or reading.unknown, form)
    if reading.zeros:
        return f"{sentence}：成立，其中空白的{named}按零计"
    return f"{sentence}：{named}没有可用的数据，无法判断；请补填"


def say(value: Number) -> str:
    """Write a figure the way it is read: without exponent or trailing zeros."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def plus(values: Sequence[Number]) -> str:
    """Write a sum out: `10＋1＋0`."""
    return "＋".join(say(value) for value in values)


def _violation(reading: Reading) -> str:
    relation = reading.relation
    left = f"左边为{say(reading.left)}"
    if not relation.right:
        return f"实为{say(reading.left)}，请核对并改正"
    right = f"右边为{say(reading.right)}"
    return f"{left}，{right}，相差{say(abs(reading.difference))}"


def _named(cells: tuple[Address, ...], form: Edition) -> str:
    own = [cell for cell in dict.fromkeys(cells) if cell in form.cells]
    names = [f"“{form.describe(cell)}”" for cell in own[:3]]
    return "、".join(names) + (f"等{len(own)}格" if len(own) > 3 else "")
