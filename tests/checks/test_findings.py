"""What a finding tells, what is marked, what the verdict is, what goes into JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai import law
from gongkai.checks import Checked, check
from gongkai.checks.messages import apart, plus, say
from gongkai.law import Address
from gongkai.report import Fact, Part
from tests.reports import Rows, report_of

WRONG_TOTAL: Rows = {"disputes/review": [10, 1, 0, 0, 0]}
BLANK_TOTAL: Rows = {"disputes/review": [10, 1, 0, 0, ""]}
BELOW_STOCK: Rows = {"disclosure/regulations": [3, 1, 1]}


@pytest.mark.parametrize(
    ("rows", "year", "verdict"),
    [
        ({}, 2021, "published"),
        (WRONG_TOTAL, 2021, "withheld"),
        (BLANK_TOTAL, 2021, "withheld"),
        (BELOW_STOCK, 2021, "published"),
        ({"disclosure/regulations": [0, 5, 4]}, 2020, "published"),
    ],
)
def test_only_a_must_rule_that_is_not_shown_to_hold_withholds(
    rows: Rows, year: int, verdict: str
) -> None:
    assert verdict == check(report_of(rows, year=year)).verdict


def test_a_fact_that_does_not_add_up_withholds() -> None:
    fact = Fact("公开信息", 9, "条", (Part("公告", 8, "条"),))

    assert "withheld" == check(replace(report_of(), facts={"items": fact})).verdict


def test_a_finding_says_rule_key_both_sides_difference_and_cells() -> None:
    (finding,) = check(report_of(WRONG_TOTAL)).findings

    assert "R4:review" == finding.id
    assert (11, 0, 11) == (finding.left, finding.right, finding.difference)
    assert [
        f"disputes/review/{column}"
        for column in ("upheld", "corrected", "other", "pending", "total")
    ] == [str(cell) for cell in finding.cells]
    assert ("definition", "must") == (finding.rule.authority, finding.rule.severity)
    assert finding.is_error
    assert finding.blocks


def test_what_is_not_known_has_no_difference() -> None:
    (finding,) = check(report_of(BLANK_TOTAL)).findings

    assert finding.difference is None
    assert not finding.is_error
    assert finding.blocks


def marks(checked: Checked) -> dict[str, str]:
    return {str(cell): mark for cell, mark in checked.marked.items()}


def test_the_cells_of_a_broken_must_rule_are_marked_as_errors() -> None:
    assert {
        f"disputes/review/{column}": "error"
        for column in ("upheld", "corrected", "other", "pending", "total")
    } == marks(check(report_of(WRONG_TOTAL)))


def test_the_cells_of_any_other_open_finding_are_marked_as_doubtful() -> None:
    assert {"doubt"} == set(marks(check(report_of(BELOW_STOCK))).values())
    assert {"doubt"} == set(marks(check(report_of(BLANK_TOTAL))).values())


def test_an_error_outdoes_a_doubt_on_the_same_cell() -> None:
    checked = check(report_of({"disclosure/regulations": [3, 1, -1]}))

    assert "error" == marks(checked)["disclosure/regulations/in_force"]
    assert "doubt" == marks(checked)["disclosure/regulations/made"]


def test_a_blank_taken_as_zero_is_not_marked() -> None:
    assert {} == marks(check(report_of({"disputes/review": ["", 0, 0, 0, 0]})))


def test_the_outcomes_are_counted_over_all_rules() -> None:
    checked = check(report_of(WRONG_TOTAL))

    assert 1 == checked.count("violated")
    assert 0 == checked.count("undecided")
    assert 42 + 200 + 2 + 1 - 1 + 6 == checked.count("satisfied")


def test_the_json_is_plain_and_complete() -> None:
    written = json.loads(json.dumps(check(report_of(WRONG_TOTAL)).as_json()))

    assert {"rules", "findings", "notes"} == set(written)
    assert {"satisfied": 2, "violated": 1, "undecided": 0} == written["rules"]["R4"]
    assert [
        {
            "id": "R4:review",
            "rule": "R4",
            "outcome": "violated",
            "class": "must",
            "authority": "definition",
            "left": 11,
            "right": 0,
            "difference": 11,
            "cells": [
                f"disputes/review/{column}"
                for column in ("upheld", "corrected", "other", "pending", "total")
            ],
            "message": "“行政复议”，结果维持、结果纠正、其他结果、尚未审结之和应等于总计："
            "左边为11，右边为0，相差11",
            "waiver": None,
        },
    ] == written["findings"]
    assert "没有2020年度报告的数据，跨年规则（Y1、Y2、Y5、X5）未校验" == written["notes"][0]


def test_money_is_written_to_json_as_a_number() -> None:
    (finding,) = check(report_of({"disclosure/fees": [Decimal("-0.50")]})).as_json()["findings"]

    assert (-0.5, 0, -0.5) == (finding["left"], finding["right"], finding["difference"])
    assert "-0.5" == json.dumps(finding["left"])


def test_what_has_no_sides_is_null_in_json() -> None:
    (finding,) = check(report_of(variant="single_other_row")).as_json()["findings"]

    assert [None, None, None] == [finding[key] for key in ("left", "right", "difference")]


def test_the_cells_that_deviate_from_the_form_are_named() -> None:
    (finding,) = check(report_of(variant="single_other_row")).findings

    assert "F1:single_other_row" == finding.id
    assert {Address("requests", "other", "total").row} == {cell.row for cell in finding.cells}
    assert 7 == len(finding.cells)


def test_the_same_report_gives_the_same_findings_in_the_same_order() -> None:
    report = report_of({**WRONG_TOTAL, **BELOW_STOCK, "requests/granted": [1, "", 0, 0, 0, 0, 2]})

    assert check(report) == check(report)
    rules = [rule.id for rule in law.rules()]
    found = [rules.index(finding.rule.id) for finding in check(report).findings]
    assert sorted(found) == found
    assert len(set(found)) > 2


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (0, "0"),
        (-3, "-3"),
        (Decimal("1.50"), "1.5"),
        (Decimal("59237.2449"), "59237.2449"),
        (Decimal(100), "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.000001"), "0.000001"),
        (Decimal("2.000"), "2"),
    ],
)
def test_a_figure_is_said_without_exponent_and_trailing_zeros(
    figure: int | Decimal, words: str
) -> None:
    assert words == say(figure)


def test_a_sum_is_written_out_with_full_width_signs() -> None:
    assert "10＋1＋0.5" == plus([10, 1, Decimal("0.5")])


@pytest.mark.parametrize(("one", "other"), [(3, 5), (5, 3), (Decimal(-1), 1)])
def test_the_distance_of_two_figures_has_no_sign(one: int | Decimal, other: int) -> None:
    assert 2 == apart(one, other)
