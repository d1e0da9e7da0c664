"""Three-valued truth of a relation over cells that may be blank or unreadable.

Blank is not zero. A blank is an unknown figure that is not negative; where the known
figures already decide the relation whatever the unknown ones are, it is decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from gongkai.checks.relations import Relation, Term
from gongkai.law import Address
from gongkai.report import Blank, Cell, Report, number

Outcome: TypeAlias = Literal["satisfied", "violated", "undecided"]
Number: TypeAlias = int | Decimal


@dataclass(frozen=True)
class Reading:
    """How one relation came out.

    `left` and `right` are the sums of the known figures; `zeros` are blank cells that
    can only be zero if the relation holds, and were taken as such.
    """

    relation: Relation
    outcome: Outcome
    left: Number
    right: Number
    unknown: tuple[Address, ...] = ()
    zeros: tuple[Address, ...] = ()

    @property
    def difference(self) -> Number:
        """Left minus right."""
        return self.left - self.right


class Figures:
    """The figures of a report and of last year's, with the blanks known to be zero."""

    def __init__(self, report: Report, last: Report | None) -> None:
        self._cells: dict[bool, Mapping[Address, Cell]] = {False: report.cells}
        if last is not None:
            self._cells[True] = last.cells
        self._signed = {
            address
            for address, spec in report.form.cells.items()
            if spec.column.kind == "signed_count"
        }
        self._zeros: set[tuple[bool, Address]] = set()

    def read(self, relation: Relation) -> Reading:
        """Evaluate one relation."""
        left, left_unknown = self._sum(relation.left)
        right, right_unknown = self._sum(relation.right)
        unknown = [(t.coefficient, t) for t in left_unknown]
        unknown += [(-t.coefficient, t) for t in right_unknown]
        outcome, zeros = self._decide(relation, left - right, unknown)
        return Reading(
            relation,
            outcome,
            left,
            right,
            unknown=tuple(term.cell for _, term in unknown if not zeros),
            zeros=zeros,
        )

    def settle(self, relations: list[Relation]) -> None:
        """Find the blanks that the relations leave no choice but zero.

        A blank shown to be zero in its row may decide its column, so this goes round
        until nothing new is found.
        """
        found = True
        while found:
            found = False
            for relation in relations:
                for address in self.read(relation).zeros:
                    if (False, address) not in self._zeros:
                        self._zeros.add((False, address))
                        found = True

    def _sum(self, terms: tuple[Term, ...]) -> tuple[Number, list[Term]]:
        total: Number = 0
        unknown = []
        for term in terms:
            figure = number(self._cells[term.last][term.cell])
            if figure is not None:
                total += term.coefficient * figure
            elif (term.last, term.cell) not in self._zeros:
                unknown.append(term)
        return total, unknown

    def _decide(
        self, relation: Relation, known: Number, unknown: list[tuple[int, Term]]
    ) -> tuple[Outcome, tuple[Address, ...]]:
        if not unknown:
            return ("satisfied" if _holds(known, relation.sense) else "violated"), ()
        if any(self._may_be_negative(term) for _, term in unknown):
            return "undecided", ()
        upward = all(coefficient > 0 for coefficient, _ in unknown)
        downward = all(coefficient < 0 for coefficient, _ in unknown)
        if relation.sense == "=":
            if (upward and known > 0) or (downward and known < 0):
                return "violated", ()
            if (upward or downward) and known == 0 and not any(t.last for _, t in unknown):
                return "satisfied", tuple(term.cell for _, term in unknown)
            return "undecided", ()
        rising, falling = (upward, downward) if relation.sense == ">=" else (downward, upward)
        holds = _holds(known, relation.sense)
        if holds and rising:
            return "satisfied", ()
        if not holds and falling:
            return "violated", ()
        return "undecided", ()

    def _may_be_negative(self, term: Term) -> bool:
        """Unreadable characters may mean anything; signed columns go below zero."""
        cell = self._cells[term.last][term.cell]
        return not isinstance(cell, Blank) or term.cell in self._signed


def _holds(difference: Number, sense: str) -> bool:
    if sense == "=":
        return difference == 0
    return difference >= 0 if sense == ">=" else difference <= 0
