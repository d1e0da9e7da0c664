"""One matrix for one report and for many: the same outcome as the engine for one relation."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from gongkai import law
from gongkai.checks.batch import batch_of
from gongkai.checks.check import _settled
from gongkai.checks.evaluate import evaluate, residuals
from gongkai.checks.matrix import matrix_of
from gongkai.checks.outcome import Figures, Outcome
from gongkai.errors import InputError
from gongkai.law import Address
from gongkai.report import Amount, Blank, Cell, Count, Report, Unreadable
from tests.reports import balanced, report_of, with_cell

FORMS = [("2019", ""), ("2021", ""), ("2021", "single_other_row")]


def damaged(report: Report, dice: random.Random) -> Report:
    """The report with blanks, zeros, other figures and unreadable cells strewn over it."""
    share = dice.choice([0.02, 0.2, 0.6, 0.95])
    cells: dict[Address, Cell] = dict(report.cells)
    for address, cell in cells.items():
        if dice.random() >= share:
            continue
        figure = Amount(Decimal("1.5")) if isinstance(cell, Amount) else Count(dice.choice([0, 7]))
        cells[address] = dice.choice([Blank(), Blank(), Blank(), Blank(), figure])
        if dice.random() < 0.02:
            cells[address] = Unreadable("1 2")
    return replace(report, cells=cells)


@pytest.mark.parametrize(("edition", "variant"), FORMS)
def test_every_outcome_is_that_of_the_relation_read_alone(edition: str, variant: str) -> None:
    form = law.edition(edition, variant)
    reports = [damaged(balanced(form, seed), random.Random(seed)) for seed in range(60)]
    matrix = matrix_of(edition, variant)

    outcomes = evaluate(matrix, batch_of(reports))

    seen: set[Outcome] = set()
    for place, report in enumerate(reports):
        figures = _settled(report)
        expected = tuple(figures.read(relation).outcome for relation in matrix.relations)
        assert expected == outcomes.of(place)
        seen |= set(expected)
    assert {"satisfied", "violated", "undecided"} == seen


@pytest.mark.parametrize(
    ("edition", "last_edition"), [("2019", "2019"), ("2021", "2019"), ("2021", "2021")]
)
def test_rules_across_years_come_out_as_read_alone(edition: str, last_edition: str) -> None:
    this = [
        damaged(balanced(law.edition(edition), seed), random.Random(seed)) for seed in range(40)
    ]
    last = [
        damaged(balanced(law.edition(last_edition), seed), random.Random(-seed))
        for seed in range(40)
    ]
    matrix = matrix_of(edition, "", last_edition, "")

    outcomes = evaluate(matrix, batch_of(this), batch_of(last))

    for place, (report, earlier) in enumerate(zip(this, last, strict=True)):
        figures = _settled(report, _settled(earlier))
        expected = tuple(figures.read(relation).outcome for relation in matrix.relations)
        assert expected == outcomes.of(place)


def test_a_report_comes_out_alike_alone_and_among_many() -> None:
    form = law.edition("2021")
    reports = [damaged(balanced(form, seed), random.Random(seed)) for seed in range(30)]
    matrix = matrix_of("2021")

    together = evaluate(matrix, batch_of(reports))

    alone = [evaluate(matrix, batch_of([report])).of(0) for report in reports]
    assert alone == [together.of(place) for place in range(len(reports))]


def test_the_residual_is_left_minus_right_exactly() -> None:
    largest = 2**53 - 1
    report = report_of({"disputes/review": [largest, largest, largest, largest, 1]})
    matrix = matrix_of("2021")

    found = residuals(matrix, batch_of([report]))[matrix.ids.index("R4:review"), 0]

    assert 4 * largest - 1 == int(found)


def test_amounts_are_exact_to_the_last_printed_decimal() -> None:
    report = report_of()
    fees = Address("disclosure", "fees", "amount")
    batch = batch_of([with_cell(report, fees, Decimal("59237.244901"))])

    row = matrix_of("2021").index[fees]
    assert 59237244901 == int(batch.values[row, 0])


def test_an_amount_too_large_to_be_added_exactly_is_refused() -> None:
    fees = Address("disclosure", "fees", "amount")
    report = with_cell(report_of(), fees, Decimal(10**13))

    with pytest.raises(InputError, match="过大"):
        batch_of([report])


def test_rows_across_years_need_last_years_figures() -> None:
    with pytest.raises(ValueError, match="last year"):
        evaluate(matrix_of("2021", "", "2021", ""), batch_of([report_of()]))


def test_no_report_at_all_has_no_outcomes() -> None:
    outcomes = evaluate(matrix_of("2021"), batch_of([], law.edition("2021")))

    assert (len(matrix_of("2021").relations), 0) == outcomes.codes.shape
    assert np.uint8 == outcomes.codes.dtype


def test_figures_settled_alone_need_no_matrix() -> None:
    report = report_of({"disputes/review": [3, "", "", 4, 7]})

    assert isinstance(_settled(report), Figures)
    place = matrix_of("2021").ids.index("R4:review")
    assert "satisfied" == evaluate(matrix_of("2021"), batch_of([report])).of(0)[place]
