"""For an address that does not exist: the nearest ones that do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from gongkai.compose.prose.nodes import FACTS, LAST
from gongkai.law import Address
from gongkai.law.form import Block
from gongkai.report import Report

_LONGEST_COMPARED = 80


def suggestion(word: str, report: Report) -> str:
    """Return `是不是 …？` with the Chinese label, empty where nothing is near.

    The three parts are compared one by one: comparing whole addresses with each other
    would take seconds over a text full of mistakes.
    """
    last = LAST if word.startswith(LAST) else ""
    parts = [part[:_LONGEST_COMPARED] for part in word.removeprefix(LAST).split("/")]
    tables = [table.id for table in report.form.tables]
    table = _nearest(parts[0], [*tables, FACTS])
    if table == FACTS:
        keys = get_close_matches(parts[1], list(report.facts), n=3, cutoff=0.5)
        found = [f"{last}{FACTS}/{key}（{report.facts[key].label}）" for key in keys]
        return f"是不是 {'、'.join(found)}" if found else _known_facts(report)
    if table is None or len(parts) != 3:
        return f"可用的表：{'、'.join(tables)}；事实数据写作 {FACTS}/名称"
    row = _nearest(parts[1], _rows(report, table))
    if row is None:
        return f"表 {table} 没有名为 {parts[1]} 的行，请对照数据文件中的行名"
    columns = _columns(report, table, row)
    column = _nearest(parts[2], columns)
    if column is None:
        return f"这一行可用的列：{'、'.join(columns)}"
    address = Address(table, row, column)
    return f"是不是 {last}{address}（{report.form.describe(address)}）"


def _nearest(word: str, known: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.5)), None)


def _known_facts(report: Report) -> str:
    return f"现有的事实数据：{'、'.join(f'{FACTS}/{key}' for key in report.facts) or '无'}"


def _rows(report: Report, table: str) -> list[str]:
    blocks = report.form.table(table).blocks
    return [row for block in blocks for row in _row_names(block)]


def _columns(report: Report, table: str, row: str) -> list[str]:
    return [
        name
        for block in report.form.table(table).blocks
        if row in _row_names(block)
        for name in (
            *(column.id for column in block.columns),
            *(group.id for group in block.column_groups),
        )
    ]


def _row_names(block: Block) -> list[str]:
    return [*(row.id for row in block.rows), *(group.id for group in block.row_groups)]
