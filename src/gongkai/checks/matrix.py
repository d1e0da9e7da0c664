"""The relations of an edition as one integer matrix over cell addresses.

Compiled once per edition and variant; the same rows serve one report and a country of
them. Amounts are scaled to whole millionths of 万元, so that nothing is ever a float.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from gongkai import law
from gongkai.checks.relations import Relation, compile_rule
from gongkai.law import Address, Edition
from gongkai.report.cells import MOST_DECIMALS

AMOUNT_SCALE = 10**MOST_DECIMALS

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Matrix:
    """Rows of coefficients: one per relation; columns: this year's cells, then last year's.

    `weights[r, c]` multiplies the scaled figure of cell `c`; the residual of a row is
    left minus right. `raises` and `lowers` say which cells enter with which sign, term by
    term: they decide what an unknown figure can still do to a row.
    """

    form: Edition
    last_form: Edition | None
    relations: tuple[Relation, ...]
    weights: sp.csr_array
    raises: sp.csr_array
    lowers: sp.csr_array

    @cached_property
    def cells(self) -> tuple[Address, ...]:
        """This year's addresses in the order of the columns."""
        return tuple(self.form.cells)

    @cached_property
    def index(self) -> dict[Address, int]:
        """The column of each of this year's addresses."""
        return {address: column for column, address in enumerate(self.cells)}

    @cached_property
    def scales(self) -> Integers:
        """How many units of the column make one of what is printed."""
        return np.array([_unit(self.form, address) for address in self.form.cells], np.int64)

    @cached_property
    def row_scales(self) -> Integers:
        """How many units of a row's residual make one of what is printed."""
        return np.array([_scale(r, self.form, self.last_form) for r in self.relations], np.int64)

    @cached_property
    def senses(self) -> NDArray[np.str_]:
        """The sense of each row."""
        return np.array([relation.sense for relation in self.relations])

    @cached_property
    def musts(self) -> Flags:
        """Which rows have to hold."""
        return np.array([r.rule.severity == "must" for r in self.relations], bool)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """What a finding of each row is called: `R4:review`."""
        return tuple(f"{r.rule.id}:{r.key}" if r.key else r.rule.id for r in self.relations)


@cache
def matrix_of(
    edition_id: str, variant: str = "", last_edition: str = "", last_variant: str = ""
) -> Matrix:
    """Compile the rules within a report, or, given last year's edition, those across years.

    Raises:
        InputError: a rule names a cell the form does not have.
        KeyError: there is no such edition or variant.
    """
    form = law.edition(edition_id, variant)
    last_form = law.edition(last_edition, last_variant) if last_edition else None
    relations = [
        relation
        for rule in law.rules()
        if rule.relation and edition_id in rule.editions
        if (last_edition in rule.last_editions if last_edition else not rule.last_editions)
        for relation in compile_rule(rule, edition_id, variant, last_edition, last_variant)
    ]
    return build(tuple(relations), form, last_form)


def build(
    relations: tuple[Relation, ...], form: Edition, last_form: Edition | None = None
) -> Matrix:
    """Turn relations into a matrix over the cells of the forms."""
    own = {address: column for column, address in enumerate(form.cells)}
    before = {} if last_form is None else {a: len(own) + i for i, a in enumerate(last_form.cells)}
    rows, columns, weights, signs = [], [], [], []
    for row, relation in enumerate(relations):
        scale = _scale(relation, form, last_form)
        for sign, side in ((1, relation.left), (-1, relation.right)):
            for term in side:
                of = last_form if term.last and last_form else form
                rows.append(row)
                columns.append((before if term.last else own)[term.cell])
                weights.append(sign * term.coefficient * scale // _unit(of, term.cell))
                signs.append(sign * term.coefficient > 0)
    shape = (len(relations), len(own) + len(before))
    place = (np.array(rows, np.int64), np.array(columns, np.int64))
    up = np.array(signs, np.int64)

    def table(data: Integers) -> sp.csr_array:
        made: sp.csr_array = sp.coo_array((data, place), shape=shape).tocsr()
        made.eliminate_zeros()
        return made

    weighed = table(np.array(weights, np.int64))
    return Matrix(form, last_form, relations, weighed, table(up), table(1 - up))


def _unit(form: Edition, address: Address) -> int:
    return AMOUNT_SCALE if form.cells[address].column.kind == "amount_wan_yuan" else 1


def _scale(relation: Relation, form: Edition, last_form: Edition | None) -> int:
    terms = (*relation.left, *relation.right)
    return max(_unit(last_form if t.last and last_form else form, t.cell) for t in terms)
