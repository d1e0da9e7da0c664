"""What else is known of the figures: sentences of the report, last year's report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from gongkai.checks.batch import batch_of
from gongkai.checks.evaluate import open_cells
from gongkai.checks.matrix import AMOUNT_SCALE, matrix_of
from gongkai.checks.outcome import Number
from gongkai.law import Address
from gongkai.report import Report

AGREES = 2.0
"""How much likelier an explanation becomes with each outside statement it makes true: by
chance, a sentence hardly names the very figure that the sums ask for."""

DISAGREES = 1.0
"""How much less likely with each one it makes false: sentences are often copied from the
table, mistake and all, and so bear out less than they seem to."""

NOTED = 0.6
"""How much likelier with each mistake where the reading was noted as uncertain."""


class ExtraRelation(NamedTuple):
    """A relation that something outside the tables asserts: sum of the terms = value."""

    terms: Mapping[Address, int]
    value: int | Decimal
    source: str


def from_last_year(report: Report, last: Report) -> list[ExtraRelation]:
    """The rules across years as relations over this year's figures alone.

    Relations in which a figure of last year is not known are left out.
    """
    form, before = report.form, last.form
    try:
        matrix = matrix_of(form.id, form.variant, before.id, before.variant)
    except KeyError:
        return []
    batch = batch_of([last], before)
    unknown = open_cells(batch)[0][:, 0]
    known = batch.values[:, 0].astype(object)
    found = []
    for row, relation in enumerate(matrix.relations):
        if relation.sense != "=":
            continue
        weights = matrix.weights[[row]].toarray()[0]
        theirs = weights[len(matrix.cells) :]
        if unknown[theirs != 0].any():
            continue
        terms = {cell: int(weights[matrix.index[cell]]) for cell in relation.cells}
        value = -sum(int(w) * int(figure) for w, figure in zip(theirs, known, strict=True) if w)
        scale = int(matrix.row_scales[row])
        if scale == 1:
            source = f"上一年度报告（{relation.rule.title}）"
            found.append(ExtraRelation(terms, value, source))
    return found


def scaled(value: Decimal | int, scale: int) -> int | None:
    """A figure in the scale of its cell; None where it is finer than that."""
    exact = Decimal(value) * (AMOUNT_SCALE if scale != 1 else 1)
    return int(exact) if exact == int(exact) else None


class Witness:
    """The extra relations, ready to be asked about a change of figures."""

    def __init__(
        self, relations: Iterable[ExtraRelation], figures: Mapping[Address, Number]
    ) -> None:
        self._relations = [
            (
                relation,
                sum(weight * figures.get(cell, 0) for cell, weight in relation.terms.items())
                - relation.value,
            )
            for relation in relations
        ]

    def hear(self, changes: Mapping[Address, Number]) -> tuple[list[str], list[str]]:
        """The sources that the changes make agree, and those they make disagree."""
        agree, disagree = [], []
        for relation, gap in self._relations:
            moved = sum(weight * changes.get(cell, 0) for cell, weight in relation.terms.items())
            if not moved:
                continue
            if gap + moved == 0:
                agree.append(relation.source)
            elif gap == 0:
                disagree.append(relation.source)
        return agree, disagree
