"""Reports rendered into the styles in which agencies publish, to be read back."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from gongkai.law import Address
from gongkai.law.form import Block, Table
from gongkai.report import Amount, Count, Report

Printer: TypeAlias = Callable[[Address, str], str]


@dataclass(frozen=True)
class Drawn:
    """A cell as it is drawn: text and spans."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    address: Address | None = None


Drawing: TypeAlias = list[list[Drawn]]


class Editor:
    """A printer that also alters the tables once they are laid out, before any style."""

    def __init__(self, alter: Callable[[dict[str, Drawing]], None], printer: Printer) -> None:
        self.alter = alter
        self._printer = printer

    def __call__(self, address: Address, text: str) -> str:
        return self._printer(address, text)


def as_is(address: Address, text: str) -> str:
    return text


def zeros_blank(address: Address, text: str) -> str:
    return "" if text == "0" else text


def figure_text(report: Report, address: Address) -> str:
    match report.cells[address]:
        case Count(value):
            return str(value)
        case Amount(value):
            return f"{value:f}"
        case _:
            return ""


def drawings(report: Report, printer: Printer = as_is) -> dict[str, Drawing]:
    """The three tables as the form lays them out, altered where the printer is an editor."""
    made = {
        "disclosure": disclosure(report, printer),
        "requests": requests(report, printer),
        "disputes": disputes(report, printer),
    }
    if isinstance(printer, Editor):
        printer.alter(made)
    return made


def _figure(report: Report, printer: Printer, address: Address, colspan: int = 1) -> Drawn:
    return Drawn(printer(address, figure_text(report, address)), colspan, 1, address)


def disclosure(report: Report, printer: Printer) -> Drawing:
    table = report.form.table("disclosure")
    drawing: Drawing = []
    for block in table.blocks:
        drawing.append([Drawn(block.title, 4)])
        spans = _spans(len(block.columns))
        heads = [Drawn(c.label, s) for c, s in zip(block.columns, spans, strict=True)]
        drawing.append([Drawn(block.stub_head), *heads])
        for row in block.rows:
            figures = [
                _figure(report, printer, Address("disclosure", row.id, column.id), span)
                for column, span in zip(block.columns, spans, strict=True)
            ]
            drawing.append([Drawn(row.label), *figures])
    return drawing


def _spans(count: int) -> list[int]:
    return {3: [1, 1, 1], 2: [1, 2], 1: [3]}[count]


def requests(report: Report, printer: Printer) -> Drawing:
    table = report.form.table("requests")
    (block,) = table.blocks
    kinds = [column.label for column in block.columns]
    drawing: Drawing = [
        [Drawn(block.stub_head, 3, 3), Drawn("申请人情况", 7)],
        [Drawn(kinds[0], 1, 2), Drawn("法人或其他组织", 5), Drawn(kinds[-1], 1, 2)],
        [Drawn(kind) for kind in kinds[1:-1]],
    ]
    drawing += _body(report, table, block, printer)
    return drawing


def _body(report: Report, table: Table, block: Block, printer: Printer) -> Drawing:
    groups = {group.id: group for group in block.row_groups}
    sizes = {
        name: sum(row.group == name or _within(row.group, name, block) for row in block.rows)
        for name in groups
    }
    begun: set[str] = set()
    drawing: Drawing = []
    for row in block.rows:
        line: list[Drawn] = []
        chain: list[str] = []
        name = row.group
        while name:
            chain.insert(0, name)
            name = groups[name].group
        for name in chain:
            if name not in begun:
                begun.add(name)
                line.append(Drawn(groups[name].label, 1, sizes[name]))
        line.append(Drawn(row.label, 3 - len(chain)))
        line += [
            _figure(report, printer, Address(table.id, row.id, column.id))
            for column in block.columns
        ]
        drawing.append(line)
    return drawing


def _within(name: str, outer: str, block: Block) -> bool:
    groups = {group.id: group.group for group in block.row_groups}
    while name:
        name = groups[name]
        if name == outer:
            return True
    return False


def disputes(report: Report, printer: Printer) -> Drawing:
    (block,) = report.form.table("disputes").blocks
    outcomes = [column.label for column in block.columns]
    values = [
        _figure(report, printer, Address("disputes", row.id, column.id))
        for row in block.rows
        for column in block.columns
    ]
    return [
        [Drawn("行政复议", 5), Drawn("行政诉讼", 10)],
        [
            *(Drawn(o, 1, 2) for o in outcomes),
            Drawn("未经复议直接起诉", 5),
            Drawn("复议后起诉", 5),
        ],
        [Drawn(o) for o in outcomes * 2],
        values,
    ]


HEADINGS = {
    "disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
}
OPENING = (
    "根据《中华人民共和国政府信息公开条例》规定编制本报告。"
    "本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
)


def page(report: Report, table: Callable[[Drawing], str], printer: Printer = as_is) -> str:
    """The paragraphs and tables of a report as HTML inside the body."""
    parts = [
        f"<h1>{report.title}</h1>",
        f"<p>{OPENING.format(year=report.year)}</p>",
        "<p>一、总体情况</p>",
        f"<p>{report.year}年，本机关认真落实条例，公开工作平稳推进。</p>",
    ]
    for name, drawing in drawings(report, printer).items():
        parts += [f"<p>{HEADINGS[name]}</p>", table(drawing)]
    parts += [
        "<p>五、存在的主要问题及改进情况</p>",
        "<p>公开的及时性有待提高，下一步将加强督促检查。</p>",
        "<p>六、其他需要报告的事项</p>",
        "<p>本年度没有收取信息处理费。</p>",
        f"<p>{report.agency.name}</p>",
        f"<p>{report.year + 1}年1月20日</p>",
    ]
    return "\n".join(parts)


def html_table(
    drawing: Drawing, inner: Callable[[str], str] = html.escape, attributes: str = ' border="1"'
) -> str:
    rows = []
    for row in drawing:
        cells = "".join(
            f"<td{f' colspan={c.colspan}' if c.colspan > 1 else ''}"
            f"{f' rowspan={c.rowspan}' if c.rowspan > 1 else ''}>{inner(c.text)}</td>"
            for c in row
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<table{attributes}>{''.join(rows)}</table>"


def expanded(drawing: Drawing, *, repeat: bool) -> list[list[str]]:
    """The full grid: merged cells filled with their text again, or with nothing."""
    width = sum(cell.colspan for cell in drawing[0])
    grid: list[list[str | None]] = [[None] * width for _ in drawing]
    for at, row in enumerate(drawing):
        column = 0
        for cell in row:
            while grid[at][column] is not None:
                column += 1
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    first = not down and not right
                    grid[at + down][column + right] = cell.text if first or repeat else ""
    return [[text or "" for text in row] for row in grid]
