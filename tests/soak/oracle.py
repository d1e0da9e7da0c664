"""Whether a reading of a damaged document says something wrong and says nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.ingest.values import Reading
from gongkai.law import Address
from gongkai.report import Report, Unreadable, number
from tests.soak.drafts import Truth


@dataclass(frozen=True)
class Wrong:
    """A cell that is read otherwise than the document says, with nothing said of it.

    `is_doubted`: the cell stands in a sum that fails, and that is said.
    """

    address: str
    expected: str
    got: str
    is_doubted: bool


def wrongs(report: Report, truth: Mapping[Address, Truth], reading: Reading) -> list[Wrong]:
    """Return every cell that is wrong without a note, those that only a sum doubts marked."""
    form = reading.form
    if form is None or reading.doubtful or reading.outcome == "foreign":
        return []
    if form.id != report.form.id:
        said = any(note.kind in {"edition", "row"} for note in reading.notes)
        return [] if said or reading.outcome == "partial" else [_wrong("", "edition", form.id)]
    noted: dict[str, set[str]] = {}
    for note in reading.notes:
        noted.setdefault(note.cell, set()).add(note.kind)
    found = []
    for address, cell in reading.cells.items():
        kinds = noted.get(str(address), set())
        if isinstance(cell, Unreadable) or cell.note or kinds - {"sum"}:
            continue
        known = truth.get(address)
        if known and known.is_certain and number(cell) == known.figure:
            continue
        expected = "nothing" if known is None else str(known.figure)
        expected += "" if known is None or known.is_certain else " with a note"
        found.append(_wrong(str(address), expected, str(number(cell)), doubted="sum" in kinds))
    return found


def _wrong(address: str, expected: str, got: str, *, doubted: bool = False) -> Wrong:
    return Wrong(address, expected, got, doubted)
