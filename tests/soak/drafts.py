"""A report as it is about to be published: tables that may be damaged, and what they then say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from gongkai.law import Address
from gongkai.report import Report, number
from tests.ingest.publishing import Drawing, Drawn

Figure: TypeAlias = int | Decimal | None


@dataclass(frozen=True)
class Said(Drawn):
    """A cell as drawn, with what a careful person reads in it.

    `figure` is None for a blank. `is_remarkable` is a cell of which something must be
    said, right or not: a remark, a broken figure, a word in its place.
    """

    figure: Figure = None
    is_remarkable: bool = False


@dataclass(frozen=True)
class Truth:
    """What a document says of a cell; `is_certain` is false where it must not be believed."""

    figure: Figure
    is_certain: bool


class Draft:
    """The tables on the way to print: rows of cells, to be altered in place.

    `is_padded`: the style fills short rows up with empty cells, so that a cell that is
    lost shows as a blank at the end of its row and the others one place to the left.
    """

    def __init__(self, report: Report, dice: random.Random, *, is_padded: bool = False) -> None:
        self.report = report
        self.dice = dice
        self.is_padded = is_padded
        self.tables: dict[str, Drawing] = {}

    def take(self, tables: dict[str, Drawing]) -> None:
        """Begin with these tables; they are altered themselves."""
        self.tables = tables
        for drawing in tables.values():
            for at, row in enumerate(drawing):
                drawing[at] = [self._said(cell) for cell in row]

    def _said(self, cell: Drawn) -> Said:
        figure = None
        if cell.address is not None and cell.text:
            figure = number(self.report.cells[cell.address])
        return Said(cell.text, cell.colspan, cell.rowspan, cell.address, figure)

    @property
    def cells(self) -> Iterator[Said]:
        """Every cell, table by table."""
        for drawing in self.tables.values():
            for row in drawing:
                yield from (cell for cell in row if isinstance(cell, Said))

    @property
    def truth(self) -> dict[Address, Truth]:
        """What the tables say now; cells that are not there are not in it."""
        found: dict[Address, list[Said]] = {}
        for cell in self.cells:
            if cell.address is not None:
                found.setdefault(cell.address, []).append(cell)
        return {
            address: Truth(
                cells[0].figure,
                not any(cell.is_remarkable for cell in cells)
                and len({cell.figure for cell in cells}) == 1,
            )
            for address, cells in found.items()
        }

    def lose(self, row: list[Drawn], at: int) -> None:
        """Take a figure out of its row."""
        if not self.is_padded:
            del row[at]
            return
        places = [n for n, cell in enumerate(row) if n >= at and cell.address is not None]
        for place, following in pairwise(places):
            after = row[following]
            assert isinstance(after, Said)
            row[place] = changed(
                row[place],
                text=after.text,
                figure=after.figure,
                is_remarkable=after.is_remarkable,
            )
        row[places[-1]] = changed(row[places[-1]], text="", figure=None, is_remarkable=False)

    def some_row(self, *, figures: int = 1) -> tuple[Drawing, int] | None:
        """A random row with at least so many figures, and its table."""
        rows = [
            (drawing, at)
            for drawing in self.tables.values()
            for at, row in enumerate(drawing)
            if sum(cell.address is not None for cell in row) >= figures
        ]
        return self.dice.choice(rows) if rows else None

    def some_figure(self, *, least: int = 0) -> tuple[list[Drawn], int] | None:
        """A random figure that says at least so much, and its row."""
        places = [
            (row, at)
            for drawing in self.tables.values()
            for row in drawing
            for at, cell in enumerate(row)
            if isinstance(cell, Said)
            and cell.address is not None
            and cell.text
            and (cell.figure or 0) >= least
        ]
        return self.dice.choice(places) if places else None

    def some_label(self) -> tuple[list[Drawn], int] | None:
        """A random cell with words of the form."""
        places = [
            (row, at)
            for drawing in self.tables.values()
            for row in drawing
            for at, cell in enumerate(row)
            if cell.address is None and len(cell.text) > 1
        ]
        return self.dice.choice(places) if places else None


def changed(cell: Drawn, **parts: object) -> Said:
    """The cell with other parts."""
    assert isinstance(cell, Said)
    return replace(cell, **parts)  # type: ignore[arg-type]
