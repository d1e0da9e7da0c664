"""Where everything stands on a sheet of figures: the statutory tables on one common grid.

The tables of the form have different columns; on one sheet they share fifteen narrow
ones, which the heads, labels and figures of each table are merged over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from gongkai.compose.blocks import Grid, GridCell
from gongkai.compose.tables import grid
from gongkai.law import Address
from gongkai.report import Report

_LEAST_STUB = 6


@dataclass(frozen=True)
class Box:
    """A range of the sheet: a cell, or cells to be merged."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def anchor(self) -> str:
        """The cell that holds what the range holds: `G12`."""
        return f"{self.letter}{self.row}"

    @property
    def letter(self) -> str:
        """The column of the anchor."""
        return get_column_letter(self.column)

    @property
    def range(self) -> str:
        """The whole range: `G12:I12`."""
        last = get_column_letter(self.column + self.columns - 1)
        return f"{self.anchor}:{last}{self.row + self.rows - 1}"


@dataclass(frozen=True)
class PlacedTable:
    """A table of the form on the sheet, and the first row below it."""

    section: str
    grid: Grid
    boxes: tuple[tuple[Box, GridCell], ...]
    below: int

    @property
    def inputs(self) -> Mapping[Address, Box]:
        """Where each figure goes."""
        return {Address.parse(cell.address): box for box, cell in self.boxes if not cell.is_head}


def width_of(report: Report) -> int:
    """Return how many columns the widest table needs."""
    return max(len(_grid(report, table.id).columns) for table in report.form.tables)


def place(report: Report, table_id: str, row: int, width: int) -> PlacedTable:
    """Lay out a table from a row of the sheet on, over `width` columns."""
    made = _grid(report, table_id)
    edges = _edges(made, width)
    boxes = tuple(_boxes(made, edges, row))
    return PlacedTable(report.form.table(table_id).section, made, boxes, row + len(made.rows))


def _grid(report: Report, table_id: str) -> Grid:
    return grid(report, table_id, {})


def _edges(made: Grid, width: int) -> list[int]:
    """The first sheet column of each column of the table, and the one after the last."""
    roles = made.columns
    figures = roles.count("figure")
    spare = width - roles.count("group") - (_LEAST_STUB if "stub" in roles else 0)
    figure = max(1, spare // figures)
    stub = width - roles.count("group") - figure * figures
    edges = [1]
    for role in roles:
        edges.append(edges[-1] + {"group": 1, "stub": stub, "figure": figure}[role])
    return edges


def _boxes(made: Grid, edges: list[int], top: int) -> Iterator[tuple[Box, GridCell]]:
    taken: set[tuple[int, int]] = set()
    for line, cells in enumerate(made.rows):
        column = 0
        for cell in cells:
            while (line, column) in taken:
                column += 1
            taken |= {
                (line + down, column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            }
            start, end = edges[column], edges[column + cell.colspan]
            yield Box(top + line, start, cell.rowspan, end - start), cell
