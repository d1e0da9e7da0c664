"""Tables that stand beside one another in one grid, as in workbooks: each in its own columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.ingest.document import Box, Ruled
from gongkai.ingest.words.characters import key
from gongkai.ingest.words.figures import holds_figure
from gongkai.ingest.words.labels import is_label, look_up


@dataclass
class _Unit:
    """A table in a grid: from where to where its words stand."""

    top: int
    bottom: int
    left: int
    right: int

    def take(self, box: Box) -> None:
        """Count a word of the table in."""
        self.join(_Unit(box.row, box.row, box.column, box.column))

    def join(self, other: _Unit) -> None:
        """Count all words of another in."""
        self.top, self.bottom = min(self.top, other.top), max(self.bottom, other.bottom)
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)


def parted_grid(part: Ruled) -> list[Ruled]:
    """Return the tables of a grid, where some stand beside one another on the same rows.

    They are told by the words of the form: those of one all stand left of those of the other.
    Where a cell reaches from one into the other, nothing is parted.
    """
    groups = _groups(sorted(_units(part), key=lambda unit: unit.top))
    if not any(len(group) > 1 for group in groups):
        return [part]
    rows = {row[0].row: row for row in part.rows}
    starts = [_start(group, rows) for group in groups]
    parts: list[Ruled] = []
    for group, start, end in zip(groups, [0, *starts[1:]], [*starts[1:], None], strict=True):
        boxes = [box for box in part.boxes if start <= box.row and (end is None or box.row < end)]
        cuts = _cuts(group, boxes, rows)
        if cuts is None:
            return [part]
        edges = [-1, *cuts, 1 << 30]
        for left, right in pairwise(edges):
            own = tuple(box for box in boxes if left <= box.column < right)
            parts += [Ruled(own, part.place)] if own else []
    return parts


def _units(part: Ruled) -> list[_Unit]:
    """The tables of the form in a grid; one that is there twice side by side is two."""
    units: dict[tuple[str, int], _Unit] = {}
    others: list[tuple[str, Box]] = []
    for table, nth, box, is_row in _words(part):
        if not is_row:
            others.append((table, box))
        elif (table, nth) in units:
            units[table, nth].take(box)
        else:
            units[table, nth] = _Unit(box.row, box.row, box.column, box.column)
    for table, box in others:
        own = [unit for (name, _), unit in units.items() if name == table]
        # Words of the heads are of the last table that begins at them or to the left.
        near = [unit for unit in own if unit.left <= box.column] or own
        if near:
            max(near, key=lambda unit: unit.left).take(box)
    return list(units.values())


def _words(part: Ruled) -> Iterator[tuple[str, int, Box, bool]]:
    """The words that only one table has: which, the how manieth time on its row, and its cell."""
    for row in part.rows:
        met: dict[str, tuple[int, int]] = {}
        figures = 0
        for box in sorted(row, key=lambda box: box.column):
            figures += holds_figure(box.text)
            labels = look_up(box.text) if is_label(box.text) else ()
            if len({label.table for label in labels}) != 1:
                continue
            nth, before = met.get(key(box.text), (-1, -1))
            # Merged cells may say their words in every part: a figure has to stand between.
            nth += figures > before
            met[key(box.text)] = nth, figures
            yield labels[0].table, nth, box, {label.what for label in labels} == {"row"}


def _groups(units: Sequence[_Unit]) -> list[list[_Unit]]:
    """Tables that share rows, from top to bottom; those that share columns as well are one."""
    groups: list[list[_Unit]] = []
    for unit in units:
        if groups and unit.top <= max(other.bottom for other in groups[-1]):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return [_strands(group) for group in groups]


def _strands(group: Sequence[_Unit]) -> list[_Unit]:
    """Tables beside one another, each with those above and below it."""
    strands: list[_Unit] = []
    for unit in sorted(group, key=lambda unit: unit.left):
        if strands and unit.left <= strands[-1].right:
            strands[-1].join(unit)
        else:
            strands.append(unit)
    return strands


def _start(group: Sequence[_Unit], rows: dict[int, tuple[Box, ...]]) -> int:
    """The first row of tables, with the titles just above them."""
    start = min(unit.top for unit in group)
    while start - 1 in rows and _is_title(rows[start - 1]):
        start -= 1
    return start


def _is_title(row: Sequence[Box]) -> bool:
    return len([box for box in row if box.text.strip()]) == 1


def _cuts(
    group: Sequence[_Unit], boxes: Sequence[Box], rows: dict[int, tuple[Box, ...]]
) -> list[int] | None:
    """The columns where the tables after the first begin; None where a cell is over one."""
    filled = [box for box in boxes if box.text.strip() and not _is_title(rows[box.row])]
    taken = {at for box in filled for at in range(box.column, box.column + box.colspan)}
    cuts = []
    for one, other in pairwise(group):
        between = [at for at in range(one.right + 1, other.left) if at not in taken]
        cuts.append(max(between) + 1 if between else other.left)
    is_over = any(box.column < cut < box.column + box.colspan for box in filled for cut in cuts)
    return None if is_over else cuts
