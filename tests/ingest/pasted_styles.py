"""Reports as pasted or converted text: grids drawn in signs, columns by blanks, broken labels."""

from __future__ import annotations

import csv
import io
import textwrap
import unicodedata
from collections.abc import Callable, Mapping

from gongkai.report import Report
from tests.ingest.publishing import (
    HEADINGS,
    OPENING,
    Drawing,
    Printer,
    drawings,
    expanded,
    html_table,
    page,
)
from tests.ingest.styles import Style, _text_page
from tests.ingest.web_styles import is_figure, kind_of, width_of

Table = Callable[[Drawing], str]


def of_text(table: Table, name: str = "page.txt") -> Style:
    def style(report: Report, printer: Printer) -> tuple[bytes, str]:
        return _text_page(report, table, printer), name

    return style


def wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def padded(text: str, width: int) -> str:
    return text + " " * (width - wide(text))


def wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width) or [""]


def columns(grid: list[list[str]]) -> list[int]:
    return [max(wide(row[n]) for row in grid) + 2 for n in range(len(grid[0]))]


def pandoc_grid(drawing: Drawing) -> str:
    """+---+---+ between all rows, labels broken over lines inside their cells."""
    grid = [[wrapped(text, 8) for text in row] for row in expanded(drawing, repeat=False)]
    widths = [max(wide(line) for row in grid for line in row[n]) + 2 for n in range(len(grid[0]))]
    rule = "+" + "+".join("-" * width for width in widths) + "+"
    lines = [rule]
    for row in grid:
        for at in range(max(map(len, row))):
            pieces = [cell[at] if at < len(cell) else "" for cell in row]
            lines.append(
                "|"
                + "|".join(padded(f" {p}", w) for p, w in zip(pieces, widths, strict=True))
                + "|"
            )
        lines.append(rule)
    return "\n" + "\n".join(lines) + "\n"


def box_drawing(drawing: Drawing) -> str:
    """│ between cells, as a terminal browser draws it."""
    grid = expanded(drawing, repeat=False)
    widths = columns(grid)
    rule = "├" + "┼".join("─" * width for width in widths) + "┤"
    rows = [
        "│" + "│".join(padded(f" {t}", w) for t, w in zip(row, widths, strict=True)) + "│"
        for row in grid
    ]
    return f"\n{rule}\n".join(rows)


def full_bars(drawing: Drawing) -> str:
    return "\n".join("｜" + "｜".join(cell.text for cell in row) + "｜" for row in drawing)


def comma_lines(drawing: Drawing) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(expanded(drawing, repeat=False))
    return out.getvalue()


def word_tabs(drawing: Drawing) -> str:
    """What Word gives when a table is turned into text: merged cells are empty ones."""
    return "\n".join("\t".join(row) for row in expanded(drawing, repeat=False))


def browser_copy(drawing: Drawing) -> str:
    """innerText: a tab between cells, a cell of section four a line where it was a paragraph."""
    return "\n".join("\t".join(cell.text for cell in row).rstrip(" ") for row in drawing)


def spaced_rows(drawing: Drawing) -> str:
    """A row a line, one blank between cells."""
    return "\n".join(" ".join(cell.text for cell in row if cell.text) for row in drawing)


def one_line(drawing: Drawing) -> str:
    """The whole table in one line."""
    return " ".join(cell.text for row in drawing for cell in row if cell.text)


def spread(drawing: Drawing) -> str:
    """Columns by blanks, as `pdftotext -layout` has them; merged labels in their first row."""
    grid = expanded(drawing, repeat=False)
    widths = columns(grid)
    return "\n".join(
        "".join(padded(t, w) for t, w in zip(row, widths, strict=True)).rstrip() for row in grid
    )


def narrow_columns(drawing: Drawing) -> str:
    """A row a line, wide gaps between cells; those of two applicants stand close together."""
    rows = [[cell.text for cell in row if cell.text] for row in drawing]
    narrow = 2 if kind_of(drawing) == "requests" else 1
    return "\n".join("   ".join([*row[:-narrow], " ".join(row[-narrow:])]) for row in rows)


def raw_copy(drawing: Drawing) -> str:
    """Text of a PDF: long labels broken after ten signs, the figures after the last part."""
    lines: list[str] = []
    for row in drawing:
        for cell in row:
            if cell.text and not cell.text[0].isdigit() and cell.text[0] not in "+-":
                lines += wrapped(cell.text, 10)
            elif cell.text and cell.text[0].isdigit() and cell.text[1:2] == ".":
                lines += wrapped(cell.text, 10) if not cell.text.isascii() else [cell.text]
            elif lines and cell.text:
                lines[-1] += f" {cell.text}"
    return "\n".join(lines)


