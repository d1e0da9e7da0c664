"""A figure as it stands in a table: exact for machines, readable for people."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from gongkai.compose.blocks import GridCell, Mark
from gongkai.law import CellSpec
from gongkai.report import Amount, Cell, Count, Unreadable

MINUS = "−"
"""The minus sign; the hyphen of data files is too short beside figures."""


def value_of(cell: Cell) -> str:
    """Return a figure exactly as published, trailing zeros included, else nothing."""
    match cell:
        case Count(value):
            return str(value)
        case Amount(value):
            return f"{value:f}"
        case _:
            return ""


def figure(
    spec: CellSpec, cell: Cell, mark: Mark, headers: Iterable[str], colspan: int = 1
) -> GridCell:
    """Return the table cell of a figure. A blank is shown as a blank."""
    value = value_of(cell)
    return GridCell(
        text=cell.original if isinstance(cell, Unreadable) else value.replace("-", MINUS),
        colspan=colspan,
        headers=tuple(headers),
        address=str(spec.address),
        value=value,
        unreadable=isinstance(cell, Unreadable),
        is_total=spec.row.total or spec.column.total,
        mark=mark,
    )


def in_thousands(cell: Cell) -> str:
    """Return a figure for plain text: `1,808,595`."""
    match cell:
        case Count(value):
            return f"{value:,}".replace("-", MINUS)
        case Amount(value):
            whole, dot, decimals = f"{abs(value):f}".partition(".")
            sign = MINUS if value < 0 else ""
            return f"{sign}{Decimal(whole):,}{dot}{decimals}"
        case Unreadable(original):
            return original
        case _:
            return ""
