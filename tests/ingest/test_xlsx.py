"""Workbooks come out as they show themselves."""

from __future__ import annotations

import datetime
import io

import pytest
from openpyxl import Workbook

from gongkai.errors import InputError
from gongkai.ingest.containers.xlsx.reader import read_xlsx
from gongkai.ingest.containers.xlsx.values import plain
from gongkai.ingest.document import Document, Ruled
from tests.ingest.container_samples import (
    TITLE,
    by_office,
    lines,
    numbered_report,
    published,
    read_back,
    xlsx_file,
)


def read(book: Workbook) -> Document:
    stream = io.BytesIO()
    book.save(stream)
    return read_xlsx(stream.getvalue(), "样例.xlsx")


def book_of(*rows: list[object]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return book


@pytest.mark.parametrize("year", [2020, 2021])
@pytest.mark.parametrize("ruled", [True, False])
def test_statutory_tables_come_back(year: int, ruled: bool) -> None:
    report = numbered_report(year)
    document = read_xlsx(xlsx_file(report, ruled=ruled), "a.xlsx")
    assert read_back(document) == published(report)
    assert lines(document)[0] == TITLE


@pytest.mark.parametrize("year", [2020, 2021])
def test_statutory_tables_come_back_after_libreoffice_has_saved_them(year: int) -> None:
    report = numbered_report(year)
    data = by_office(xlsx_file(report), "xlsx", "xlsx")
    assert read_back(read_xlsx(data, "a.xlsx")) == published(report)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (12.0, "12"),
        (25.1, "25.1"),
        (0.1 + 0.2, "0.3"),
        (7730.2799999999997, "7730.28"),
        (1e15, "1000000000000000"),
        (0.00001, "0.00001"),
        (-2.0, "-2"),
        (11398889.0, "11398889"),
    ],
)
def test_numbers_are_written_as_a_person_would(value: float, text: str) -> None:
    assert plain(value) == text


def test_texts_dates_and_truths_are_kept() -> None:
    day = datetime.date(2023, 12, 31)
    document = read(
        book_of(["甲", "0012", day, True, None, "55（含自然失效29件）"], ["乙", 1, 2, 3, 4])
    )
    assert read_back(document)[0] == [
        "甲",
        "0012",
        "2023-12-31",
        "TRUE",
        "",
        "55（含自然失效29件）",
    ]


def test_a_shown_figure_that_differs_from_the_value_is_noted() -> None:
    book = book_of(["规章", 25.14], ["规范性文件", 2])
    book.worksheets[0]["B1"].number_format = "0.0"
    document = read(book)
    assert read_back(document)[0] == ["规章", "25.14"]
    assert any("显示为 25.1" in note for note in document.notes)


def test_a_formula_without_a_saved_result_is_not_a_blank() -> None:
    document = read(book_of(["规章", "=1+1"], ["规范性文件", 2]))
    assert read_back(document)[0] == ["规章", "=1+1"]
    assert any("公式" in note for note in document.notes)


def test_hidden_sheets_are_out_and_hidden_rows_are_noted() -> None:
    book = book_of(["规章", 1], ["规范性文件", 2])
    book.worksheets[0].row_dimensions[2].hidden = True
    book.create_sheet("去年").append(["规章", 99])
    book["去年"].sheet_state = "hidden"
    document = read(book)
    assert read_back(document) == [["规章", "1"], ["规范性文件", "2"]]
    assert any("第2行是隐藏的" in note for note in document.notes)
    assert any("“去年”是隐藏的" in note for note in document.notes)


def test_several_sheets_follow_one_another() -> None:
    book = book_of(["规章", 1], ["规范性文件", 2])
    other = book.create_sheet("表三")
    other.append(["一、新收", 3])
    other.append(["二、结转", 4])
    places = [part.place for part in read(book).parts]
    assert places == ["工作表“Sheet”表1", "工作表“表三”表1"]


def test_merged_cells_appear_once_with_their_spans() -> None:
    book = book_of(["A", "B", None], [None, 1, 2])
    book.worksheets[0].merge_cells("A1:A2")
    book.worksheets[0].merge_cells("B1:C1")
    (table,) = read(book).parts
    assert isinstance(table, Ruled)
    spans = [(box.text, box.row, box.column, box.rowspan, box.colspan) for box in table.boxes]
    assert spans == [("A", 0, 0, 2, 1), ("B", 0, 1, 1, 2), ("1", 1, 1, 1, 1), ("2", 1, 2, 1, 1)]


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(InputError, match="没有可见的内容"):
        read(Workbook())
