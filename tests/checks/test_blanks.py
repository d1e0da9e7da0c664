"""Blank is not zero: what blanks and unreadable cells leave decided, and what they do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.checks import Checked, check
from tests.reports import Rows, report_of

RECEIVED = "表三·一、本年新收政府信息公开申请数量"
GRANTED = "表三·三、本年度办理结果·（一）予以公开"


def outcomes(checked: Checked) -> dict[str, str]:
    """The outcome of every relation that is not plainly satisfied."""
    return {finding.id: finding.outcome for finding in checked.findings}


def test_a_blank_part_is_taken_as_zero_where_the_others_make_up_the_total_and_said_so() -> None:
    checked = check(report_of({"disputes/review": [3, "", "", 4, 7]}))

    (finding,) = checked.findings
    assert "R4:review" == finding.id
    assert "satisfied" == finding.outcome
    assert finding.message.endswith(
        "成立，其中空白的“表四·行政复议·结果纠正”、“表四·行政复议·其他结果”按零计"
    )
    assert "published" == checked.verdict


def test_a_blank_total_over_parts_of_zero_is_taken_as_zero() -> None:
    checked = check(report_of({"disputes/review": [0, 0, 0, 0, ""]}))

    assert {"R4:review": "satisfied"} == outcomes(checked)
    assert "published" == checked.verdict


def test_a_blank_total_over_other_parts_is_an_incomplete_cell() -> None:
    checked = check(report_of({"disputes/review": [1, 0, 0, 0, ""]}))

    assert {"R4:review": "undecided"} == outcomes(checked)
    assert "withheld" == checked.verdict


def test_parts_beyond_the_total_are_an_error_whatever_the_blanks_hold() -> None:
    checked = check(report_of({"disputes/review": [5, "", "", "", 4]}))

    assert {"R4:review": "violated"} == outcomes(checked)


def test_parts_short_of_the_total_leave_it_open_while_one_is_blank() -> None:
    checked = check(report_of({"disputes/review": [3, "", 0, 0, 4]}))

    assert {"R4:review": "undecided"} == outcomes(checked)


def test_a_row_without_a_single_figure_is_undecided() -> None:
    checked = check(report_of({"disputes/review": ["", "", "", "", ""]}))

    assert {"R4:review": "undecided"} == outcomes(checked)


def test_a_blank_shown_to_be_zero_in_its_row_decides_its_column_and_is_said_once() -> None:
    checked = check(
        report_of(
            {
                "requests/received": [2, 0, 0, 0, 0, 0, 2],
                "requests/granted": [2, "", 0, 0, 0, 0, 2],
                "requests/disposed_total": [2, "", 0, 0, 0, 0, 2],
            }
        )
    )

    assert {"R1:granted": "satisfied", "R1:disposed_total": "satisfied"} == outcomes(checked)
    assert 7 == checked.tally["R2"]["satisfied"]
    assert "published" == checked.verdict


def test_an_empty_row_is_settled_by_its_columns() -> None:
    checked = check(
        report_of(
            {
                "requests/received": [2, 0, 0, 0, 0, 0, 2],
                "requests/granted": [2, 0, 0, 0, 0, 0, 2],
                "requests/granted_in_part": ["", "", "", "", "", "", ""],
                "requests/disposed_total": [2, 0, 0, 0, 0, 0, 2],
            }
        )
    )

    assert {"satisfied"} == set(outcomes(checked).values())
    assert [f"R2:{column}" for column in ("natural_person", "business", "research", "social")] == [
        finding.id for finding in checked.findings
    ][:4]
    assert 25 == checked.tally["R1"]["satisfied"]
    assert "published" == checked.verdict


def test_a_violation_says_which_blanks_were_taken_as_zero_before() -> None:
    checked = check(
        report_of(
            {
                "requests/granted": [2, "", 0, 0, 0, 0, 2],
                "requests/disposed_total": [2, 1, 0, 0, 0, 0, 3],
                "requests/received": [2, 1, 0, 0, 0, 0, 3],
            }
        )
    )

    (violated,) = [finding for finding in checked.findings if finding.id == "R2:business"]
    assert violated.message.endswith(
        f"左边为0，右边为1，相差1（其中空白的“{GRANTED}·商业企业”已按零计）"
    )


def test_an_unreadable_cell_is_never_taken_as_zero() -> None:
    checked = check(report_of({"disputes/review": [3, "O", 0, 0, 3]}))

    assert {
        "R4:review": "undecided",
        "R5:disputes/review/corrected": "undecided",
    } == outcomes(checked)
    assert "withheld" == checked.verdict


def test_an_unreadable_cell_may_make_up_for_parts_beyond_the_total() -> None:
    checked = check(report_of({"disputes/review": [5, "一", 0, 0, 3]}))

    assert "undecided" == outcomes(checked)["R4:review"]


def test_a_blank_count_cannot_be_below_zero() -> None:
    checked = check(report_of({"disclosure/permits": [""], "disclosure/fees": [""]}))

    assert {"satisfied"} == set(checked.tally["R5"])
    assert "published" == checked.verdict


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ([5, "", 0], "undecided"),
        ([5, -5, 0], None),
        ([5, -6, 0], "violated"),
        (["", 2, 0], None),
        (["", -2, 0], "undecided"),
        (["", 0, 0], None),
        (["", "", 0], "undecided"),
    ],
)
def test_a_signed_column_may_hold_anything_where_it_is_blank(
    row: list[int | Decimal | str], outcome: str | None
) -> None:
    checked = check(report_of({"disclosure/permits": row}, year=2020))

    assert outcome == outcomes(checked).get("R7:permits")


@pytest.mark.parametrize(("year", "rules"), [(2020, "R1 R2 R3 R4 R7 R8"), (2021, "R1 R2 R3 R4 R6")])
def test_a_report_of_blanks_decides_nothing_and_is_withheld(year: int, rules: str) -> None:
    checked = check(report_of(year=year, others=""))

    for rule in rules.split():
        assert {"undecided"} == set(checked.tally[rule])
    assert {"satisfied"} == set(checked.tally["R5"])
    assert "withheld" == checked.verdict
    found = {id_: outcome for id_, outcome in outcomes(checked).items() if id_[0] != "C"}
    assert {"undecided"} == set(found.values())


def test_a_report_of_scribbles_decides_nothing_and_is_withheld() -> None:
    checked = check(report_of(others="？"))

    assert {"undecided"} == {
        outcome
        for rule, counts in checked.tally.items()
        if rule not in ("C1", "C3", "C4", "F1")
        for outcome in counts
    }
    assert "withheld" == checked.verdict


@pytest.mark.parametrize(
    ("this", "last", "outcome"),
    [
        ({"requests/carried_in": ["", 0, 0, 0, 0, 0, 0]}, {}, "taken as zero"),
        ({}, {"requests/carried_out": ["", 0, 0, 0, 0, 0, 0]}, "taken as zero"),
        (
            {"requests/received": [1, 0, 0, 0, 0, 0, 1], "requests/carried_out": [1, *[0] * 5, 1]},
            {"requests/carried_out": ["", 0, 0, 0, 0, 0, ""]},
            "taken as zero",
        ),
        (
            {},
            {
                "requests/received": [1, 0, 0, 0, 0, 0, 1],
                "requests/carried_out": ["", 0, 0, 0, 0, 0, 1],
            },
            "undecided",
        ),
    ],
)
def test_last_years_blanks_count_as_zero_where_last_years_own_rules_show_it(
    this: Rows, last: Rows, outcome: str
) -> None:
    checked = check(report_of(this, year=2022), report_of(last, year=2021))

    found = {finding.outcome for finding in checked.findings if finding.id == "Y1:natural_person"}
    assert {"taken as zero": set(), "undecided": {"undecided"}}[outcome] == found


def test_a_message_counts_more_than_three_cells() -> None:
    checked = check(report_of({"disputes/review": ["", "", "", "", 5]}))

    (finding,) = checked.findings
    assert finding.message.endswith("：4格没有可用的数据，无法判断；请补填")


def test_a_message_names_up_to_three_cells() -> None:
    checked = check(report_of({"disputes/review": ["", "", "", 1, 5]}))

    (finding,) = checked.findings
    assert finding.message.endswith(
        "：“表四·行政复议·结果维持”、“表四·行政复议·结果纠正”、“表四·行政复议·其他结果”"
        "没有可用的数据，无法判断；请补填"
    )
