"""An agency-year in the terminal: tables as the form lays them out, suspects, notes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rich.console import Console
from rich.text import Text

from gongkai.checks import Checked
from gongkai.compose.tables import grid
from gongkai.compose.terminal.canvas import Segments, Tone
from gongkai.compose.terminal.draw import LEGEND, draw
from gongkai.compose.terminal.listed import listed
from gongkai.law import Address
from gongkai.report import Blank, Report, Unreadable
from gongkai.report.passages import ReadingRecord
from gongkai.report.report import SCOPE_NAMES

_STYLES: dict[Tone, str] = {
    "line": "dim",
    "head": "",
    "total": "bold",
    "zero": "dim",
    "blank": "cyan",
    "raw": "bold magenta",
    "error": "bold white on red",
    "doubt": "black on yellow",
}
_MOST = 30


def print_report(
    report: Report, checked: Checked, reading: ReadingRecord, console: Console
) -> None:
    """Print the tables of a report with what is wrong, missing or noted in them."""
    marks = checked.marked
    console.print(_plain(report.title), style="bold", justify="center", soft_wrap=False)
    blanks = sum(isinstance(cell, Blank) for cell in report.cells.values())
    unread = sum(isinstance(cell, Unreadable) for cell in report.cells.values())
    scope = f"{report.form.head.name}　{SCOPE_NAMES[report.scope]}"
    counts = f"{len(report.cells)}格，空白{blanks}格，辨认不清{unread}格"
    console.print(Text(f"{scope}　{counts}", style="dim", justify="center"))
    for table in report.form.tables:
        made = grid(report, table.id, marks)
        console.print()
        console.print(Text.assemble((made.caption, "bold"), (f"　单位：{made.unit}", "dim")))
        drawn = draw(made, console.width)
        if drawn is None:
            for text in listed(made, console.width):
                console.print(Text(_plain(text)), soft_wrap=True)
        for line in drawn or ():
            console.print(_line(line), no_wrap=True, overflow="ignore", crop=False)
    console.print(Text(LEGEND, style="dim"))
    _print_list(console, "校验", _findings(checked))
    _print_list(console, "说明", _notes(report, reading))


def _line(segments: Segments) -> Text:
    return Text.assemble(*((_plain(text), _STYLES.get(tone, "")) for text, tone in segments))


def _findings(checked: Checked) -> Iterator[tuple[str, str]]:
    for finding in checked.findings:
        if finding.outcome != "satisfied":
            style = "red" if finding.is_error else "yellow"
            yield f"{finding.rule.id} {finding.message}", style
    if not any(finding.outcome != "satisfied" for finding in checked.findings):
        yield f"{checked.count('satisfied')}项关系全部成立", "green"


def _notes(report: Report, reading: ReadingRecord) -> Iterator[tuple[str, str]]:
    """What the cells carry, then what the reading says of cells and of the whole."""
    for address, cell in report.cells.items():
        if cell.note:
            yield f"{report.form.describe(address)}：{cell.note}", ""
    for note in reading.notes:
        where = f"{_named(report, note.cell)}：" if note.cell else ""
        original = f"（原文：{note.original}）" if note.original else ""
        yield f"{where}{note.text}{original}", ""


def _named(report: Report, cell: str) -> str:
    """What a person calls a cell; its address where the form has no such cell."""
    try:
        return report.form.describe(Address.parse(cell))
    except (ValueError, KeyError):
        return cell


def _print_list(console: Console, title: str, found: Iterator[tuple[str, str]]) -> None:
    listed = list(found)
    if not listed:
        return
    console.print()
    console.print(Text(title, style="bold"))
    for text, style in islice(listed, _MOST):
        console.print(Text(f"  {_plain(text)}", style=style), soft_wrap=True)
    if len(listed) > _MOST:
        console.print(Text(f"  另有{len(listed) - _MOST}条", style="dim"))


def _plain(text: str) -> str:
    """Without signs that would steer the terminal."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
