"""The guilty cell: which figure is wrong, what it should be, by which mistake."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from benchmarks.realistic import MECHANISMS, Damager, any_figure, batch, damage

from gongkai import law
from gongkai.checks import check
from gongkai.checks.batch import Batch
from gongkai.checks.guilty.evidence import ExtraRelation
from gongkai.checks.guilty.explain import explain, explain_one
from gongkai.checks.guilty.explanation import Explanation
from gongkai.checks.matrix import matrix_of
from gongkai.law import Address
from gongkai.report import Blank, Report, Source, number
from gongkai.report.store import load
from tests.reports import DATA, SHIPPED, Value, balanced, report_of, with_cell, with_rows

REQUEST_ROWS = [12, 5, 0, 0, 3, 0, 20]


def rows_of(edition: str = "2021") -> Report:
    """A balanced report with plain figures in section 三."""
    row: Sequence[Value] = [12, 5, 0, 0, 3, 0, 20]
    names = ("received", "granted", "disposed_total")
    return report_of({f"requests/{name}": row for name in names})


def changes_of(explanation: Explanation) -> dict[str, object]:
    return {str(change.cell): change.suggested for change in explanation.changes}


def first_of(report: Report) -> Explanation:
    return explain(report)[0]


def test_a_report_that_adds_up_needs_no_explanation() -> None:
    assert () == explain(balanced(law.edition("2021"), 1))


@pytest.mark.parametrize(("agency", "year"), [s for s in SHIPPED if s[0] != "hongze-gov"])
def test_clean_real_reports_need_no_explanation(agency: str, year: int) -> None:
    assert () == explain(load(DATA, agency, year))


def test_two_totals_printed_as_zero_in_hongze_are_explained_as_not_filled_in() -> None:
    report = load(DATA, "hongze-gov", 2023)

    first = first_of(report)

    assert "total_missing" == first.mechanism
    assert ("R4:review", "R4:litigation_after_review") == first.findings
    assert {
        "disputes/review/total": 11,
        "disputes/litigation_after_review/total": 5,
    } == changes_of(first)
    assert (True, "document") == (first.unique, first.blame)


@pytest.mark.parametrize(
    ("row", "published", "mechanism"),
    [
        ("granted", [12, 5, 0, 0, 3, 0, 4096], "mistyped"),
        ("granted", [21, 5, 0, 0, 3, 0, 20], "transposed"),
        ("granted", [112, 5, 0, 0, 3, 0, 20], "digit"),
        ("granted", [12, -5, 0, 0, 3, 0, 20], "sign"),
        ("granted", [12, 5, 0, 0, 3, 0, 0], "total_missing"),
        ("granted", [12, 5, 0, 0, 3, 0, ""], "total_missing"),
        ("granted", [12, 5, 0, 0, 3, 0, 15], "total_omits_part"),
        ("granted", [5, 12, 0, 0, 3, 0, 20], "swapped"),
        ("granted", [12, 0, 5, 0, 3, 0, 20], "moved"),
        ("granted", [1, 2, 5, 0, 0, 3, 0], "split"),
        ("granted", [12, 5, 0, 3, 0, 20, 0], "dropped"),
        ("granted", [12, 12, 5, 0, 0, 3, 0], "doubled"),
    ],
)
def test_one_mistake_is_undone_and_called_by_its_name(
    row: str, published: Sequence[Value], mechanism: str
) -> None:
    true = rows_of()
    report = with_rows(true, {f"requests/{row}": published})

    first = first_of(report)

    assert mechanism == first.mechanism
    undone = with_all(report, first)
    figures = [number(cell) for cell in undone.cells.values()]
    assert [number(cell) for cell in true.cells.values()] == figures


def with_all(report: Report, explanation: Explanation) -> Report:
    for change in explanation.changes:
        report = with_cell(report, change.cell, change.suggested)
    return report


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_single_wrong_cell_of_section_three_comes_first_with_its_figure(
    edition: str,
) -> None:
    base, damager = batch(edition, 10, seed=3), Damager(edition)
    cells = matrix_of(edition).cells
    for number_, cell in enumerate(damager.cells):
        dice = random.Random(number_)
        figures = base.values[:, [dice.randrange(10)]].copy()
        true = int(figures[cell, 0])
        while int(figures[cell, 0]) == true:
            figures[cell, 0] = any_figure(true, dice)

        first = explain_one(Batch(base.form, figures, np.zeros(figures.shape, np.uint8)))[0]

        assert {str(cells[cell]): true} == changes_of(first)
        assert first.unique


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_the_true_explanation_is_among_the_first(mechanism: str) -> None:
    base, damager, cells = batch("2021", 40, seed=5), Damager("2021"), matrix_of("2021").cells
    tried = first = tied = 0
    for seed in range(2000):
        if tried == 60:
            break
        dice = random.Random(f"{mechanism} {seed}")
        done = damage(damager, mechanism, base.values[:, dice.randrange(40)].tolist(), dice)
        if done is None:
            continue
        damaged, truth = done[0], done[1].truth
        values = np.array(damaged, np.int64)[:, None]
        found = explain_one(Batch(base.form, values, np.zeros(values.shape, np.uint8)))
        wanted = {str(cells[cell]): figure for cell, figure in truth.items()}
        hits = [e for e in found if changes_of(e) == wanted]
        tried += 1
        first += changes_of(found[0]) == wanted
        tied += bool(hits) and hits[0].cost == found[0].cost
    assert 60 == tried
    assert first >= 0.85 * tried
    assert tied >= 0.9 * tried


def test_two_wrong_cells_are_both_found() -> None:
    report = rows_of()
    report = with_cell(report, Address("requests", "granted", "business"), 77)
    report = with_cell(report, Address("requests", "carried_out", "total"), 31)

    first = first_of(report)

    assert "two_mistakes" == first.mechanism
    assert {"requests/granted/business": 5, "requests/carried_out/total": 0} == changes_of(first)


def test_three_wrong_cells_are_found_by_the_solver() -> None:
    report = balanced(law.edition("2021"), 3)
    wrong = {
        Address("requests", row, "business"): 50 + 7 * place
        for place, row in enumerate(("granted", "received", "unavailable.unclear"))
    }
    true = {str(address): number(report.cells[address]) for address in wrong}
    for address, figure in wrong.items():
        report = with_cell(report, address, figure)

    first = first_of(report)

    assert "several_mistakes" == first.mechanism
    assert true == changes_of(first)


def test_a_group_of_section_four_cannot_tell_its_cells_apart_and_says_so() -> None:
    found = explain(report_of({"disputes/review": [30, 10, 20, 40, 130]}))

    assert 5 == len(found)
    assert {found[0].cost} == {e.cost for e in found}
    assert not any(e.unique for e in found)
    assert "另有4种解释同样可能" in found[0].evidence


def test_the_prose_decides_what_arithmetic_cannot() -> None:
    report = report_of({"disputes/review": [30, 10, 20, 40, 130]})
    said = ExtraRelation({Address("disputes", "review", "pending"): 1}, 70, "正文第五部分“70件”")

    first = explain(report, claims=[said])[0]

    assert {"disputes/review/pending": 70} == changes_of(first)
    assert "正文第五部分“70件”相符" in first.evidence


def test_what_the_prose_bears_out_is_not_suspected() -> None:
    report = report_of({"disputes/review": [30, 10, 20, 40, 130]})
    said = ExtraRelation({Address("disputes", "review", "total"): 1}, 130, "正文“130件”")

    assert (
        Address("disputes", "review", "total") != explain(report, claims=[said])[0].changes[0].cell
    )


def test_last_year_chooses_between_equals() -> None:
    form = law.edition("2021")
    last = balanced(form, 2, year=2021)
    report = report_of(
        {f"requests/{row}": REQUEST_ROWS for row in ("carried_in", "granted", "disposed_total")},
        year=2022,
    )
    wrong = with_cell(report, Address("requests", "carried_in", "business"), 9)

    found = explain(wrong, last)

    assert {"requests/carried_in/business": 5} == changes_of(found[0])


def test_an_amount_ten_thousand_times_last_years_is_in_yuan() -> None:
    fees = Address("disclosure", "fees", "amount")
    last = with_cell(report_of(year=2021), fees, Decimal("7730.28"))
    report = with_cell(report_of(year=2022), fees, Decimal(81234500))

    (found,) = explain(report, last)

    assert ("yuan", {str(fees): Decimal("8123.45")}) == (found.mechanism, changes_of(found))


def test_a_negative_figure_that_nothing_guards_lost_its_sign() -> None:
    report = with_cell(report_of(), Address("disclosure", "permits", "decisions"), -550)

    (found,) = explain(report)

    assert ("sign", {"disclosure/permits/decisions": 550}) == (found.mechanism, changes_of(found))
    assert ("R5:disclosure/permits/decisions",) == found.findings


def test_characters_that_cannot_be_read_are_the_readers_mistake() -> None:
    report = with_rows(rows_of(), {"requests/granted": ["1 2", 5, 0, 0, 3, 0, 20]})

    first = first_of(report)

    assert ("unreadable", "reading") == (first.mechanism, first.blame)
    assert ("1 2", 12) == (first.changes[0].published, first.changes[0].suggested)
    assert first.evidence.endswith("原样“1 2”去掉间隔即12")


def test_without_a_published_document_the_mistake_is_in_the_entry_of_data() -> None:
    wrong = with_cell(rows_of(), Address("requests", "granted", "business"), 77)

    assert "data entry" == first_of(wrong).blame
    assert "document" == first_of(replace(wrong, source=Source(title="年度报告"))).blame
    doubtful = {Address("requests", "granted", "business"): "列数不符，按位置归入"}
    noted = explain(wrong, doubtful=doubtful)[0]
    assert "reading" == noted.blame
    assert "识读时已注明“列数不符，按位置归入”" in noted.evidence


def test_a_report_left_blank_is_explained_by_zeros() -> None:
    report = report_of(others="")

    found = explain(report)

    assert {"left_blank"} == {e.mechanism for e in found}
    assert all(change.suggested == 0 for e in found for change in e.changes)
    settled = {finding for e in found for finding in e.findings}
    assert {
        f.id for f in check(report).findings if f.rule.id in ("R1", "R2", "R3", "R4")
    } <= settled


def test_nothing_is_changed_and_the_same_answer_comes_twice() -> None:
    report = with_cell(rows_of(), Address("requests", "granted", "business"), 77)
    before = dict(report.cells)

    assert explain(report) == explain(report)
    assert before == dict(report.cells)


def test_findings_named_are_findings_of_the_check() -> None:
    report = with_rows(rows_of(), {"requests/granted": [1, 2, 5, 0, 0, 3, 0]})

    named = set(first_of(report).findings)

    assert named == {f.id for f in check(report).findings if f.is_error}


def test_a_blank_total_over_parts_is_filled_in() -> None:
    report = report_of({"disputes/review": [1, 2, 3, 4, ""]})
    assert isinstance(report.cells[Address("disputes", "review", "total")], Blank)

    first = first_of(report)

    assert ("total_missing", {"disputes/review/total": 10}) == (
        first.mechanism,
        changes_of(first),
    )
    assert None is first.changes[0].published


def test_an_unreadable_cell_that_can_only_be_zero_is_said_to_be_zero() -> None:
    report = with_rows(rows_of(), {"requests/granted": [12, 5, "o", 0, 3, 0, 20]})

    first = first_of(report)

    assert ("unreadable", "reading") == (first.mechanism, first.blame)
    assert {"requests/granted/research": 0} == changes_of(first)


def test_a_row_of_unreadable_cells_is_not_passed_over_in_silence() -> None:
    report = with_rows(rows_of(), {"requests/granted": ["?", "?", "?", "?", "?", "?", "?"]})

    first = first_of(report)

    assert first.findings
    assert first.changes or "undetermined" == first.mechanism


def test_a_page_of_random_figures_ends_in_several_explanations_not_in_silence() -> None:
    dice = random.Random(1)
    names = [row.id for row in law.edition("2021").table("requests").blocks[0].rows]
    report = report_of({f"requests/{n}": [dice.randrange(99) for _ in range(7)] for n in names})

    (only,) = explain(report)

    assert ("undetermined", ()) == (only.mechanism, only.changes)
    assert not only.unique
    assert "不止一种" in only.evidence
