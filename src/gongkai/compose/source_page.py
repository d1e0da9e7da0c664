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
    """A cell with its figure, its state, and the passage it was read from."""

    address: str
    label: str
    figure: str
    state: str
    tone: str
    place: str
    original: str
    differs: bool


def source_page(report: Report, checked: Checked, reading: ReadingRecord) -> str:
    """Return a whole HTML page, without script, that reaches out to nothing."""
    marks = checked.marked
    tables = [
        (made.caption, render.html([made]), _lines(made, report, checked, reading))
        for made in (grid(report, table.id, marks) for table in report.form.tables)
    ]
    return render.template("source_page").render(
        title=report.title,
        about=f"{report.form.head.name}　{SCOPE_NAMES[report.scope]}",
        css=render.stylesheet(),
        findings=render.html([panels.findings(report, checked)]),
        tables=tables,
        notes=reading.notes,
        has_passages=bool(reading.cells),
    )


def _lines(
    made: Grid, report: Report, checked: Checked, reading: ReadingRecord
) -> list[tuple[str, list[SourceLine]]]:
    """The cells of a table in its order, row by row."""
    rows: dict[str, list[SourceLine]] = {}
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
                    spec.column.label,
                    in_thousands(report.cells[address]),
                    state,
                    tone,
                    passage.place,
                    original,
                    differs=original.strip() not in {"", cell.value, cell.text},
                )
                rows.setdefault(spec.row.label, []).append(line)
    return list(rows.items())


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
