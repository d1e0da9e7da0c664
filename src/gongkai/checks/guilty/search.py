"""The search for one or two mistakes that account for what does not add up.

Exact and exhaustive: an unknown figure is read off an equality it alone would disturb,
then everything is evaluated again. No order depends on anything but the form.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gongkai.checks.guilty.frames import Frame
from gongkai.checks.guilty.puzzle import Candidate, Mistake, Puzzle
from gongkai.checks.matrix import Integers

MOST = 400
"""Candidates looked at closely; where there are more, arithmetic alone says nothing."""


def one_mistake(puzzle: Puzzle) -> list[Candidate]:
    """Every single mistake that explains the puzzle, likeliest first."""
    alone = [
        Candidate((puzzle.single(cell, delta),))
        for _, cell, delta in _decoded(puzzle.frame, puzzle.residual[None])
    ]
    return _checked(puzzle, alone or [Candidate((m,)) for m in _structural(puzzle)])


def structural(puzzle: Puzzle) -> list[Candidate]:
    """Every single mistake of several cells that explains the puzzle, likeliest first."""
    return _checked(puzzle, [Candidate((mistake,)) for mistake in _structural(puzzle)])


def two_mistakes(puzzle: Puzzle) -> list[Candidate]:
    """Every pair of independent mistakes that explains the puzzle, likeliest first."""
    return _checked(puzzle, [*_two_cells(puzzle), *_cell_and_structure(puzzle)])


def ranked(candidates: list[Candidate]) -> list[Candidate]:
    """Sort by cost; among equals by the cells in the order of the form."""
    return sorted(candidates, key=lambda c: (round(c.cost, 6), tuple(c.changes.items())))


def _checked(puzzle: Puzzle, candidates: list[Candidate]) -> list[Candidate]:
    found: dict[tuple[tuple[int, int], ...], Candidate] = {}
    for candidate in ranked(candidates)[:MOST]:
        changes = candidate.changes
        if puzzle.solves(changes):
            found.setdefault(tuple(changes.items()), candidate)
    return list(found.values())


def _structural(puzzle: Puzzle) -> Iterator[Mistake]:
    matching = (puzzle.trials.effects == -puzzle.residual).all(axis=1)
    for trial in np.flatnonzero(matching):
        yield puzzle.several(int(trial))
    yield from _moved_over(puzzle)


def _moved_over(puzzle: Puzzle) -> Iterator[Mistake]:
    """A figure typed over its neighbour: one cell empty, the figure of the other lost."""
    frame, figures = puzzle.frame, puzzle.figures
    ordered = np.concatenate([frame.beside, frame.below])
    ordered = np.concatenate([ordered, ordered[:, ::-1]])
    empty, typed = ordered[:, 0], ordered[:, 1]
    possible = (figures[empty] == 0) & (figures[typed] > 0)
    empty, typed = empty[possible], typed[possible]
    moved = figures[typed]
    left = puzzle.residual + frame.weights.T[empty] * moved[:, None]
    for place, cell, delta in _decoded(frame, left):
        if cell == typed[place] and figures[cell] + delta > 0:
            changes = sorted([(int(empty[place]), int(moved[place])), (cell, delta)])
            yield Mistake("moved", tuple(changes), 2.8)


def _two_cells(puzzle: Puzzle) -> Iterator[Candidate]:
    frame = puzzle.frame
    first, deltas = _undoing(puzzle)
    left = puzzle.residual + frame.weights.T[first] * deltas[:, None]
    seen = set()
    for place, cell, delta in _decoded(frame, left):
        pair = sorted([(int(first[place]), int(deltas[place])), (cell, delta)])
        if pair[0][0] != pair[1][0] and tuple(pair) not in seen:
            seen.add(tuple(pair))
            yield Candidate(tuple(puzzle.single(*one) for one in pair))


def _undoing(puzzle: Puzzle) -> tuple[Integers, Integers]:
    """Every cell with every change that would mend one of its own equalities."""
    weights, residual = puzzle.frame.weights, puzzle.residual
    rows, cells = np.nonzero((weights != 0) & (residual != 0)[:, None])
    deltas = -residual[rows] * weights[rows, cells]
    pairs = np.unique(np.stack([cells, deltas]), axis=1)
    return pairs[0], pairs[1]


def _cell_and_structure(puzzle: Puzzle) -> Iterator[Candidate]:
    trials = puzzle.trials
    touching = (trials.effects[:, puzzle.residual != 0] != 0).any(axis=1)
    places = np.flatnonzero(touching)
    left = puzzle.residual + trials.effects[places]
    for place, cell, delta in _decoded(puzzle.frame, left):
        trial = int(places[place])
        if cell not in trials.changes[trial]:
            yield Candidate((puzzle.several(trial), puzzle.single(cell, delta)))
    by_effect: dict[bytes, list[int]] = {}
    for trial in places.tolist():
        by_effect.setdefault(trials.effects[trial].tobytes(), []).append(trial)
    for place, trial in enumerate(places.tolist()):
        for other in by_effect.get((-left[place]).tobytes(), ()):
            if trial < other and not trials.changes[trial].keys() & trials.changes[other].keys():
                yield Candidate((puzzle.several(trial), puzzle.several(other)))


def _decoded(frame: Frame, residuals: Integers) -> Iterator[tuple[int, int, int]]:
    """For each residual (a row each) the single cells that explain it, and their change."""
    sizes = np.count_nonzero(residuals, axis=1)
    near = np.flatnonzero((sizes > 0) & (sizes <= frame.reach))[: 5 * MOST]
    if not near.size:
        return
    left = residuals[near]
    deltas = -left[:, frame.pivots] * frame.pivot_weights
    possible = deltas != 0
    for row, weights in enumerate(frame.weights):
        possible &= left[:, row : row + 1] + weights * deltas == 0
    for place, cell in np.argwhere(possible):
        yield int(near[place]), int(cell), int(deltas[place, cell])
