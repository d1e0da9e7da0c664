"""Writing an agency-year as a file that a person can type into and diff."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit.items import Array, InlineTable, Table

from gongkai.law.form import Block
from gongkai.law.form import Table as FormTable
from gongkai.report.cells import write_cell
from gongkai.report.report import Fact, Report


def report_text(report: Report) -> str:
    """Return the text of the data file; each row carries its Chinese label.

    Reading the text gives the same report again, and writing that gives the same text.
    """
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
    figures = tomlkit.table(is_super_table=True)
    for table in report.form.tables:
        figures.add(table.id, _figures(report, table))
    document.add("figures", figures)
    if report.facts:
        facts = tomlkit.table(is_super_table=True)
        for name, fact in report.facts.items():
            facts.add(name, _fact(fact))
        document.add("facts", facts)
    document.add("narrative", _narrative(report))
    return str(tomlkit.dumps(document))


def _plain(values: dict[str, Any]) -> Table:
    """A table of the values that say something; empty ones are left out."""
    table = tomlkit.table()
    for key, value in values.items():
        if value not in ("", None, False, []):
            table.add(key, value)
    return table


def _figures(report: Report, table: FormTable) -> Table:
    target = tomlkit.table()
    heads: tuple[str, ...] = ()
    for block in table.blocks:
        labels = tuple(column.label for column in block.columns)
        if labels != heads:
            target.add(tomlkit.comment(f"各列：{'｜'.join(labels)}"))
            heads = labels
        _add_rows(report, table.id, block, target)
    return target


def _add_rows(report: Report, table_id: str, block: Block, target: Table) -> None:
    for row in block.rows:
        cells = [
            report.cells[address]
            for address in report.form.cells
            if address.table == table_id and address.row == row.id
        ]
        values = _inline_array([write_cell(cell) for cell in cells])
        values.comment(row.label)
        target.add(tomlkit.key(row.id.split(".")) if "." in row.id else row.id, values)


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


def _narrative(report: Report) -> Table:
    table = tomlkit.table()
    headings = {section.id: section.heading for section in report.form.sections}
    for section, heading in headings.items():
        passage = report.narrative.get(section)
        if passage is not None:
            table.add(tomlkit.comment(heading))
            table.add(section, tomlkit.value(_text_block(passage.text)))
    return table


def _text_block(text: str) -> str:
    """A text between triple quotes, each of its lines on a line of its own."""
    text = text.strip("\n") + "\n"
    quoted = tomlkit.string(text, multiline=True).as_string()
    opening, closing = quoted[:3], quoted[3:]
    return f"{opening}\n{closing}".replace("\r\n", "\\r\n")


def _inline_array(values: list[Any]) -> Array:
    array = tomlkit.array()
    for value in values:
        array.append(_inline(value) if isinstance(value, dict) else _item(value))
    return array


def _inline(values: dict[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    for key, value in values.items():
        table.add(key, _item(value))
    return table


def _item(value: Any) -> Any:
    """Decimals go into the file digit by digit, never through a binary float."""
    return tomlkit.value(str(value)) if isinstance(value, Decimal) else value
