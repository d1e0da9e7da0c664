"""What is missing altogether: blank cells outside every sum, empty tables, no words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.checks import Checked, Finding, check
from gongkai.checks.zeros import broken_with_zeros
from gongkai.report import Passage, Report
from tests.reports import WORDS, Rows, Value, report_of

FILLED: Rows = {"disclosure/permits": [3]}


def of_rule(checked: Checked, rule: str) -> list[Finding]:
    return [finding for finding in checked.findings if finding.rule.id == rule]


def worded(**texts: str) -> Report:
    """A report of zeros with these words beside or instead of the usual ones."""
    told = {**WORDS, **{name: Passage(text) for name, text in texts.items()}}
    return replace(report_of(), narrative={name: p for name, p in told.items() if p.text})


@pytest.mark.parametrize(
    ("permits", "outcomes"),
    [
        (3, {"satisfied": 1, "undecided": 0}),
        ("", {"violated": 1, "undecided": 0}),
        ("三", {"satisfied": 1, "undecided": 1}),
    ],
)
def test_c1_a_cell_outside_every_sum_is_filled_in(permits: Value, outcomes: dict[str, int]) -> None:
    checked = check(report_of({"disclosure/permits": [permits]}))

    assert outcomes == checked.tally["C1"]


def test_c1_names_the_blank_cells_and_withholds_nothing() -> None:
    checked = check(report_of({"disclosure/permits": [""], "disclosure/fees": [""]}))

    (finding,) = of_rule(checked, "C1")
    assert ("C1:disclosure", "hint", "violated") == (
        finding.id, finding.rule.severity, finding.outcome
    )  # fmt: skip
    assert ["disclosure/permits/decisions", "disclosure/fees/amount"] == [
        str(cell) for cell in finding.cells
    ]
    assert "“表二·第二十条第（五）项·行政许可·本年处理决定数量”" in finding.message
    assert "published" == checked.verdict


def test_c1_leaves_blanks_that_a_sum_shows_to_be_zero_to_that_sum() -> None:
    checked = check(report_of({"disputes/review": [3, "", "", 4, 7]}))

    assert [] == of_rule(checked, "C1")


def test_c2_a_table_without_a_figure_asks_for_an_explanation() -> None:
    rows = {f"disputes/{name}": [""] * 5 for name in
            ("review", "litigation_direct", "litigation_after_review")}  # fmt: skip

    (finding,) = of_rule(check(report_of(rows)), "C2")

    assert ("C2:disputes", "explain", "violated") == (
        finding.id, finding.rule.severity, finding.outcome
    )  # fmt: skip
    assert "15格全部空白" in finding.message


def test_c2_one_figure_is_enough_and_one_scribble_leaves_it_open() -> None:
    checked = check(report_of(FILLED, others=""))
    scribbled = check(report_of({"disclosure/permits": ["?"]}, others=""))

    assert {"satisfied": 1, "violated": 2} == checked.tally["C2"]
    assert {"undecided": 1, "violated": 2} == scribbled.tally["C2"]
    assert ["undecided"] == [
        finding.outcome for finding in of_rule(scribbled, "C2") if finding.key == "disclosure"
    ]


def test_c2_speaks_for_an_empty_table_and_c1_does_not() -> None:
    checked = check(report_of(others=""))

    assert 3 == len(of_rule(checked, "C2"))
    assert [] == of_rule(checked, "C1")


@pytest.mark.parametrize(
    ("rule", "section", "severity"),
    [("C3", "problems", "explain"), ("C4", "other_matters", "hint")],
)
@pytest.mark.parametrize(
    ("text", "outcome"),
    [("有待改进。", "satisfied"), ("无。", "satisfied"), ("", "violated"), ("——……", "violated")],
)
def test_c3_and_c4_a_section_of_words_has_words(
    rule: str, section: str, severity: str, text: str, outcome: str
) -> None:
    checked = check(worded(**{section: text}))

    assert {outcome: 1} == checked.tally[rule]
    assert [(f"{rule}:{section}", severity)] * (outcome == "violated") == [
        (finding.id, finding.rule.severity) for finding in of_rule(checked, rule)
    ]


@pytest.mark.parametrize("rule", ["C3", "C4"])
def test_c3_and_c4_are_undecided_where_only_figures_are_at_hand(rule: str) -> None:
    checked = check(replace(report_of(), narrative={}), words=False)

    assert {"undecided": 1} == checked.tally[rule]
    assert [] == of_rule(checked, rule)


def test_blanks_taken_as_zeros_break_nothing_in_a_report_of_blanks() -> None:
    assert 0 == broken_with_zeros(report_of(others=""))


def test_a_blank_that_cannot_be_zero_is_counted() -> None:
    assert 1 == broken_with_zeros(report_of({"disputes/review": [3, "", 0, 0, 4]}))


def test_of_scribbles_nothing_is_said() -> None:
    assert None is broken_with_zeros(report_of({"disputes/review": ["?", 0, 0, 0, 0]}))
