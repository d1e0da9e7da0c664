"""What of a form the search for a guilty cell needs, worked out once per form.

A frame is a set of equalities that share cells, with the lines in which a reader or a
typist goes along them and the totals they define.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, pairwise
from typing import TypeVar

import numpy as np

from gongkai.checks.matrix import Integers, Matrix, matrix_of
from gongkai.law import Address, Edition

_T = TypeVar("_T")


@dataclass(frozen=True)
class Total:
    """A cell that a row says is the sum of others; all numbers are places in the frame."""

    cell: int
    row: int
    parts: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Frame:
    """Equalities over a set of cells.

    `weights` has a line per equality and a column per cell; `rows` and `cells` are their
    places in the matrix. `lines` are the cells in printed order, line by line.
    """

    matrix: Matrix
    rows: Integers
    cells: Integers
    weights: Integers
    lines: tuple[tuple[int, ...], ...]

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """The address of each cell."""
        return tuple(self.matrix.cells[place] for place in self.cells)

    @cached_property
    def pivots(self) -> Integers:
        """For each cell the first equality it stands in."""
        return np.asarray(np.argmax(self.weights != 0, axis=0), np.int64)

    @cached_property
    def pivot_weights(self) -> Integers:
        """The weight of each cell in its first equality."""
        return np.asarray(self.weights[self.pivots, np.arange(len(self.cells))], np.int64)

    @cached_property
    def reach(self) -> int:
        """The most equalities that one cell stands in."""
        return int((self.weights != 0).sum(axis=0).max())

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """Every total with the parts an equality gives it, in the order of the rules."""
        found = []
        for row, weights in enumerate(self.weights):
            lowered = np.flatnonzero(weights < 0)
            parts = np.flatnonzero(weights > 0)
            if len(lowered) == 1 and len(parts) > 1:
                found.append(Total(int(lowered[0]), row, tuple(int(part) for part in parts)))
        return tuple(found)

    @cached_property
    def total_cells(self) -> frozenset[int]:
        """The cells that are totals."""
        return frozenset(total.cell for total in self.totals)

    @cached_property
    def beside(self) -> Integers:
        """Pairs of neighbours in a line, one pair per row."""
        return _pairs([(a, b) for line in self.lines for a, b in pairwise(line)])

    @cached_property
    def below(self) -> Integers:
        """Pairs of neighbours one under the other."""
        return _pairs(
            [
                (a, b)
                for upper, lower in zip(self.lines, self.lines[1:], strict=False)
                if len(upper) == len(lower)
                for a, b in zip(upper, lower, strict=True)
            ]
        )

    @cached_property
    def weight_lists(self) -> list[list[int]]:
        """The weights of each equality as plain integers."""
        listed: list[list[int]] = self.weights.tolist()
        return listed

    @cached_property
    def inner_rows(self) -> dict[tuple[int, tuple[int, ...]], int]:
        """The equality through a cell that stays within a line, by cell and line."""
        found: dict[tuple[int, tuple[int, ...]], int] = {}
        for line in self.lines:
            for row, weights in enumerate(self.weights):
                cells = np.flatnonzero(weights).tolist()
                if set(cells) <= set(line):
                    found |= {(cell, line): row for cell in cells}
        return found


@cache
def frames_of(edition_id: str, variant: str) -> tuple[tuple[Frame, tuple[Frame, ...]], ...]:
    """For each table with equalities, a frame of the table and its independent parts.

    A table whose equalities all hang together is its own only part.
    """
    matrix = matrix_of(edition_id, variant)
    own = [
        row
        for row, relation in enumerate(matrix.relations)
        if relation.sense == "=" and relation.rule.severity == "must"
    ]
    groups = []
    for tables in _joined([{a.table for a in matrix.relations[row].cells} for row in own]):
        rows = [row for row in own if matrix.relations[row].cells[0].table in tables]
        whole = _frame(matrix, rows)
        pieces = _joined([set(matrix.relations[row].cells) for row in rows])
        parts = tuple(
            _frame(matrix, [row for row in rows if matrix.relations[row].cells[0] in piece])
            for piece in pieces
        )
        groups.append((whole, (whole,) if len(parts) == 1 else parts))
    return tuple(groups)


def _frame(matrix: Matrix, rows: list[int]) -> Frame:
    weights = matrix.weights[rows].toarray()
    cells = np.flatnonzero((weights != 0).any(axis=0)).astype(np.int64)
    places = {matrix.cells[cell]: place for place, cell in enumerate(cells)}
    lines = [
        tuple(places[address] for address in line)
        for line in _printed(matrix.form)
        if all(address in places for address in line)
    ]
    if not lines:  # part of a printed line: a group of section 四
        lines = [tuple(range(len(cells)))]
    return Frame(matrix, np.array(rows, np.int64), cells, weights[:, cells], tuple(lines))


def _printed(form: Edition) -> list[list[Address]]:
    """The cells of the form line by line, as they are printed."""
    lines: list[list[Address]] = []
    for table in form.tables:
        for block in table.blocks:
            rows = [[Address(table.id, r.id, c.id) for c in block.columns] for r in block.rows]
            lines += [list(chain.from_iterable(rows))] if table.arrangement == "across" else rows
    return lines


def _joined(sets: list[set[_T]]) -> list[set[_T]]:
    """Unite the sets that share members, in order of first appearance."""
    found: list[set[_T]] = []
    for one in sets:
        touching = [other for other in found if other & one]
        united = set(one).union(*touching)
        place = found.index(touching[0]) if touching else len(found)
        found = [other for other in found if other not in touching]
        found.insert(place, united)
    return found


def _pairs(pairs: list[tuple[int, int]]) -> Integers:
    return np.array(pairs, np.int64).reshape(-1, 2)
