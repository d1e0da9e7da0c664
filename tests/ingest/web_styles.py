"""Pages as sites and offices make them beyond the plain ones: damage, extras, odd orders."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from gongkai.report import Report
from tests.ingest.publishing import (
    HEADINGS,
    Drawing,
    Drawn,
    Printer,
    drawings,
    expanded,
    html_table,
    page,
)
from tests.ingest.styles import Style

Table = Callable[[Drawing], str]

TRADITIONAL = str.maketrans(
    "条项制数开对总内规许务处罚决强业费采购额单万减请况织会机构计结转办区这国家稳护权类过执询"
    "没现补后确访举报诉复获缴纳继续维纠审经发废据关系为统体问县乡镇厅员与则当属产实围预别从质财"
    "农卫环门动",
    "條項製數開對總內規許務處罰決強業費採購額單萬減請況織會機構計結轉辦區這國家穩護權類過執詢"
    "沒現補後確訪舉報訴復獲繳納繼續維糾審經發廢據關係為統體問縣鄉鎮廳員與則當屬產實圍預別從質財"
    "農衛環門動",
)


def whole(body: str, title: str = "", charset: str = "utf-8") -> str:
    head = f'<meta charset="{charset}"><title>{title}</title>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def of_table(table: Table) -> Style:
    """A page whose tables are drawn in a way of their own."""

    def style(report: Report, printer: Printer) -> tuple[bytes, str]:
        return whole(page(report, table, printer)).encode(), "page.html"

    return style


def of_cells(inner: Callable[[str], str]) -> Style:
    """A page whose cells hold their text in a way of their own."""
    return of_table(lambda drawing: html_table(drawing, inner))


def of_drawing(change: Callable[[Drawing], Drawing]) -> Style:
    """A page whose tables are laid out in a way of their own."""
    return of_table(lambda drawing: html_table(change(drawing)))


def is_figure(text: str) -> bool:
    return bool(re.match(r"[\d+-]", text)) and not re.match(r"\d[.、]\D", text)


def width_of(drawing: Drawing) -> int:
    return sum(cell.colspan for cell in drawing[0])


def kind_of(drawing: Drawing) -> str:
    return {4: "disclosure", 10: "requests", 15: "disputes"}[width_of(drawing)]


# --- words and figures inside a cell


def upright(text: str) -> str:
    """Short labels written downwards, a sign a line."""
    if is_figure(text) or not 2 <= len(text) <= 7:
        return html.escape(text)
    return "<br>".join(text)


def wps(text: str) -> str:
    """What WPS pastes: runs of single signs, padding in labels and around figures."""
    spaced = text
    if len(text) == 2 and not is_figure(text):
        spaced = f"{text[0]}\u3000\u3000{text[1]}"
    runs = "".join(
        f"<span style=\"mso-spacerun:'yes';font-family:仿宋_GB2312;mso-font-kerning:1.0pt;\">"
        f'<font face="仿宋_GB2312">{html.escape(c)}</font></span>'
        for c in spaced
    )
    return (
        '<p class=MsoNormal style="text-align:center;mso-pagination:widow-orphan;">'
        f"&nbsp;{runs}&nbsp;<span><o:p>&nbsp;</o:p></span></p>"
    )


def paragraphs(text: str) -> str:
    """Every two signs of a label a paragraph of its own, an empty one after each cell."""
    if is_figure(text):
        return f"<p></p><p>{text}</p><p>&nbsp;</p>"
    parts = [text[n : n + 2] for n in range(0, len(text), 2)]
    return "".join(f"<p>{html.escape(part)}</p>" for part in parts) + "<p>&nbsp;</p>"


def invisible(text: str) -> str:
    return "&#8203;".join(html.escape(c) for c in text) + "&#65279;"


def with_images(text: str) -> str:
    return f'<img src="1.gif" alt="12" width="1"/><a name="OLE_LINK1"></a>{html.escape(text)}'


def other_numbering(text: str) -> str:
    """1、 for 1. and (一) for （一）, no space, straight quotation marks."""
    text = re.sub(r"^(\d)\.", r"\1、", text)
    text = text.replace("（", "(").replace("）", ")").replace("“", '"').replace("”", '"')
    return html.escape(text)


def no_numbering(text: str) -> str:
    return html.escape(re.sub(r"^(?:\d\.|（[一-七]）|[一-四]、)(?=[^\d])", "", text))


# --- tables laid out in other ways


def unit_row(drawing: Drawing) -> Drawing:
    return [[Drawn("单位：件", width_of(drawing))], *drawing]


def heading_row(drawing: Drawing) -> Drawing:
    heading = HEADINGS[kind_of(drawing)]
    return [[Drawn(heading, width_of(drawing))], *drawing]


def serial_column(drawing: Drawing) -> Drawing:
    """A column 序号 before all others in section three."""
    if kind_of(drawing) != "requests":
        return drawing
    first = [Drawn("序号", 1, 3), *drawing[0]]
    body = [[Drawn(str(n)), *row] for n, row in enumerate(drawing[3:], 1)]
    return [first, *drawing[1:3], *body]


def group_rows(drawing: Drawing) -> Drawing:
    """A group's label in a row of its own, over its rows."""
    if kind_of(drawing) != "requests":
        return drawing
    rows = list(drawing[:3])
    for row in drawing[3:]:
        label = len(row) - 8
        rows += [[Drawn(cell.text, 10)] for cell in row[:label]]
        rows.append([Drawn(row[label].text, 3), *row[label + 1 :]])
    return rows


