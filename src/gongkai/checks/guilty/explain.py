"""Which figure is wrong, what it should be, and how sure that is.

For every part of a report whose figures do not add up: the mistakes that would account
for it, likeliest first. Nothing is changed by it; every suggestion has been evaluated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, zip_longest
from types import MappingProxyType

import numpy as np

from gongkai.checks.batch import BLANK, UNREADABLE, Batch, batch_of
from gongkai.checks.evaluate import SATISFIED, UNDECIDED, evaluate
from gongkai.checks.guilty.evidence import ExtraRelation, from_last_year
from gongkai.checks.guilty.explanation import Context, Explanation
from gongkai.checks.guilty.frames import Frame, frames_of
from gongkai.checks.guilty.puzzle import Candidate, Mistake, Puzzle
from gongkai.checks.guilty.search import one_mistake, structural, two_mistakes
from gongkai.checks.guilty.slips import COSTS
from gongkai.checks.guilty.telling import Codes, Telling
from gongkai.checks.guilty.unguarded import unguarded_mistakes, yuan_for_wan
from gongkai.checks.matrix import Flags, matrix_of
from gongkai.law import Address
from gongkai.report import Report, Unreadable


def explain(
    report: Report,
    last: Report | None = None,
    claims: Iterable[ExtraRelation] = (),
    doubtful: Mapping[Address, str] = MappingProxyType({}),
) -> tuple[Explanation, ...]:
    """Rank the explanations of what does not hold in a report, best first.

    `claims` are relations that the prose asserts, `last` is last year's report of the
    same body and scope; both choose among explanations. `doubtful` are cells that the
    reading of the document noted as uncertain, and why: a mistake there is likelier.

    Raises:
        InputError: an amount is too large to be added exactly.
    """
    extras = [*claims, *(from_last_year(report, last) if last else ())]
    context = Context(
        tuple(extras),
        {a: cell.original for a, cell in report.cells.items() if isinstance(cell, Unreadable)},
        doubtful,
        draft=not (report.source.title or report.source.sha256),
    )
    more = yuan_for_wan(report, last) if last else []
    return explain_one(batch_of([report]), 0, context, more)


def explain_one(
    batch: Batch,
    place: int = 0,
    context: Context | None = None,
    more: Sequence[tuple[Mistake, str]] = (),
) -> tuple[Explanation, ...]:
    """Explain one report of a batch; `more` are mistakes already known, with their source."""
    context = context or Context()
    own = batch.part(slice(place, place + 1))
    matrix = matrix_of(batch.form.id, batch.form.variant)
    codes = evaluate(matrix, own).codes[:, 0]
    told = Telling(matrix, own, codes, context)
    groups = []
    for whole, parts in frames_of(batch.form.id, batch.form.variant):
        broken = [part for part in parts if (codes[part.rows] != SATISFIED).any()]
        if len(broken) > 1:
            together = structural(_puzzle(whole, own))
            groups += [told.ranked(together, whole)] if together else []
        groups += [told.ranked(_solve(_puzzle(part, own), codes), part) for part in broken]
    loose = [*unguarded_mistakes(own, 0, context.extras), *more]
    groups += [told.plain(mistake, source) for mistake, source in loose]
    rounds = zip_longest(*groups)
    return tuple(one for one in chain.from_iterable(rounds) if one is not None)


def _puzzle(frame: Frame, batch: Batch) -> Puzzle:
    return Puzzle(frame, batch.values[frame.cells, 0], batch.states[frame.cells, 0])


def _solve(puzzle: Puzzle, codes: Codes) -> list[Candidate]:
    """The candidates of the fewest mistakes; none where the search gave up."""
    if puzzle.stands:
        undecided = codes[puzzle.frame.rows] == UNDECIDED
        return _zeros(puzzle, undecided) if undecided.any() else []
    found = one_mistake(puzzle) or two_mistakes(puzzle)
    if not found:
        # The solver is slow to load, and seldom needed.
        from gongkai.checks.guilty.repair import cheapest

        found = cheapest(puzzle)
    return found


def _zeros(puzzle: Puzzle, undecided: Flags) -> list[Candidate]:
    """Everything holds with zeros in the blanks of these rows: they were left out."""
    within = (puzzle.frame.weights[undecided] != 0).any(axis=0)
    unreadable = np.flatnonzero(within & (puzzle.states == UNREADABLE))
    if unreadable.size > 1:
        return []
    if unreadable.size:
        return [Candidate((puzzle.single(int(unreadable[0]), 0),))]
    changes = tuple((int(cell), 0) for cell in np.flatnonzero(within & (puzzle.states == BLANK)))
    return [Candidate((Mistake("left_blank", changes, COSTS["left_blank"]),))]