def figures_apart(drawing: Drawing) -> str:
    """A label on one line, its figures together on the next."""
    lines: list[str] = []
    for row in drawing:
        for at, cell in enumerate(row):
            if not cell.text:
                continue
            before = row[at - 1].text if at else ""
            is_figure = cell.text.replace(".", "").replace("-", "").isdigit()
            was_figure = before.replace(".", "").replace("-", "").isdigit()
            if is_figure and was_figure:
                lines[-1] += f" {cell.text}"
            else:
                lines.append(cell.text)
    return "\n".join(lines)


def loose_lines(drawing: Drawing) -> str:
    """One cell a line, an empty line after each; blanks vanish."""
    return "\n\n".join(cell.text for row in drawing for cell in row if cell.text)


def breaks_in_cells(drawing: Drawing) -> str:
    """A pipe table whose labels are broken by <br>."""
    rows = [
        "| "
        + " | ".join("<br>".join(wrapped(t, 6) if not is_figure(t) else [t]) for t in row)
        + " |"
        for row in expanded(drawing, repeat=False)
    ]
    rows.insert(1, "|" + " --- |" * width_of(drawing))
    return "\n" + "\n".join(rows) + "\n"


def bold_pipes(drawing: Drawing) -> str:
    """A pipe table with bold labels, merged cells repeated, no bars at the ends."""
    rows = [
        " | ".join(t if t[:1].isdigit() else f"**{t}**" if t else "" for t in row)
        for row in expanded(drawing, repeat=True)
    ]
    rows.insert(1, " | ".join([":---:"] * width_of(drawing)))
    return "\n" + "\n".join(rows) + "\n"


def cut_disputes(drawing: Drawing) -> str:
    """Row by row with bars; the fifteen figures of section four on two lines."""
    rows = [" | ".join(cell.text for cell in row) + " |" for row in drawing]
    if kind_of(drawing) == "disputes":
        figures = [cell.text for cell in drawing[3]]
        rows[3:] = [" | ".join(figures[:8]) + " |", " | ".join(figures[8:]) + " |"]
    return "\n".join(rows)


def html_in_markdown(report: Report, printer: Printer) -> tuple[bytes, str]:
    """Markdown whose tables are HTML, as converters leave merged cells."""
    body = page(report, html_table, printer)
    text = body.replace("<p>", "\n").replace("</p>", "\n")
    text = text.replace("<h1>", "# ").replace("</h1>", "\n")
    return text.encode(), "report.md"


def pages_in_markdown(report: Report, printer: Printer) -> tuple[bytes, str]:
    """The same as some OCR programs leave it: each table is a page of its own."""
    data, name = html_in_markdown(report, printer)
    text = data.decode().replace("<table", "<html><body><div><table")
    return text.replace("</table>", "</table></div></body></html>").encode(), name


def indented(report: Report, printer: Printer) -> tuple[bytes, str]:
    """Every line indented by two wide blanks, CRLF, a form feed between pages."""
    lines = _text_page(report, word_tabs, printer).decode().split("\n")
    return ("\ufeff" + "\r\n".join(f"\u3000\u3000{line}" for line in lines)).encode(), "report.txt"


def one_paragraph(report: Report, printer: Printer) -> tuple[bytes, str]:
    """All on one line: the text of a page without its markup."""
    parts = [report.title, OPENING.format(year=report.year), "一、总体情况 平稳推进。"]
    for name, drawing in drawings(report, printer).items():
        parts += [HEADINGS[name], one_line(drawing)]
    parts += ["五、存在的主要问题及改进情况 尚有不足。", "六、其他需要报告的事项 无"]
    return " ".join(parts).encode(), "all.txt"


PASTED_STYLES: Mapping[str, Style] = {
    **{
        table.__name__: of_text(table)
        for table in (
            pandoc_grid, box_drawing, full_bars, comma_lines, word_tabs, browser_copy, spaced_rows,
            one_line, spread, narrow_columns, raw_copy, figures_apart, loose_lines,
            breaks_in_cells, bold_pipes, cut_disputes,
        )
    },
    "html_in_markdown": html_in_markdown,
    "pages_in_markdown": pages_in_markdown,
    "indented": indented,
    "one_paragraph": one_paragraph,
}  # fmt: skip
