"""A workbook of ours comes back the same from programs that write files in their own way."""

from __future__ import annotations

import re
from dataclasses import replace

import openpyxl
import pytest

from gongkai import law
from gongkai.errors import InputError
from gongkai.ingest.reading import readings_in
from gongkai.report import Agency, Passage, Report, Unreadable
from gongkai.workbook.book import sheet_names, workbook
from gongkai.workbook.filling import Filling
from tests.reports import balanced, report_of
from tests.workbook.rewriting import NOTED, REWRITES, changed, figures, rewritten
from tests.workbook.samples import book_of, read_back, worded

REPORT = worded(
    balanced(law.edition("2021"), 3),
    overview="第一段\n  第二段",
    problems="=cmd|'/c calc'!A1",
    other_matters='@SUM(1)\n=HYPERLINK("http://x.example","点")',
)
BOOK = book_of(REPORT)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize("name", REWRITES)
def test_it_is_read_back_exactly_however_it_was_written(name: str) -> None:
    data = rewritten(BOOK, *REWRITES[name])
    reading = read_back(data)
    assert (REPORT, ()) == (reading.report, reading.notes)
    (one,) = readings_in(data, "表.xlsx")
    assert ("workbook", "complete") == (one.kind, one.outcome)


@pytest.mark.parametrize("name", NOTED)
def test_a_figure_that_is_none_at_first_sight_is_read_with_a_note(name: str) -> None:
    rewrite, said = NOTED[name]
    reading = read_back(rewritten(BOOK, rewrite))
    assert REPORT.cells == reading.report.cells
    assert len(reading.notes) > 150
    assert {True} == {said in note.text for note in reading.notes}


def test_wide_digits_are_digits() -> None:
    wide = figures(' t="str"><v>{n}</v>')

    def widen(parts: dict[str, str]) -> None:
        wide(parts)
        for digit in "0123456789":
            parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace(
                f"<v>{digit}</v>", f"<v>{digit.translate(FULL_WIDTH)}</v>"
            )

    assert REPORT.cells == read_back(rewritten(BOOK, widen)).report.cells


@pytest.mark.parametrize("result", ["", "#REF!", "3件", "3 4"])
def test_a_formula_whose_result_is_no_figure_is_unread_and_says_why(result: str) -> None:
    reading = read_back(rewritten(BOOK, figures(f' t="str"><f>A1</f><v>{result}</v>')))
    unread = [cell for cell in reading.report.cells.values() if isinstance(cell, Unreadable)]
    assert len(unread) > 150
    assert "=A1" == unread[0].original
    assert (f"“{result}”" if result else "没有存它的结果") in reading.notes[0].text


def test_empty_sheets_are_passed_over_and_names_do_not_matter() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.create_sheet("Sheet1", 0)
        book.create_sheet("Sheet2")
        book["数据"].title = "a'b!c"
        book["文字"].title = "=1+1"

    assert REPORT == read_back(changed(BOOK, change)).report


def test_without_its_sheet_of_words_the_figures_are_read_and_that_is_said() -> None:
    reading = read_back(changed(BOOK, lambda book: book.remove(book["文字"])))
    assert (REPORT.cells, {}) == (reading.report.cells, reading.report.narrative)
    (note,) = reading.notes
    assert "文字部分没有读" in note.text


def test_a_copy_of_the_words_is_no_contradiction_unless_it_was_changed() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book["文字"])

    assert (REPORT, ()) == (read_back(changed(BOOK, change)).report, ())

    def change_more(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book["文字"])["A4"].value = "别的话"

    reading = read_back(changed(BOOK, change_more))
    assert {} == reading.report.narrative
    assert "文字部分没有读" in reading.notes[0].text


def test_a_copied_sheet_that_was_changed_is_not_chosen_between() -> None:
    def change(book: openpyxl.Workbook) -> None:
        copy = book.copy_worksheet(book["数据"])
        place = read_back(BOOK).places["disclosure/permits/decisions"].split("!")[1]
        copy[place].value = 4242

    with pytest.raises(InputError, match=r"“数据”和“数据 Copy”是同一机关年度"):
        readings_in(changed(BOOK, change), "表.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        "字" * 40_000,
        "第一段\n" + "字" * 33_000 + "\n第三段",
        ("字" * 7_999 + "\n\n") * 3 + "完",
        "𠮷" * 20_000,
    ],
    ids=["one long line", "a long line between", "blank lines", "rare signs"],
)
def test_words_of_any_length_come_back(text: str) -> None:
    report = worded(REPORT, overview=text)
    assert text == read_back(book_of(report)).report.narrative["overview"].text


def test_words_of_a_section_with_a_table_are_not_lost() -> None:
    report = worded(REPORT, disclosure="另有说明。", requests="见上。", problems="无。")
    assert report.narrative == read_back(book_of(report)).report.narrative


def test_names_of_sheets_are_short_enough_by_the_count_of_spreadsheets() -> None:
    agency = Agency("test-bureau", "𠮷" * 40, "county", "department")
    names = sheet_names([Filling(replace(report_of(), agency=agency))] * 2)
    assert 2 == len(set(names))
    assert {True} == {len(name.encode("utf-16-le")) // 2 <= 31 for name in names}


@pytest.mark.parametrize("wild", ["\t=1+1", "=1+1", "-1", "＝1+1", "x\x1by", "_x000D_", "\ud800"])
def test_no_part_of_the_file_leads_outside(wild: str) -> None:
    report: Report = replace(
        worded(REPORT, overview=wild),
        agency=Agency("test-bureau", f"{wild}[1]http://x.example", "county", "department"),
    )
    data = workbook([Filling(report)] * 2)
    parts: dict[str, str] = {}
    rewritten(data, parts.update)
    assert not [name for name in parts if "external" in name.lower()]
    assert {True} == {"TargetMode" not in text for text in parts.values()}
    inside = [text for text in parts.values() if "<f>" in text]
    formulas = [piece.split("</f>")[0] for text in inside for piece in text.split("<f>")[1:]]
    assert formulas
    unquoted = [re.sub(r"'[^']*'|\"[^\"]*\"", "", formula) for formula in formulas]
    assert [] == [formula for formula in unquoted if "x.example" in formula or "[" in formula]


def test_a_narrative_is_a_passage_again() -> None:
    assert Passage("第一段\n  第二段") == read_back(BOOK).report.narrative["overview"]
