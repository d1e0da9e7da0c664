"""The reports that must-rules allow, as a linear programme: what follows, what is left."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from gongkai.checks.relations import Relation
from gongkai.law import Address, Edition

_FAR = 1000.0
"""Figures are tried up to here; the relations have no constants, so the scale is free."""


def weights_of(relation: Relation, cells: Sequence[Address]) -> list[int]:
    """Return the coefficients of a relation, left minus right, in the order of the cells."""
    position = {cell: index for index, cell in enumerate(cells)}
    row = [0] * len(cells)
    for sign, side in ((1, relation.left), (-1, relation.right)):
        for term in side:
            row[position[term.cell]] += sign * term.coefficient
    return row


class Programme:
    """The reports of a form that the must-rules allow."""

    def __init__(self, form: Edition, musts: Sequence[Relation]) -> None:
        self.cells = list(form.cells)
        self.musts = [relation for relation in musts if len(relation.cells) > 1]
        signed = [spec.column.kind == "signed_count" for spec in form.cells.values()]
        self.bounds = [(-_FAR if sign else 0.0, _FAR) for sign in signed]
        self.signed = signed

    def implies(self, relation: Relation) -> bool:
        """Tell whether a relation holds wherever the other must-rules do."""
        row = np.array(weights_of(relation, self.cells), float)
        towards = row if relation.sense == ">=" else -row
        lowest = self._solve(towards, [r for r in self.musts if r is not relation], self.bounds)
        return lowest is not None and float(towards @ lowest) > -1e-6

    def forced(self) -> tuple[Address, ...]:
        """The cells that no allowed report can fill: none, if the rules fit together."""
        count = len(self.cells)
        bounds = [(0.0, 1.0) if not sign else (-_FAR, _FAR) for sign in self.signed]
        # One report in which every cell that can be above zero is: reports may be added up.
        found = np.zeros(count)
        for cell in range(count):
            if self.signed[cell] or found[cell] > 1e-9:
                continue
            aim = np.zeros(count)
            aim[cell] = -1.0
            solution = self._solve(aim, self.musts, bounds)
            if solution is not None:
                found += solution
        return tuple(
            address
            for address, figure, sign in zip(self.cells, found, self.signed, strict=True)
            if not sign and figure <= 1e-9
        )

    def _solve(
        self,
        aim: NDArray[np.float64],
        relations: Sequence[Relation],
        bounds: list[tuple[float, float]],
    ) -> NDArray[np.float64] | None:
        rows = {
            sense: [weights_of(r, self.cells) for r in relations if r.sense == sense]
            for sense in ("=", "<=", ">=")
        }
        most = [*rows["<="], *([-value for value in row] for row in rows[">="])]
        equal = rows["="]
        solved = linprog(
            aim,
            A_ub=np.array(most) if most else None,
            b_ub=np.zeros(len(most)) if most else None,
            A_eq=np.array(equal) if equal else None,
            b_eq=np.zeros(len(equal)) if equal else None,
            bounds=bounds,
            method="highs",
        )
        return np.array(solved.x) if solved.success else None
