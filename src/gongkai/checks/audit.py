"""The rules checked themselves: what they repeat, contradict, never break and leave open.

Works on exact integers and on one small linear programme a rule; nothing here is run
when a report is checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from gongkai import law
from gongkai.checks.programme import Programme, weights_of
from gongkai.checks.relations import Relation, compile_rule
from gongkai.errors import InputError
from gongkai.law import Address, Edition, Rule


@dataclass(frozen=True)
class Audit:
    """What an edition's rules do and do not do.

    `redundant` equalities follow from those before them; `unbreakable` relations hold
    wherever the other must-rules do; `forced` cells can only be zero: rules contradict
    one another. `alike` gathers the cells among which a single error cannot be placed by
    the sums alone; `unguarded` cells are in no relation but that they are not negative.
    """

    form: Edition
    equalities: int
    rank: int
    cells: int
    redundant: tuple[Relation, ...]
    unbreakable: tuple[Relation, ...]
    forced: tuple[Address, ...]
    located: tuple[Address, ...]
    alike: tuple[tuple[Address, ...], ...]
    unguarded: tuple[Address, ...]


@cache
def audit(edition_id: str, variant: str = "") -> Audit:
    """Audit the rules within a report of an edition."""
    form = law.edition(edition_id, variant)
    rules = [
        rule
        for rule in law.rules()
        if rule.relation and not rule.last_editions and edition_id in rule.editions
    ]
    relations = [r for rule in rules for r in compile_rule(rule, edition_id, variant)]
    return audit_of(form, relations)


def audit_of(form: Edition, relations: Sequence[Relation]) -> Audit:
    """Audit relations over a form."""
    cells = list(form.cells)
    equalities = [relation for relation in relations if relation.sense == "="]
    rows = [weights_of(relation, cells) for relation in equalities]
    redundant = [r for r, adds in zip(equalities, _adds_rank(rows), strict=True) if not adds]
    guarded = {cell for relation in relations if len(relation.cells) > 1 for cell in relation.cells}
    patterns = _patterns(equalities, cells)
    programme = Programme(form, [r for r in relations if r.rule.severity == "must"])
    return Audit(
        form=form,
        equalities=len(equalities),
        rank=len(equalities) - len(redundant),
        cells=len({cell for relation in equalities for cell in relation.cells}),
        redundant=tuple(redundant),
        unbreakable=tuple(
            relation
            for relation in relations
            if relation.sense != "=" and len(relation.cells) > 1 and programme.implies(relation)
        ),
        forced=programme.forced(),
        located=tuple(group[0] for group in patterns if len(group) == 1),
        alike=tuple(group for group in patterns if len(group) > 1),
        unguarded=tuple(cell for cell in cells if cell not in guarded),
    )


def refuse_contradictions(form: Edition, rules: Iterable[Rule]) -> None:
    """Compile rules and refuse what cannot be meant.

    Raises:
        InputError: a side is empty, a cell unknown, or the must-rules together leave a
            cell no figure but zero; the place is the rule's line in the law data.
    """
    must = [rule for rule in rules if rule.relation and rule.severity == "must"]
    forced = _forced(form, must)
    if forced:
        # The rules to look at: without any one of them more cells could be filled.
        guilty = [
            rule.origin
            for rule in must
            if len(_forced(form, [other for other in must if other is not rule])) < len(forced)
        ]
        names = "、".join(f"“{form.describe(cell)}”" for cell in forced[:3])
        raise InputError(
            "；".join(guilty or [rule.origin for rule in must]),
            f"规则互相矛盾：{names}等{len(forced)}格只能为零",
            "请改正其中一条规则",
        )


def _forced(form: Edition, rules: Sequence[Rule]) -> tuple[Address, ...]:
    relations = [relation for rule in rules for relation in compile_rule(rule, form.id, "")]
    return Programme(form, relations).forced()


def _adds_rank(rows: Sequence[list[int]]) -> list[bool]:
    """Tell of each row whether it is independent of those before it, exactly."""
    basis: dict[int, list[Fraction]] = {}
    adds = []
    for row in rows:
        rest = [Fraction(value) for value in row]
        for pivot, known in basis.items():
            if rest[pivot]:
                factor = rest[pivot]
                rest = [a - factor * b for a, b in zip(rest, known, strict=True)]
        pivot = next((index for index, value in enumerate(rest) if value), -1)
        adds.append(pivot >= 0)
        if pivot >= 0:
            basis[pivot] = [value / rest[pivot] for value in rest]
    return adds


def _patterns(
    equalities: Sequence[Relation], cells: Sequence[Address]
) -> list[tuple[Address, ...]]:
    """Cells by the pattern of residuals that an error in them makes, whatever its size."""
    columns: dict[Address, list[tuple[int, int]]] = defaultdict(list)
    for number, relation in enumerate(equalities):
        for cell, weight in zip(cells, weights_of(relation, cells), strict=True):
            if weight:
                columns[cell].append((number, weight))
    groups: dict[tuple[tuple[int, Fraction], ...], list[Address]] = defaultdict(list)
    for cell, column in columns.items():
        first = column[0][1]
        groups[tuple((row, Fraction(weight, first)) for row, weight in column)].append(cell)
    return [tuple(group) for group in groups.values()]
