"""Mistakes that change several cells at once, tried out on the lines of a form.

Each trial is what the figures would have been before the mistake, written as changes of
single cells; whether it makes everything hold is for the search to see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gongkai.checks.guilty.frames import Frame, Total
from gongkai.checks.guilty.slips import Mechanism
from gongkai.checks.matrix import Integers
from gongkai.report.cells import LARGEST

Line = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Trials:
    """Mistakes of several cells: for each the cells, their changes, the effect on the rows."""

    mechanisms: tuple[Mechanism, ...]
    changes: tuple[dict[int, int], ...]
    effects: Integers


def trials_of(frame: Frame, figures: Integers) -> Trials:
    """Return every mistake of several cells that these figures could show."""
    known = figures.tolist()
    mechanisms: list[Mechanism] = []
    changes: list[dict[int, int]] = []
    seen = set()
    for mechanism, change in _all(frame, known):
        own = {cell: delta for cell, delta in change.items() if delta}
        key = tuple(sorted(own.items()))
        if len(own) > 1 and key not in seen:
            seen.add(key)
            mechanisms.append(mechanism)
            changes.append(own)
    effects = np.zeros((len(changes), len(frame.rows)), np.int64)
    at = [place for place, own in enumerate(changes) for _ in own]
    cells = [cell for own in changes for cell in own]
    deltas = np.array([delta for own in changes for delta in own.values()], np.int64)
    np.add.at(effects, at, frame.weights.T[cells] * deltas[:, None])
    return Trials(tuple(mechanisms), tuple(changes), effects)


def _all(frame: Frame, figures: list[int]) -> Iterator[tuple[Mechanism, dict[int, int]]]:
    yield from _missing_totals(frame, figures)
    yield from _carried_omissions(frame, figures)
    for line in frame.lines:
        old = [figures[cell] for cell in line]
        if any(old):
            for mechanism, new in _shifted(frame, line, old):
                yield mechanism, {c: n - o for c, n, o in zip(line, new, old, strict=True)}
    yield from _exchanged(frame, figures)


def _missing_totals(frame: Frame, figures: list[int]) -> Iterator[tuple[Mechanism, dict[int, int]]]:
    """Totals of a line, of a column, or both, left at nothing over parts that are not."""
    inner = {line[-1] for line in frame.lines} | {t.cell for t in frame.totals if len(t.parts) < 5}
    along = [total for total in frame.totals if total.cell in inner]
    across = [total for total in frame.totals if total.cell not in inner]
    for wanted in (along, across, [*across, *along]):
        now = list(figures)
        change: dict[int, int] = {}
        for total in wanted:
            sum_of_parts = sum(now[part] for part in total.parts)
            if figures[total.cell] == 0 and sum_of_parts > 0:
                now[total.cell] = change[total.cell] = sum_of_parts
        yield "total_missing", change


def _carried_omissions(
    frame: Frame, figures: list[int]
) -> Iterator[tuple[Mechanism, dict[int, int]]]:
    """A total that forgot a part, with the total of totals that was added up from it."""
    above: dict[int, list[Total]] = {}
    for total in frame.totals:
        for part in total.parts:
            above.setdefault(part, []).append(total)
    for total in frame.totals:
        for parent in above.get(total.cell, ()):
            for part in total.parts:
                yield (
                    "total_omits_part",
                    {total.cell: figures[part], parent.cell: figures[part]},
                )


def _exchanged(frame: Frame, figures: list[int]) -> Iterator[tuple[Mechanism, dict[int, int]]]:
    """Two neighbours that change places; where one is zero, a figure in the wrong place."""
    for one, other in (*frame.beside.tolist(), *frame.below.tolist()):
        difference = figures[other] - figures[one]
        if difference:
            mechanism: Mechanism = "swapped" if figures[one] and figures[other] else "moved"
            yield mechanism, {one: difference, other: -difference}


def _shifted(frame: Frame, line: Line, old: list[int]) -> Iterator[tuple[Mechanism, list[int]]]:
    last = len(line) - 1
    for place in range(last):
        for joined in _joined(old[place], old[place + 1]) if place < last else ():
            new = [*old[:place], joined, *old[place + 2 :], 0]
            yield from _completed(frame, line, new, last, "split")
        if old[place] == old[place + 1]:
            new = [*old[: place + 1], *old[place + 2 :], 0]
            yield from _completed(frame, line, new, last, "doubled")
        if old[last] == 0:
            new = [*old[:place], 0, *old[place:last]]
            yield from _completed(frame, line, new, place, "dropped")


def _completed(
    frame: Frame, line: Line, new: list[int], place: int, mechanism: Mechanism
) -> Iterator[tuple[Mechanism, list[int]]]:
    """Fill in the figure that fell off from the equality of its line."""
    row = frame.inner_rows.get((line[place], line))
    if row is None:
        return
    weights = frame.weight_lists[row]
    rest = sum(weights[cell] * figure for cell, figure in zip(line, new, strict=True))
    figure = -rest * weights[line[place]]
    if 0 <= figure <= LARGEST:
        new[place] = figure
        yield mechanism, new


def _joined(one: int, other: int) -> Iterator[int]:
    """The figures that a break can have cut into these two: 1 and 5 from 15, 105, 1005."""
    if one > 0 and other >= 0:
        for zeros in range(3):
            joined = one * 10 ** (len(str(other)) + zeros) + other
            if joined <= LARGEST:
                yield joined
