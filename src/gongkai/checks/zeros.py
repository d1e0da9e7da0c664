"""What would come out if the blanks of a report were zeros, as many publishers mean them."""

from __future__ import annotations

import numpy as np

from gongkai.checks.batch import BLANK, FIGURE, Batch, batch_of
from gongkai.checks.evaluate import UNDECIDED, VIOLATED, evaluate
from gongkai.checks.matrix import matrix_of
from gongkai.report import Report


def broken_with_zeros(report: Report) -> int | None:
    """How many must-relations that blanks leave open would break with zeros in them.

    None where characters that cannot be read leave some of them open all the same. The
    blanks stay blanks: this only says what they would mean.

    Raises:
        InputError: an amount is too large to be added exactly.
    """
    matrix = matrix_of(report.form.id, report.form.variant)
    batch = batch_of([report])
    filled = Batch(batch.form, batch.values, np.where(batch.states == BLANK, FIGURE, batch.states))
    before, after = evaluate(matrix, batch).codes[:, 0], evaluate(matrix, filled).codes[:, 0]
    if (after[matrix.musts] == UNDECIDED).any():
        return None
    open_before = matrix.musts & (before == UNDECIDED)
    return int((open_before & (after == VIOLATED)).sum())