def group_rows_with_blanks(drawing: Drawing) -> Drawing:
    """The same, the row of the group filled with empty cells."""
    rows = group_rows(drawing)
    return [
        [Drawn(row[0].text, 3), *[Drawn("")] * 7] if at >= 3 and len(row) == 1 else row
        for at, row in enumerate(rows)
    ]


def total_first(drawing: Drawing) -> Drawing:
    """总计 before 自然人 in section three."""
    if kind_of(drawing) != "requests":
        return drawing
    heads = [drawing[0], [drawing[1][-1], *drawing[1][:-1]], drawing[2]]
    return [*heads, *([*row[:-7], row[-1], *row[-7:-1]] for row in drawing[3:])]


def broken_spans(drawing: Drawing) -> Drawing:
    """Row spans that are one short or too long, column spans lost."""
    return [
        [
            replace(cell, rowspan=cell.rowspan - 1 if cell.rowspan > 2 else cell.rowspan)
            for cell in row
        ]
        for row in drawing
    ]


def long_spans(drawing: Drawing) -> Drawing:
    return [
        [replace(cell, rowspan=cell.rowspan + 3 if cell.rowspan > 2 else 1) for cell in row]
        for row in drawing
    ]


def no_spans(drawing: Drawing) -> Drawing:
    return [[Drawn(cell.text) for cell in row] for row in drawing]


def one_line_heads(drawing: Drawing) -> Drawing:
    """Heads of section three in a single row."""
    if kind_of(drawing) != "requests":
        return drawing
    kinds = [drawing[1][0], *drawing[2], drawing[1][-1]]
    return [[Drawn(drawing[0][0].text, 3), *(Drawn(k.text) for k in kinds)], *drawing[3:]]


def heads_missing(drawing: Drawing) -> Drawing:
    """Section three without any heads."""
    return drawing[3:] if kind_of(drawing) == "requests" else drawing


def trailing_column(drawing: Drawing) -> Drawing:
    """An empty column 备注 at the end."""
    return [[*row, Drawn("备注" if not at else "")] for at, row in enumerate(drawing)]


def empty_column(drawing: Drawing) -> Drawing:
    """A column at the end in which nothing stands, not even a head."""
    return [[*row, Drawn("")] for row in drawing]


def empty_rows(drawing: Drawing) -> Drawing:
    blank = [Drawn("", width_of(drawing))]
    return [row for each in drawing for row in (each, blank)]


def leading_blank(drawing: Drawing) -> Drawing:
    return [[Drawn(""), *row] for row in drawing]


def swapped_kinds(drawing: Drawing) -> Drawing:
    """科研机构 before 商业企业."""
    if kind_of(drawing) != "requests":
        return drawing
    kinds = [drawing[2][1], drawing[2][0], *drawing[2][2:]]
    body = [[*row[:-6], row[-5], row[-6], *row[-4:]] for row in drawing[3:]]
    return [*drawing[:2], kinds, *body]


