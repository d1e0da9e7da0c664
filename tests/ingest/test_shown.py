"""What a page shows beside plain figures: struck out, raised, typed into fields, pictured."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx.oxml import OxmlElement
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from gongkai.report import Blank, Report, Unreadable, number, store
from tests.ingest.office_styles import OFFICE_STYLES, plainly, word
from tests.ingest.publishing import Drawing, as_is, html_table, page
from tests.ingest.styles import Style
from tests.ingest.web_styles import of_cells, whole
from tests.reports import DATA

if TYPE_CHECKING:
    from collections.abc import Callable


def report() -> Report:
    return store.load(DATA, "suqian-gov", 2024)


def is_figure(text: str) -> bool:
    return text.replace(".", "").isdecimal()


def of_figures(inner: Callable[[str], str]) -> Style:
    return of_cells(lambda text: inner(text) if is_figure(text) else text)


def assert_read(reading: Reading) -> None:
    cells = report().cells
    assert {str(a): number(c) for a, c in cells.items()} == {
        str(a): number(reading.values[str(a)]) for a in cells
    }
    assert "complete" == reading.outcome


def assert_unread(reading: Reading) -> None:
    assert {Unreadable} == set(map(type, reading.values.values()))
    assert "partial" == reading.outcome


CORRECTED = {
    "s": of_figures(lambda t: f"<s>{t}7</s>{t}"),
    "after": of_figures(lambda t: f"{t}<strike>9</strike>"),
    "del": of_figures(lambda t: f"<del>33</del><ins>{t}</ins>"),
    "style": of_figures(
        lambda t: f'<span style="color:red;text-decoration: line-through">4</span>{t}'
    ),
}


@pytest.mark.parametrize("style", CORRECTED)
def test_of_a_figure_struck_out_and_one_beside_it_the_other_is_read_with_a_note(style: str) -> None:
    reading = read(*CORRECTED[style](report(), as_is))
    assert_read(reading)
    assert "noted" == reading.status["requests/received/total"]
    assert any("删除线" in note.text for note in reading.notes)


def test_a_figure_struck_out_alone_is_unread_and_never_a_blank() -> None:
    reading = read(*of_figures(lambda t: f"<s>{t}</s>")(report(), as_is))
    assert_unread(reading)


def test_words_struck_out_are_no_part_of_a_label_or_of_the_text() -> None:
    style = of_cells(lambda t: t if is_figure(t) else f"{t}<s>（试行）</s>")
    content, name = style(report(), as_is)
    assert_read(read(content.replace("推进".encode(), "推进<s>三年</s>".encode()), name))


FIELDS = {
    "input": of_figures(lambda t: f'<input readonly value="{t}">'),
    "textarea": of_figures(lambda t: f"<textarea>{t}</textarea>"),
    "select": of_figures(lambda t: f"<select><option>5<option selected>{t}</select>"),
}


@pytest.mark.parametrize("style", FIELDS)
def test_figures_in_the_fields_of_a_form_are_read(style: str) -> None:
    assert_read(read(*FIELDS[style](report(), as_is)))


def test_what_a_form_keeps_hidden_is_not_read() -> None:
    hidden = of_figures(lambda t: f'{t}<input type="hidden" value="8"><input type="checkbox">')
    assert_read(read(*hidden(report(), as_is)))


@pytest.mark.parametrize("inner", ['<img src="3.png" alt="3">', "<svg><path d='M0 0'/></svg>"])
def test_a_picture_in_place_of_a_figure_is_unread_and_never_a_blank(inner: str) -> None:
    assert_unread(read(*of_figures(lambda _: inner)(report(), as_is)))


def test_a_picture_that_keeps_a_distance_leaves_a_cell_blank() -> None:
    reading = read(*of_figures(lambda _: '<img src="s.gif" width="1">')(report(), as_is))
    assert {Blank} == set(map(type, reading.values.values()))


def test_a_frame_around_each_figure_is_no_table_of_its_own() -> None:
    assert_read(read(*of_cells(lambda t: f"<table><tr><td>{t}</table>")(report(), as_is)))


def test_a_table_only_in_a_hidden_part_is_read_though_others_are_shown() -> None:
    tables = iter(["%s", '<div class="pane" style="display:none">%s</div>', "%s"])
    content = page(report(), lambda drawing: next(tables) % html_table(drawing))
    assert_read(read(whole(content).encode(), "tabs.html"))


UNSEEN = {
    "no_size": '<span style="font-size: 0;">8</span>',
    "no_ink": '<i style="opacity:0">8</i>',
    "clipped": '<span style="position:absolute;clip:rect(0,0,0,0)">8</span>',
    "ruby": "<rp>(</rp><rt>8</rt>",
}


@pytest.mark.parametrize("unseen", UNSEEN)
def test_text_that_nobody_sees_is_no_part_of_a_figure(unseen: str) -> None:
    assert_read(read(*of_figures(lambda t: f"<b>{t}{UNSEEN[unseen]}</b>")(report(), as_is)))


def test_figures_of_a_size_inside_a_part_without_are_read() -> None:
    inner = '<span style="font-size:0"><b style="font-size:14px">%s</b></span>'
    assert_read(read(*of_figures(lambda t: inner % t)(report(), as_is)))


def with_last_year(css: str) -> Reading:
    """A page that holds section three twice, the second time hidden by a style sheet."""

    def table(drawing: Drawing) -> str:
        other = html_table(drawing, lambda t: str(int(t) + 1) if t.isdecimal() else t)
        return f'{html_table(drawing)}<div class="old x" id="o">{other}</div>'

    content = whole(page(report(), table)).replace("</head>", f"<style>{css}</style></head>")
    return read(content.encode(), "sheet.html")


@pytest.mark.parametrize("css", [".old{display:none}", "p{} /* } */ #a, div#o{ display : none }"])
def test_what_a_style_sheet_hides_is_not_read(css: str) -> None:
    assert_read(with_last_year(css))


@pytest.mark.parametrize(
    "css", ["@media print{.old{display:none}}", ".old{display:none} .x .old{} .old{display:block}"]
)
def test_what_a_style_sheet_hides_only_on_paper_or_shows_again_is_read(css: str) -> None:
    assert "partial" == with_last_year(css).outcome


@pytest.mark.parametrize("link", ['iframe src="../P0%E8%A1%A8.pdf?v=1"', 'a href="/x/P0表.pdf"'])
def test_a_page_without_the_tables_names_the_document_that_has_them(link: str) -> None:
    reading = read(whole(f"<p>年度报告</p><{link}></iframe></a>").encode(), "frame.html")
    assert any("P0表.pdf" in note.text for note in reading.notes)


# --- Word


def in_run(change: Callable[[Any], None], wrong: str) -> Callable[[Any, str], None]:
    def put(box: Any, text: str) -> None:
        paragraph = box.paragraphs[0]
        if is_figure(text):
            change(paragraph.add_run(wrong).font)
        paragraph.add_run(text)

    return put


def struck(font: Any) -> None:
    font.strike = True


def raised_after(box: Any, text: str) -> None:
    paragraph = box.paragraphs[0]
    paragraph.add_run(text)
    if is_figure(text):
        paragraph.add_run("1").font.superscript = True


def hidden_row(_made: Any, table: Any) -> None:
    """The last row once more above it, hidden, with other figures."""
    last = table.rows[-1]._tr
    copy = deepcopy(last)
    for each in copy.iter("{*}t"):
        each.text = "8" if is_figure(each.text or "") else each.text
    copy.get_or_add_trPr().append(OxmlElement("w:hidden"))
    last.addprevious(copy)


WORD = {
    "struck": word(in_run(struck, "66")),
    "raised": word(raised_after),
    "hidden_row": word(plainly, hidden_row),
}


@pytest.mark.parametrize("style", WORD)
def test_in_word_what_is_struck_raised_or_hidden_is_no_part_of_a_figure(style: str) -> None:
    reading = read(*WORD[style](report(), as_is))
    assert_read(reading)
    assert style == "hidden_row" or "noted" == reading.status["requests/received/total"]


# --- Excel


def workbook(change: Callable[[Any], None]) -> bytes:
    content, _ = OFFICE_STYLES["three_sheets"](report(), as_is)
    book = load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        change(sheet)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def figures_of(sheet: Any) -> list[Any]:
    return [
        cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)
    ]


def rich(sheet: Any) -> None:
    for cell in figures_of(sheet):
        old = TextBlock(InlineFont(strike=True), f"{cell.value}5")
        note = TextBlock(InlineFont(vertAlign="superscript"), "2")
        cell.value = CellRichText(old, str(cell.value), note)


def test_in_excel_what_is_struck_or_raised_is_no_part_of_a_figure() -> None:
    assert_read(read(workbook(rich), "rich.xlsx"))


def test_in_excel_a_figure_struck_out_is_unread() -> None:
    def strike(sheet: Any) -> None:
        for cell in figures_of(sheet):
            cell.font = Font(strike=True)

    assert_unread(read(workbook(strike), "struck.xlsx"))


def test_in_excel_a_hidden_row_that_says_nothing_of_its_own_is_left_out() -> None:
    def hide(sheet: Any) -> None:
        last = sheet.max_row
        values = [sheet.cell(last, column).value for column in range(1, sheet.max_column + 1)]
        sheet.append(values)
        for column, value in enumerate(values, 1):
            if isinstance(value, int):
                sheet.cell(last, column).value = value + 5
        sheet.row_dimensions[last].hidden = True

    assert_read(read(workbook(hide), "hidden.xlsx"))


def test_in_excel_a_figure_in_a_hidden_column_is_unread_and_no_other_moves() -> None:
    def hide(sheet: Any) -> None:
        if sheet.max_column == 10:  # section three
            sheet.column_dimensions["E"].hidden = True

    reading = read(workbook(hide), "column.xlsx")
    for address, cell in report().cells.items():
        got = reading.values[str(address)]
        if (address.table, address.column) == ("requests", "business"):
            assert isinstance(got, Unreadable)
        else:
            assert number(cell) == number(got)


@pytest.mark.parametrize("form", ["0!.0000", "#,##0.00,", "0.0,,"])
def test_in_excel_a_figure_shown_in_other_units_than_stored_is_unread(form: str) -> None:
    def scale(sheet: Any) -> None:
        for cell in figures_of(sheet):
            if cell.value:
                cell.number_format = form

    reading = read(workbook(scale), "scaled.xlsx")
    wrong = [a for a, c in report().cells.items() if number(c)]
    assert {Unreadable} == {type(reading.values[str(a)]) for a in wrong}


def test_in_excel_the_unit_of_a_format_is_a_unit() -> None:
    def in_yuan(sheet: Any) -> None:
        for cell in figures_of(sheet):
            if isinstance(cell.value, float):
                cell.value, cell.number_format = round(cell.value * 10_000), '#,##0"元"'

    assert_read(read(workbook(in_yuan), "yuan.xlsx"))
