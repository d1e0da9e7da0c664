"""Rows whose blank cells vanished: what the sums of the form leave no choice about.

The figures of such a row stand in the order of the columns, but which columns they are of
is open. Every way to place them is tried against the sums; a cell is read only where all
the ways that are left agree on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from gongkai.checks.relations import Relation
from gongkai.ingest.matching.equalities import balance, equalities
from gongkai.ingest.matching.regions import Token
from gongkai.ingest.words.figures import cell_of
from gongkai.law import Address, Edition
from gongkai.report import Blank, Cell, Unreadable, number

_MOST_WAYS = 7000
_MOST_SUMS = 40_000


@dataclass
class Short:
    """A row with fewer figures than cells: the cells in order, and the figures in order.

    `ways` are the placings that are left, each one the position of every figure.
    """

    cells: tuple[Address, ...]
    tokens: tuple[Token, ...]
    units: Mapping[str, str]
    ways: list[tuple[int, ...]] = field(default_factory=list)
    figures: tuple[Decimal, ...] = ()

    def certain(self) -> dict[Address, Token | None]:
        """The cells that all ways agree on: a figure, or None for a blank."""
        found: dict[Address, Token | None] = {}
        for at, address in enumerate(self.cells):
            held = {way.index(at) if at in way else -1 for way in self.ways}
            if len(held) == 1:
                (which,) = held
                found[address] = self.tokens[which] if which >= 0 else None
        return found


def settle(rows: Sequence[Short], known: Mapping[Address, Cell], form: Edition) -> None:
    """Leave each row the ways that its own sums, then the sums over other rows, allow."""
    relations = equalities(form.id, form.variant)
    for row in rows:
        own = [_weights(r, row) for r in relations if set(r.cells) <= set(row.cells)]
        figures = [number(cell_of(token.text, "count")) or 0 for token in row.tokens]
        row.figures = tuple(map(Decimal, figures))
        row.ways = [
            way
            for way in _ways(row, form)
            if all(_value(row, way, weights) == 0 for weights in own)
        ]
    told = [row for row in rows if row.ways]
    kept = [row.ways for row in told]
    across = [r for r in relations if _is_decidable(r, told, known)]
    if not _narrow(told, across, known):
        for row, ways in zip(told, kept, strict=True):
            row.ways = ways  # the document contradicts itself: its columns say nothing


def _ways(row: Short, form: Edition) -> Iterator[tuple[int, ...]]:
    """Every placing in order in which each figure suits its column."""
    suits = [
        {
            at
            for at, address in enumerate(row.cells)
            if _suits(cell_of(token.text, form.cells[address].column.kind), form, address)
        }
        for token in row.tokens
    ]
    for count, way in enumerate(combinations(range(len(row.cells)), len(row.tokens))):
        if count >= _MOST_WAYS:
            return
        if all(at in suited for at, suited in zip(way, suits, strict=True)):
            yield way


def _suits(cell: Cell, form: Edition, address: Address) -> bool:
    if isinstance(cell, Unreadable):
        return False
    figure = number(cell)
    return figure is None or figure >= 0 or form.cells[address].column.kind == "signed_count"


def _weights(relation: Relation, row: Short) -> tuple[int, ...]:
    """What a figure in each cell of a row counts in a relation."""
    counts = {term.cell: term.coefficient for term in relation.left}
    for term in relation.right:
        counts[term.cell] = counts.get(term.cell, 0) - term.coefficient
    return tuple(counts.get(address, 0) for address in row.cells)


def _value(row: Short, way: tuple[int, ...], weights: tuple[int, ...]) -> Decimal:
    """What a row gives to a relation when its figures are placed so."""
    parts = (weights[at] * figure for at, figure in zip(way, row.figures, strict=True))
    return sum(parts, Decimal(0))


def _is_decidable(relation: Relation, rows: Sequence[Short], known: Mapping[Address, Cell]) -> bool:
    """Whether every cell is known or of a row that is being placed, of two rows at least."""
    open_cells = {address for row in rows for address in row.cells}
    return any(cell in open_cells for cell in relation.cells) and all(
        cell in open_cells or (cell in known and not isinstance(known[cell], Unreadable))
        for cell in relation.cells
    )


def _narrow(
    rows: Sequence[Short], relations: Sequence[Relation], known: Mapping[Address, Cell]
) -> bool:
    """Take away ways that no choice in the other rows makes add up; False if none is left."""
    changed = True
    while changed:
        changed = False
        for relation in relations:
            taking_part = [row for row in rows if set(row.cells) & set(relation.cells)]
            given = [
                {way: _value(row, way, weights) for way in row.ways}
                for row in taking_part
                for weights in [_weights(relation, row)]
            ]
            base = balance(relation, lambda address: number(known.get(address, Blank())) or 0)
            allowed = _allowed([set(each.values()) for each in given], base)
            for row, each, values in zip(taking_part, given, allowed, strict=True):
                left = [way for way in row.ways if each[way] in values]
                changed = changed or len(left) < len(row.ways)
                row.ways = left
                if not left:
                    return False
    return True


def _allowed(values: list[set[Decimal]], base: Decimal) -> list[set[Decimal]]:
    """Which values of each row can be part of a sum of 0; all where there are too many sums."""
    before = [{base}]
    for own in values:
        before.append({total + value for total in before[-1] for value in own})
        if len(before[-1]) > _MOST_SUMS:
            return values
    after = [{Decimal(0)}]
    for own in reversed(values):
        after.insert(0, {total + value for total in after[0] for value in own})
        if len(after[0]) > _MOST_SUMS:
            return values
    return [
        {value for value in own if any(-(total + value) in after[at + 1] for total in before[at])}
        for at, own in enumerate(values)
    ]
