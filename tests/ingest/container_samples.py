"""The statutory tables rendered into containers, and what must come back from them."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from html import escape
from pathlib import Path

import docx
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from gongkai.compose.blocks import Grid, GridRow
from gongkai.compose.tables import grid
from gongkai.ingest.document import Document, Flattened, Line, Ruled
from gongkai.law import Address
from gongkai.report import Amount, Cell, Count, Report
from tests.conftest import absent
from tests.reports import report_of

PARAGRAPH = "本年度共收到政府信息公开申请12件，均在法定期限内答复，没有发生行政复议和行政诉讼。" * 4
ENDING = "本机关没有其他需要报告的事项。"
TITLE = "某县某局2021年政府信息公开工作年度报告"
_STYLE = "table{border-collapse:collapse}td,th{border:1px solid #000;padding:2px;font-size:9pt}"


def numbered_report(year: int = 2021) -> Report:
    """A report whose every figure is another, so that a swap or a shift shows."""
    report = report_of(year=year)
    cells: dict[Address, Cell] = {}
    for number, (address, spec) in enumerate(report.form.cells.items(), 1):
        is_amount = "amount" in str(spec.address)
        cells[address] = Amount(Decimal(f"{number}.25")) if is_amount else Count(number * 7)
    return replace(report, cells=cells)


def grids(report: Report) -> list[Grid]:
    """The statutory tables of a report."""
    return [grid(report, table.id, {}) for table in report.form.tables]


def texts(rows: Sequence[GridRow]) -> list[list[str]]:
    """The cell texts of laid out rows."""
    return [[cell.text for cell in row] for row in rows]


def published(report: Report) -> list[list[str]]:
    """Every row of every table as the form lays it out."""
    return [row for each in grids(report) for row in texts(each.rows)]


def read_back(document: Document) -> list[list[str]]:
    """Every row of every table that was read; blanks inside a text count for nothing."""
    found = []
    for part in document.parts:
        if isinstance(part, Ruled | Flattened):
            found += [["".join(box.text.split()) for box in row] for row in part.rows]
    return found


def lines(document: Document) -> list[str]:
    """The texts outside tables."""
    return [part.text for part in document.parts if isinstance(part, Line)]


def placed(each: Grid) -> Iterator[tuple[int, int, int, int, str]]:
    """Row, column, rowspan, colspan, text of every cell of a laid out table."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(each.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            yield row, column, cell.rowspan, cell.colspan, cell.text
            taken |= {
                (row + i, column + j) for i in range(cell.rowspan) for j in range(cell.colspan)
            }
            column += cell.colspan


def html_page(report: Report) -> str:
    """The report as a plain page with merged cells."""
    body = [f"<h1>{TITLE}</h1><p>{PARAGRAPH}</p>"]
    for each in grids(report):
        body.append(f"<h2>{escape(each.caption)}</h2><table border=1>")
        for row in each.rows:
            body.append("<tr>")
            body += [
                f"<td rowspan={cell.rowspan} colspan={cell.colspan}>{escape(cell.text)}</td>"
                for cell in row
            ]
            body.append("</tr>")
        body.append("</table>")
    body.append(f"<p>{ENDING}</p>")
    style = f"<meta charset=utf-8><style>{_STYLE}</style>"
    return (
        f"<!doctype html><html lang=zh-CN><head>{style}</head><body>{''.join(body)}</body></html>"
    )


def docx_file(report: Report) -> bytes:
    """The report as python-docx writes it."""
    made = docx.Document()
    made.add_heading(TITLE, 0)
    made.add_paragraph(PARAGRAPH)
    for each in grids(report):
        made.add_heading(each.caption, 1)
        table = made.add_table(len(each.rows), len(each.columns), style="Table Grid")
        for row, column, rowspan, colspan, text in placed(each):
            cell = table.cell(row, column)
            if rowspan > 1 or colspan > 1:
                cell = cell.merge(table.cell(row + rowspan - 1, column + colspan - 1))
            cell.text = text
    made.add_paragraph(ENDING)
    return _saved(made)


def xlsx_file(report: Report, *, ruled: bool = True) -> bytes:
    """The report in a workbook, its tables below one another on one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.cell(1, 1, TITLE)
    line = Side(style="thin")
    top = 3
    for each in grids(report):
        sheet.cell(top, 1, each.caption)
        top += 2
        for row, column, rowspan, colspan, text in placed(each):
            value = float(text) if text.replace(".", "").isdigit() else text
            sheet.cell(top + row, column + 1, value)
            last = (top + row + rowspan - 1, column + colspan)
            if rowspan > 1 or colspan > 1:
                sheet.merge_cells(None, top + row, column + 1, *last)
            if ruled:
                for i in range(top + row, last[0] + 1):
                    for j in range(column + 1, last[1] + 1):
                        sheet.cell(i, j).border = Border(line, line, line, line)
        top += len(each.rows) + 1
    return _saved(book)


def _saved(made: object) -> bytes:
    stream = io.BytesIO()
    made.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def by_office(data: bytes, suffix: str, to: str) -> bytes:
    """A file as LibreOffice saves it: `to` is a format, or format and filter."""
    program = shutil.which("soffice") or absent("no LibreOffice on the PATH")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"document.{suffix}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(
            [program, profile, "--headless", "--convert-to", to, "--outdir", folder, source],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (Path(folder) / f"document.{to.partition(':')[0]}").read_bytes()