def share_column(drawing: Drawing) -> Drawing:
    """A column of shares behind 总计, with a head the form does not have."""
    if kind_of(drawing) != "requests":
        return drawing
    return [
        [*drawing[0], Drawn("占比", 1, 3)],
        *drawing[1:3],
        *([*row, Drawn("12%")] for row in drawing[3:]),
    ]


def heads_again(drawing: Drawing) -> Drawing:
    """Heads in the middle of section three, as on a new page."""
    if kind_of(drawing) != "requests":
        return drawing
    return [*drawing[:14], *drawing[:3], *drawing[14:]]


def labels_in_two_cells(drawing: Drawing) -> Drawing:
    """The number of a label in a cell of its own."""
    if kind_of(drawing) != "requests":
        return drawing
    body = [
        [*row[:-8], Drawn(row[-8].text[:2]), Drawn(row[-8].text[2:]), *row[-7:]]
        for row in drawing[3:]
    ]
    return [*drawing[:3], *body]


def reversed_columns(drawing: Drawing) -> Drawing:
    """现行有效件数 before 本年废止件数 before 本年制发件数."""
    if kind_of(drawing) != "disclosure":
        return drawing
    return [[row[0], *reversed(row[1:])] if len(row) == 4 else row for row in drawing]


def sideways(drawing: Drawing) -> Drawing:
    """Section three turned on its side, merged cells and all."""
    if kind_of(drawing) != "requests":
        return drawing
    taken: set[tuple[int, int]] = set()
    turned: dict[int, list[tuple[int, Drawn]]] = {}
    for at, row in enumerate(drawing):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            taken |= {
                (at + n, column + m) for n in range(cell.rowspan) for m in range(cell.colspan)
            }
            made = replace(cell, colspan=cell.rowspan, rowspan=cell.colspan)
            turned.setdefault(column, []).append((at, made))
    return [[cell for _, cell in turned.get(n, [])] for n in range(width_of(drawing))]


def sideways_plain(drawing: Drawing) -> Drawing:
    """The same without groups: kinds of applicants downward, the labels of rows across."""
    if kind_of(drawing) != "requests":
        return drawing
    kinds = [drawing[1][0], *drawing[2], drawing[1][-1]]
    heads = [Drawn("申请人类型"), *(Drawn(row[-8].text) for row in drawing[3:])]
    body = [
        [Drawn(kind.text), *(row[n - 7] for row in drawing[3:])] for n, kind in enumerate(kinds)
    ]
    return [heads, *body]


# --- tables drawn in other ways


def across_pages(drawing: Drawing) -> str:
    """Section three cut in two tables, heads and groups written again."""
    if kind_of(drawing) != "requests":
        return html_table(drawing)
    again = [
        *drawing[:3],
        [Drawn("三、本年度办理结果", 1, 9), Drawn("（三）不予公开", 1, 2), *drawing[11][-8:]],
        *drawing[12:],
    ]
    return html_table(drawing[:11]) + "<p>- 3 -</p>" + html_table(again)


def stacked(drawing: Drawing) -> str:
    """The rows of a block in one row: their labels in one cell, each column's figures in one."""
    if kind_of(drawing) == "disputes":
        return html_table(drawing)
    rows, block = [], []
    for row in [*drawing, None]:
        if row is not None and any(cell.address for cell in row):
            block.append(row)
            continue
        if block:
            width = sum(cell.address is not None for cell in block[0])
            columns = [[line[-width - 1].text for line in block]]
            columns += [[line[at].text for line in block] for at in range(-width, 0)]
            rows.append([Drawn("\n".join(texts)) for texts in columns])
        block = []
        rows += [row] if row is not None else []
    return html_table(rows, lambda text: html.escape(text).replace("\n", "<br>"))


def apart(drawing: Drawing) -> str:
    """Section two as a table for each item with its title outside; section four as three."""
    match kind_of(drawing):
        case "disclosure":
            made = ""
            for row in drawing:
                if row[0].text.startswith("第二十条"):
                    made += f"</table><p>{row[0].text}</p><table border=1>"
                else:
                    made += html_table([row]).removeprefix('<table border="1">')
                    made = made.removesuffix("</table>")
            return made.removeprefix("</table>") + "</table>"
        case "disputes":
            names = ("行政复议", "未经复议直接起诉", "复议后起诉")
            outcomes = [Drawn(cell.text) for cell in drawing[2][:5]]
            return "".join(
                html_table([[Drawn(name, 5)], outcomes, drawing[3][5 * n : 5 * n + 5]])
                for n, name in enumerate(names)
            )
        case _:
            return html_table(drawing)


