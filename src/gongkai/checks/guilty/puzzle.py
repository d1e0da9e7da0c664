"""The figures of one report against the equalities of a frame: what is left to explain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gongkai.checks.batch import FIGURE, UNREADABLE
from gongkai.checks.guilty.frames import Frame
from gongkai.checks.guilty.lines import Trials, trials_of
from gongkai.checks.guilty.slips import ANOTHER, COSTS, Mechanism, slip
from gongkai.checks.matrix import Integers

ADDED_UP = 0.1
"""Totals are mostly added up by a spreadsheet: a misplaced one is the rarer case."""


@dataclass(frozen=True)
class Mistake:
    """One mechanism at work: which cells it changed and by how much to undo it."""

    mechanism: Mechanism
    changes: tuple[tuple[int, int], ...]
    cost: float


@dataclass(frozen=True)
class Candidate:
    """Mistakes that together would account for everything that does not add up."""

    mistakes: tuple[Mistake, ...]

    @property
    def cost(self) -> float:
        """The cost of its mistakes, and of there being more than one."""
        return sum(m.cost for m in self.mistakes) + ANOTHER * (len(self.mistakes) - 1)

    @property
    def mechanism(self) -> Mechanism:
        """The mechanism, or how many there are."""
        if len(self.mistakes) == 1:
            return self.mistakes[0].mechanism
        kinds = {mistake.mechanism for mistake in self.mistakes}
        if len(kinds) == 1 and kinds <= {"total_missing", "left_blank"}:
            return self.mistakes[0].mechanism
        return "two_mistakes" if len(self.mistakes) == 2 else "several_mistakes"

    @property
    def changes(self) -> dict[int, int]:
        """Every cell with its change, in the order of the form."""
        joined: dict[int, int] = {}
        for mistake in self.mistakes:
            for cell, delta in mistake.changes:
                joined[cell] = joined.get(cell, 0) + delta
        return dict(sorted(joined.items()))


@dataclass(frozen=True, eq=False)
class Puzzle:
    """One report in a frame: scaled figures (0 where there is none) and their states."""

    frame: Frame
    figures: Integers
    states: NDArray[np.uint8]

    @cached_property
    def residual(self) -> Integers:
        """Left minus right of every equality."""
        return np.asarray(self.frame.weights @ self.figures, np.int64)

    @property
    def stands(self) -> bool:
        """Whether everything adds up and nothing is below zero."""
        return not self.residual.any() and not (self.figures < 0).any()

    @cached_property
    def trials(self) -> Trials:
        """The mistakes of several cells that these figures could show."""
        return trials_of(self.frame, self.figures)

    def solves(self, changes: Mapping[int, int]) -> bool:
        """Whether the changes make every equality hold with no figure below zero."""
        mended = self.figures.copy()
        for cell, delta in changes.items():
            mended[cell] += delta
        return not (self.frame.weights @ mended).any() and not (mended < 0).any()

    def single(self, cell: int, delta: int) -> Mistake:
        """The mistake that one changed cell amounts to."""
        published = int(self.figures[cell])
        state = int(self.states[cell])
        if state == UNREADABLE:
            return Mistake("unreadable", ((cell, delta),), COSTS["unreadable"])
        mechanism = slip(
            published if state == FIGURE else None,
            published + delta,
            self._parts(cell),
            total=cell in self.frame.total_cells,
        )
        return Mistake(mechanism, ((cell, delta),), COSTS[mechanism])

    def several(self, trial: int) -> Mistake:
        """The mistake of several cells that a trial stands for."""
        mechanism = self.trials.mechanisms[trial]
        changes = self.trials.changes[trial]
        cost = COSTS[mechanism]
        if mechanism in ("moved", "swapped") and changes.keys() & self.frame.total_cells:
            cost += ADDED_UP
        return Mistake(mechanism, tuple(sorted(changes.items())), cost)

    def _parts(self, cell: int) -> Iterable[int]:
        return (
            int(self.figures[part])
            for total in self.frame.totals
            if total.cell == cell
            for part in total.parts
        )
