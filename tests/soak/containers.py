"""Tables of a draft in Word and Excel files, with the freedom that those formats leave."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache
from html import escape

import docx
from openpyxl import Workbook

from gongkai.report import Report
from tests.ingest.publishing import HEADINGS, OPENING, Drawing, Drawn, Printer, drawings

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ENDING = ("五、存在的主要问题及改进情况", "尚有不足。", "六、其他需要报告的事项", "无")
DOCX_PART = "word/document.xml"
XLSX_PART = "xl/worksheets/sheet1.xml"


@cache
def bare_docx() -> bytes:
    """A Word file without content, as python-docx makes it."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


@cache
def bare_xlsx() -> bytes:
    """A workbook without content, as openpyxl makes it."""
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def repacked(original: bytes, part: str, content: bytes) -> bytes:
    """The package with another content in one part."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return stream.getvalue()


def part_of(package: bytes, name: str) -> bytes:
    """The content of one part."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(name)


def docx_of(report: Report, printer: Printer) -> tuple[bytes, str]:
    """The report as a Word file; merged cells, texts broken over runs, deleted text."""
    dice = random.Random(report.title)
    body = [_paragraph(report.title, dice), _paragraph(OPENING.format(year=report.year), dice)]
    body += [_paragraph(text, dice) for text in ("一、总体情况", "平稳推进。")]
    for name, drawing in drawings(report, printer).items():
        body += [_paragraph(HEADINGS[name], dice), _word_table(drawing, dice)]
    body += [_paragraph(text, dice) for text in ENDING]
    content = f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>"
    return repacked(bare_docx(), DOCX_PART, content.encode()), "a.docx"


def _word_table(drawing: Drawing, dice: random.Random) -> str:
    rows = []
    open_spans: dict[int, tuple[int, int]] = {}
    for row in drawing:
        cells, column, at = [], 0, 0
        while at < len(row) or open_spans.get(column, (0, 0))[0] > 0:
            left, width = open_spans.get(column, (0, 0))
            if left > 0:
                open_spans[column] = (left - 1, width)
                cells.append(_word_cell("", width, "<w:vMerge/>", dice))
                column += width
                continue
            cell = row[at]
            start = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
            open_spans[column] = (cell.rowspan - 1, cell.colspan)
            cells.append(_word_cell(cell.text, cell.colspan, start, dice))
            column += cell.colspan
            at += 1
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _word_cell(text: str, span: int, merge: str, dice: random.Random) -> str:
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{grid}{merge}</w:tcPr>{_paragraph(text, dice)}</w:tc>"


def _paragraph(text: str, dice: random.Random) -> str:
    """Runs cut anywhere, marks between them; now and then text that was deleted."""
    runs = []
    while text:
        cut = dice.randrange(1, len(text) + 1)
        said = escape(text[:cut]).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        runs.append(f'<w:r><w:t xml:space="preserve">{said}</w:t></w:r>')
        text = text[cut:]
        if dice.random() < 0.1:
            runs.append('<w:proofErr w:type="spellStart"/>')
        if dice.random() < 0.03:
            runs.append('<w:del w:id="1"><w:r><w:delText>9</w:delText></w:r></w:del>')
    return f"<w:p>{''.join(runs)}</w:p>"


def xlsx_of(report: Report, printer: Printer) -> tuple[bytes, str]:
    """The report on one sheet; figures as numbers, floats, texts, with or without references."""
    dice = random.Random(report.title)
    rows: list[list[tuple[int, Drawn]]] = [[(0, Drawn(report.title))], []]
    merged: list[str] = []
    for name, drawing in drawings(report, printer).items():
        rows += [[(0, Drawn(HEADINGS[name]))], []]
        rows += _placed(drawing, len(rows) + 1, merged)
        rows.append([])
    rows += [[(0, Drawn(text))] for text in ENDING]
    referenced = dice.random() < 0.8
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_excel_cell(cell, number, column, referenced, dice) for column, cell in row)
        lines.append(f'<row r="{number}">{cells}</row>')
    spans = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    content = f"<worksheet {S}><sheetData>{''.join(lines)}</sheetData>"
    content += f"<mergeCells>{spans}</mergeCells></worksheet>"
    return repacked(bare_xlsx(), XLSX_PART, content.encode()), "a.xlsx"


def _placed(drawing: Drawing, top: int, merged: list[str]) -> list[list[tuple[int, Drawn]]]:
    taken: set[tuple[int, int]] = set()
    rows = []
    for at, row in enumerate(drawing):
        column, placed = 0, []
        for cell in row:
            while (at, column) in taken:
                column += 1
            placed.append((column, cell))
            spots = {
                (at + down, column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            }
            if spots & taken:
                raise IndexError  # merged cells that overlap: Excel does not save such a file
            taken |= spots
            if cell.rowspan > 1 or cell.colspan > 1:
                last = _name(column + cell.colspan - 1, top + at + cell.rowspan - 1)
                merged.append(f"{_name(column, top + at)}:{last}")
            column += cell.colspan
        rows.append(placed)
    return rows


def _excel_cell(cell: Drawn, row: int, column: int, referenced: bool, dice: random.Random) -> str:
    place = f' r="{_name(column, row)}"' if referenced or column else ""
    text = cell.text
    if text.replace(".", "", 1).isdigit() and text.isascii() and dice.random() < 0.8:
        value = f"{float(text)!r}" if dice.random() < 0.3 else text
        return f"<c{place}><v>{value}</v></c>"
    if not text:
        return f"<c{place}/>"
    said = escape(text)
    return f'<c{place} t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _name(column: int, row: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
