"""A new agency-year to fill in, with what last year's report already settles."""

from __future__ import annotations

from decimal import Decimal

from gongkai import law
from gongkai.checks.relations import Relation, compile_rule
from gongkai.errors import InputError
from gongkai.law import Address, Edition
from gongkai.report import Agency, Amount, Blank, Cell, Count, Report, Scope, number


def draft(agency: Agency, year: int, scope: Scope, last: Report | None) -> Report:
    """Return a report of blanks; figures that follow from last year's are filled in.

    Which figures follow is read from the rules across years: a cell that has to equal
    figures of last year's report alone (上年结转, 上一年项目数量).

    Raises:
        InputError: no edition governs the year.
    """
    form = governing_edition(year)
    cells: dict[Address, Cell] = dict.fromkeys(form.cells, Blank())
    if last is not None and last.scope == scope:
        cells |= _carried(form, last)
    return Report(agency, year, scope, form, cells)


def governing_edition(year: int) -> Edition:
    """Return the edition in which the report of a year is made.

    Raises:
        InputError: there is none.
    """
    form = law.edition_of_year(year)
    if form is None:
        first = min(edition.head.first_year for edition in law.editions().values())
        raise InputError(
            f"{year}年", "没有适用的年度报告格式", f"报告年度应为{first}年或以后，写成四位数字"
        )
    return form


def _carried(form: Edition, last: Report) -> dict[Address, Cell]:
    carried: dict[Address, Cell] = {}
    for rule in law.rules():
        if form.id not in rule.editions or last.form.id not in rule.last_editions:
            continue
        if not rule.relation:
            continue
        for relation in compile_rule(rule, form.id, "", last.form.id, last.form.variant):
            if _settled(relation):
                (term,) = relation.left
                carried[term.cell] = _value(relation, last, form)
    return carried


def _settled(relation: Relation) -> bool:
    """One cell of this year on the left, only last year's on the right."""
    return (
        relation.sense == "="
        and len(relation.left) == 1
        and not relation.left[0].last
        and all(term.last for term in relation.right)
    )


def _value(relation: Relation, last: Report, form: Edition) -> Cell:
    known = [(term.coefficient, number(last.cells[term.cell])) for term in relation.right]
    if any(figure is None for _, figure in known):
        return Blank()
    total = sum(coefficient * figure for coefficient, figure in known if figure is not None)
    kind = form.cells[relation.left[0].cell].column.kind
    return Amount(Decimal(total)) if kind == "amount_wan_yuan" else Count(int(total))
