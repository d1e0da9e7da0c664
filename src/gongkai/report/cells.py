"""What a cell can hold: a count, an amount, nothing, or something nobody can read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from gongkai.law.form import Kind
from gongkai.law.mistakes import shown

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
    check_figure(value)
    if kind == "amount_wan_yuan":
        return Amount(Decimal(value))
    if isinstance(value, Decimal):
        raise ValueError(f"应为整数，实为小数 {value}")
    return Count(value)


def check_figure(value: Any) -> None:
    """Refuse what no agency can mean by a figure.

    Raises:
        ValueError: it is not a number, or too large or too fine a one.
    """
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise ValueError(f"应为数字，实为{shown(value)}")
    if isinstance(value, Decimal) and value.is_nan():
        raise ValueError("应为数字，实为 nan")
    if not -LARGEST <= value <= LARGEST:
        raise ValueError(f"数值过大（超过 {LARGEST}）")
    if isinstance(value, Decimal):
        exponent = int(value.as_tuple().exponent)
        if exponent > 0 or (value.is_signed() and not value):
            raise ValueError("应写成普通数字，不用科学记数法，零不带负号")
        if -exponent > MOST_DECIMALS:
            raise ValueError(f"小数超过 {MOST_DECIMALS} 位")


def check_counted(value: Any) -> None:
    """Refuse what cannot be the figure of a counted fact.

    Raises:
        ValueError: as for `check_figure`, or it is below zero.
    """
    check_figure(value)
    if value < 0:
        raise ValueError(f"不应小于零，实为 {value}")


def write_cell(cell: Cell) -> Any:
    """Return what `read_cell` reads back as the same cell."""
    match cell:
        case Blank():
            return ""
        case Unreadable(original):
            return {"unreadable": original}
        case Count(value) | Amount(value):
            return value
