"""What a cell can hold: a count, an amount, nothing, or something nobody can read."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """A number of things (件, 项); signed only in the columns the form signs.

    `note` is what was printed beside the figure: `55（含自然失效29件）`.
    """

    value: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in 万元, exact as published (trailing zeros included).

    `note` is how it was printed where that was otherwise: `251000元`.
    """

    value: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """Published without a figure. Blank is not zero. `note`: a dash, a `/`, a 无."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Not read: published with characters that are not one figure, or not to be found.

    `original` keeps the characters; where there are none, `note` says why.
    """

    original: str
    note: str = ""


Cell: TypeAlias = Count | Amount | Blank | Unreadable


def number(cell: Cell) -> int | Decimal | None:
    """Return the figure of a cell, None where it is blank or unreadable."""
    return cell.value if isinstance(cell, (Count, Amount)) else None


def read_cell(value: Any, kind: Kind) -> Cell:
    """Turn what stands in a data file into a cell of the given kind.

    `""` is a blank; `{ unreadable = "1 2" }` keeps characters that cannot be read;
    `{ value = 55, note = "55（含自然失效29件）" }` keeps how a figure was printed.

    Raises:
        ValueError: anything else that is not a figure of this kind; the message says
            why, in Chinese.
    """
    if value == "":
        return Blank()
    if isinstance(value, dict):
        return _read_noted(value, kind)
    check_figure(value)
    if kind == "amount_wan_yuan":
        return Amount(Decimal(value))
    if isinstance(value, Decimal):
        raise ValueError(f"应为整数，实为小数 {value}")
    return Count(value)


def _read_noted(given: dict[str, Any], kind: Kind) -> Cell:
    note = given.get("note", "")
    if isinstance(note, str) and set(given) == {"value", "note"} and note:
        if isinstance(given["value"], dict):
            raise ValueError('带说明的数据应写作 { value = 数, note = "说明" }')
        return replace(read_cell(given["value"], kind), note=note)
    original = given.get("unreadable")
    if (
        not isinstance(original, str)
        or not isinstance(note, str)
        or set(given) - {"unreadable", "note"}
        or not original + note
    ):
        raise ValueError('辨认不清的数据应写作 { unreadable = "原样文字" }')
    return Unreadable(original, note)


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
        case Blank(note):
            return {"value": "", "note": note} if note else ""
        case Unreadable(original, note):
            return {"unreadable": original, **({"note": note} if note else {})}
        case Count(value, note) | Amount(value, note):
            return {"value": value, "note": note} if note else value
