"""Reading the figures: each row of the form from the list of its figures in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gongkai.law import Address, Edition
from gongkai.law.form import Block, Row, Table
from gongkai.law.mistakes import Mistake
from gongkai.law.toml_lines import Path as KeyPath
from gongkai.report.cells import Cell, read_cell

_BLANK = '没有数据的格子写 ""'


class Figures:
    """The cells of a form as a file gives them, and the mistakes met on the way."""

    def __init__(self, figures: Mapping[str, Any], form: Edition) -> None:
        self.form = form
        self.cells: dict[Address, Cell] = {}
        self.mistakes: list[Mistake] = []
        for table in form.tables:
            self._read_table(table, figures.get(table.id))
        for name in figures:
            if name not in {table.id for table in form.tables}:
                self._mistake(("figures", name), "格式里没有这张表", "请核对表名，或删去该节")

    def _read_table(self, table: Table, rows: Any) -> None:
        base = ("figures", table.id)
        heading = self.form.section(table.section).heading
        if rows is None:
            self._mistake(base, f"缺少“{heading}”的数据", f"请补上 [figures.{table.id}] 一节")
            return
        if not isinstance(rows, dict):
            remedy = f"请写成 [figures.{table.id}] 一节，其下每行数据写一行"
            self._mistake(base, f"“{heading}”的数据应为一节", remedy)
            return
        given: dict[str, tuple[KeyPath, Any]] = {}
        for keys, values in _flatten(rows, base):
            name = ".".join(map(str, keys[len(base) :]))
            if name in given:
                self._mistake(keys, "这一行写了两次", "请只保留一处")
            given.setdefault(name, (keys, values))
        for block in table.blocks:
            for row in block.rows:
                if row.id in given:
                    self._read_row(table.id, block, row, *given.pop(row.id))
                else:
                    keys = (*base, *row.id.split("."))
                    self._mistake(keys, f"缺少“{row.label}”一行", _how_to_write(row, block))
        for keys, _ in given.values():
            self._mistake(keys, "格式里没有这一行", "请核对行名，或删去该行")

    def _read_row(self, table: str, block: Block, row: Row, keys: KeyPath, values: Any) -> None:
        if not isinstance(values, list) or len(values) != len(block.columns):
            count = f"{len(values)}个" if isinstance(values, list) else "不是列表"
            problem = f"“{row.label}”一行应有{len(block.columns)}个数据，实为{count}"
            self._mistake(keys, problem, _how_to_write(row, block))
            return
        for position, (column, value) in enumerate(zip(block.columns, values, strict=True)):
            address = Address(table, row.id, column.id)
            try:
                self.cells[address] = read_cell(value, column.kind)
            except ValueError as error:
                self._mistake(
                    (*keys, position),
                    f"{self.form.describe(address)}（{address}）{error}",
                    f'请改正；{_BLANK}，原件辨认不清的写 {{ unreadable = "原样文字" }}',
                )

    def _mistake(self, keys: KeyPath, problem: str, remedy: str) -> None:
        self.mistakes.append(Mistake(keys, problem, remedy))


def _how_to_write(row: Row, block: Block) -> str:
    names = "、".join(column.label for column in block.columns)
    blanks = ", ".join('""' for _ in block.columns)
    return f"请写成 {row.id} = [{blanks}]，依次为{names}；{_BLANK}"


def _flatten(rows: Mapping[str, Any], base: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """`refused.state_secret = […]` and `"refused.state_secret" = […]` are one row."""
    for name, values in rows.items():
        if isinstance(values, dict):
            yield from _flatten(values, (*base, name))
        else:
            yield (*base, name), values
