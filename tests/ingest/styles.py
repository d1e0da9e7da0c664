"""The publishing styles: each renders a report to the bytes of a document."""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import TypeAlias

import html2text
import inscriptis  # type: ignore[import-untyped]

from gongkai.report import Report
from tests.ingest.publishing import (
    HEADINGS,
    OPENING,
    Drawing,
    Printer,
    as_is,
    drawings,
    expanded,
    html_table,
    page,
    zeros_blank,
)

Style: TypeAlias = Callable[[Report, Printer], tuple[bytes, str]]


def _whole(body: str, head: str = '<meta charset="utf-8">') -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def plain_html(report: Report, printer: Printer) -> tuple[bytes, str]:
    return _whole(page(report, html_table, printer)).encode(), "a.html"


def word_html(report: Report, printer: Printer) -> tuple[bytes, str]:
    def inner(text: str) -> str:
        runs = "".join(
            '<span lang=EN-US style="font-family:宋体"><font size="2">'
            f"{html.escape(c)}</font></span>"
            for c in text
        )
        blank = "<o:p>&nbsp;</o:p>" if not text else "<o:p></o:p>"
        return f"\n  <p class=MsoNormal align=center>{runs}<span lang=EN-US>{blank}</span></p>\n  "

    body = page(report, lambda d: html_table(d, inner, " class=MsoNormalTable"), printer)
    head = (
        '<meta http-equiv=Content-Type content="text/html; charset=gb2312">'
        "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->"
        "<style><!-- td {mso-style-name:x} --></style>"
    )
    return _whole(body, head).encode("gb18030"), "word.htm"


def nines(_address: object, _text: str) -> str:
    """A hidden table with other figures."""
    return "9"


def cms_page(report: Report, printer: Printer) -> tuple[bytes, str]:
    nav = "".join(
        f"<li><a href='#'>{t}</a></li>" for t in ("首页", "政务公开", "办事服务", "2019年")
    )
    body = f"""
    <script>var a = "第二十条第（一）项 12";</script><div class="nav"><ul>{nav}</ul></div>
    <table width="100%"><tr><td>
    <table><tr><td>当前位置：首页 &gt; 政务公开 &gt; 年度报告</td></tr></table></td>
    <td>发布日期：{report.year + 1}-01-20 浏览次数：<span>1234</span></td></tr>
    <tr><td colspan="2"><table><tr><td><div id="zoom">{page(report, html_table, printer)}</div></td>
    </tr></table></td></tr></table>
    <div style="display:none">{html_table(drawings(report, nines)["disclosure"])}</div>
    <div class="footer">主办单位：某某人民政府办公室 版权所有 ICP备12345678号
    网站标识码3200000001</div>"""
    title = f"<meta charset='utf-8'><title>{report.title}_年度报告_某某人民政府网</title>"
    return _whole(body, title).encode(), "cms.html"


def empty_cells(report: Report, printer: Printer) -> tuple[bytes, str]:
    """Merged areas drawn as empty cells, no spans at all."""

    def table(drawing: Drawing) -> str:
        rows = [
            "<tr>" + "".join(f"<td>{html.escape(t) or '&nbsp;'}</td>" for t in row) + "</tr>"
            for row in expanded(drawing, repeat=False)
        ]
        return f"<table><tbody>{''.join(rows)}</tbody></table>"

    return _whole(page(report, table, printer)).encode(), "empty.html"


def repeated_cells(report: Report, printer: Printer) -> tuple[bytes, str]:
    """Merged cells written again in every place they cover, as data frames do."""

    def table(drawing: Drawing) -> str:
        rows = [
            "<tr>" + "".join(f"<td>{html.escape(t)}</td>" for t in row) + "</tr>"
            for row in expanded(drawing, repeat=True)
        ]
        return f"<table>{''.join(rows)}</table>"

    return _whole(page(report, table, printer)).encode(), "repeated.html"


def split_tables(report: Report, printer: Printer) -> tuple[bytes, str]:
    """A table for each 第…项; section three broken in two without its group label."""

    def table(drawing: Drawing) -> str:
        if drawing[0][0].text.startswith("第二十条"):
            starts = [n for n, row in enumerate(drawing) if row[0].text.startswith("第二十条")]
            ends = [*starts[1:], len(drawing)]
            return "".join(html_table(drawing[a:b]) for a, b in zip(starts, ends, strict=True))
        if len(drawing) > 20:
            return html_table(drawing[:15]) + "<p></p>" + html_table(drawing[15:])
        return html_table(drawing)

    return _whole(page(report, table, printer)).encode(), "split.html"


def digits_in_paragraphs(report: Report, printer: Printer) -> tuple[bytes, str]:
    """Labels broken over <p> and <br>, digits over spans."""

    def inner(text: str) -> str:
        if not any(map(str.isdigit, text[1:])) and len(text) > 4:
            middle = len(text) // 2
            return f"<p>{html.escape(text[:middle])}<br/>{html.escape(text[middle:])}</p>"
        return "".join(f"<span>{html.escape(c)}</span>" for c in text)

    return _whole(page(report, lambda d: html_table(d, inner), printer)).encode(), "p.html"


