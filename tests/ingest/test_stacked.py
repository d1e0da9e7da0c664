"""Rows stacked in one row of cells: read line by line where the lines go with the labels."""

from __future__ import annotations

import pytest

from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from gongkai.report import Blank, Report, Unreadable, number, store
from tests.ingest.publishing import Drawing, as_is, html_table, page
from tests.ingest.web_styles import WEB_STYLES, kind_of, stacked, whole
from tests.reports import DATA

FIRST_COLUMN = {"disclosure/regulations/made", "disclosure/normative_documents/made"}


def report() -> Report:
    return store.load(DATA, "suqian-gov", 2024)


def with_first_column(cell: str) -> Reading:
    """The report with its rows stacked, and another first cell of figures."""
    content = page(report(), stacked)
    first = content.index("<td>", content.index("规章<br>"))
    end = content.index("</td>", first) + len("</td>")
    return read(whole(content[:first] + cell + content[end:]).encode(), "page.html")


def figures(reading: Reading) -> dict[str, object]:
    return {a: number(cell) for a, cell in reading.values.items()}


def test_rows_stacked_in_one_are_read_line_by_line() -> None:
    reading = read(*WEB_STYLES["stacked"](report(), as_is))
    assert {str(a): number(c) for a, c in report().cells.items()} == figures(reading)
    assert "complete" == reading.outcome


@pytest.mark.parametrize("lines", ["50", "2<br>50<br>1", "2<br>件"])
def test_lines_that_do_not_go_with_the_labels_are_unread(lines: str) -> None:
    reading = with_first_column(f"<td>{lines}</td>")
    assert {Unreadable} == {type(reading.values[a]) for a in FIRST_COLUMN}
    for address, cell in report().cells.items():
        if str(address) not in FIRST_COLUMN:
            assert number(cell) == number(reading.values[str(address)])
    assert any("同一格里" in note.text for note in reading.notes if note.cell in FIRST_COLUMN)


def test_a_column_without_any_figure_is_blank_in_every_row() -> None:
    reading = with_first_column("<td></td>")
    assert {Blank} == {type(reading.values[a]) for a in FIRST_COLUMN}


def test_a_group_over_its_row_in_one_cell_stacks_nothing() -> None:
    def grouped(drawing: Drawing) -> str:
        made = html_table(drawing)
        if kind_of(drawing) != "requests":
            return made
        return made.replace("1.申请人", "（六）其他处理<br>1.申请人")

    reading = read(whole(page(report(), grouped)).encode(), "page.html")
    assert {str(a): number(c) for a, c in report().cells.items()} == figures(reading)
