"""Rules compiled to rows of coefficients over cell addresses.

A rule of the law data is one line with patterns; on a form it stands for many linear
relations, one for each row (or column) its `*` can mean. Each becomes a `Relation`:
integer coefficients over cells of this year's and last year's report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from gongkai import law
from gongkai.errors import InputError
from gongkai.law import Address, Edition, Rule

Sense: TypeAlias = Literal["=", "<=", ">="]

_SENSE = re.compile(r"\s(<=|>=|=)\s")
_ADDRESS = r"(last:)?([^\s+-]+)"
_TERM = re.compile(rf"([+-]?)\s*{_ADDRESS}")
_SIDE = re.compile(rf"\s*[+-]?\s*{_ADDRESS}(\s+[+-]\s*{_ADDRESS})*\s*")


@dataclass(frozen=True)
class Term:
    """One cell with its coefficient; `last` says it is in last year's report."""

    coefficient: int
    cell: Address
    last: bool = False


@dataclass(frozen=True)
class Relation:
    """One linear relation: sum of `left` (sense) sum of `right`, an empty side being 0.

    `key` tells it from the other relations of its rule; `row` and `column` are the
    Chinese names of what the rule's `*` stands for here.
    """

    rule: Rule
    key: str
    left: tuple[Term, ...]
    sense: Sense
    right: tuple[Term, ...]
    row: str
    column: str

    @property
    def sentence(self) -> str:
        """The rule's sentence, said of this relation."""
        return self.rule.sentence.format(row=self.row, column=self.column)

    @property
    def cells(self) -> tuple[Address, ...]:
        """The cells of this year's report that take part, each once, left side first."""
        return tuple(dict.fromkeys(t.cell for t in (*self.left, *self.right) if not t.last))

    @property
    def last_cells(self) -> tuple[Address, ...]:
        """The cells of last year's report that take part, each once."""
        return tuple(dict.fromkeys(t.cell for t in (*self.left, *self.right) if t.last))


@dataclass(frozen=True)
class _Pattern:
    sign: int
    last: bool
    address: Address


@cache
def compile_rule(
    rule: Rule, edition_id: str, variant: str, last_edition: str = "", last_variant: str = ""
) -> tuple[Relation, ...]:
    """Return the relations a rule means on a form; cached, as forms and rules are fixed.

    Raises:
        InputError: the relation cannot be read, or names a cell the form does not have;
            the place is the rule's line in the law data.
    """
    last_form = law.edition(last_edition, last_variant) if last_edition else None
    return relate(rule, law.edition(edition_id, variant), last_form)


def relate(rule: Rule, form: Edition, last_form: Edition | None = None) -> tuple[Relation, ...]:
    """Return the relations a rule means on a form and on the form of the year before.

    Raises:
        InputError: as for `compile_rule`.
    """
    forms = {False: form} if last_form is None else {False: form, True: last_form}
    left, sense, right = _parse(rule)
    first = (*left, *right)[0]
    relations = []
    for bound in _bindings(first.address, forms[first.last], rule):
        spec = forms[first.last].cells[forms[first.last].members(_fill(first.address, bound))[0]]
        relations.append(
            Relation(
                rule=rule,
                key="/".join(part for part in bound if part != "*"),
                left=_terms(left, bound, forms, rule),
                sense=sense,
                right=_terms(right, bound, forms, rule),
                row=spec.row.label,
                column=spec.column.label,
            )
        )
    return tuple(relations)


def _parse(rule: Rule) -> tuple[tuple[_Pattern, ...], Sense, tuple[_Pattern, ...]]:
    parts = _SENSE.split(rule.relation)
    if len(parts) != 3:
        raise InputError(rule.origin, "关系式里应恰有一个 =、<= 或 >=", "请改正 relation")
    left, sense, right = parts
    sides = _side(left, rule), _side(right, rule)
    if not any(sides):
        raise InputError(rule.origin, "关系式两边都没有单元格", "请改正 relation")
    return sides[0], sense, sides[1]  # type: ignore[return-value]


def _side(text: str, rule: Rule) -> tuple[_Pattern, ...]:
    if text.strip() == "0":
        return ()
    if not _SIDE.fullmatch(text):
        said = text.strip() or "（空）"
        remedy = "地址之间写 + 或 -；没有单元格的一边写 0"
        raise InputError(rule.origin, f"关系式这一边读不懂：{said}", remedy)
    try:
        return tuple(
            _Pattern(-1 if sign == "-" else 1, bool(last), Address.parse(address))
            for sign, last, address in _TERM.findall(text)
        )
    except ValueError as error:
        raise InputError(rule.origin, str(error), "请改正 relation") from None


def _bindings(pattern: Address, form: Edition, rule: Rule) -> Iterator[Address]:
    """Yield what the three places of a pattern stand for, `*` where nothing is bound."""
    seen = set()
    for spec in form.cells.values():
        if rule.kinds and spec.column.kind not in rule.kinds:
            continue
        bound = Address(
            *(
                own if wanted == "*" else "*"
                for wanted, own in zip(pattern, spec.address, strict=True)
            )
        )
        if bound in seen:
            continue
        try:
            members = form.members(_fill(pattern, bound))
        except KeyError:
            continue
        if spec.address in members:
            seen.add(bound)
            yield bound
    if not seen:
        raise InputError(rule.origin, f"格式里没有 {pattern}", "请核对地址")


def _fill(pattern: Address, bound: Address) -> Address:
    return Address(*(b if p == "*" else p for p, b in zip(pattern, bound, strict=True)))


def _terms(
    side: tuple[_Pattern, ...], bound: Address, forms: dict[bool, Edition], rule: Rule
) -> tuple[Term, ...]:
    terms = []
    for pattern in side:
        try:
            members = forms[pattern.last].members(_fill(pattern.address, bound))
        except KeyError as missing:
            raise InputError(rule.origin, f"格式里没有 {missing.args[0]}", "请核对地址") from None
        terms += [Term(pattern.sign, member, pattern.last) for member in members]
    return tuple(terms)
