"""Sections beside one another on the same rows of a sheet: each read in its own columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from gongkai.report import Report, Unreadable, number, store
from tests.ingest.office_styles import put_down, saved
from tests.ingest.publishing import HEADINGS, OPENING, Drawing, as_is, drawings
from tests.ingest.web_styles import reversed_columns, width_of
from tests.reports import DATA

Places = Mapping[str, tuple[int, int]]

REPORTS = [("suqian-gov", 2024), ("county-petition-bureau", 2020)]
PLACES: Mapping[str, Places] = {
    "with_a_gap": {"disclosure": (4, 1), "requests": (4, 6), "disputes": (4, 17)},
    "without_a_gap": {"disclosure": (4, 1), "requests": (4, 5), "disputes": (4, 15)},
    "two_and_three": {"disclosure": (4, 1), "requests": (4, 6), "disputes": (40, 1)},
    "the_third_just_below": {"disclosure": (4, 1), "requests": (4, 6), "disputes": (33, 1)},
    "three_and_four": {"disclosure": (4, 1), "requests": (25, 1), "disputes": (25, 12)},
    "the_other_way_round": {"requests": (4, 1), "disclosure": (4, 12), "disputes": (40, 1)},
    "at_other_heights": {"requests": (4, 1), "disclosure": (9, 12), "disputes": (40, 1)},
    "two_over_four": {"disclosure": (4, 1), "disputes": (24, 1), "requests": (4, 18)},
}


def plain(drawing: Drawing) -> Drawing:
    return drawing


def book_of(
    report: Report,
    places: Places,
    *,
    headed: bool = True,
    change: Callable[[Drawing], Drawing] = plain,
) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.cell(1, 1, report.title)
    sheet.cell(2, 1, OPENING.format(year=report.year))
    for name, (top, left) in places.items():
        if headed:
            sheet.cell(top, left, HEADINGS[name])
        drawing = change(drawings(report, as_is)[name])
        put_down(sheet, drawing, top + headed, left, as_text=False)
    return book


def rule(sheet: Any, top: int, left: int, bottom: int, right: int) -> None:
    side = Side("thin")
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            sheet.cell(row, column).border = Border(side, side, side, side)


def assert_read(reading: Reading, report: Report) -> None:
    assert {str(a): number(c) for a, c in report.cells.items()} == {
        a: number(cell) for a, cell in reading.values.items()
    }
    assert "complete" == reading.outcome
    assert report.year == reading.year


@pytest.mark.parametrize("headed", [True, False])
@pytest.mark.parametrize("places", PLACES)
@pytest.mark.parametrize("name", REPORTS)
def test_sections_beside_one_another_are_read_each_under_its_own_heads(
    name: tuple[str, int], places: str, *, headed: bool
) -> None:
    report = store.load(DATA, *name)
    reading = read(saved(book_of(report, PLACES[places], headed=headed)), "beside.xlsx")
    assert_read(reading, report)
    assert report.form.id == reading.edition
    assert [] == [note.text for note in reading.notes if note.kind in {"edition", "heads"}]


@pytest.mark.parametrize("places", ["with_a_gap", "without_a_gap"])
def test_in_ruled_cells_they_are_read_as_well(places: str) -> None:
    report = store.load(DATA, *REPORTS[0])
    book = book_of(report, PLACES[places])
    for name, (top, left) in PLACES[places].items():
        drawing = drawings(report, as_is)[name]
        bottom, right = top + len(drawing), left + width_of(drawing) - 1
        rule(book.worksheets[0], top + 1, left, bottom, right)
    assert_read(read(saved(book), "ruled.xlsx"), report)


def test_columns_in_another_order_are_known_by_their_own_heads() -> None:
    report = store.load(DATA, *REPORTS[0])
    book = book_of(report, PLACES["with_a_gap"], change=reversed_columns)
    assert_read(read(saved(book), "reversed.xlsx"), report)


def test_a_column_of_numbers_before_the_table_on_the_right_is_no_figure_of_the_left_one() -> None:
    report = store.load(DATA, *REPORTS[0])
    places = {"requests": (4, 1), "disclosure": (4, 13), "disputes": (40, 1)}
    book = book_of(report, places)
    for number_ in range(1, 14):
        book.worksheets[0].cell(4 + number_, 12, number_)
    reading = read(saved(book), "numbers.xlsx")
    for address, cell in report.cells.items():
        got = reading.values[str(address)]
        assert isinstance(got, Unreadable) or number(cell) == number(got)
        assert address.table == "disclosure" or not isinstance(got, Unreadable)


@pytest.mark.parametrize("gap", [0, 1])
def test_two_years_beside_one_another_are_not_mixed(gap: int) -> None:
    def other(drawing: Drawing) -> Drawing:
        return [
            [
                cell if cell.address is None else type(cell)("9", cell.colspan, 1, cell.address)
                for cell in row
            ]
            for row in drawing
        ]

    report = store.load(DATA, *REPORTS[0])
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.cell(1, 1, report.title)
    top = 3
    for drawing in drawings(report, as_is).values():
        right = width_of(drawing) + gap + 1
        sheet.cell(top, 1, "2024年情况")
        sheet.cell(top, right, "2023年情况")
        put_down(sheet, drawing, top + 1, 1, as_text=False)
        top = put_down(sheet, other(drawing), top + 1, right, as_text=False) + 1
    reading = read(saved(book), "years.xlsx")
    for address, cell in report.cells.items():
        got = reading.values[str(address)]
        assert isinstance(got, Unreadable) or number(cell) == number(got)
        assert address.table == "disputes" or not isinstance(got, Unreadable), address
    assert any(note.kind == "year" for note in reading.notes)
