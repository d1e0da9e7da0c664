"""The grid of a statutory table, with every merged cell, from the form's anatomy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain as joined
from typing import Literal, TypeAlias

from gongkai.compose.blocks import ColumnRole, Grid, GridCell, GridRow, Mark
from gongkai.compose.tables.figures import figure
from gongkai.compose.tables.heads import Head, chain, depth, heads
from gongkai.compose.tables.plain import plain
from gongkai.law import Address
from gongkai.law.form import Block, Table
from gongkai.report import Report

_Scope: TypeAlias = Literal["col", "row", "colgroup", "rowgroup"]
_Named: TypeAlias = tuple[tuple[Head, GridCell], ...]
_Parts: TypeAlias = tuple[
    tuple[GridRow, ...], tuple[tuple[GridRow, ...], ...], tuple[ColumnRole, ...]
]

_GROUP: tuple[ColumnRole, ...] = ("group",)
_FIGURE: tuple[ColumnRole, ...] = ("figure",)


def grid(report: Report, table_id: str, marks: Mapping[Address, Mark]) -> Grid:
    """Lay out a statutory table with its figures; `marks` are the suspect ones.

    Raises:
        KeyError: the form has no such table.
    """
    table = report.form.table(table_id)
    layout = _Layout(report, table, marks, prefix=f"t{report.form.tables.index(table) + 1}h")
    head, bodies, columns = layout.across() if table.arrangement == "across" else layout.stacked()
    unit = _unit(table)
    section = report.form.section(table.section)
    caption = f"表{section.numeral}　{section.title}"
    return Grid(
        id=table.id,
        caption=caption,
        unit=unit,
        head=head,
        bodies=bodies,
        columns=columns,
        text=plain(report, table, marks, f"{caption}（单位：{unit}）"),
    )


def _unit(table: Table) -> str:
    """The units of the figures, but for columns whose label says the unit."""
    columns = joined.from_iterable(block.columns for block in table.blocks)
    units = [column.unit for column in columns if column.unit not in column.label]
    return "、".join(sorted(dict.fromkeys(units), key=units.count, reverse=True))


@dataclass
class _Layout:
    """Lays out the blocks of one table; head cells are numbered as they are made."""

    report: Report
    table: Table
    marks: Mapping[Address, Mark]
    prefix: str
    _made: int = field(default=0, init=False)

    def stacked(self) -> _Parts:
        """Blocks below one another, their row labels in a common stub on the left."""
        blocks = self.table.blocks
        stub = max(depth([chain(row, b.row_groups) for row in b.rows]) for b in blocks)
        figures = max(len(block.columns) for block in blocks)
        columns: tuple[ColumnRole, ...] = (*_GROUP * (stub - 1), "stub", *_FIGURE * figures)
        parts = [self._block(block, stub, figures) for block in blocks]
        if len(blocks) == 1 and not blocks[0].title:
            return parts[0][0], (parts[0][1],), columns
        return (), tuple((*head, *body) for head, body in parts), columns

    def across(self) -> _Parts:
        """Rows beside one another in one line: each row heads its own columns."""
        members = [(b, row, c) for b in self.table.blocks for row in b.rows for c in b.columns]
        chains = [
            (*chain(row, block.row_groups), *chain(column, block.column_groups))
            for block, row, column in members
        ]
        named = self._columns(heads(chains), len(members), 0)
        line: GridRow = tuple(
            self._figure(Address(self.table.id, row.id, column.id), _over(named, position))
            for position, (_, row, column) in enumerate(members)
        )
        return _by_level(named), ((line,),), _FIGURE * len(members)

    def _block(
        self, block: Block, stub: int, figures: int
    ) -> tuple[tuple[GridRow, ...], tuple[GridRow, ...]]:
        """The head rows and the data rows of a stacked block.

        Where the table is wider than the block, the last column takes what is left.
        """
        spare = figures - len(block.columns)
        title = [self._head(block.title, "colgroup", stub + figures)] if block.title else []
        over = heads([chain(column, block.column_groups) for column in block.columns])
        corner = self._head(block.stub_head, "col", stub, max(h.level + h.reach for h in over))
        top = self._columns(over, len(block.columns), spare)
        side = self._rows(heads([chain(row, block.row_groups) for row in block.rows]), stub)
        first, *others = _by_level(top)
        head = ((corner, *first), *others)
        rows = []
        for line, row in enumerate(block.rows):
            labels = [cell for label, cell in side if label.start == line]
            cells = [
                self._figure(
                    Address(self.table.id, row.id, column.id),
                    (*(cell.id for cell in title), *_over(side, line), *_over(top, position)),
                    1 + (spare if column is block.columns[-1] else 0),
                )
                for position, column in enumerate(block.columns)
            ]
            rows.append((*labels, *cells))
        return ((tuple(title), *head) if title else head), tuple(rows)

    def _columns(self, found: Iterable[Head], members: int, spare: int) -> _Named:
        """Heads of columns; what stands over the last of the members takes the spare ones."""
        return tuple(
            (
                head,
                self._head(
                    head.label,
                    "colgroup" if head.is_group else "col",
                    head.length + (spare if head.is_over(members - 1) else 0),
                    head.reach,
                ),
            )
            for head in found
        )

    def _rows(self, found: Iterable[Head], stub: int) -> _Named:
        """Heads of rows; the label of a row reaches across the rest of the stub."""
        return tuple(
            (
                head,
                self._head(head.label, "rowgroup", 1, head.length)
                if head.is_group
                else self._head(head.label, "row", stub - head.level),
            )
            for head in found
        )

    def _head(self, label: str, scope: _Scope, colspan: int = 1, rowspan: int = 1) -> GridCell:
        self._made += 1
        return GridCell(label, colspan, rowspan, scope, f"{self.prefix}{self._made}")

    def _figure(self, address: Address, headers: Iterable[str], colspan: int = 1) -> GridCell:
        spec, cell = self.report.form.cells[address], self.report.cells[address]
        return figure(spec, cell, self.marks.get(address, ""), headers, colspan)


def _over(named: _Named, member: int) -> list[str]:
    return [cell.id for head, cell in named if head.is_over(member)]


def _by_level(named: _Named) -> tuple[GridRow, ...]:
    levels = 1 + max(head.level for head, _ in named)
    return tuple(
        tuple(cell for head, cell in named if head.level == level) for level in range(levels)
    )
