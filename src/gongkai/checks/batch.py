"""Figures of many reports of one form as exact integers, blanks kept apart from zeros."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from gongkai.checks.matrix import AMOUNT_SCALE, Integers, matrix_of
from gongkai.errors import InputError
from gongkai.law import Edition
from gongkai.report import Amount, Blank, Cell, Count, Report, Unreadable

FIGURE, BLANK, UNREADABLE = 0, 1, 2

LARGEST_AMOUNT = 10**12
"""万元; beyond it the sum of a few scaled amounts would not be exact any more."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Reports side by side: one row per cell of the form, one column per report.

    `values` holds scaled figures, 0 where there is none; `states` says which there are.
    """

    form: Edition
    values: Integers
    states: NDArray[np.uint8]

    def __len__(self) -> int:
        """How many reports."""
        return int(self.values.shape[1])

    def part(self, which: slice | Integers) -> Batch:
        """Return some of the reports."""
        return Batch(self.form, self.values[:, which], self.states[:, which])


def batch_of(reports: Sequence[Report], form: Edition | None = None) -> Batch:
    """Put reports of one form side by side.

    Raises:
        InputError: an amount is too large to be added exactly.
        ValueError: no report and no form, or reports of different forms.
    """
    form = form or (reports[0].form if reports else None)
    if form is None:
        raise ValueError("no report and no form")
    values = np.zeros((len(form.cells), len(reports)), np.int64)
    states = np.zeros((len(form.cells), len(reports)), np.uint8)
    for place, report in enumerate(reports):
        if (report.form.id, report.form.variant) != (form.id, form.variant):
            raise ValueError("reports of different forms in one batch")
        try:
            held = [_scaled(report.cells[address]) for address in form.cells]
        except ValueError as error:
            name = f"{report.agency.id} {report.year}"
            raise InputError(name, str(error), "请核对金额单位（万元）") from None
        values[:, place] = [value for value, _ in held]
        states[:, place] = [state for _, state in held]
    return Batch(form, values, states)


def cell_at(batch: Batch, row: int, column: int) -> Cell:
    """Return one cell the way a report holds it."""
    state = int(batch.states[row, column])
    if state == BLANK:
        return Blank()
    if state == UNREADABLE:
        return Unreadable("?")
    scales = matrix_of(batch.form.id, batch.form.variant).scales
    return cell_of(int(batch.values[row, column]), int(scales[row]))


def cell_of(value: int, scale: int) -> Cell:
    """Return a scaled figure the way a report holds it."""
    if scale == 1:
        return Count(value)
    return Amount((Decimal(value) / AMOUNT_SCALE).normalize() + 0)


def _scaled(cell: Cell) -> tuple[int, int]:
    match cell:
        case Count(value):
            return value, FIGURE
        case Amount(value):
            if abs(value) > LARGEST_AMOUNT:
                raise ValueError(f"金额 {value} 万元过大")
            return int(value * AMOUNT_SCALE), FIGURE
        case Blank():
            return 0, BLANK
        case Unreadable():
            return 0, UNREADABLE
