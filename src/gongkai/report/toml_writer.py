"""Writing an agency-year as a file that a person can type into and diff."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit.items import InlineTable, Table

from gongkai.law import Address
from gongkai.law.form import Table as FormTable
from gongkai.report.cells import write_cell
from gongkai.report.report import Fact, Report


def report_text(report: Report) -> str:
    """Return the text of the data file; each row carries its Chinese label.

    Reading the text gives the same report again, and writing that gives the same text.
    """
    parts = [_head(report), *(_figures(report, table) for table in report.form.tables)]
    if report.facts:
        parts.append(_facts(report))
    return "\n".join([*parts, _narrative(report)])


def _head(report: Report) -> str:
    """Whose figures these are, of which year, and from where."""
    document = tomlkit.document()
    document.add(tomlkit.comment(" ".join(report.title.split())))
    document.add(tomlkit.comment('没有数据的格子写 ""（空白不等于零）'))
    document.add(
        "agency",
        _plain(
            {
                "id": report.agency.id,
                "name": report.agency.name,
                "level": report.agency.level,
                "kind": report.agency.kind,
            }
        ),
    )
    document.add(
        "report",
        _plain(
            {
                "year": report.year,
                "edition": report.form.id,
                "scope": report.scope,
                "variant": report.form.variant,
                "fictional": report.fictional,
                "children": list(report.children),
                "due": report.due,
            }
        ),
    )
    source = report.source
    document.add(
        "source",
        _plain(
            {
                "title": source.title,
                "publisher": source.publisher,
                "date": source.date,
                "sha256": source.sha256,
                "note": source.note,
            }
        ),
    )
    return str(tomlkit.dumps(document))


def _plain(values: dict[str, Any]) -> Table:
    """A table of the values that say something; empty ones are left out."""
    table = tomlkit.table()
    for key, value in values.items():
        if value not in ("", None, False, []):
            table.add(key, value)
    return table


def _figures(report: Report, table: FormTable) -> str:
    """A table of figures; not by tomlkit, which copies the table for every dotted key added."""
    lines = [f"[figures.{table.id}]"]
    heads: tuple[str, ...] = ()
    for block in table.blocks:
        labels = tuple(column.label for column in block.columns)
        if labels != heads:
            lines.append(f"# 各列：{'｜'.join(labels)}")
            heads = labels
        for row in block.rows:
            cells = [report.cells[Address(table.id, row.id, c.id)] for c in block.columns]
            values = ", ".join(_written(write_cell(cell)) for cell in cells)
            lines.append(f"{row.id} = [{values}] # {row.label}")
    return "\n".join(lines) + "\n"


def _written(value: Any) -> str:
    made = _inline(value) if isinstance(value, dict) else tomlkit.item(_item(value))
    return str(made.as_string())


def _facts(report: Report) -> str:
    document = tomlkit.document()
    facts = tomlkit.table(is_super_table=True)
    for name, fact in report.facts.items():
        facts.add(name, _fact(fact))
    document.add("facts", facts)
    return str(tomlkit.dumps(document))


def _fact(fact: Fact) -> Table:
    table = tomlkit.table()
    table.add("label", fact.label)
    table.add("value", _item(fact.value))
    table.add("unit", fact.unit)
    if fact.topic:
        table.add("topic", fact.topic)
    if fact.parts:
        parts = tomlkit.array()
        for part in fact.parts:
            parts.append(_inline({"label": part.label, "value": part.value, "unit": part.unit}))
        table.add("parts", parts.multiline(True))
    if not fact.closed:
        table.add("closed", False)
    return table


def _narrative(report: Report) -> str:
    document = tomlkit.document()
    table = tomlkit.table()
    headings = {section.id: section.heading for section in report.form.sections}
    for section, heading in headings.items():
        passage = report.narrative.get(section)
        if passage is not None:
            table.add(tomlkit.comment(heading))
            table.add(section, tomlkit.value(_text_block(passage.text)))
    document.add("narrative", table)
    return str(tomlkit.dumps(document))


def _text_block(text: str) -> str:
    """A text between triple quotes, each of its lines on a line of its own."""
    text = text.strip("\n") + "\n"
    quoted = tomlkit.string(text, multiline=True).as_string()
    opening, closing = quoted[:3], quoted[3:]
    return f"{opening}\n{closing}".replace("\r\n", "\\r\n")


def _inline(values: dict[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    for key, value in values.items():
        table.add(key, _item(value))
    return table


def _item(value: Any) -> Any:
    """Decimals go into the file digit by digit, never through a binary float."""
    return tomlkit.value(str(value)) if isinstance(value, Decimal) else value
