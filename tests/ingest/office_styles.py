"""Word files and workbooks by other hands, beyond the plain ones."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl import Workbook

from gongkai.report import Report
from tests.ingest.publishing import HEADINGS, OPENING, Drawing, Printer, drawings
from tests.ingest.styles import Style


def saved(made: Any) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def filled(container: Any, drawing: Drawing, put: Callable[[Any, str], None]) -> Any:
    """A table of merged cells in a document or cell; `put` writes a cell's text."""
    width = sum(cell.colspan for cell in drawing[0])
    table = container.add_table(len(drawing), width)
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(drawing):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            last = (row + cell.rowspan - 1, column + cell.colspan - 1)
            box = table.cell(row, column)
            if last != (row, column):
                box = box.merge(table.cell(*last))
            put(box, cell.text)
            taken |= {
                (down, right)
                for down in range(row, last[0] + 1)
                for right in range(column, last[1] + 1)
            }
    return table


def nothing(_made: Any, _table: Any) -> None:
    """The table stays as it is."""


def document(
    report: Report,
    printer: Printer,
    put: Callable[[Any, str], None],
    change: Callable[[Any, Any], None] = nothing,
) -> bytes:
    made = docx.Document()
    made.add_paragraph(report.title)
    made.add_paragraph(OPENING.format(year=report.year))
    made.add_paragraph("一、总体情况")
    made.add_paragraph("平稳推进。")
    for name, drawing in drawings(report, printer).items():
        made.add_paragraph(HEADINGS[name])
        change(made, filled(made, drawing, put))
    made.add_paragraph("五、存在的主要问题及改进情况")
    made.add_paragraph("尚有不足。")
    made.add_paragraph("六、其他需要报告的事项")
    made.add_paragraph("无")
    return saved(made)


def plainly(box: Any, text: str) -> None:
    box.text = text


def in_runs(box: Any, text: str) -> None:
    """A run for every sign, an empty paragraph after."""
    paragraph = box.paragraphs[0]
    for sign in text:
        paragraph.add_run(sign)
    box.add_paragraph("")


def downward(box: Any, text: str) -> None:
    """Labels of a few signs written downwards, each in a paragraph of its own."""
    if text[:1].isdigit() or not 2 <= len(text) <= 6:
        box.text = text
        return
    box.text = text[0]
    for sign in text[1:]:
        box.add_paragraph(sign)


def revised(box: Any, text: str) -> None:
    """Figures changed under revision: the old one is deleted, the new one inserted."""
    if not text.isdigit():
        box.text = text
        return
    paragraph = box.paragraphs[0]._p
    for tag, part, said in (("w:del", "w:delText", "777"), ("w:ins", "w:t", text)):
        change = OxmlElement(tag)
        change.set(qn("w:id"), "1")
        change.set(qn("w:author"), "某")
        run = OxmlElement("w:r")
        content = OxmlElement(part)
        content.text = said
        run.append(content)
        change.append(run)
        paragraph.append(change)


def controlled(box: Any, text: str) -> None:
    """Figures in content controls, as forms have them."""
    if not text.isdigit():
        box.text = text
        return
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr w:val='0'/></w:sdtPr>"
        f"<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    box.paragraphs[0]._p.append(control)


def footnoted(box: Any, text: str) -> None:
    """A raised number behind a figure, as a footnote made by hand."""
    paragraph = box.paragraphs[0]
    paragraph.add_run(text)
    if text == "21":
        paragraph.add_run("[1]").font.superscript = True


def repeat_head(_made: Any, table: Any) -> None:
    """The first row is said to be repeated on every page."""
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def cut_in_two(made: Any, table: Any) -> None:
    """A long table goes on in a second one after an empty paragraph."""
    if len(table.rows) < 20:
        return
    second = deepcopy(table._tbl)
    table._tbl.addnext(second)
    table._tbl.addnext(OxmlElement("w:p"))
    for row in list(table._tbl.tr_lst)[15:]:
        table._tbl.remove(row)
    for row in list(second.tr_lst)[:15]:
        second.remove(row)


def word(
    put: Callable[[Any, str], None],
    change: Callable[[Any, Any], None] = nothing,
) -> Style:
    def style(report: Report, printer: Printer) -> tuple[bytes, str]:
        return document(report, printer, put, change), "report.docx"

    return style


def nested(report: Report, printer: Printer) -> tuple[bytes, str]:
    """The whole report in the one cell of a frame table."""
    made = docx.Document()
    cell = made.add_table(1, 1).cell(0, 0)
    cell.text = report.title
    cell.add_paragraph(OPENING.format(year=report.year))
    cell.add_paragraph("一、总体情况")
    cell.add_paragraph("平稳推进。")
    for name, drawing in drawings(report, printer).items():
        cell.add_paragraph(HEADINGS[name])
        filled(_Inside(cell), drawing, plainly)
    cell.add_paragraph("五、存在的主要问题及改进情况")
    cell.add_paragraph("尚有不足。")
    return saved(made), "nested.docx"


class _Inside:
    """A cell to which tables are added as to a document."""

    def __init__(self, cell: Any) -> None:
        self._cell = cell

    def add_table(self, rows: int, columns: int) -> Any:
        return self._cell.add_table(rows, columns)


def put_down(sheet: Any, drawing: Drawing, top: int, left: int, *, as_text: bool) -> int:
    """Write a drawing to a sheet from a row on; returns the row after it."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(drawing, top):
        column = left
        for cell in cells:
            while (row, column) in taken:
                column += 1
            number = cell.text.replace(".", "", 1).removeprefix("-").isdigit()
            value = float(cell.text) if number and not as_text else cell.text or None
            sheet.cell(row, column, value)
            last = (row + cell.rowspan - 1, column + cell.colspan - 1)
            if last != (row, column):
                sheet.merge_cells(
                    start_row=row, start_column=column, end_row=last[0], end_column=last[1]
                )
            taken |= {
                (down, right)
                for down in range(row, last[0] + 1)
                for right in range(column, last[1] + 1)
            }
    return top + len(drawing)


def one_sheet(report: Report, printer: Printer) -> tuple[bytes, str]:
    """Title, words and tables below one another, figures typed as text, from B3 on."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.cell(3, 2, report.title)
    sheet.cell(4, 2, OPENING.format(year=report.year))
    row = 6
    for name, drawing in drawings(report, printer).items():
        sheet.cell(row, 2, HEADINGS[name])
        row = put_down(sheet, drawing, row + 1, 2, as_text=True) + 1
    return saved(book), "one.xlsx"


def three_sheets(report: Report, printer: Printer) -> tuple[bytes, str]:
    """A sheet for each table, the first rows title and unit."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for name, drawing in drawings(report, printer).items():
        sheet = book.create_sheet(HEADINGS[name][:8])
        sheet.cell(1, 1, report.title)
        sheet.cell(2, 1, "单位：件")
        put_down(sheet, drawing, 3, 1, as_text=False)
    return saved(book), "three.xlsx"


OFFICE_STYLES: Mapping[str, Style] = {
    "word_runs": word(in_runs),
    "word_downward": word(downward),
    "word_revised": word(revised),
    "word_controls": word(controlled),
    "word_footnotes": word(footnoted),
    "word_repeated_head": word(plainly, repeat_head),
    "word_cut": word(plainly, cut_in_two),
    "word_nested": nested,
    "one_sheet": one_sheet,
    "three_sheets": three_sheets,
}
