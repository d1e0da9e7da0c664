"""What a cell can hold: a count, an amount, nothing, or something nobody can read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from gongkai.law.form import Kind

LARGEST = 2**53 - 1
"""The largest figure accepted: beyond it spreadsheets and JSON readers lose digits."""

MOST_DECIMALS = 6
"""万元 to a hundredth of a 分: finer than anything an agency can mean."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things (件, 项); signed only in the columns the form signs."""

    value: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in 万元, exact as published (trailing zeros included)."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Blank:
    """Published without a figure. Blank is not zero."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Published with characters that are not one figure; `original` keeps them."""

    original: str


Cell: TypeAlias = Count | Amount | Blank | Unreadable


def number(cell: Cell) -> int | Decimal | None:
    """Return the figure of a cell, None where it is blank or unreadable."""
    return cell.value if isinstance(cell, (Count, Amount)) else None


def read_cell(value: Any, kind: Kind) -> Cell:
    """Turn what stands in a data file into a cell of the given kind.

    `""` is a blank; `{ unreadable = "1 2" }` keeps characters that cannot be read.

    Raises:
        ValueError: anything else that is not a figure of this kind; the message says
            why, in Chinese.
    """
    if value == "":
        return Blank()
    if isinstance(value, dict):
        original = value.get("unreadable")
        if set(value) != {"unreadable"} or not isinstance(original, str) or not original:
            raise ValueError('辨认不清的数据应写作 { unreadable = "原样文字" }')
        return Unreadable(original)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise ValueError(f"应为数字，实为 {_shown(value)}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"应为数字，实为 {value}")
    if abs(value) > LARGEST:
        raise ValueError(f"数值过大（超过 {LARGEST}）")
    if kind == "amount_wan_yuan":
        amount = Decimal(value)
        if -int(amount.as_tuple().exponent) > MOST_DECIMALS:
            raise ValueError(f"金额小数超过 {MOST_DECIMALS} 位")
        return Amount(amount)
    if isinstance(value, Decimal):
        raise ValueError(f"应为整数，实为小数 {value}")
    return Count(value)


def write_cell(cell: Cell) -> Any:
    """Return what `read_cell` reads back as the same cell."""
    match cell:
        case Blank():
            return ""
        case Unreadable(original):
            return {"unreadable": original}
        case Count(value) | Amount(value):
            return value


def _shown(value: object) -> str:
    text = {True: "true", False: "false"}.get(value, repr(value)) if isinstance(value, bool) else repr(value)
    return text if len(text) <= 40 else text[:40] + "…"