def transposed_disputes(drawing: Drawing) -> Drawing:
    """Section four with a row for each kind of case, outcomes as heads."""
    if kind_of(drawing) != "disputes":
        return drawing
    names = ("行政复议", "未经复议直接起诉", "复议后起诉")
    outcomes = [Drawn(""), *(Drawn(cell.text) for cell in drawing[2][:5])]
    return [outcomes, *([Drawn(n), *drawing[3][5 * at : 5 * at + 5]] for at, n in enumerate(names))]


def downward_disputes(drawing: Drawing) -> Drawing:
    """Section four written downwards: a kind of case and an outcome on each row."""
    if kind_of(drawing) != "disputes":
        return drawing
    names = ("行政复议", "未经复议直接起诉", "复议后起诉")
    outcomes = [cell.text for cell in drawing[2][:5]]
    return [
        [*([Drawn(name, 1, 5)] if not n else []), Drawn(outcome), drawing[3][5 * at + n]]
        for at, name in enumerate(names)
        for n, outcome in enumerate(outcomes)
    ]


def two_row_disputes(drawing: Drawing) -> Drawing:
    """Section four in two tiers: 复议 and its figures, then 诉讼 and its."""
    if kind_of(drawing) != "disputes":
        return drawing
    outcomes = [Drawn(cell.text) for cell in drawing[2][:5]]
    return [
        [Drawn("行政复议", 5)],
        outcomes,
        drawing[3][:5],
        [Drawn("行政诉讼", 10)],
        [Drawn("未经复议直接起诉", 5), Drawn("复议后起诉", 5)],
        outcomes * 2,
        drawing[3][5:],
    ]


def named_disputes(drawing: Drawing) -> Drawing:
    """Section four with a row for each kind of case, 行政诉讼 written with each of its own."""
    rows = transposed_disputes(drawing)
    if kind_of(drawing) != "disputes":
        return rows
    names = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼—复议后起诉")
    return [rows[0], *([Drawn(n), *row[1:]] for n, row in zip(names, rows[1:], strict=True))]


def grouped_labels(drawing: Drawing) -> Drawing:
    """The group and the row in one cell: （三）不予公开 1.属于国家秘密."""
    if kind_of(drawing) != "requests":
        return drawing
    group, rows = "", []
    for row in drawing[3:]:
        labels = [cell for cell in row[:-7] if not cell.text.startswith("三、")]
        if len(labels) == 2:
            group = labels[0].text
        own = labels[-1].text
        is_inner = bool(re.match(r"\d", own))
        rows.append([Drawn(f"{group}  {own}" if is_inner else own, 3), *row[-7:]])
    return [*drawing[:3], *rows]


SHORT = {
    "一、本年新收政府信息公开申请数量": "一、本年新收",
    "二、上年结转政府信息公开申请数量": "二、上年结转",
    "1.属于国家秘密": "1.国家秘密",
    "3.危及“三安全一稳定”": "3.三安全一稳定",
    "5.属于三类内部事务信息": "5.内部事务",
    "7.属于行政执法案卷": "7.执法案卷",
    "2.没有现成信息需要另行制作": "2.需另行制作",
    "3.补正后申请内容仍不明确": "3.补正后仍不明确",
    "3.要求提供公开出版物": "3.公开出版物",
    "4.无正当理由大量反复申请": "4.大量反复申请",
    "四、结转下年度继续办理": "四、结转下年",
}


def short_labels(text: str) -> str:
    return SHORT.get(text, text)


def zero_over_row(drawing: Drawing) -> Drawing:
    """Rows of zeros drawn as one cell."""
    if kind_of(drawing) != "requests":
        return drawing
    return [
        [*row[:-7], Drawn("0", 7)] if {cell.text for cell in row[-7:]} == {"0"} else row
        for row in drawing
    ]


