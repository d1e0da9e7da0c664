"""Which reports of a corpus the rules beside the sums may have something to say of.

Those rules look at one report at a time, and most reports of a country are clean: this
finds, for all at once, the few that are worth it. It may name one too many, never one
too few; only figures that jump against last year's (Y5) are not looked for, there being
too many of them.
"""

from __future__ import annotations

import numpy as np

from gongkai import law
from gongkai.checks.across_years import FEWEST_COPIED, SLIP_WITHIN, unit_factor
from gongkai.checks.batch import FIGURE
from gongkai.checks.bodies import LAWMAKING
from gongkai.checks.corpus.table import Corpus, Part
from gongkai.checks.matrix import Flags, Integers

_SLACK = 1.001
"""For ratios in floating point; the rule itself decides exactly."""


def singled_out(corpus: Corpus) -> set[int]:
    """Return the places of the reports to be looked at in detail."""
    found: set[int] = set()
    for part in corpus.parts:
        worth = _may_not_make_laws(corpus, part) | (part.batch.states != FIGURE).any(axis=0)
        worth |= bool(part.batch.form.variant)  # a deviation from the form (F1)
        found.update(part.places[worth].tolist())
    for this, last, own, theirs in corpus.followed():
        worth = _copied(this, last, own, theirs) | _slipped(this, last, own, theirs)
        found.update(this.places[own[worth]].tolist())
    return found


def _may_not_make_laws(corpus: Corpus, part: Part) -> Flags:
    """X4: figures of 规章 in the report of a body that makes none."""
    levels = {level for rule in law.rules() if rule.judge == "lawmaking" for level in rule.levels}
    below = np.array([corpus.bodies[place].level in levels for place in part.places], bool)
    rows = [
        row for row, cell in enumerate(part.batch.form.cells) if (cell.table, cell.row) == LAWMAKING
    ]
    return np.asarray(below & (part.batch.values[rows] != 0).any(axis=0), bool)


def _copied(this: Part, last: Part, own: Integers, theirs: Integers) -> Flags:
    """Y5: all that both years have is the same."""
    now, before = _pairs(this, last, own, theirs)
    busy = np.count_nonzero(now, axis=0) >= FEWEST_COPIED
    return np.asarray((now == before).all(axis=0) & busy, bool)


def _slipped(this: Part, last: Part, own: Integers, theirs: Integers) -> Flags:
    """X5: an amount about ten thousand times last year's, or the other way round."""
    now, before = (abs(side) for side in _pairs(this, last, own, theirs, "amount_wan_yuan"))
    small, large = np.minimum(now, before).astype(float), np.maximum(now, before).astype(float)
    due, room = small * unit_factor(), SLIP_WITHIN * _SLACK
    is_near = (due <= large * room) & (large <= due * room)
    return np.asarray(((small > 0) & is_near).any(axis=0), bool)


def _pairs(
    this: Part, last: Part, own: Integers, theirs: Integers, kind: str = ""
) -> tuple[Integers, Integers]:
    """The figures of both years in the cells that both have, of one kind where it is said."""
    before = {cell: row for row, cell in enumerate(last.batch.form.cells)}
    rows = [
        (row, before[cell])
        for row, (cell, spec) in enumerate(this.batch.form.cells.items())
        if cell in before and kind in ("", spec.column.kind)
    ]
    upper, lower = np.array(rows, np.int64).reshape(-1, 2).T
    return this.batch.values[np.ix_(upper, own)], last.batch.values[np.ix_(lower, theirs)]
