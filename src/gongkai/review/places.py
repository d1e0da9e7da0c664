"""Where in its data file a finding stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gongkai.checks import Finding
from gongkai.law import Address, Edition
from gongkai.law.strict import read_text
from gongkai.law.toml_lines import Path as KeyPath
from gongkai.law.toml_lines import line_of
from gongkai.report import Report


def line_of_cell(path: Path, form: Edition, cell: Address) -> int:
    """Return the line of a figure in a data file, that of its row where it is on one line."""
    text = read_text(path)
    row = form.cells[cell].row
    position = [column.id for column in form.cells[cell].block.columns].index(cell.column)
    base: KeyPath = ("figures", cell.table)
    nested = line_of(text, (*base, *row.id.split("."), position)) or 1
    quoted = line_of(text, (*base, row.id, position)) or 1
    return max(nested, quoted)


def line_of_finding(path: Path, report: Report, finding: Finding, texts: Mapping[str, str]) -> int:
    """Return the line to look at first: its words, its last cell (the total), or its table."""
    section, _, start = finding.key.partition("/")
    passage = report.narrative.get(section)
    if passage is not None and passage.origin is not None and start.isdigit():
        return passage.origin.line + texts.get(section, "").count("\n", 0, int(start))
    if passage is not None and passage.origin is not None and start.startswith("line/"):
        return passage.origin.line + int(start.removeprefix("line/"))
    if finding.cells:
        return line_of_cell(path, report.form, finding.cells[-1])
    text = read_text(path)
    keys: dict[str, KeyPath] = {
        "facts": ("facts", finding.key.partition("/")[2]),
    }
    by_rule: dict[str, KeyPath] = {"D1": ("source", "date"), "D2": ("source", finding.key)}
    by_rule |= {"X1": ("report", "children")}
    place = keys.get(finding.key.partition("/")[0]) or by_rule.get(finding.rule.id, ("report",))
    return line_of(text, place) or 1
