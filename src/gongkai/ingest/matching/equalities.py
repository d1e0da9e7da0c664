"""The sums that the form itself states, as relations over its cells."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from gongkai import law
from gongkai.checks.relations import Relation, compile_rule
from gongkai.law import Address


@cache
def equalities(edition: str, variant: str) -> tuple[Relation, ...]:
    """Return the sums within one report that cannot be otherwise."""
    return tuple(
        relation
        for rule in law.rules()
        if edition in rule.editions
        and rule.severity == "must"
        and rule.relation
        and not rule.last_editions
        for relation in compile_rule(rule, edition, variant)
        if relation.sense == "="
    )


def balance(relation: Relation, figure: Callable[[Address], Decimal | int]) -> Decimal:
    """Return by how much the left side exceeds the right one."""
    left = sum(term.coefficient * figure(term.cell) for term in relation.left)
    right = sum(term.coefficient * figure(term.cell) for term in relation.right)
    return Decimal(left - right)
