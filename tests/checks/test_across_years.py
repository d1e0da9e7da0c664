"""Last year's report: compared with where it can be, and said why where it cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai import law
from gongkai.checks import check
from gongkai.checks.outcome import Figures
from gongkai.checks.relations import compile_rule
from gongkai.report import Agency
from tests.reports import balanced, report_of

LINKED = ("Y1", "Y2", "Y3", "Y4")


def test_without_last_years_report_the_rules_across_years_are_said_not_to_have_run() -> None:
    checked = check(report_of(year=2022))

    assert "没有2021年度报告的数据，跨年规则（Y1、Y2、Y5、X5）未校验" == checked.notes[0]
    assert set() == {"Y1", "Y2", "Y3", "Y4", "Y5", "X5"} & set(checked.tally)


def test_with_last_years_report_of_the_same_edition_all_rules_run() -> None:
    checked = check(report_of(year=2022), report_of(year=2021))

    assert [] == [note for note in checked.notes if "跨年" in note]
    assert {"Y1": {"satisfied": 7}, "Y2": {"satisfied": 2}} == {
        rule: counts for rule, counts in checked.tally.items() if rule in LINKED
    }


def test_in_the_2019_edition_the_number_of_items_is_carried_over() -> None:
    checked = check(report_of(year=2020), report_of(year=2019))

    assert {"Y1": {"satisfied": 7}, "Y3": {"satisfied": 5}} == {
        rule: counts for rule, counts in checked.tally.items() if rule in LINKED
    }


def test_between_the_editions_only_the_applications_are_linked_and_each_refusal_is_listed() -> None:
    checked = check(report_of(year=2021), report_of(year=2020))

    assert {"Y1": {"satisfied": 7}, "Y4": {"undecided": 5}} == {
        rule: counts for rule, counts in checked.tally.items() if rule in LINKED
    }
    assert [
        "Y4:disclosure/regulations/in_force",
        "Y4:disclosure/normative_documents/in_force",
        "Y4:disclosure/permits/decisions",
        "Y4:disclosure/penalties/decisions",
        "Y4:disclosure/coercive_measures/decisions",
    ] == [finding.id for finding in checked.findings]
    assert "上一年度报告用的是2019年格式（试行），跨年规则（Y2）未校验" == checked.notes[0]
    assert "published" == checked.verdict


def test_a_refusal_names_both_figures_and_the_reason() -> None:
    finding = check(report_of(year=2021), report_of(year=2020)).findings[0]

    assert (
        "上一年度报告的“表二·第二十条第（一）项·规章·对外公开总数量”与本年度的"
        "“表二·第二十条第（一）项·规章·现行有效件数”口径不同，不作跨年比较："
        "对外公开总数量是已公开文件的累计数，现行有效件数是年末仍有效文件的存量"
    ) == finding.message


def test_a_report_of_another_scope_is_not_compared_with() -> None:
    last = report_of({"requests/carried_out": [9, 0, 0, 0, 0, 0, 9]}, year=2021, scope="aggregated")

    checked = check(report_of(year=2022), last)

    assert (
        "上一年度报告是汇总数据，本年度是本级数据，口径不同，跨年规则（Y1、Y2、Y5、X5）未校验"
    ) == checked.notes[0]
    assert set() == {"Y1", "Y2"} & set(checked.tally)


def test_a_relation_across_years_cannot_be_read_without_last_year() -> None:
    (y1,) = [rule for rule in law.rules() if rule.id == "Y1"]
    (first, *_) = compile_rule(y1, "2021", "", "2021", "")

    with pytest.raises(ValueError, match="last year"):
        Figures(report_of()).read(first)


@pytest.mark.parametrize(
    ("year", "agency"),
    [
        (2020, Agency("test-bureau", "某县某局", "county", "department")),
        (2022, Agency("test-bureau", "某县某局", "county", "department")),
        (2021, Agency("other-bureau", "某县另局", "county", "department")),
    ],
)
def test_a_report_that_is_not_last_years_own_is_not_compared_with(
    year: int, agency: Agency
) -> None:
    last = replace(report_of(year=2021), year=year, agency=agency)

    checked = check(report_of(year=2022), last)

    note = checked.notes[0]
    assert f"所给的是{agency.name}{year}年度报告，不是本机关2021年度报告" in note
    assert set() == {"Y1", "Y2"} & set(checked.tally)


def test_a_break_across_years_is_to_be_explained_and_does_not_withhold() -> None:
    last = report_of(
        {
            "requests/received": [2, 0, 0, 0, 0, 0, 2],
            "requests/carried_out": [2, 0, 0, 0, 0, 0, 2],
        },
        year=2021,
    )

    checked = check(report_of(year=2022), last)

    assert ["Y1:natural_person", "Y1:total"] == [finding.id for finding in checked.findings]
    assert {"violated"} == {finding.outcome for finding in checked.findings}
    assert "published" == checked.verdict


@pytest.mark.parametrize(
    ("variant", "last_variant"), [("single_other_row", ""), ("", "single_other_row")]
)
def test_a_deviation_from_the_form_does_not_stand_in_the_way(
    variant: str, last_variant: str
) -> None:
    this = report_of(year=2022, variant=variant)

    checked = check(this, report_of(year=2021, variant=last_variant))

    assert {"satisfied": 7} == checked.tally["Y1"]
    assert {"satisfied": 2} == checked.tally["Y2"]


@pytest.mark.parametrize("seed", range(5))
def test_a_random_pair_of_years_breaks_y1_wherever_the_carry_over_differs(seed: int) -> None:
    form = law.edition("2021")
    last, this = balanced(form, seed, year=2021), balanced(form, seed + 100, year=2022)

    checked = check(this, last)

    differing = [
        column.id
        for column in form.table("requests").blocks[0].columns
        if this.figure(law.Address("requests", "carried_in", column.id))
        != last.figure(law.Address("requests", "carried_out", column.id))
    ]
    found = [finding.key for finding in checked.findings if finding.rule.id == "Y1"]
    assert differing == found
    assert len(found) > 0
