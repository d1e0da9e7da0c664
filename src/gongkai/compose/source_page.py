"""One page for the reader who compares: each figure, and beside it what was printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checks import Checked
from gongkai.compose import panels, render
from gongkai.compose.blocks import Grid
from gongkai.compose.tables import grid
from gongkai.compose.tables.figures import in_thousands
from gongkai.law import Address
from gongkai.report import Blank, Report, Unreadable
from gongkai.report.passages import ReadingRecord, SourcePassage
from gongkai.report.report import SCOPE_NAMES


@dataclass(frozen=True)
class SourceLine:
    """A cell with its figure, its state, the passage it was read from, what was noted."""

    address: str
    row: str
    label: str
    figure: str
    state: str
    tone: str
    place: str
    original: str
    differs: bool
    notes: tuple[str, ...]


def source_page(report: Report, checked: Checked, reading: ReadingRecord) -> str:
    """Return a whole HTML page, without script, that reaches out to nothing."""
    tables = [
        _table(grid(report, table.id, checked.marked), report, checked, reading)
        for table in report.form.tables
    ]
    return render.template("source_page").render(
        title=report.title,
        about=f"{report.form.head.name}　{SCOPE_NAMES[report.scope]}",
        css=render.stylesheet(),
        findings=render.html([panels.findings(report, checked)]),
        tables=tables,
        notes=_grouped(reading),
        has_passages=bool(reading.cells),
    )


def _table(
    made: Grid, report: Report, checked: Checked, reading: ReadingRecord
) -> tuple[str, str, list[tuple[str, list[SourceLine]]]]:
    """The caption, the table with the passage in each cell, and the passages as a list."""
    rows = _lines(made, report, checked, reading)
    by_address = {line.address: line for _, lines in rows for line in lines}
    shown = render.template("grid").render(block=made, passages=by_address)
    return made.caption, f'<div class="gongkai" lang="zh-CN">{shown}</div>', rows


def _lines(
    made: Grid, report: Report, checked: Checked, reading: ReadingRecord
) -> list[tuple[str, list[SourceLine]]]:
    """The cells of a table in its order, row by row."""
    rows: dict[str, list[SourceLine]] = {}
    said: dict[str, list[str]] = {}
    for note in reading.notes:
        if note.text != note.original:
            said.setdefault(note.cell, []).append(note.text)
    for row in made.rows:
        for cell in row:
            if not cell.is_head:
                address = Address.parse(cell.address)
                spec = report.form.cells[address]
                passage = reading.cells.get(address, SourcePassage())
                state, tone = _state(report, checked, address)
                original = passage.original or report.cells[address].note
                line = SourceLine(
                    cell.address,
                    spec.row.label,
                    spec.column.label,
                    in_thousands(report.cells[address]),
                    state,
                    tone,
                    passage.place,
                    original,
                    differs=original.strip() not in {"", cell.value, cell.text},
                    notes=tuple(dict.fromkeys(said.get(cell.address, ()))),
                )
                rows.setdefault(spec.row.label, []).append(line)
    return list(rows.items())


def _grouped(reading: ReadingRecord) -> list[tuple[str, str, int]]:
    """What was noted, each sentence once: the first cell it is about, and of how many."""
    cells: dict[str, list[str]] = {}
    for note in reading.notes:
        cells.setdefault(note.text, []).append(note.cell)
    return [(text, names[0], len(names)) for text, names in cells.items()]


def _state(report: Report, checked: Checked, address: Address) -> tuple[str, str]:
    return next(_states(report, checked, address), ("", ""))


def _states(report: Report, checked: Checked, address: Address) -> Iterator[tuple[str, str]]:
    cell = report.cells[address]
    mark = checked.marked.get(address)
    if isinstance(cell, Unreadable):
        yield "辨认不清", "error"
    if mark == "error":
        yield "有误", "error"
    if mark == "doubt":
        yield "存疑", "doubt"
    if isinstance(cell, Blank):
        yield "空白", "blank"
    if cell.note:
        yield "有注", "doubt"
