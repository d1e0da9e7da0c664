"""Three-valued outcome of every row of a matrix for every report of a batch.

The same meaning as `outcome.py` gives one relation of one report: a blank is an unknown
figure that is not negative; what the known figures decide is decided, and a blank that a
must-row leaves no choice but zero counts as zero from then on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from gongkai.checks.batch import BLANK, FIGURE, UNREADABLE, Batch
from gongkai.checks.matrix import Flags, Integers, Matrix, matrix_of
from gongkai.checks.outcome import Outcome

SATISFIED, VIOLATED, UNDECIDED = 0, 1, 2
OUTCOMES: tuple[Outcome, ...] = ("satisfied", "violated", "undecided")

CHUNK = 2048
"""Reports evaluated at a time: their figures stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Outcomes:
    """How every relation came out: one row per relation, one column per report."""

    matrix: Matrix
    codes: NDArray[np.uint8]

    def of(self, report: int) -> tuple[Outcome, ...]:
        """The outcomes of one report, in the order of the relations."""
        return tuple(OUTCOMES[code] for code in self.codes[:, report])


def evaluate(matrix: Matrix, batch: Batch, last: Batch | None = None) -> Outcomes:
    """Evaluate every row; `last` holds the reports of the year before, column by column.

    Raises:
        ValueError: the matrix looks at last year and `last` is missing, or the batches
            do not belong to its forms.
    """
    if (matrix.last_form is None) != (last is None):
        raise ValueError("rows across years need last year's batch, others none")
    codes = np.empty((len(matrix.relations), len(batch)), np.uint8)
    for start in range(0, len(batch), CHUNK):
        piece = slice(start, start + CHUNK)
        own = batch.part(piece)
        before = None if last is None else last.part(piece)
        codes[:, piece] = _chunk(matrix, own, before)
    return Outcomes(matrix, codes)


def residuals(matrix: Matrix, batch: Batch, last: Batch | None = None) -> Integers:
    """Left minus right of every row, over the known figures, in the scale of the row."""
    values = batch.values if last is None else np.concatenate([batch.values, last.values])
    return _times(matrix.weights, values)


def _chunk(matrix: Matrix, batch: Batch, last: Batch | None) -> NDArray[np.uint8]:
    values = batch.values if last is None else np.concatenate([batch.values, last.values])
    known = _times(matrix.weights, values)
    codes = _when_all_known(matrix, known)
    unsure = (batch.states != FIGURE).any(axis=0)
    if last is not None:
        unsure |= (last.states != FIGURE).any(axis=0)
    where = np.flatnonzero(unsure)
    if where.size:
        before = None if last is None else last.part(where)
        codes[:, where] = _with_unknowns(matrix, known[:, where], batch.part(where), before)
    return codes


def _when_all_known(matrix: Matrix, known: Integers) -> NDArray[np.uint8]:
    codes = np.empty(known.shape, np.uint8)
    for sense, broken in (("=", np.not_equal), (">=", np.less), ("<=", np.greater)):
        rows = np.flatnonzero(matrix.senses == sense)
        if rows.size:
            codes[rows] = broken(known[rows], 0)
    return codes


def _with_unknowns(
    matrix: Matrix, known: Integers, batch: Batch, last: Batch | None
) -> NDArray[np.uint8]:
    own, wild = open_cells(batch)
    unknown, loose = own, wild
    earlier = np.zeros_like(own)
    if last is not None:
        theirs, their_wild = open_cells(last)
        unknown, loose = np.concatenate([own, theirs]), np.concatenate([wild, their_wild])
        earlier = np.concatenate([earlier, theirs])
    rising, falling = _touch(matrix.raises, unknown), _touch(matrix.lowers, unknown)
    anything = _touch(matrix.raises, loose) | _touch(matrix.lowers, loose)
    forced = _forced(matrix, known, rising, falling) & ~anything
    if last is not None:
        forced &= ~(_touch(matrix.raises, earlier) | _touch(matrix.lowers, earlier))
    least, most = (known >= 0) & ~falling, (known <= 0) & ~rising
    above, below = (known > 0) & ~falling, (known < 0) & ~rising
    equal, at_least = (matrix.senses == "=")[:, None], (matrix.senses == ">=")[:, None]
    always = np.where(equal, least & most, np.where(at_least, least, most)) | forced
    never = np.where(equal, above | below, np.where(at_least, below, above))
    codes = np.full(known.shape, UNDECIDED, np.uint8)
    codes[never & ~anything] = VIOLATED
    codes[always & ~anything] = SATISFIED
    return codes


def open_cells(batch: Batch) -> tuple[Flags, Flags]:
    """The cells whose figure is open, and those of them that may hold anything at all.

    Blanks that the must-rows of the batch's own form leave no choice but zero are not
    open. One shown to be zero in its row may decide its column: it goes round until
    nothing new is found.
    """
    matrix = matrix_of(batch.form.id, batch.form.variant)
    unknown = batch.states != FIGURE
    loose = (batch.states == UNREADABLE) | ((batch.states == BLANK) & _signed(batch)[:, None])
    known = _times(matrix.weights, batch.values)
    while True:
        rising, falling = _touch(matrix.raises, unknown), _touch(matrix.lowers, unknown)
        anything = _touch(matrix.raises, loose) | _touch(matrix.lowers, loose)
        forcing = _forced(matrix, known, rising, falling) & ~anything & matrix.musts[:, None]
        zeros = _touch(sp.csr_array((matrix.raises + matrix.lowers).T), forcing) & unknown
        if not zeros.any():
            return unknown, loose & unknown
        unknown &= ~zeros


def _forced(matrix: Matrix, known: Integers, rising: Flags, falling: Flags) -> Flags:
    """Equalities that hold only if every open figure in them is zero."""
    equal = (matrix.senses == "=")[:, None]
    return np.asarray(equal & (known == 0) & (rising != falling), np.bool_)


def _signed(batch: Batch) -> Flags:
    return np.array([s.column.kind == "signed_count" for s in batch.form.cells.values()], bool)


def _touch(rows: sp.csr_array, flags: Flags) -> Flags:
    touched: Flags = np.asarray(_times(rows, flags.astype(np.int64)) > 0, np.bool_)
    return touched


def _times(rows: sp.csr_array, values: Integers) -> Integers:
    return np.asarray(rows @ np.ascontiguousarray(values), np.int64)
