"""Each rule with a case in which it holds, one in which it fails, one it cannot decide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from gongkai import law
from gongkai.checks import check
from gongkai.checks.outcome import Outcome
from gongkai.report import Fact, Part, Report
from tests.reports import Rows, report_of


@dataclass(frozen=True)
class Case:
    """A report of zeros but for these rows, and how one rule comes out on it.

    Every other relation of the rule holds. `says` is part of the finding's message.
    """

    rule: str
    outcome: Outcome
    year: int = 2021
    rows: Rows = field(default_factory=dict)
    last: Rows | None = None
    variant: str = ""
    fact: Fact | None = None
    says: str = ""
    open: int = 1
    """How many relations of the rule come out so, where they do not hold."""

    def report(self) -> Report:
        report = report_of(self.rows, year=self.year, variant=self.variant)
        return replace(report, facts={"items": self.fact} if self.fact else {})

    def last_report(self) -> Report | None:
        return None if self.last is None else report_of(self.last, year=self.year - 1)


def listed(value: int, *parts: int, closed: bool = True) -> Fact:
    """A fact of so many 条, with its parts."""
    return Fact("公开信息", value, "条", tuple(Part("分项", part, "条") for part in parts), closed)


CASES = [
    Case("R1", "satisfied", rows={"requests/received": [1, 2, 0, 0, 0, 3, 6]}),
    Case(
        "R1",
        "violated",
        rows={"requests/received": [1, 2, 0, 0, 0, 3, 7]},
        says="左边为6，右边为7，相差1",
    ),
    Case(
        "R1",
        "undecided",
        rows={
            "requests/received": [1, 2, 0, 0, 0, 3, ""],
            "requests/granted": [1, 2, 0, 0, 0, 3, 6],
            "requests/disposed_total": [1, 2, 0, 0, 0, 3, 6],
        },
        says="“表三·一、本年新收政府信息公开申请数量·总计”没有可用的数据",
    ),
    Case(
        "R2",
        "satisfied",
        rows={
            "requests/granted": [2, 0, 0, 0, 0, 0, 2],
            "requests/other.other": [1, 0, 0, 0, 0, 0, 1],
            "requests/disposed_total": [3, 0, 0, 0, 0, 0, 3],
        },
    ),
    Case(
        "R2",
        "violated",
        rows={
            "requests/granted": [2, 0, 0, 0, 0, 0, 2],
            "requests/disposed_total": [3, 0, 0, 0, 0, 0, 2],
        },
        says="“自然人”一列，各项办理结果之和应等于（七）总计：左边为2，右边为3，相差1",
    ),
    Case(
        "R2",
        "undecided",
        rows={
            "requests/granted": ["1 2", 0, 0, 0, 0, 0, 12],
            "requests/disposed_total": [12, 0, 0, 0, 0, 0, 12],
        },
        says="（一）予以公开·自然人”没有可用的数据",
    ),
    Case(
        "R3",
        "satisfied",
        rows={
            "requests/received": [3, 0, 0, 0, 0, 0, 3],
            "requests/carried_in": [2, 0, 0, 0, 0, 0, 2],
            "requests/disposed_total": [4, 0, 0, 0, 0, 0, 4],
            "requests/carried_out": [1, 0, 0, 0, 0, 0, 1],
        },
    ),
    Case(
        "R3",
        "violated",
        rows={
            "requests/received": [3, 0, 0, 0, 0, 0, 3],
            "requests/disposed_total": [2, 0, 0, 0, 0, 0, 3],
        },
        says="左边为3，右边为2，相差1",
    ),
    Case(
        "R3",
        "undecided",
        rows={
            "requests/received": [3, 0, 0, 0, 0, 0, 3],
            "requests/granted": [3, 0, 0, 0, 0, 0, 3],
            "requests/disposed_total": ["", 0, 0, 0, 0, 0, 3],
        },
        says="（七）总计·自然人”没有可用的数据",
    ),
    Case("R4", "satisfied", rows={"disputes/review": [1, 2, 3, 4, 10]}),
    Case(
        "R4",
        "violated",
        rows={"disputes/review": [10, 1, 0, 0, 0]},
        says="“行政复议”，结果维持、结果纠正、其他结果、尚未审结之和应等于总计：左边为11，右边为0，相差11",
    ),
    Case(
        "R4",
        "undecided",
        rows={"disputes/review": [1, "", 0, 0, 2]},
        says="“表四·行政复议·结果纠正”没有可用的数据",
    ),
    Case("R5", "satisfied", rows={"disclosure/fees": [Decimal("0.01")]}),
    Case(
        "R5",
        "violated",
        rows={"disclosure/fees": [Decimal("-0.01")]},
        says="“行政事业性收费”的“本年收费金额（单位：万元）”不得小于零：实为-0.01",
    ),
    Case(
        "R5",
        "undecided",
        rows={"disclosure/permits": ["l2"]},
        says="“表二·第二十条第（五）项·行政许可·本年处理决定数量”没有可用的数据",
    ),
    Case("R6", "satisfied", rows={"disclosure/regulations": [3, 1, 2]}),
    Case("R6", "violated", rows={"disclosure/regulations": [3, 1, 1]}, says="实为-1"),
    Case(
        "R6",
        "undecided",
        rows={"disclosure/regulations": [3, 1, ""]},
        says="现行有效件数”没有可用的数据",
    ),
    Case("R7", "satisfied", year=2020, rows={"disclosure/permits": [5, -5, 0]}),
    Case("R7", "violated", year=2020, rows={"disclosure/permits": [5, -6, 0]}, says="实为-1"),
    Case(
        "R7",
        "undecided",
        year=2020,
        rows={"disclosure/permits": [5, "", 0]},
        says="本年增/减”没有可用的数据",
    ),
    Case("R8", "satisfied", year=2020, rows={"disclosure/regulations": [0, 4, 4]}),
    Case(
        "R8",
        "violated",
        year=2020,
        rows={"disclosure/regulations": [0, 5, 4]},
        says="“规章”本年新公开数量通常不大于对外公开总数量：左边为5，右边为4，相差1",
    ),
    Case(
        "R8",
        "undecided",
        year=2020,
        rows={"disclosure/regulations": [0, 5, ""]},
        says="对外公开总数量”没有可用的数据",
    ),
    Case(
        "Y1",
        "satisfied",
        rows={"requests/carried_in": [2, 0, 0, 0, 0, 0, 2]},
        last={"requests/carried_out": [2, 0, 0, 0, 0, 0, 2]},
    ),
    Case(
        "Y1",
        "violated",
        rows={"requests/carried_in": [2, 0, 0, 0, 0, 0, 0]},
        last={"requests/carried_out": [3, 0, 0, 0, 0, 0, 0]},
        says="“自然人”一列，上年结转应等于上一年度报告的结转下年度继续办理：左边为2，右边为3，相差1",
    ),
    Case(
        "Y1",
        "undecided",
        rows={"requests/carried_in": [2, 0, 0, 0, 0, 0, 2]},
        last={
            "requests/received": [2, 0, 0, 0, 0, 0, 2],
            "requests/carried_out": ["", 0, 0, 0, 0, 0, 2],
        },
        says="：上一年度报告的“表三·四、结转下年度继续办理·自然人”没有可用的数据",
    ),
    Case(
        "Y2",
        "satisfied",
        year=2022,
        rows={"disclosure/regulations": [2, 1, 11]},
        last={"disclosure/regulations": [0, 0, 10]},
    ),
    Case(
        "Y2",
        "violated",
        year=2022,
        rows={"disclosure/regulations": [2, 1, 12]},
        last={"disclosure/regulations": [0, 0, 10]},
        says="左边为12，右边为11，相差1",
    ),
    Case(
        "Y2",
        "undecided",
        year=2022,
        rows={"disclosure/regulations": [2, "", 11]},
        last={"disclosure/regulations": [0, 0, 10]},
        says="本年废止件数”没有可用的数据",
    ),
    Case(
        "Y3",
        "satisfied",
        year=2020,
        rows={"disclosure/fees": [4, 0]},
        last={"disclosure/fees": [5, -1]},
    ),
    Case(
        "Y3",
        "violated",
        year=2020,
        rows={"disclosure/fees": [5, 0]},
        last={"disclosure/fees": [5, -1]},
        says="左边为5，右边为4，相差1",
    ),
    Case(
        "Y3",
        "undecided",
        year=2020,
        rows={"disclosure/fees": [5, 0]},
        last={"disclosure/fees": [5, ""]},
        says="：上一年度报告的“表二·第二十条第（八）项·行政事业性收费·本年增/减”没有可用的数据",
    ),
    Case("Y4", "undecided", last={}, open=5, says="不作跨年比较：项目数量是事项个数"),
    Case("F1", "satisfied"),
    Case(
        "F1",
        "violated",
        variant="single_other_row",
        says="所印表格与格式不一致：第三部分“（六）其他处理”只印一行",
    ),
    Case("N6", "satisfied", fact=listed(9, 1, 1, 1, 1, 1, 4)),
    Case(
        "N6",
        "violated",
        fact=listed(9, 1, 4),
        says="各分项之和（1＋4）为5，总数为9，相差4",
    ),
]
NEVER = {
    ("Y4", "satisfied"): "it refuses a comparison and compares nothing",
    ("Y4", "violated"): "it refuses a comparison and compares nothing",
    ("F1", "undecided"): "which rows a report prints is always known",
    ("N6", "undecided"): "a fact is never blank",
}


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule} {case.outcome}" for case in CASES])
def test_the_rule_comes_out_so_and_says_why(case: Case) -> None:
    checked = check(case.report(), case.last_report())

    tally = checked.tally[case.rule]
    found = [f for f in checked.findings if (f.rule.id, f.outcome) == (case.rule, case.outcome)]
    if case.outcome == "satisfied":
        assert tally.total() == tally["satisfied"] > 0
        assert [] == found
    else:
        assert {case.outcome: case.open} == {
            outcome: times for outcome, times in tally.items() if outcome != "satisfied"
        }
        assert case.open == len(found)
        assert case.says in found[-1].message


def test_every_rule_has_a_case_of_each_kind_that_it_can_have() -> None:
    outcomes: tuple[Outcome, ...] = ("satisfied", "violated", "undecided")
    shown = {(case.rule, case.outcome) for case in CASES}
    wanted = {
        (rule.id, outcome)
        for rule in law.rules()
        if not (rule.judge or rule.allows)  # test_neighbours.py, test_waivers.py, claims
        for outcome in outcomes
    }

    assert wanted - set(NEVER) == shown


@pytest.mark.parametrize(
    ("fact", "outcome"),
    [
        (listed(9, 4, 5), "satisfied"),
        (listed(9, 4, 4), "violated"),
        (listed(9, 5, 5), "violated"),
        (listed(9, 4, 4, closed=False), "satisfied"),
        (listed(9, 5, 5, closed=False), "violated"),
    ],
)
def test_a_closed_list_adds_up_and_an_open_one_may_fall_short(fact: Fact, outcome: Outcome) -> None:
    assert {outcome: 1} == check(replace(report_of(), facts={"items": fact})).tally["N6"]


def test_a_fact_without_parts_is_not_checked() -> None:
    assert "N6" not in check(replace(report_of(), facts={"items": listed(9)})).tally
