"""What is written into a workbook is read back as it was, or with an honest note."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from gongkai import law
from gongkai.errors import InputError
from gongkai.law import Address
from gongkai.report import Agency, Amount, Blank, Cell, Count, Report, Unreadable, store
from gongkai.workbook.book import workbook
from gongkai.workbook.filling import blank_form
from gongkai.workbook.read import is_workbook, read_sheets, read_workbook
from tests.reports import DATA, STEADY, balanced, report_of, with_cell
from tests.workbook.samples import bare, book_of, read_back, worded

EVERY = [(agency, year) for agency in store.agencies(DATA) for year in store.years(DATA, agency)]
RECEIVED = Address("requests", "received", "natural_person")
FEES = Address("disclosure", "fees", "amount")


@pytest.mark.parametrize(("agency", "year"), EVERY)
def test_every_shipped_report_is_read_back_equal(agency: str, year: int) -> None:
    report = store.load(DATA, agency, year)
    reading = read_back(book_of(report))
    assert bare(report) == reading.report
    assert () == reading.notes


def test_several_agencies_come_back_each_with_its_own_words() -> None:
    reports = [
        worded(
            replace(balanced(law.edition("2021"), seed), year=2021 + seed), overview=f"第{seed}份"
        )
        for seed in range(3)
    ]
    found = read_workbook(book_of(*reports), "表.xlsx")
    assert reports == [reading.report for reading in found]


def cells(kind: str) -> st.SearchStrategy[Cell]:
    plain = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=9)
    notes = st.one_of(st.just(""), plain.map(lambda text: f"注{text}".rstrip()))
    unread = plain.filter(lambda text: bool(text.strip()) and not any(map(str.isdigit, text)))
    counts = st.integers(-5 if kind == "signed_count" else 0, 2**53 - 1)
    amounts = st.decimals(0, 10**9, places=4, allow_nan=False, allow_infinity=False)
    figure: st.SearchStrategy[Cell] = st.builds(Count, counts, notes)
    if kind == "amount_wan_yuan":
        figure = st.builds(Amount, amounts, notes)
    return st.one_of(figure, st.builds(Blank, notes), st.builds(Unreadable, unread, notes))


@settings(STEADY, max_examples=20)
@given(st.data(), st.sampled_from([(2020, ""), (2021, ""), (2021, "one_other_row")]))
def test_whatever_a_report_holds_comes_back(data: st.DataObject, form: tuple[int, str]) -> None:
    year, variant = form
    if variant and variant not in law.edition("2021").variants:
        variant = next(iter(law.edition("2021").variants))
    report = report_of(year=year, variant=variant)
    chosen = data.draw(st.lists(st.sampled_from(list(report.form.cells)), max_size=12))
    for address in chosen:
        cell = data.draw(cells(report.form.cells[address].column.kind))
        report = replace(report, cells={**report.cells, address: cell})
    reading = read_back(book_of(report))
    assert report.cells == reading.report.cells
    silent = {
        address
        for address, cell in report.cells.items()
        if isinstance(cell, Unreadable) and str(address) not in {n.cell for n in reading.notes}
    }
    assert set() == silent


def test_blank_stays_blank_and_zero_stays_zero() -> None:
    report = with_cell(report_of(others=""), RECEIVED, 0)
    assert report.cells == read_back(book_of(report)).report.cells


@pytest.mark.parametrize("printed", ["12.50", "0.00", "7730.28", "100", "0.000001"])
def test_an_amount_keeps_its_decimals(printed: str) -> None:
    report = with_cell(report_of(), FEES, Decimal(printed))
    cell = read_back(book_of(report)).report.cells[FEES]
    assert isinstance(cell, Amount)
    assert printed == f"{cell.value:f}"


@pytest.mark.parametrize(
    ("typed", "cell", "said"),
    [
        (7, Count(7), ""),
        (7.0, Count(7), ""),
        ("7", Count(7), "以文本存的"),
        ("１，２３４", Count(1234), "以文本存的"),
        (" ", Blank(), ""),
        ("7件", Unreadable("7件"), "不是单纯的数字"),
        ("1 2", Unreadable("1 2"), "不是单纯的数字"),
        (7.5, Unreadable("7.5"), "应为整数"),
        (True, Unreadable("True"), "不是数字"),
        (1e300, Unreadable(f"{Decimal('1e300'):f}"), "数值过大"),
        ("=1+1", Unreadable("=1+1"), "文件里没有存它的结果"),
        ('=HYPERLINK("http://x","5")', Unreadable('=HYPERLINK("http://x","5")'), "公式"),
        ("#DIV/0!", Unreadable("#DIV/0!"), "不是"),
    ],
)
def test_what_a_clerk_types_is_taken_as_it_stands(typed: object, cell: Cell, said: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(report_of(others=1))))
    sheet = book["数据"]
    sheet[place_of(RECEIVED)].value = typed
    reading = read_back(bytes_of(book))
    assert cell == reading.report.cells[RECEIVED]
    told = [note.text for note in reading.notes if note.cell == str(RECEIVED)]
    assert (said in told[0]) if said else told == []


def test_a_sheet_may_be_renamed_moved_and_its_neighbours_deleted() -> None:
    report = worded(balanced(law.edition("2021"), 1), overview="文字")
    book = openpyxl.load_workbook(io.BytesIO(book_of(report)))
    book.remove(book["填报说明"])
    book["数据"].title = "老王的表"
    book.move_sheet("文字", -1)
    assert report == read_back(bytes_of(book)).report


def test_rows_that_were_sorted_with_their_keys_are_read_by_their_keys() -> None:
    report = balanced(law.edition("2021"), 2)
    book = openpyxl.load_workbook(io.BytesIO(book_of(report)))
    one, other = (row_of(name) for name in ("received", "carried_in"))
    swap(book["数据"], one, other, range(1, 27))
    reading = read_back(bytes_of(book))
    moved = {a for a in report.cells if report.cells[a] != reading.report.cells[a]}
    assert set() == moved


def test_figures_that_were_moved_away_from_their_keys_are_not_read() -> None:
    report = balanced(law.edition("2021"), 2)
    book = openpyxl.load_workbook(io.BytesIO(book_of(report)))
    one, other = (row_of(name) for name in ("received", "carried_in"))
    swap(book["数据"], one, other, range(1, 16))
    reading = read_back(bytes_of(book))
    rows = {"received", "carried_in"}
    for address, cell in reading.report.cells.items():
        if address.row in rows:
            assert isinstance(cell, Unreadable)
        else:
            assert report.cells[address] == cell
    assert 14 == len(reading.notes)


def test_a_sheet_with_columns_added_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(report_of())))
    book["数据"].insert_cols(3)
    with pytest.raises(InputError, match="列被增删"):
        read_back(bytes_of(book))


def test_a_sheet_that_lost_a_key_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(report_of())))
    book["数据"].cell(row_of("carried_in"), 26).value = None
    with pytest.raises(InputError, match="缺少7个数据格"):
        read_back(bytes_of(book))


def test_a_blank_form_filled_in_says_whose_it_is() -> None:
    form = law.edition("2021")
    book = openpyxl.load_workbook(io.BytesIO(workbook([blank_form(form)])))
    sheet = book["数据"]
    for cell, value in {
        "C4": "某县某局",
        "L4": "test-bureau",
        "C5": "县级",
        "G5": "部门",
        "J5": "本级",
        "N5": 2022,
    }.items():
        sheet[cell].value = value
    sheet[place_of(RECEIVED)].value = 3
    report = read_back(bytes_of(book)).report
    assert Agency("test-bureau", "某县某局", "county", "department") == report.agency
    assert (2022, "own", Count(3)) == (report.year, report.scope, report.cells[RECEIVED])


def test_a_blank_form_that_says_not_whose_it_is_lists_what_is_missing() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([blank_form(law.edition("2021"))])))
    book["数据"][place_of(RECEIVED)].value = 3
    with pytest.raises(InputError, match="机关全称、机关代号、级别、类别、口径、报告年度"):
        read_back(bytes_of(book))


def test_an_untouched_form_is_said_to_be_so() -> None:
    (sheet,) = read_sheets(workbook([blank_form(law.edition("2019"))]), "表.xlsx")
    assert sheet.is_untouched
    with pytest.raises(InputError, match="还没有填写数据"):
        read_workbook(workbook([blank_form(law.edition("2019"))]), "表.xlsx")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", b"\xd0\xcf\x11\xe0"])
def test_other_files_are_told_apart_without_raising(data: bytes) -> None:
    assert not is_workbook(data)


def test_another_workbook_is_none_of_ours() -> None:
    other = bytes_of(openpyxl.Workbook())
    assert not is_workbook(other)
    with pytest.raises(InputError, match="不是 gongkai workbook"):
        read_workbook(other, "表.xlsx")


def place_of(address: Address, report: Report | None = None) -> str:
    """The cell of the sheet that holds an address."""
    (sheet,) = read_sheets(book_of(report or report_of(others=1)), "表.xlsx")
    return sheet.places[str(address)].split("!")[1]


def row_of(row: str) -> int:
    return int("".join(filter(str.isdigit, place_of(Address("requests", row, "total")))))


def swap(sheet: Worksheet, one: int, other: int, columns: range) -> None:
    for column in columns:
        first, second = (sheet.cell(row, column) for row in (one, other))
        if not isinstance(first, MergedCell):
            first.value, second.value = second.value, first.value


def bytes_of(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