def zeros_downward(drawing: Drawing) -> Drawing:
    """Zeros below one another in a column drawn as one cell."""
    if kind_of(drawing) != "requests":
        return drawing
    rows = [list(row) for row in drawing]
    gone = set()
    for column in range(-7, 0):
        at = 3
        while at < len(rows):
            end = at
            while end < len(rows) and rows[end][column].text == "0":
                end += 1
            if end - at > 1:
                rows[at][column] = Drawn("0", 1, end - at)
                gone |= {(below, column) for below in range(at + 1, end)}
            at = max(end, at + 1)
    return [
        [cell for n, cell in enumerate(row) if (at, n - len(row)) not in gone]
        for at, row in enumerate(rows)
    ]


def spans_as_blanks(drawing: Drawing) -> Drawing:
    """Every merged cell taken apart, empty ones in the rest of its place, also between figures."""
    wide = [
        [row[0], replace(row[1], colspan=2), replace(row[2], colspan=1)]
        if [cell.colspan for cell in row] == [1, 1, 2]
        else row
        for row in drawing
    ]
    return [[Drawn(text) for text in row] for row in expanded(wide, repeat=False)]


def divisions(drawing: Drawing) -> str:
    """A table made of divs."""
    rows = (
        "".join(f'<div class="td">{html.escape(cell.text)}</div>' for cell in row)
        for row in drawing
    )
    return "".join(f'<div class="tr">{row}</div>' for row in rows)


def headed(drawing: Drawing) -> str:
    """thead, th and caption."""
    rows = html_table(drawing).removeprefix('<table border="1">').removesuffix("</table>")
    heads = rows.replace("td", "th", 2 * len(drawing[0]))
    return f"<table class='t'><caption>{HEADINGS[kind_of(drawing)]}</caption>{heads}</table>"


def unclosed(drawing: Drawing) -> str:
    """Old hand-written markup: upper case, no end tags."""
    made = html_table(drawing).replace("</td>", "").replace("</tr>", "")
    return made.replace("<td", "<TD").replace("<tr", "<TR")


# --- whole pages


def one_table(report: Report, printer: Printer) -> tuple[bytes, str]:
    """Everything in one layout table of one column, tables nested in its cells."""
    rows = "".join(
        f"<tr><td>{part}</td></tr>"
        for part in re.split(r"\n(?=<)", page(report, html_table, printer))
    )
    return whole(f"<table width=900 align=center>{rows}</table>").encode(), "one.html"


def single_grid(report: Report, printer: Printer) -> tuple[bytes, str]:
    """Text and all three tables as rows of one grid, as a spreadsheet saved as a page."""
    rows: Drawing = []
    for part in page(report, kind_of, printer).split("\n"):
        if part in HEADINGS:
            rows += drawings(report, printer)[part]
        else:
            rows.append([Drawn(re.sub(r"<[^>]+>", "", part), 15)])
    return whole(html_table(rows)).encode(), "grid.html"


def site(report: Report, printer: Printer) -> tuple[bytes, str]:
    """A page with a head table, navigation left, links to other years, a footer."""
    years = "".join(
        f"<li><a href='{y}.html'>{report.agency.name}{y}年政府信息公开工作年度报告</a>"
        f"<span>{y + 1}-01-1{y % 10}</span></li>"
        for y in range(2018, 2025)
        if y != report.year
    )
    left = (
        "<td><ul><li>政府信息公开指南</li><li>政府信息公开制度</li><li>法定主动公开内容</li>"
        "<li>规章</li><li>行政规范性文件</li><li>行政许可</li><li>行政处罚</li><li>行政强制</li>"
        "<li>行政事业性收费</li><li>政府集中采购</li><li>行政复议</li>"
        f"<li>政府信息公开年报</li></ul><ul>{years}</ul></td>"
    )
    head = (
        f"<table><tr><td>索引号：</td><td>11320000014000123X/{report.year}-00012</td>"
        "<td>信息分类：</td><td>政府信息公开年报 / 其他 / 报告</td></tr>"
        f"<tr><td>发布机构：</td><td>{report.agency.name}</td>"
        f"<td>发文日期：</td><td>{report.year + 1}-01-20</td></tr>"
        f"<tr><td>文　　号：</td><td>无</td><td>关 键 词：</td><td>信息公开;年度报告</td></tr>"
        f"<tr><td>信息名称：</td><td colspan=3>{report.title}</td></tr></table>"
    )
    body = (
        f"<table><tr><td colspan=2>{head}</td></tr><tr>{left}<td>"
        f"{page(report, html_table, printer)}<p>附件：1.{report.title}.docx</p>"
        f"<p>相关阅读：</p><ul>{years}</ul></td></tr></table>"
        "<div>主办：某市人民政府办公室　地址：某市中心路1号　邮编：210000</div>"
        "<div>苏ICP备05000000号 网站标识码：3200000001 访问量：123456</div>"
    )
    return whole(body, f"某市人民政府 政府信息公开年报 {report.title}").encode(), "site.html"


