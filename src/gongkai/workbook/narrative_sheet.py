"""A sheet for the words: the sections without a table, one long cell each."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from gongkai.law import Edition
from gongkai.law.form import Section
from gongkai.report import Report, Unreadable
from gongkai.workbook import styles
from gongkai.workbook.filling import Filling
from gongkai.workbook.marker import (
    GOES_ON,
    KEY_COLUMN,
    KEY_COLUMN_NUMBER,
    NARRATIVE,
    SheetHead,
    key,
)
from gongkai.workbook.page import print_setup, protect
from gongkai.workbook.places import Box
from gongkai.workbook.put import join, put_text

_WIDTH = 84
"""Of the column of words: as wide as A4, also where the usual typeface is not there."""
_SIGNS = 38
"""Chinese signs in a line of that width."""
_CHUNK = 900
"""Signs per cell: what a row shows at its greatest height; it is cut off below."""
_LONGEST = 16_000
"""Signs of one line in a cell: it holds 32,767 units, of which rare signs take two."""


def write_narrative(sheet: Worksheet, filling: Filling, number: int) -> None:
    """Write the sheet of words of one agency-year."""
    report = filling.report
    form = report.form
    head = SheetHead(KEY_COLUMN, NARRATIVE, str(number), form.id, form.variant)
    _key(sheet, 1, str(head))
    title = f"{report.title}　文字部分" if not filling.is_blank_form else "年度报告文字部分"
    put_text(sheet, Box(1, 1), title, styles.TITLE, styles.CENTRE)
    sheet.row_dimensions[1].height = 36
    hint = "每格可写多段，段落之间按 Alt+Enter 换行；写不下时接着写在下一格。表格数据不必重写。"
    put_text(sheet, Box(2, 1), hint, styles.SMALL, styles.LEFT)
    row = 3
    for section in _sections(report):
        passage = report.narrative.get(section.id)
        row = _section(sheet, row, section, passage.text if passage else "")
    row = _cell_notes(sheet, row, filling)
    sheet.column_dimensions["A"].width = _WIDTH
    sheet.column_dimensions[KEY_COLUMN].hidden = True
    sheet.freeze_panes = "A2"
    print_setup(sheet, 1, row - 1)
    protect(sheet)


def sections_in_words(form: Edition) -> list[Section]:
    """Return the sections that have no statutory table."""
    tables = {table.section for table in form.tables}
    return [section for section in form.sections if section.id not in tables]


def _sections(report: Report) -> list[Section]:
    """The sections without a table, and those for which there are words all the same."""
    usual = sections_in_words(report.form)
    return [s for s in report.form.sections if s in usual or report.narrative.get(s.id)]


def _section(sheet: Worksheet, row: int, section: Section, text: str) -> int:
    heading = section.heading
    if section.topics:
        heading += f"（{'、'.join(topic.title for topic in section.topics)}）"
    put_text(sheet, Box(row, 1), heading, styles.HEADING, styles.LEFT)
    sheet.row_dimensions[row].height = 24
    chunks = [*chunks_of(text), ("", False)]
    for part, (chunk, goes_on) in enumerate(chunks):
        row += 1
        box = Box(row, 1)
        put_text(sheet, box, chunk, styles.WORDS, styles.TOP)
        join(sheet, box, None, is_open=True)
        lines = sum(1 + len(line) // _SIGNS for line in chunk.split("\n"))
        sheet.row_dimensions[row].height = min(400, max(40 if part else 200, 15.5 * lines))
        _key(sheet, row, key({f"narrative/{section.id}/{part}{GOES_ON * goes_on}": "A"}))
    return row + 1


def _cell_notes(sheet: Worksheet, row: int, filling: Filling) -> int:
    """What was printed beside figures, one line each, where there is any."""
    report = filling.report
    noted = {address: cell for address, cell in report.cells.items() if cell.note}
    if not noted:
        return row
    put_text(sheet, Box(row, 1), "数据格的说明（可改，可删）", styles.HEADING, styles.LEFT)
    for address, cell in noted.items():
        put_text(sheet, Box(row + 1, 1), report.form.describe(address), styles.SMALL, styles.LEFT)
        box = Box(row + 2, 1)
        put_text(sheet, box, cell.note, styles.WORDS, styles.TOP)
        join(sheet, box, None, is_open=True)
        sort = "unread" if isinstance(cell, Unreadable) and not cell.original else "note"
        _key(sheet, row + 2, key({f"{sort}/{address}": "A"}))
        row += 2
    return row + 1


def chunks_of(text: str) -> list[tuple[str, bool]]:
    """Cut a text between lines, so that each piece fits a cell; say of each if it goes on.

    Only a line too long for any cell is cut in itself, and the next piece goes on with it.
    """
    chunks: list[tuple[str, bool]] = []
    for line in text.split("\n"):
        first, *rest = [line[at : at + _LONGEST] for at in range(0, len(line), _LONGEST)] or [""]
        if chunks and len(chunks[-1][0]) + len(first) < _CHUNK:
            chunks[-1] = f"{chunks[-1][0]}\n{first}", chunks[-1][1]
        else:
            chunks.append((first, False))
        chunks += [(piece, True) for piece in rest]
    return chunks


def _key(sheet: Worksheet, row: int, text: str) -> None:
    put_text(sheet, Box(row, KEY_COLUMN_NUMBER), text, styles.SMALL, styles.LEFT, wrapped=False)
