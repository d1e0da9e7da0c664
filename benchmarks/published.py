"""Made-up agency-years as agencies publish them: web pages, Word, Excel, PDF, text."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from pathlib import Path

import docx
from openpyxl import Workbook

from benchmarks.realistic import figures_of
from gongkai import law
from gongkai.checks.matrix import AMOUNT_SCALE
from gongkai.law import Address
from gongkai.report import Agency, Amount, Cell, Count, Report
from tests.ingest.publishing import HEADINGS, Drawing, Drawn, as_is, drawings, html_table, page

WORDS = "本机关深入贯彻落实政府信息公开条例，完善制度，优化服务，主动回应社会关切。" * 12
_LINKS = "".join(
    f'<li><a href="/zwgk/{n}/index.html" title="栏目{n}">政务公开栏目{n}</a></li>'
    for n in range(400)
)
_SCRIPT = "<script>" + "var page = {a: 1, b: '年度报告'};\n" * 300 + "</script>"
_STYLE = "<style>table{border-collapse:collapse}td{border:1px solid #000;font-size:9pt}</style>"


def agency_year(number: int) -> Report:
    """One of many bodies, in one of the two editions; its figures add up."""
    form = law.edition("2021" if number % 3 else "2019")
    figures = figures_of(form, random.Random(number))
    cells: dict[Address, Cell] = {
        address: Amount(Decimal(figures[address]) / AMOUNT_SCALE)
        if spec.column.kind == "amount_wan_yuan"
        else Count(figures[address])
        for address, spec in form.cells.items()
    }
    body = Agency(f"bureau-{number:05d}", f"某市第{number}区某局", "county", "department")
    return Report(body, form.head.first_year + number % 2, "own", form, cells)


def web_page(number: int) -> bytes:
    """By turns a plain page, a whole government page of 60 kB, a page that Word exported."""
    report = agency_year(number)
    match number % 3:
        case 0:
            return _whole(page(report, html_table)).encode()
        case 1:
            body = page(report, html_table) + f"<p>{WORDS}</p>"
            layout = f"<table><tr><td><ul>{_LINKS}</ul></td><td><div>{body}</div></td></tr></table>"
            return _whole(_SCRIPT + layout).encode()
        case _:
            word = page(report, lambda drawing: html_table(drawing, _in_runs))
            return _whole(word).encode("gb18030")


def _whole(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>年度报告</title></head><body>{body}</body></html>"


def _in_runs(text: str) -> str:
    runs = "".join(f'<span lang=EN-US style="font-size:9pt">{escape(c)}</span>' for c in text)
    return f"<p class=MsoNormal>{runs or '<o:p>&nbsp;</o:p>'}</p>"


def word_file(number: int) -> bytes:
    """A Word file with merged cells, by python-docx."""
    report = agency_year(number)
    made = docx.Document()
    made.add_heading(report.title, 0)
    made.add_paragraph(WORDS)
    for name, drawing in drawings(report).items():
        made.add_heading(HEADINGS[name], 1)
        width = sum(cell.colspan for cell in drawing[0])
        table = made.add_table(len(drawing), width, style="Table Grid")
        grid = [list(row.cells) for row in table.rows]
        for row, column, cell in _placed(drawing):
            first = grid[row][column]
            if cell.colspan > 1 or cell.rowspan > 1:
                first.merge(grid[row + cell.rowspan - 1][column + cell.colspan - 1])
            first.text = cell.text
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def excel_file(number: int) -> bytes:
    """A workbook with the tables below one another on one sheet, by openpyxl."""
    report = agency_year(number)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([report.title])
    top = 3
    for name, drawing in drawings(report).items():
        sheet.cell(top, 1, HEADINGS[name])
        for row, column, cell in _placed(drawing):
            value = int(cell.text) if cell.text.isdigit() else cell.text
            sheet.cell(top + 2 + row, column + 1, value)
            if cell.colspan > 1 or cell.rowspan > 1:
                end = (top + 1 + row + cell.rowspan, column + cell.colspan)
                sheet.merge_cells(None, top + 2 + row, column + 1, *end)
        top += len(drawing) + 4
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text_file(number: int) -> bytes:
    """Text as it is copied from a page: cells parted by bars."""
    report = agency_year(number)
    lines = [report.title, "一、总体情况", WORDS]
    for name, drawing in drawings(report).items():
        lines += [HEADINGS[name], *(" | ".join(c.text for c in row) + " |" for row in drawing)]
    return "\n".join([*lines, "五、存在的主要问题及改进情况", WORDS]).encode()


def pdf_file(number: int) -> bytes:
    """The page as a browser prints it.

    Raises:
        RuntimeError: there is no browser.
    """
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if browser is None:
        raise RuntimeError("no browser to print PDF")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        body = page(agency_year(number), html_table, as_is) + f"<p>{WORDS}</p>"
        source.write_text(f"<meta charset=utf-8>{_STYLE}{body}", encoding="utf-8")
        made = Path(folder) / "page.pdf"
        how = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/user"]
        subprocess.run(
            [browser, *how, "--no-pdf-header-footer", f"--print-to-pdf={made}", source.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return made.read_bytes()


def _placed(drawing: Drawing) -> Iterator[tuple[int, int, Drawn]]:
    """Each cell with the row and column it starts in."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(drawing):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            yield at, column, cell
            spots = ((at + i, column + j) for i in range(cell.rowspan) for j in range(cell.colspan))
            taken.update(spots)
            column += cell.colspan
