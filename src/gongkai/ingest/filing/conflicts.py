"""Two readings of one agency-year, side by side, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.report import Amount, Blank, Cell, Count, Report, Unreadable
from gongkai.report.report import SCOPE_NAMES


@dataclass(frozen=True)
class Difference:
    """One cell, or one fact about the report, that two readings give differently."""

    address: str
    label: str
    one: str
    other: str


@dataclass(frozen=True)
class Conflict:
    """Two sources that say different things of one agency-year."""

    agency: str
    year: int
    one: str
    other: str
    differences: tuple[Difference, ...]
    name: str = ""


def differences(one: Report, other: Report) -> tuple[Difference, ...]:
    """Return where two readings differ: identity first, then cells in the form's order."""
    return (*_in_identity(one, other), *_in_cells(one, other))


def conflict_of(named: Sequence[tuple[str, Report]]) -> Conflict | None:
    """Return the conflict between two named readings, None where their figures agree."""
    (one_name, one), (other_name, other) = named
    found = differences(one, other)
    if not found:
        return None
    return Conflict(one.agency.id, one.year, one_name, other_name, found, one.agency.name)


def shown(cell: Cell | None) -> str:
    """Write a cell for comparison, without its note; blank, unreadable, absent ones say so."""
    match cell:
        case None:
            return "（无此格）"
        case Blank():
            return "（空白）"
        case Unreadable(original=original):
            return f"（辨认不清：{original}）"
        case Count(value=value):
            return str(value)
        case Amount(value=value):
            return f"{value:f}"


def _in_identity(one: Report, other: Report) -> Iterator[Difference]:
    pairs = (
        ("agency.name", "机关名称", one.agency.name, other.agency.name),
        ("report.scope", "口径", SCOPE_NAMES[one.scope], SCOPE_NAMES[other.scope]),
        ("report.edition", "格式", one.form.id, other.form.id),
        ("report.variant", "格式偏离", one.form.variant or "无", other.form.variant or "无"),
    )
    for address, label, left, right in pairs:
        if left != right:
            yield Difference(address, label, left, right)


def _in_cells(one: Report, other: Report) -> Iterator[Difference]:
    for address in dict.fromkeys((*one.form.cells, *other.form.cells)):
        left, right = one.cells.get(address), other.cells.get(address)
        if shown(left) != shown(right):
            form = one.form if address in one.form.cells else other.form
            yield Difference(str(address), form.describe(address), shown(left), shown(right))