def gb_page(report: Report, printer: Printer) -> tuple[bytes, str]:
    """GB18030 bytes under a declaration that says UTF-8."""
    return _whole(page(report, html_table, printer)).encode("gb18030"), "gb.html"


def _text_page(report: Report, table: Callable[[Drawing], str], printer: Printer) -> bytes:
    lines = [report.title, OPENING.format(year=report.year), "一、总体情况", "平稳推进。"]
    for name, drawing in drawings(report, printer).items():
        lines += [HEADINGS[name], table(drawing)]
    lines += ["五、存在的主要问题及改进情况", "尚有不足。", "六、其他需要报告的事项", "无"]
    return "\n".join(lines).encode()


def cell_lines(report: Report, printer: Printer) -> tuple[bytes, str]:
    """One cell per line, a bar at its end, rows filled up with bars."""

    def table(drawing: Drawing) -> str:
        width = sum(cell.colspan for cell in drawing[0])
        lines = []
        for row in drawing:
            lines += [f"{cell.text} |" for cell in row]
            lines[-1] += " " + "|" * (width - len(row))
        return "\n".join(lines)

    return _text_page(report, table, printer), "lines.txt"


def lone_bars(report: Report, printer: Printer) -> tuple[bytes, str]:
    def table(drawing: Drawing) -> str:
        return "\n".join(f"{cell.text}\n|" for row in drawing for cell in row)

    return _text_page(report, table, printer), "bars.txt"


def row_lines(report: Report, printer: Printer) -> tuple[bytes, str]:
    def table(drawing: Drawing) -> str:
        return "\n".join("".join(f"{cell.text} | " for cell in row) for row in drawing)

    return _text_page(report, table, printer), "rows.txt"


def padded_rows(report: Report, printer: Printer) -> tuple[bytes, str]:
    def table(drawing: Drawing) -> str:
        width = sum(cell.colspan for cell in drawing[0])
        return "\n".join(
            " | ".join(cell.text for cell in row) + " |" * (width - len(row) + 1) for row in drawing
        )

    return _text_page(report, table, printer), "padded.txt"


def bare_lines(report: Report, printer: Printer) -> tuple[bytes, str]:
    def table(drawing: Drawing) -> str:
        return "\n".join(cell.text for row in drawing for cell in row if cell.text)

    return _text_page(report, table, printer), "bare.txt"


def tabs(report: Report, printer: Printer) -> tuple[bytes, str]:
    def table(drawing: Drawing) -> str:
        return "\n".join("\t".join(cell.text for cell in row) for row in drawing)

    return _text_page(report, table, printer), "tabs.txt"


def markdown(report: Report, printer: Printer) -> tuple[bytes, str]:
    def table(drawing: Drawing) -> str:
        rows = [f"| {' | '.join(row)} |" for row in expanded(drawing, repeat=False)]
        rows.insert(1, "|" + " --- |" * sum(cell.colspan for cell in drawing[0]))
        return "\n" + "\n".join(rows) + "\n"

    return _text_page(report, table, printer), "m.md"


def by_html2text(report: Report, printer: Printer) -> tuple[bytes, str]:
    maker = html2text.HTML2Text(bodywidth=0)
    return maker.handle(page(report, html_table, printer)).encode(), "h.md"


def by_inscriptis(report: Report, printer: Printer) -> tuple[bytes, str]:
    return inscriptis.get_text(_whole(page(report, html_table, printer))).encode(), "i.txt"


def by_trafilatura(report: Report, printer: Printer) -> tuple[bytes, str]:
    import trafilatura

    text = trafilatura.extract(
        _whole(page(report, html_table, printer)), include_tables=True, favor_recall=True
    )
    return (text or "").encode(), "t.txt"


STYLES: Mapping[str, Style] = {
    style.__name__: style
    for style in (
        plain_html, word_html, cms_page, empty_cells, repeated_cells, split_tables,
        digits_in_paragraphs, gb_page, cell_lines, lone_bars, row_lines, padded_rows,
        bare_lines, tabs, markdown, by_html2text, by_inscriptis,
        *((by_trafilatura,) if find_spec("lxml_html_clean") else ()),
    )
}  # fmt: skip


def annotating(seed: int) -> Printer:
    """Remarks, units and separators in some cells, as agencies write them."""
    dice = random.Random(seed)

    def printer(address: object, text: str) -> str:
        if not text.isdigit() or dice.random() > 0.05:
            return text
        return dice.choice([f"{text}（含自然失效1件）", f"{int(text):,}", f"{text}*", f" {text} "])

    return printer


PRINTERS: Mapping[str, Callable[[int], Printer]] = {
    "as_is": lambda _seed: as_is,
    "zeros_blank": lambda _seed: zeros_blank,
    "annotated": annotating,
}
