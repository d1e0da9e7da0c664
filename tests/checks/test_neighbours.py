"""Rules over neighbours in time, size and calendar: holds, fails, cannot be decided."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai import law
from gongkai.checks import Checked, Finding, check
from gongkai.report import Agency, Report, Source
from tests.reports import AGENCY, Rows, report_of

JANUARY = datetime.date(2022, 1, 31)
COUNTY = Agency("test-county", "某市某县人民政府", "county", "government")


def found(checked: Checked, rule: str) -> list[Finding]:
    return [finding for finding in checked.findings if finding.rule.id == rule]


def outcomes(checked: Checked, rule: str) -> dict[str, int]:
    return {str(outcome): count for outcome, count in checked.tally[rule].items()}


# Y5

BUSY: Rows = {
    "requests/received": [30, 0, 0, 0, 0, 0, 30],
    "requests/granted": [30, 0, 0, 0, 0, 0, 30],
    "requests/disposed_total": [30, 0, 0, 0, 0, 0, 30],
}


def both(this: Rows, last: Rows, year: int = 2022) -> Checked:
    return check(report_of(this, year=year), report_of(last, year=year - 1))


def test_y5_every_cell_equal_to_last_years_is_a_hint() -> None:
    (finding,) = found(both(BUSY, BUSY), "Y5")

    assert ("Y5:copied", "violated", "hint") == (
        finding.id,
        finding.outcome,
        finding.rule.severity,
    )
    assert "各格数据全部相同（其中6格不为零）" in finding.message


def test_y5_one_cell_that_differs_is_no_copy() -> None:
    assert [] == found(both(BUSY, {**BUSY, "disclosure/permits": [1]}), "Y5")


def test_y5_two_reports_of_zeros_are_no_copy() -> None:
    assert [] == found(both({}, {}), "Y5")


def test_y5_a_blank_leaves_a_copy_undecided() -> None:
    checked = both({**BUSY, "disclosure/permits": [""]}, BUSY)

    assert [] == found(checked, "Y5")
    assert 2 == outcomes(checked, "Y5")["undecided"]  # the copy, and the jump of that cell


@pytest.mark.parametrize(
    ("this", "last", "jumps"),
    [
        (101, 20, True),
        (100, 20, False),
        (0, 20, True),
        (0, 19, False),
        (20, 0, True),
        (4, 20, False),
    ],
)
def test_y5_a_jump_counts_from_more_than_five_times_and_only_for_figures_of_weight(
    this: int, last: int, jumps: bool
) -> None:
    checked = both({"disclosure/permits": [this]}, {"disclosure/permits": [last]})

    assert ["Y5:disclosure/permits/decisions"] * jumps == [f.id for f in found(checked, "Y5")]


def test_y5_the_total_speaks_for_its_row() -> None:
    checked = both(BUSY, {})

    assert {"total"} == {f.cells[0].column for f in found(checked, "Y5")}


def test_y5_compares_across_the_editions_only_what_both_have() -> None:
    checked = both({"disclosure/regulations": [40, 0, 40]}, {}, year=2021)

    assert [] == found(checked, "Y5")


# X5


@pytest.mark.parametrize(
    ("this", "last", "outcome"),
    [
        ("77302800", "7730.28", "violated"),
        ("7730.28", "77302800", "violated"),
        ("90000000", "7730.28", "violated"),
        ("7731", "7730.28", "satisfied"),
        ("0", "7730.28", "satisfied"),
        ("", "7730.28", "undecided"),
    ],
)
def test_x5_a_factor_of_ten_thousand_is_yuan_for_wan(this: str, last: str, outcome: str) -> None:
    figure = Decimal(this) if this else ""
    checked = both({"disclosure/fees": [figure]}, {"disclosure/fees": [Decimal(last)]})

    assert {outcome: 1} == outcomes(checked, "X5")
    assert (outcome == "violated") == bool(found(checked, "X5"))
    if outcome == "violated":
        assert [] == found(checked, "Y5")


# X1


def aggregate(total: int, children: Mapping[str, Report | None]) -> Checked:
    row = [total, 0, 0, 0, 0, 0, total]
    report = report_of({"requests/received": row, "requests/carried_out": row}, scope="aggregated")
    return check(replace(report, children=tuple(children)), children=children)


def child(received: int | str) -> Report:
    row = [received, 0, 0, 0, 0, 0, received]
    return report_of({"requests/received": row, "requests/carried_out": row})


def test_x1_an_aggregate_equals_the_sum_of_its_children() -> None:
    checked = aggregate(5, {"one": child(2), "two": child(3)})

    assert {"satisfied": 175 + 15 + 9} == outcomes(checked, "X1")


def test_x1_a_difference_is_named_cell_by_cell() -> None:
    checked = aggregate(6, {"one": child(2), "two": child(3)})

    first = found(checked, "X1")[0]
    assert "X1:requests/received/natural_person" == first.id
    assert (6, 5, 1) == (first.left, first.right, first.difference)
    assert "explain" == first.rule.severity
    assert 4 == len(found(checked, "X1"))


def test_x1_a_missing_child_leaves_a_lower_bound() -> None:
    checked = aggregate(6, {"one": child(2), "two": None})

    (finding,) = found(checked, "X1")
    assert "undecided" == finding.outcome
    assert "缺少two的报告" in finding.message
    assert "不应小于2" in finding.message
    assert {"undecided": 175 + 15 + 9} == outcomes(checked, "X1")


def test_x1_a_figure_below_the_lower_bound_is_wrong_whatever_is_missing() -> None:
    checked = aggregate(1, {"one": child(2), "two": None})

    assert ["violated"] * 4 + ["undecided"] == [f.outcome for f in found(checked, "X1")]


def test_x1_a_child_that_prints_one_row_for_three_can_be_added_to_one_that_does_not() -> None:
    report = report_of(scope="aggregated", variant="single_other_row")
    children = {"one": report_of({"requests/other.other": [0] * 7})}

    checked = check(replace(report, children=("one",)), children=children)

    assert {"satisfied"} == set(outcomes(checked, "X1"))


def test_x1_is_not_run_for_an_own_report_or_without_children() -> None:
    assert "X1" not in check(report_of()).tally
    assert "X1" not in check(report_of(scope="aggregated")).tally


# X2, X3


def test_x2_disputes_beside_an_empty_section_three_are_never_an_error() -> None:
    checked = check(report_of({"disputes/review": [1, 0, 0, 0, 1]}))

    assert [] == list(checked.findings)
    assert {"X2", "X3"} == {rule.id for rule in law.rules() if rule.allows}


def test_x3_own_and_aggregated_are_never_compared() -> None:
    checked = check(report_of(BUSY, year=2022), report_of(BUSY, year=2021, scope="aggregated"))

    assert set() == {"Y1", "Y2", "Y5", "X5"} & set(checked.tally)


# X4


@pytest.mark.parametrize(
    ("level", "figure", "outcome"),
    [
        ("county", 3, {"violated": 1, "satisfied": 2}),
        ("township", 3, {"violated": 1, "satisfied": 2}),
        ("county", 0, {"satisfied": 3}),
        ("county", "", {"undecided": 1, "satisfied": 2}),
        ("prefecture", 3, None),
    ],
)
def test_x4_no_regulations_below_those_who_may_make_them(
    level: str, figure: int | str, outcome: dict[str, int] | None
) -> None:
    agency = Agency("test-bureau", "某局", level, "department")  # type: ignore[arg-type]
    checked = check(replace(report_of({"disclosure/regulations": [figure, 0, 0]}), agency=agency))

    assert outcome == (outcomes(checked, "X4") if outcome else checked.tally.get("X4"))
    assert (level != "prefecture" and figure == 3) == bool(found(checked, "X4"))


# D1


@pytest.mark.parametrize(
    ("published", "as_of", "due", "late"),
    [
        (JANUARY, None, None, None),
        (JANUARY + datetime.timedelta(5), None, None, "晚5天"),
        (None, JANUARY, None, None),
        (None, JANUARY + datetime.timedelta(1), None, "制作日期2022-02-01"),
        (JANUARY, JANUARY + datetime.timedelta(400), None, None),
        (JANUARY, None, datetime.date(2022, 1, 20), "期限2022-01-20（地方规定的期限），晚11天"),
    ],
)
def test_d1_the_day_of_publication_is_held_against_the_deadline(
    published: datetime.date | None,
    as_of: datetime.date | None,
    due: datetime.date | None,
    late: str | None,
) -> None:
    report = replace(report_of(), source=Source(date=published), due=due)

    checked = check(report, as_of=as_of)

    assert {"violated" if late else "satisfied": 1} == outcomes(checked, "D1")
    assert [] == [f for f in found(checked, "D1") if (late or "-") not in f.message]
    assert "published" == checked.verdict


def test_d1_without_any_date_is_not_judged_and_that_is_said() -> None:
    checked = check(report_of())

    assert "D1" not in checked.tally
    assert "没有公布日期，也没有给出 as_of，公布期限（D1）未校验" in checked.notes


# D2


@pytest.mark.parametrize(
    ("title", "publisher", "outcome"),
    [
        ("某县人民政府2021年政府信息公开工作年度报告", "", {"satisfied": 2}),
        ("某市某县人民政府2021年政府信息公开工作年度报告", "某县人民政府办公室", {"satisfied": 3}),
        ("某县人民政府2020年政府信息公开工作年度报告", "", {"satisfied": 1, "violated": 1}),
        ("某县民政局2021年政府信息公开工作年度报告", "", {"satisfied": 1, "violated": 1}),
        ("", "某县民政局", {"violated": 1}),
        ("年度报告", "", {"undecided": 1}),
    ],
)
def test_d2_title_and_publisher_name_the_body_and_the_year(
    title: str, publisher: str, outcome: dict[str, int]
) -> None:
    source = Source(title=title, publisher=publisher)

    checked = check(replace(report_of(), agency=COUNTY, source=source))

    assert outcome == outcomes(checked, "D2")


def test_d2_says_nothing_where_nothing_is_noted() -> None:
    assert "D2" not in check(replace(report_of(), agency=AGENCY)).tally
