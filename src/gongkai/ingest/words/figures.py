"""What is printed in one cell, read as a figure, a blank, or neither. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

from gongkai.ingest.words.characters import plain
from gongkai.ingest.words.shown import WHY_UNREAD
from gongkai.law.form import Kind
from gongkai.report import Amount, Blank, Cell, Count, Unreadable
from gongkai.report.cells import LARGEST, MOST_DECIMALS

Shape: TypeAlias = Literal["empty", "dash", "figure", "split", "noted", "text"]

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:亿元|万元|元|件次|人次|项次|件|人|项|条|宗|起|份|次|个|万件|万项|万)"
_FIGURE = re.compile(rf"({_NUMBER})({_UNIT})?")
_NOTED = re.compile(
    rf"[(\[]?({_NUMBER})\s*({_UNIT})?\s*(\s*(?:[(\[{{【〔<《].*|[*※†注#\u00b2\u00b3\u00b9\u2070-\u209f①-⓿❶-➓]+.*))?[)\]]?",
    re.DOTALL,
)
_BRACKETED = re.compile(rf"[(\[{{【〔]\s*(?:单位[::])?\s*({_UNIT})\s*[)\]}}】〕]")
"""A remark that is nothing but the unit of the figure before it."""

_SIGNED = re.compile(rf"(增加?|减少?|上升|下降|新增|[↑↓—–―](?=\d))\s*({_NUMBER})({_UNIT})?")
_SIGN_AFTER = re.compile(rf"({_NUMBER})({_UNIT})?\s*[(\[](减|减少|下降)[)\]]")
_LESS = frozenset({"减", "减少", "下降", "↓", "—", "–", "―"})
_LOOSE = re.compile(
    rf"(?:共|人民币)?\s*([+-]|负|負)?\s*((?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)({_UNIT})?\s*[。;]?"
)
"""A sign apart from its figure, a word before it that counts, or a full stop after it."""

_SPLIT = re.compile(r"[+-]?\d[\d,.]*(?:\s+[\d,.]+)+|[.,]\d[\d,.]*")
"""A figure in pieces, or the piece of one that a line end broke off before its point."""

_DASHES = frozenset(
    {
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "/",
        "//",
        "\\",
        "无",
        "無",
        "―",
        "~",
        "─",
        "──",
        "一一",
        "空",
        "不涉及",
        "无此项",
        "无数据",
        "没有",
        "暂无",
        "不适用",
        "无此情况",
        "无此类情况",
        "无变化",
        "N/A",
        "*",
        ".",
    }
)
_ZEROS = frozenset(["零", "〇", "○", "◯", "O", "o", "无(0)", "无 0"])
"""What stands alone in the place of a figure for 0; letters and rings are typed for it."""

_FACTORS = {"亿元": Decimal(10_000), "元": Decimal("0.0001"), "万元": Decimal(1), "万": Decimal(1)}
LONGEST = 80
"""A text longer than this is no figure, whatever it begins with."""


@dataclass(frozen=True, slots=True)
class Print:
    """A text in the place of a figure: its shape, and the parts a figure has."""

    shape: Shape
    digits: str = ""
    unit: str = ""


@lru_cache(maxsize=65536)
def print_of(text: str) -> Print:
    """Tell what a printed text looks like, whatever column it stands in."""
    said = plain(text).replace("−", "-").replace("\u00a0", " ").strip()
    if not said or len(said) > LONGEST:
        return Print("text" if said else "empty")
    if (said if said == "一一" else re.sub(r"\s", "", said)) in _DASHES:
        return Print("dash")
    return _print_of_figure(said) or Print("text")


def _print_of_figure(said: str) -> Print | None:
    """A figure with whatever is written to it; None where a text is none."""
    if found := _FIGURE.fullmatch(said):
        return Print("noted" if found[2] else "figure", _digits(found[1]), found[2] or "")
    if signed := _signed(said):
        return signed
    if said in _ZEROS:
        return Print("noted", "0")
    if _SPLIT.fullmatch(said):
        whole = re.sub(r"\s", "", said)
        return Print("split", _digits(whole) if _FIGURE.fullmatch(whole) else whole)
    if (found := _NOTED.fullmatch(said)) and not said.startswith(("(", "[")):
        bracketed = _BRACKETED.fullmatch((found[3] or "").strip())
        return Print("noted", _digits(found[1]), found[2] or (bracketed[1] if bracketed else ""))
    return None


def _signed(said: str) -> Print | None:
    """A figure whose sign is a word, or stands apart; or one with a full stop."""
    if (found := _SIGNED.fullmatch(said)) and found[2][0] not in "+-":
        sign = "-" if found[1] in _LESS else ""
        return Print("noted", sign + _digits(found[2]), found[3] or "")
    if (found := _SIGN_AFTER.fullmatch(said)) and found[1][0] not in "+-":
        return Print("noted", "-" + _digits(found[1]), found[2] or "")
    if found := _LOOSE.fullmatch(said):
        sign = "-" if found[1] in {"-", "负", "負"} else ""
        return Print("noted", sign + _digits(found[2]), found[3] or "")
    return None


def _digits(text: str) -> str:
    return text.replace(",", "").removeprefix("+")


def is_slot(text: str) -> bool:
    """Tell whether a text can stand where a figure stands."""
    return print_of(text).shape != "text"


def holds_figure(text: str) -> bool:
    """Tell whether a text is a figure of some shape (not a blank)."""
    return print_of(text).shape in {"figure", "split", "noted"}


def whole(text: str) -> int | None:
    """Return a plain count, blanks and dashes counting nothing; None for anything else."""
    found = print_of(text)
    if found.shape in {"empty", "dash"}:
        return 0
    is_plain = found.shape == "figure" and found.digits.isdecimal() and _is_plain(found.digits)
    return int(found.digits) if is_plain else None


def cell_of(text: str, kind: Kind, head_unit: str = "") -> Cell:
    """Return what a text says in a column of this kind.

    `head_unit` is the unit that the column's head names where it is not the form's.
    """
    found = print_of(text)
    original = " ".join(text.split())
    if found.shape in {"empty", "dash"}:
        return Blank(original if found.shape == "dash" else "")
    if found.shape in {"text", "split"} or not _is_plain(found.digits):
        return Unreadable(original, WHY_UNREAD.get(original, ""))
    note = original if found.shape == "noted" else ""
    value = Decimal(found.digits)
    if kind == "amount_wan_yuan":
        return _amount(value, found.unit or head_unit, note, original)
    if value < 0 and kind == "count":
        note = note or original
    return _count(value, found.unit, note, original)


def _is_plain(digits: str) -> bool:
    """Digits that say one figure: not too many, and no zero before others."""
    return len(digits) <= 24 and not re.match(r"-?0\d", digits)


def _count(value: Decimal, unit: str, note: str, original: str) -> Cell:
    if unit in {"万件", "万项", "万", "元", "万元", "亿元"}:
        return Unreadable(original, "计数列里写了别的单位")
    if value != int(value):
        return Unreadable(original, "应为整数")
    if value.as_tuple().exponent != 0:
        note = note or original
    return Count(int(value), note) if abs(value) <= LARGEST else Unreadable(original)


def _amount(value: Decimal, unit: str, note: str, original: str) -> Cell:
    if unit and unit not in _FACTORS:
        return Unreadable(original, "金额列里写了别的单位")
    factor = _FACTORS.get(unit, Decimal(1))
    if factor != 1:
        value = (value * factor).normalize()
        if int(value.as_tuple().exponent) > 0:
            value = value.quantize(Decimal(1))
        note = note or f"{original}{'' if original.endswith('元') else unit}"
    if -int(value.as_tuple().exponent) > MOST_DECIMALS:
        value, note = value.normalize(), note or original  # zeros at the end say nothing
        value = value.quantize(Decimal(1)) if int(value.as_tuple().exponent) > 0 else value
    if -int(value.as_tuple().exponent) > MOST_DECIMALS or abs(value) > LARGEST:
        return Unreadable(original)
    if value.is_signed() and not value:
        return Unreadable(original)
    return Amount(value, note)
