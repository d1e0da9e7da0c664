"""Pages of sites and pasted text read back: every cell right where the document has it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from gongkai import law
from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from gongkai.law import Address
from gongkai.report import Count, Report, Unreadable, number, store
from tests.ingest.office_styles import OFFICE_STYLES
from tests.ingest.pasted_styles import PASTED_STYLES
from tests.ingest.publishing import Drawing, Drawn, html_table, page
from tests.ingest.styles import PRINTERS
from tests.ingest.web_styles import WEB_STYLES, kind_of, of_drawing, of_table, whole, width_of
from tests.reports import DATA, balanced

STYLES = {**WEB_STYLES, **PASTED_STYLES}
VANISHED = {
    "divisions", "spaced_rows", "narrow_columns", "one_line", "raw_copy", "figures_apart",
    "loose_lines", "one_paragraph", "stacked",
}  # fmt: skip
"""Styles in which a blank cell leaves nothing: there, unread is an honest answer."""

ALIGNED = {"spread"}
"""Blanks vanish, but figures stand below their heads: sums have to bear the columns out."""


@cache
def reports() -> tuple[Report, ...]:
    shipped = [("county-petition-bureau", 2020), ("suqian-gov", 2024)]
    forms = [law.edition("2019"), law.edition("2021", "single_other_row")]
    return (
        *(store.load(DATA, agency, year) for agency, year in shipped),
        *(balanced(form, 2) for form in forms),
    )


@pytest.mark.parametrize("printer", ["as_is", "zeros_blank"])
@pytest.mark.parametrize("style", STYLES)
def test_a_document_of_another_kind_is_read_cell_by_cell(style: str, printer: str) -> None:
    for seed, report in enumerate(reports()):
        reading = read(*STYLES[style](report, PRINTERS[printer](seed)))
        wrong, unread = [], []
        for address, cell in report.cells.items():
            figure = number(cell)
            expected = None if printer == "zeros_blank" and str(figure) == "0" else figure
            got = reading.values[str(address)]
            if isinstance(got, Unreadable):
                unread.append(address)
            elif number(got) != expected:
                wrong.append((seed, address, expected, got))
        assert [] == wrong
        if printer == "as_is" or style not in VANISHED | ALIGNED:
            assert ([], "complete") == (unread, reading.outcome), seed
        assert report.year == reading.year


def test_where_blanks_vanish_what_the_sums_leave_no_choice_about_is_read() -> None:
    report = reports()[1]
    reading = read(*STYLES["loose_lines"](report, PRINTERS["zeros_blank"](0)))
    totals = [a for a in report.cells if (a.table, a.column) == ("requests", "total")]
    read_totals = [number(reading.values[str(a)]) or 0 for a in totals]
    about = {note.cell: note.kind for note in reading.notes if note.cell}
    assert [number(report.cells[a]) for a in totals] == read_totals
    assert {"position"} == {about[str(a)] for a in totals}
    open_cells = [a for a, cell in reading.values.items() if isinstance(cell, Unreadable)]
    assert "requests/received/natural_person" in open_cells
    assert "partial" == reading.outcome


@pytest.mark.parametrize("style", sorted(set(STYLES) - {"traditional", "big5", "wrong_numbers"}))
def test_the_words_of_the_sections_stand_apart_from_tables_and_navigation(style: str) -> None:
    reading = read(*STYLES[style](reports()[1], PRINTERS["as_is"](0)))
    words = {section: "".join(texts) for section, texts in reading.narrative.items()}
    pages = {
        "overview": "2024年，本机关认真落实条例，公开工作平稳推进。",
        "problems": "公开的及时性有待提高，下一步将加强督促检查。",
        "other_matters": "本年度没有收取信息处理费。",
    }
    texts = {"overview": "平稳推进。", "problems": "尚有不足。", "other_matters": "无"}
    is_text = style in PASTED_STYLES and "in_markdown" not in style
    assert words == (texts if is_text else pages)


@pytest.mark.parametrize("style", OFFICE_STYLES)
def test_files_of_word_and_excel_are_read_cell_by_cell(style: str) -> None:
    report = reports()[1]
    reading = read(*OFFICE_STYLES[style](report, PRINTERS["zeros_blank"](0)))
    expected = {a: None if str(n := number(c)) == "0" else n for a, c in report.cells.items()}
    assert expected == {a: number(reading.values[str(a)]) for a in report.cells}
    assert "complete" == reading.outcome
    assert (report.agency.name, report.year) == (reading.agency, reading.year)


@pytest.mark.parametrize("sign", ["零", "〇", "○", "O", "Ｏ"])
def test_a_sign_typed_for_zero_is_read_as_zero_with_a_note(sign: str) -> None:
    def typed(_address: Address, text: str) -> str:
        return sign if text == "0" else text

    report = reports()[1]
    reading = read(*STYLES["site"](report, typed))
    assert {str(a): number(c) for a, c in report.cells.items()} == {
        str(a): number(reading.values[str(a)]) for a in report.cells
    }
    assert {"noted"} == {reading.status[str(a)] for a, c in report.cells.items() if not number(c)}


def test_a_figure_in_a_cell_merged_over_its_row_is_unread() -> None:
    def merged(drawing: Drawing) -> Drawing:
        if kind_of(drawing) != "requests":
            return drawing
        return [*drawing[:3], [*drawing[3][:-7], Drawn("3", 7)], *drawing[4:]]

    reading = read(*of_drawing(merged)(reports()[1], PRINTERS["as_is"](0)))
    row = {cell for a, cell in reading.values.items() if a.startswith("requests/received/")}
    assert {Unreadable} == set(map(type, row))
    assert {"3"} == {left.original for left in reading.leftover}


def test_a_short_label_is_read_only_where_its_row_comes_next() -> None:
    def moved(drawing: Drawing) -> Drawing:
        rows = list(drawing)
        if kind_of(drawing) == "requests":
            rows[4] = [Drawn("二、公开出版物", 3), *rows[4][-7:]]
            rows[5] = [Drawn("政府信息", 3), *rows[5][-7:]]
        return rows

    reading = read(*of_drawing(moved)(reports()[1], PRINTERS["as_is"](0)))
    for row in ("not_processed.publication", "carried_in", "granted"):
        cells = {c for a, c in reading.values.items() if a.startswith(f"requests/{row}/")}
        expected = Unreadable if row != "not_processed.publication" else Count
        assert {expected} == set(map(type, cells))


def in_yuan(drawing: Drawing) -> Drawing:
    """Money in 元, of which only a line above the table says so."""
    return [
        [
            replace(cell, text=f"{Decimal(cell.text) * 10_000:.0f}")
            if cell.address and cell.address.column == "amount"
            else replace(cell, text=cell.text.removesuffix("（单位：万元）"))
            for cell in row
        ]
        for row in drawing
    ]


@pytest.mark.parametrize("inside", [True, False])
def test_a_unit_above_a_table_is_the_unit_of_its_money(inside: bool) -> None:
    def table(drawing: Drawing) -> str:
        rows = in_yuan(drawing)
        if inside:
            return html_table([[Drawn("（单位：元）", width_of(drawing))], *rows])
        return f"<p>单位：元</p>{html_table(rows)}"

    report = reports()[1]
    reading = read(*of_table(table)(report, PRINTERS["as_is"](0)))
    assert {str(a): number(c) for a, c in report.cells.items()} == {
        str(a): number(reading.values[str(a)]) for a in report.cells
    }
    assert "noted" == reading.status["disclosure/fees/amount"]


def test_of_two_reports_on_a_page_a_table_that_only_one_has_is_noted() -> None:
    one = reports()[1]
    reading = of_two(one, replace(balanced(one.form, 7), year=one.year))
    about = {note.cell for note in reading.notes if note.kind == "again"}
    assert {a for a in reading.values if a.startswith("disputes/")} <= about
    assert "partial" == reading.outcome


def test_a_table_that_only_the_report_of_another_year_has_is_not_read() -> None:
    one = reports()[1]
    reading = of_two(one, balanced(one.form, 7))
    for address, cell in one.cells.items():
        got = reading.values[str(address)]
        is_unread = isinstance(got, Unreadable)
        assert is_unread if address.table == "disputes" else number(cell) == number(got)
    assert "partial" == reading.outcome


def of_two(one: Report, other: Report) -> Reading:
    """A page with a report without section four, and a whole one."""

    def but_disputes(drawing: Drawing) -> str:
        return "" if kind_of(drawing) == "disputes" else html_table(drawing)

    return read(whole(page(one, but_disputes) + page(other, html_table)).encode(), "two.html")


def without_totals(drawing: Drawing) -> Drawing:
    if kind_of(drawing) != "requests":
        return drawing
    heads = [[drawing[0][0], Drawn("申请人情况", 6)], drawing[1][:-1], drawing[2]]
    return [*heads, *(row[:-1] for row in drawing[3:])]


def test_a_column_that_is_not_printed_is_unread_and_never_computed() -> None:
    report = reports()[2]
    reading = read(*of_drawing(without_totals)(report, PRINTERS["as_is"](0)))
    for address, cell in report.cells.items():
        got = reading.values[str(address)]
        if (address.table, address.column) == ("requests", "total"):
            assert isinstance(got, Unreadable)
        else:
            assert number(cell) == number(got)


def test_a_figure_of_a_column_the_form_does_not_have_is_left_over() -> None:
    def of_last_year(drawing: Drawing) -> Drawing:
        if kind_of(drawing) != "requests":
            return drawing
        head = [*drawing[0], Drawn("上年总计", 1, 3)]
        return [head, *drawing[1:3], *([*row, Drawn("33")] for row in drawing[3:])]

    report = reports()[1]
    reading = read(*of_drawing(of_last_year)(report, PRINTERS["zeros_blank"](0)))
    read_cells = {a: number(reading.values[str(a)]) or 0 for a in report.cells}
    assert {a: number(cell) for a, cell in report.cells.items()} == read_cells
    assert {"33"} == {left.original for left in reading.leftover}
    assert "partial" == reading.outcome
