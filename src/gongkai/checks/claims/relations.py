"""Claims as relations over the cells: evidence for the search of the guilty cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.checks.claims.claim import Claim, Option
from gongkai.checks.guilty.evidence import ExtraRelation
from gongkai.law import Address
from gongkai.report import Report

BLANK = "所指的格子是空白"
_PARTS = "各项结果之和"


def as_relations(claims: Iterable[Claim], report: Report) -> tuple[ExtraRelation, ...]:
    """Return what the claims assert of the cells: sum of the terms = value.

    A claim that fits a reading gives that reading; one that fits none gives each of its
    readings, for a repaired figure may make any of them true; one about a blank cell
    gives the plain reading. Approximations and claims about last year give nothing.
    """
    return tuple(
        ExtraRelation(_terms(option, report), _value(claim), f"叙述“{claim.text}”（{option.name}）")
        for claim in claims
        if claim.exact
        for option in _asserted(claim)
    )


def _asserted(claim: Claim) -> Iterator[Option]:
    options = [option for option in claim.options if not option.last]
    if claim.status == "matched":
        for option in options:
            plain = option is options[0] and claim.reading.endswith(_PARTS)
            if option.name == claim.reading or plain:
                yield option
    elif claim.status == "contradicted":
        yield from options
    elif claim.note.endswith(BLANK) or "格子空白" in claim.note:
        yield from options[:1]


def _terms(option: Option, report: Report) -> dict[Address, int]:
    found: Counter[Address] = Counter()
    for sign, address in option.terms:
        for member in report.form.members(address):
            found[member] += sign
    return {cell: weight for cell, weight in found.items() if weight}


def _value(claim: Claim) -> int | Decimal:
    if claim.role.endswith("/amount") and claim.unit == "元":
        return claim.value / 10_000
    return int(claim.value) if claim.value == int(claim.value) else claim.value
