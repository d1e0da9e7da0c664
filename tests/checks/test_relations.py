"""A rule compiles to the relations of the specification, each cell in its place."""

from __future__ import annotations

from collections import Counter

import pytest

from gongkai import law
from gongkai.checks.relations import Relation, compile_rule, relate
from gongkai.errors import InputError
from gongkai.law import Citation, Edition, Rule

RULES = {rule.id: rule for rule in law.rules()}
KINDS = (
    "natural_person",
    "business",
    "research",
    "social",
    "legal_service",
    "other_organisation",
)
LINEAR = [rule for rule in law.rules() if rule.relation]


def relations(rule: str, edition: str, variant: str = "") -> tuple[Relation, ...]:
    if RULES[rule].last_editions:
        return compile_rule(RULES[rule], edition, variant, edition, variant)
    return compile_rule(RULES[rule], edition, variant)


@pytest.mark.parametrize(
    ("rule", "edition", "variant", "count"),
    [
        ("R1", "2019", "", 23),
        ("R1", "2021", "", 25),
        ("R1", "2021", "single_other_row", 23),
        ("R2", "2019", "", 7),
        ("R2", "2021", "", 7),
        ("R2", "2021", "single_other_row", 7),
        ("R3", "2019", "", 7),
        ("R3", "2021", "", 7),
        ("R4", "2019", "", 3),
        ("R4", "2021", "", 3),
        ("R5", "2019", "", 198 - 5),
        ("R5", "2021", "", 200),
        ("R5", "2021", "single_other_row", 186),
        ("R6", "2021", "", 2),
        ("R7", "2019", "", 5),
        ("R8", "2019", "", 2),
        ("Y1", "2019", "", 7),
        ("Y1", "2021", "", 7),
        ("Y2", "2021", "", 2),
        ("Y3", "2019", "", 5),
    ],
)
def test_a_rule_stands_for_its_number_of_relations(
    rule: str, edition: str, variant: str, count: int
) -> None:
    assert count == len(relations(rule, edition, variant))


@pytest.mark.parametrize(("edition", "equalities", "cells"), [("2019", 40, 176), ("2021", 42, 190)])
def test_the_equalities_span_the_cells_of_sections_three_and_four(
    edition: str, equalities: int, cells: int
) -> None:
    found = [
        relation
        for rule in law.rules()
        if rule.relation and not rule.last_editions and edition in rule.editions
        for relation in relations(rule.id, edition)
        if relation.sense == "="
    ]

    assert equalities == len(found)
    assert cells == len({cell for relation in found for cell in relation.cells})


@pytest.mark.parametrize(
    ("rule", "edition", "key", "written"),
    [
        ("R3", "2021", "total", "received + carried_in = disposed_total + carried_out"),
        ("R4", "2021", "review", "upheld + corrected + other + pending = total"),
        ("R5", "2021", "disclosure/fees/amount", "amount >= 0"),
        ("R6", "2021", "regulations", "in_force - made + repealed >= 0"),
        ("R7", "2019", "fees", "items_last_year + change >= 0"),
        ("R8", "2019", "regulations", "newly_disclosed <= total_disclosed"),
        ("Y1", "2021", "total", "carried_in = last:carried_out"),
        ("Y2", "2021", "regulations", "in_force = last:in_force + made - repealed"),
        ("Y3", "2019", "permits", "items_last_year = last:items_last_year + last:change"),
        (
            "R1",
            "2019",
            "received",
            f"{' + '.join(KINDS)} = total",
        ),
    ],
)
def test_a_relation_adds_up_the_cells_its_key_names(
    rule: str, edition: str, key: str, written: str
) -> None:
    (relation,) = [found for found in relations(rule, edition) if found.key == key]

    assert written == written_out(relation)
    assert {True} == {key in str(cell) for cell in relation.cells}


