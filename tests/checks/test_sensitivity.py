"""On a random balanced report every relation holds, and no operand can move unnoticed."""

from __future__ import annotations

import pytest

from gongkai import law
from gongkai.checks import check
from gongkai.checks.outcome import Figures
from gongkai.checks.relations import compile_rule
from gongkai.report import number
from tests.reports import balanced, report_of, with_cell

WITHIN = [
    (rule, edition, variant)
    for rule in law.rules()
    if rule.relation and not rule.last_editions
    for edition in rule.editions
    for variant in ("", *law.edition(edition).variants)
]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("edition", "variant"), [("2019", ""), ("2021", ""), ("2021", "single_other_row")]
)
def test_a_balanced_report_is_published_without_a_violation(
    edition: str, variant: str, seed: int
) -> None:
    checked = check(balanced(law.edition(edition, variant), seed))

    assert "published" == checked.verdict
    assert ["F1"] * bool(variant) == [finding.rule.id for finding in checked.findings]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("rule", "edition", "variant"),
    [case for case in WITHIN if case[0].id != "R5"],
    ids=lambda part: getattr(part, "id", part),
)
def test_one_more_or_one_less_in_any_operand_breaks_the_relation(
    rule: law.Rule, edition: str, variant: str, seed: int
) -> None:
    report = balanced(law.edition(edition, variant), seed)
    for relation in compile_rule(rule, edition, variant):
        signed = [(term.coefficient, term.cell) for term in relation.left]
        signed += [(-term.coefficient, term.cell) for term in relation.right]
        for coefficient, cell in signed:
            figure = number(report.cells[cell])
            assert figure is not None
            for step in (1, -1):
                moved = Figures(with_cell(report, cell, figure + step)).read(relation)

                harmless = {"=": False, ">=": step == coefficient, "<=": step == -coefficient}
                expected = "satisfied" if harmless[relation.sense] else "violated"
                assert expected == moved.outcome, f"{relation.key}: {cell} {step:+}"
                assert abs(step) == abs(moved.difference)


@pytest.mark.parametrize(
    ("edition", "variant"), [("2019", ""), ("2021", ""), ("2021", "single_other_row")]
)
def test_every_unsigned_cell_may_not_be_below_zero(edition: str, variant: str) -> None:
    form = law.edition(edition, variant)
    report = balanced(form, seed=0)
    (rule,) = [rule for rule in law.rules() if rule.id == "R5"]
    unsigned = [a for a, spec in form.cells.items() if spec.column.kind != "signed_count"]

    relations = compile_rule(rule, edition, variant)

    assert [(address,) for address in unsigned] == [relation.cells for relation in relations]
    assert {"violated"} == {
        Figures(with_cell(report, address, -1)).read(relation).outcome
        for address, relation in zip(unsigned, relations, strict=True)
    }


def test_a_count_below_zero_withholds_and_is_named_with_its_cell() -> None:
    address = law.Address.parse("requests/granted/business")

    checked = check(with_cell(report_of(), address, -3))

    (finding,) = [found for found in checked.findings if found.rule.id == "R5"]
    assert "withheld" == checked.verdict
    assert (address,) == finding.cells
    assert "“（一）予以公开”的“商业企业”不得小于零：实为-3，请核对并改正" == finding.message
