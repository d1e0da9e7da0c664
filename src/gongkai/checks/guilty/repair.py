"""Three mistakes and more: the cheapest set of cells to change, by integer programming.

The solver works in floating point; whatever it returns is rounded and evaluated again
exactly. Its work is bounded in nodes, which any machine counts alike, and in seconds,
which only guard against the unforeseen.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from gongkai.checks.batch import FIGURE
from gongkai.checks.guilty.puzzle import Candidate, Puzzle
from gongkai.checks.guilty.slips import ANOTHER, COSTS
from gongkai.checks.matrix import Integers

NODES = 100
SECONDS = 2.0
ALTERNATIVES = 2

BROKEN = 10
"""Equalities broken at most; with more, single cells are no longer what went wrong."""

EXACT = 10**8
"""Figures beyond this are too large for the solver's tolerance."""


def cheapest(puzzle: Puzzle) -> list[Candidate]:
    """The cheapest sets of changed cells and the next ones; none where the bound is met."""
    limit = int(np.abs(puzzle.residual).sum() + np.abs(puzzle.figures).max() + 1)
    if limit > EXACT or np.count_nonzero(puzzle.residual) > BROKEN:
        return []
    found: dict[tuple[tuple[int, int], ...], Candidate] = {}
    for changes in _solutions(puzzle, limit):
        if puzzle.solves(changes):
            mistakes = tuple(puzzle.single(cell, delta) for cell, delta in changes.items())
            found.setdefault(tuple(changes.items()), Candidate(mistakes))
    return list(found.values())


def _solutions(puzzle: Puzzle, limit: int) -> Iterator[dict[int, int]]:
    """Solve, forbid the set of cells found, and solve again.

    Variables: the change of each cell, then whether the cell is changed at all.
    """
    weights, figures = puzzle.frame.weights.astype(float), puzzle.figures
    count = len(figures)
    unit, none = np.eye(count), np.zeros(weights.shape)
    constraints = [
        LinearConstraint(np.hstack([weights, none]), -puzzle.residual, -puzzle.residual),
        LinearConstraint(np.hstack([unit, -limit * unit]), -np.inf, 0),
        LinearConstraint(np.hstack([unit, limit * unit]), 0, np.inf),
    ]
    lowest = -np.maximum(figures, -limit).astype(float)
    bounds = Bounds(
        np.concatenate([lowest, np.zeros(count)]),
        np.concatenate([np.full(count, float(limit)), np.ones(count)]),
    )
    for _ in range(ALTERNATIVES):
        answer = milp(
            np.concatenate([np.zeros(count), _prices(puzzle)]),
            integrality=np.ones(2 * count, np.int64),
            bounds=bounds,
            constraints=constraints,
            options={"node_limit": NODES, "time_limit": SECONDS},
        )
        if answer.x is None:
            return
        deltas: Integers = np.rint(answer.x[:count]).astype(np.int64)
        changed = np.flatnonzero(deltas)
        yield {int(cell): int(deltas[cell]) for cell in changed}
        if not changed.size:
            return
        again = np.zeros(2 * count)
        again[count + changed] = 1
        constraints.append(LinearConstraint(again[None], -np.inf, len(changed) - 1))


def _prices(puzzle: Puzzle) -> NDArray[np.float64]:
    """What a change of each cell costs at the least that is known beforehand."""
    prices = np.full(len(puzzle.figures), COSTS["mistyped"])
    prices[puzzle.states != FIGURE] = COSTS["left_blank"]
    totals = np.array(sorted(puzzle.frame.total_cells), np.int64)
    prices[totals[puzzle.figures[totals] == 0]] = COSTS["total_missing"]
    return np.asarray(prices + ANOTHER, np.float64)