def written_out(relation: Relation) -> str:
    """The relation in the words that tell its cells apart."""
    key = set(relation.key.split("/")) if "/" not in relation.key else {""}
    sides = []
    for side in (relation.left, relation.right):
        text = "".join(
            f" {'+' if term.coefficient > 0 else '-'} {'last:' * term.last}"
            + next(part for part in (term.cell.column, term.cell.row) if part not in key)
            for term in side
        )
        sides.append(text.removeprefix(" + ").strip() or "0")
    return f"{sides[0]} {relation.sense} {sides[1]}"


@pytest.mark.parametrize(
    ("edition", "variant", "rows"),
    [("2019", "", 19), ("2021", "", 21), ("2021", "single_other_row", 19)],
)
def test_the_results_add_up_over_every_row_an_application_can_end_in(
    edition: str, variant: str, rows: int
) -> None:
    outside = {"received", "carried_in", "disposed_total", "carried_out"}
    for relation in relations("R2", edition, variant):
        summed = {term.cell.row for term in relation.left}

        assert rows == len(relation.left) == len(summed)
        assert set() == summed & outside


@pytest.mark.parametrize(
    "rule", [rule for rule in law.rules() if rule.relation], ids=lambda r: r.id
)
def test_every_sentence_is_filled_in_and_every_key_is_its_own(rule: Rule) -> None:
    for edition in rule.editions:
        found = relations(rule.id, edition)

        assert len(found) == len({relation.key for relation in found})
        assert [] == [r.sentence for r in found if "{" in r.sentence or "“”" in r.sentence]


@pytest.mark.parametrize(
    "rule", [rule for rule in law.rules() if rule.relation], ids=lambda r: r.id
)
def test_no_relation_counts_a_cell_twice(rule: Rule) -> None:
    for edition in rule.editions:
        for relation in relations(rule.id, edition):
            times = Counter((term.cell, term.last) for term in (*relation.left, *relation.right))

            assert {1} == set(times.values())


def ruled(relation: str) -> Rule:
    return Rule(
        id="T1",
        title="试",
        sentence="“{row}”的“{column}”",
        authority="definition",
        severity="must",
        citation=Citation("regulation"),
        editions=("2021",),
        relation=relation,
        origin="rules.toml 第7行 T1",
    )


FORM: Edition = law.edition("2021")


@pytest.mark.parametrize(
    ("relation", "says"),
    [
        ("requests/nothing/* = requests/received/*", "格式里没有 requests/nothing/*"),
        ("requests/received/* = requests/nothing/*", "格式里没有 requests/nothing/natural_person"),
        ("nothing/received/* >= 0", "格式里没有 nothing/received/*"),
        ("requests/received/* = ", "读不懂：（空）"),
        (" = requests/received/*", "读不懂：（空）"),
        ("requests/received/* =  ", "读不懂：（空）"),
        ("requests/received/*", "恰有一个"),
        ("requests/received/* = 1 = 2", "恰有一个"),
        ("requests/received/*=0", "恰有一个"),
        ("0 = 0", "两边都没有单元格"),
        ("requests/received/* requests/carried_in/* = 0", "读不懂"),
        ("requests/received/* + = 0", "读不懂"),
        ("requests/received/* + + requests/carried_in/* = 0", "读不懂"),
        ("2 requests/received/* = 0", "读不懂"),
        ("requests/received = 0", "三段"),
        ("requests/received/natural_person/x = 0", "三段"),
    ],
)
def test_a_relation_that_cannot_be_meant_is_refused_with_the_line_of_its_rule(
    relation: str, says: str
) -> None:
    with pytest.raises(InputError) as caught:
        relate(ruled(relation), FORM)

    assert "rules.toml 第7行 T1" == caught.value.place
    assert says in caught.value.problem
    assert caught.value.remedy


def test_a_leading_minus_and_a_left_zero_are_understood() -> None:
    (first, *_) = relate(ruled("0 >= -requests/received/*"), FORM)

    assert "0 >= - received" == written_out(first)
