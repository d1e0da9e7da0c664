"""The rules checked themselves: rank, contradictions, what fails, what can be located."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from gongkai import law
from gongkai.checks.audit import audit, audit_of, refuse_contradictions
from gongkai.checks.relations import compile_rule, relate
from gongkai.errors import InputError
from gongkai.law import Rule

RULES = {rule.id: rule for rule in law.rules()}
FORM = law.edition("2021")
WITHIN = [rule for rule in law.rules() if rule.relation and not rule.last_editions]


@pytest.mark.parametrize(
    ("edition", "equalities", "rank", "cells", "located"),
    [("2019", 40, 38, 176, 161), ("2021", 42, 40, 190, 175)],
)
def test_the_equalities_have_the_rank_of_the_specification(
    edition: str, equalities: int, rank: int, cells: int, located: int
) -> None:
    found = audit(edition)

    assert (equalities, rank, cells) == (found.equalities, found.rank, found.cells)
    assert equalities - rank == len(found.redundant)
    assert located == len(found.located)


def test_a_single_error_is_placed_anywhere_in_section_three_and_only_by_group_in_four() -> None:
    found = audit("2021")

    assert {"requests"} == {cell.table for cell in found.located}
    assert [5, 5, 5] == [len(group) for group in found.alike]
    assert {"disputes"} == {cell.table for group in found.alike for cell in group}


def test_the_cells_without_a_sum_or_a_stock_are_named_as_unguarded() -> None:
    assert [
        "disclosure/permits/decisions",
        "disclosure/penalties/decisions",
        "disclosure/coercive_measures/decisions",
        "disclosure/fees/amount",
    ] == [str(cell) for cell in audit("2021").unguarded]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_shipped_rules_fit_together_and_each_can_fail(edition: str) -> None:
    assert () == audit(edition).forced
    assert () == audit(edition).unbreakable


def ruled(relation: str) -> Rule:
    return msgspec.structs.replace(
        RULES["R3"], id="T1", relation=relation, editions=("2021",), origin="rules.toml 第7行 T1"
    )


def test_rules_that_leave_a_cell_nothing_but_zero_contradict_one_another() -> None:
    wrong = ruled(
        "requests/received/* = requests/disposed_total/* + requests/carried_out/*"
    )  # R3 has 上年结转 on the left as well

    with pytest.raises(InputError) as caught:
        refuse_contradictions(FORM, [*WITHIN_2021, wrong])

    assert "rules.toml 第7行 T1" in caught.value.place
    assert "规则互相矛盾：“表三·二、上年结转政府信息公开申请数量·自然人”" in caught.value.problem


WITHIN_2021 = [rule for rule in WITHIN if "2021" in rule.editions]


@pytest.mark.parametrize(
    "relation", ["requests/received/* = ", "requests/nothing/* = requests/received/*"]
)
def test_an_empty_side_or_an_unknown_cell_is_refused(relation: str) -> None:
    with pytest.raises(InputError) as caught:
        refuse_contradictions(FORM, [ruled(relation)])

    assert "rules.toml 第7行 T1" == caught.value.place


def test_an_inequality_that_follows_from_the_sums_cannot_fail() -> None:
    follows = replace_relation("requests/received/applicants <= requests/received/total")
    relations = [r for rule in WITHIN_2021 for r in compile_rule(rule, "2021", "")]

    found = audit_of(FORM, [*relations, *relate(follows, FORM)])

    assert ["T1"] == [relation.rule.id for relation in found.unbreakable]


def replace_relation(relation: str) -> Rule:
    return ruled(relation)


def test_a_relation_written_twice_is_redundant() -> None:
    relations = compile_rule(RULES["R4"], "2021", "")
    again = [replace(relation, key=f"{relation.key}2") for relation in relations]

    assert again == list(audit_of(FORM, [*relations, *again]).redundant)
