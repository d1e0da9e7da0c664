"""Three-valued truth of a relation over cells that may be blank or unreadable.

Blank is not zero. A blank is an unknown figure that is not negative; where the known
figures already decide the relation whatever the unknown ones are, it is decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from gongkai.checks.relations import Relation, Term
from gongkai.law import Address
from gongkai.report import Blank, Report, number

Outcome: TypeAlias = Literal["satisfied", "violated", "undecided"]
Number: TypeAlias = int | Decimal


@dataclass(frozen=True)
class Reading:
    """How one relation came out.

    `left` and `right` are the sums of the known figures. `zeros` are blank cells that
    this relation leaves no choice but zero; `assumed` are blank cells that another
    relation has shown to be zero. Both count as zero; the former are said here, so that
    each blank taken as zero is said once.
    """

    relation: Relation
    outcome: Outcome
    left: Number
    right: Number
    unknown: tuple[Term, ...] = ()
    zeros: tuple[Address, ...] = ()
    assumed: tuple[Address, ...] = ()

    @property
    def difference(self) -> Number:
        """Left minus right."""
        return self.left - self.right


class Figures:
    """The figures of a report, with the blanks known to be zero, and last year's."""

    def __init__(self, report: Report, last: Figures | None = None) -> None:
        self._cells = report.cells
        self._columns = {address: spec.column for address, spec in report.form.cells.items()}
        self._zeros: dict[Address, Relation] = {}
        self._last = last

    def read(self, relation: Relation) -> Reading:
        """Evaluate one relation."""
        left, left_unknown = self._sum(relation.left)
        right, right_unknown = self._sum(relation.right)
        unknown = [(t.coefficient, t) for t in left_unknown]
        unknown += [(-t.coefficient, t) for t in right_unknown]
        outcome, zeros = self._decide(relation, left - right, unknown)
        known_zero = relation.cells if self._zeros else ()
        settled = {cell: self._zeros[cell] for cell in known_zero if cell in self._zeros}
        return Reading(
            relation,
            outcome,
            left,
            right,
            unknown=tuple(term for _, term in unknown if not zeros),
            zeros=(*zeros, *(cell for cell, by in settled.items() if by is relation)),
            assumed=tuple(cell for cell, by in settled.items() if by is not relation),
        )

    def figure(self, cell: Address) -> Number | None:
        """Return a figure, zero for a blank that can only be zero, None for another."""
        if cell not in self._cells:
            return None
        return 0 if cell in self._zeros else number(self._cells[cell])

    def settle(self, relations: Sequence[Relation]) -> None:
        """Find the blanks that the relations leave no choice but zero.

        A blank shown to be zero in its row may decide its column, so this goes round
        until nothing new is found.
        """
        blanks = {cell for cell, held in self._cells.items() if isinstance(held, Blank)}
        concerned = [relation for relation in relations if blanks.intersection(relation.cells)]
        found = bool(concerned)
        while found:
            found = False
            for relation in concerned:
                for cell in self.read(relation).zeros:
                    if cell not in self._zeros:
                        self._zeros[cell] = relation
                        found = True

    def _figures_of(self, term: Term) -> Figures:
        if not term.last:
            return self
        if self._last is None:
            raise ValueError("a relation over last year's figures, and no last year")
        return self._last

    def _sum(self, terms: tuple[Term, ...]) -> tuple[Number, list[Term]]:
        total: Number = 0
        unknown = []
        for term in terms:
            figures = self._figures_of(term)
            figure = number(figures._cells[term.cell])
            if figure is not None:
                total += term.coefficient * figure
            elif term.cell not in figures._zeros:
                unknown.append(term)
        return total, unknown

    def _decide(
        self, relation: Relation, known: Number, unknown: list[tuple[int, Term]]
    ) -> tuple[Outcome, tuple[Address, ...]]:
        """Say how it comes out for every figure the unknown cells may hold."""
        if any(self._may_be_negative(term) for _, term in unknown):
            return "undecided", ()
        rising = any(coefficient > 0 for coefficient, _ in unknown)
        falling = any(coefficient < 0 for coefficient, _ in unknown)
        at_least_zero = known >= 0 and not falling
        at_most_zero = known <= 0 and not rising
        above_zero = known > 0 and not falling
        below_zero = known < 0 and not rising
        always = {
            "=": at_least_zero and at_most_zero,
            ">=": at_least_zero,
            "<=": at_most_zero,
        }
        never = {"=": above_zero or below_zero, ">=": below_zero, "<=": above_zero}
        if always[relation.sense]:
            return "satisfied", ()
        if never[relation.sense]:
            return "violated", ()
        only_zeros = relation.sense == "=" and known == 0 and rising != falling
        if only_zeros and not any(term.last for _, term in unknown):
            return "satisfied", tuple(term.cell for _, term in unknown)
        return "undecided", ()

    def _may_be_negative(self, term: Term) -> bool:
        """Unreadable characters may mean anything; signed columns go below zero."""
        figures = self._figures_of(term)
        signed = figures._columns[term.cell].kind == "signed_count"
        return signed or not isinstance(figures._cells[term.cell], Blank)