def traditional(report: Report, printer: Printer) -> tuple[bytes, str]:
    made = whole(page(report, html_table, printer)).translate(TRADITIONAL)
    return made.encode(), "traditional.html"


def big5(report: Report, printer: Printer) -> tuple[bytes, str]:
    made = whole(page(report, html_table, printer), charset="big5").translate(TRADITIONAL)
    return made.encode("big5hkscs", "xmlcharrefreplace"), "big5.html"


def encoded(encoding: str, charset: str, bom: bytes = b"") -> Style:
    def style(report: Report, printer: Printer) -> tuple[bytes, str]:
        made = whole(page(report, html_table, printer), charset=charset)
        return bom + made.encode(encoding), "page.htm"

    return style


def escaped(report: Report, printer: Printer) -> tuple[bytes, str]:
    """Every Chinese sign a numeric reference."""
    made = whole(page(report, html_table, printer), charset="iso-8859-1")
    return made.encode("ascii", "xmlcharrefreplace"), "escaped.html"


def no_headings(report: Report, printer: Printer) -> tuple[bytes, str]:
    made = whole(page(report, html_table, printer))
    for heading in HEADINGS.values():
        made = made.replace(f"<p>{heading}</p>", "")
    return made.encode(), "bare.html"


def wrong_numbers(report: Report, printer: Printer) -> tuple[bytes, str]:
    """Sections numbered otherwise: a preface counted, one number twice, brackets."""
    made = whole(page(report, html_table, printer))
    for old, new in (
        ("一、总体", "第一部分　总体"),
        ("二、主动", "三、主动"),
        ("三、收到", "三、收到"),
        ("四、政府", "（四）政府"),
        ("五、存在", "存在"),
        ("六、其他", "七、其他"),
    ):
        made = made.replace(f"<p>{old}", f"<p>{new}")
    return made.encode(), "numbers.html"


def empty_kept(report: Report, printer: Printer) -> tuple[bytes, str]:
    """Tables inside tables inside tables, a heading in each."""
    inner = page(report, lambda d: f"<table><tr><td>{html_table(d)}</td></tr></table>", printer)
    return whole(f"<table><tr><td><table><tr><td>{inner}</td></tr></table>").encode(), "n.html"


WEB_STYLES: Mapping[str, Style] = {
    **{
        inner.__name__: of_cells(inner)
        for inner in (
            upright, wps, paragraphs, invisible, with_images, other_numbering, no_numbering,
            short_labels,
        )
    },
    **{
        change.__name__: of_drawing(change)
        for change in (
            unit_row, heading_row, serial_column, group_rows, group_rows_with_blanks, total_first,
            broken_spans, long_spans, no_spans, one_line_heads, heads_missing, trailing_column,
            empty_column, empty_rows, leading_blank, transposed_disputes, downward_disputes,
            two_row_disputes, swapped_kinds, share_column, heads_again, labels_in_two_cells,
            reversed_columns,
            named_disputes, grouped_labels, zero_over_row, zeros_downward, spans_as_blanks,
            sideways, sideways_plain,
        )
    },
    **{
        table.__name__: of_table(table)
        for table in (across_pages, apart, stacked, divisions, headed, unclosed)
    },
    "one_table": one_table,
    "single_grid": single_grid,
    "site": site,
    "traditional": traditional,
    "big5": big5,
    "utf16": encoded("utf-16", "utf-16"),
    "utf16_no_mark": encoded("utf-16-le", "utf-16"),
    "utf8_bom_called_gb2312": encoded("utf-8", "gb2312", b"\xef\xbb\xbf"),
    "gbk_called_latin": encoded("gbk", "iso-8859-1"),
    "utf8_called_gbk": encoded("utf-8", "gbk"),
    "escaped": escaped,
    "no_headings": no_headings,
    "wrong_numbers": wrong_numbers,
    "empty_kept": empty_kept,
}  # fmt: skip
