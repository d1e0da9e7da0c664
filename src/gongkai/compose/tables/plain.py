"""A statutory table for readers of plain text: one line a row, columns aligned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wcwidth import wcswidth, wcwidth

from gongkai.compose.blocks import Mark
from gongkai.compose.tables.figures import in_thousands
from gongkai.compose.tables.heads import chain
from gongkai.law import Address
from gongkai.law.form import Block, Table
from gongkai.report import Report

_STUB = 40
_INDENT = 2
_SIGNS: Mapping[Mark, str] = {"": " ", "error": "*", "doubt": "?"}
_LEGEND = "* 有误　? 存疑"


def plain(report: Report, table: Table, marks: Mapping[Address, Mark], caption: str) -> str:
    """Return the table as text, its blocks below one another, suspect figures signed."""
    lines = [caption]
    for block in table.blocks:
        lines += _block(report, table.id, block, marks)
    if any(marks.get(address) for address in report.cells if address.table == table.id):
        lines.append(_LEGEND)
    return "\n".join(lines)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Fill a text up to a width on the screen; Chinese signs are two columns wide."""
    blanks = " " * max(0, width - wcswidth(text))
    return blanks + text if right else text + blanks


def _block(
    report: Report, table_id: str, block: Block, marks: Mapping[Address, Mark]
) -> Iterator[str]:
    labels = [column.label for column in block.columns]
    rows = []
    for row in block.rows:
        addresses = [Address(table_id, row.id, column.id) for column in block.columns]
        rows.append([in_thousands(report.cells[a]) + _SIGNS[marks.get(a, "")] for a in addresses])
    widths = [
        max(wcswidth(labels[i]) + 1, *(wcswidth(line[i]) for line in rows)) + 1
        for i in range(len(labels))
    ]
    if block.title:
        yield ""
        yield f"【{block.title}】"
    yield " " * _STUB + _columns([f"{label} " for label in labels], widths)
    before: tuple[str, ...] = ()
    for row, figures in zip(block.rows, rows, strict=True):
        parts = chain(row, block.row_groups)
        groups = tuple(part.label for part in parts[:-1])
        for level, label in enumerate(groups):
            if groups[: level + 1] != before[: level + 1]:
                yield " " * _INDENT * level + label
        before = groups
        *first, last = _wrapped(row.label, " " * _INDENT * len(groups))
        yield from first
        yield (pad(last, _STUB) + _columns(figures, widths)).rstrip()


def _columns(texts: list[str], widths: list[int]) -> str:
    return "".join(pad(text, width, right=True) for text, width in zip(texts, widths, strict=True))


def _wrapped(label: str, indent: str) -> list[str]:
    """Break a long label into lines that fit the stub."""
    lines = [indent]
    for sign in label:
        if wcswidth(lines[-1]) + max(0, wcwidth(sign)) > _STUB - 1:
            lines.append(indent + " " * _INDENT)
        lines[-1] += sign
    return lines
