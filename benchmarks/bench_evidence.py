"""Where the sums alone cannot decide: how far they reach, and what other evidence adds.

Two cells that changed places can often be put back in more than one way that fits every
sum. `reach` counts those ways: no method that sees only the figures can be right more
often than it says. The rest measures what sentences and last year's report decide.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np

from benchmarks.bench_checks import MADE, cases
from benchmarks.page import SCALE, put, table
from benchmarks.realistic import Damager, any_figure, batch, figures_of
from gongkai import law
from gongkai.checks.across_years import is_unit_slip
from gongkai.checks.guilty.evidence import ExtraRelation
from gongkai.checks.guilty.explain import explain
from gongkai.law import Address
from gongkai.report import Agency, Amount, Cell, Count, Report

FORM = law.edition("2021")
AGENCY = Agency("body", "机关", "county", "department")
GROUPS = ("review", "litigation_direct", "litigation_after_review")


def main() -> None:
    """Measure, and write what came out into docs/benchmarks.md."""
    rows = [("neighbouring cells swapped", "—", f"{reach('swapped'):.1%} at most")]
    rows.append(("typed one place off", "—", f"{reach('moved'):.1%} at most"))
    rows += section_four()
    rows.append(yuan())
    put("evidence", table(("mistake", "a sentence or last year names", "first"), rows))


def reach(mechanism: str) -> float:
    """How often the best guess from the figures alone is right, the mechanism being known.

    Every exchange of neighbours that fits all sums is as likely as its pair is to be hit
    (totals one time in ten): the figures of a row or column say nothing more, because
    exchanging in one row or in another leaves the same sums and the same figures. The
    cases are those the search is measured on.
    """
    count, best = int(MADE * SCALE), 0.0
    base, damager = batch("2021", 400, seed=7), Damager("2021")
    totals = {cell for cell, _ in damager.totals}
    for damaged, _ in cases(base, damager, mechanism, count):
        weights = [
            (0.1 if totals.intersection(pair) else 1.0) / len(pairs)
            for pairs in (damager.beside, damager.below)
            for pair in pairs
            if _fits(damager, np.array(damaged), pair, mechanism)
        ]
        best += max(weights) / sum(weights)
    return best / count


def _fits(damager: Damager, figures: np.ndarray, pair: tuple[int, int], mechanism: str) -> bool:
    one, other = pair
    both = bool(figures[one] and figures[other])
    if figures[one] == figures[other] or both != (mechanism == "swapped"):
        return False
    mended = figures.copy()
    mended[[one, other]] = figures[[other, one]]
    return not damager.breaks(mended)


def section_four() -> list[tuple[str, str, str]]:
    """One wrong cell of a group: no sentence, one that names it, one that names another."""
    count, rows = int(500 * SCALE), []
    for said in ("nothing", "the wrong cell", "another cell"):
        first = 0
        for report, dice in _reports("disputes", count):
            group = dice.choice(GROUPS)
            cells = [Address("disputes", group, c.id) for c in _columns()]
            guilty = dice.choice(cells)
            true = _of(report, guilty)
            wrong = any_figure(true, dice)
            while wrong == true:
                wrong = any_figure(true, dice)
            other = dice.choice([cell for cell in cells if cell != guilty])
            named = {"nothing": [], "the wrong cell": [guilty]}.get(said, [other])
            claims = [ExtraRelation({cell: 1}, _of(report, cell), "叙述") for cell in named]
            damaged = replace(report, cells={**report.cells, guilty: Count(wrong)})
            found = [
                {c.cell: c.suggested for c in e.changes} for e in explain(damaged, None, claims)
            ]
            first += found[0] == {guilty: true}
        rows.append(("one cell of section 四", said, f"{first / count:.1%}"))
    return rows


def yuan() -> tuple[str, str, str]:
    """元 for 万元 against last year's amount, which differs by a factor drawn at random."""
    count, found, alarms = int(500 * SCALE), 0, 0
    fees = Address("disclosure", "fees", "amount")
    for report, dice in _reports("yuan", count):
        before = _amount(_of(report, fees) * Decimal(round(math.exp(dice.gauss(0, 0.7)), 4)))
        last = replace(report, year=report.year - 1, cells={**report.cells, fees: before})
        true = _amount(_of(report, fees))
        wrong = replace(report, cells={**report.cells, fees: Amount(true.value * 10_000)})
        told = explain(wrong, last)
        hits = [e for e in told if e.changes and e.changes[0].cell == fees]
        found += bool(hits) and hits[0].changes[0].suggested == true.value
        right = replace(report, cells={**report.cells, fees: true})
        alarms += any(e.changes and e.changes[0].cell == fees for e in explain(right, last))
        assert is_unit_slip(true.value * 10_000, true.value, 10_000)
    said = f"{found / count:.1%}; {alarms} false alarms in as many right ones"
    return "元 for 万元", "last year's amount, half to twice this one", said


def _reports(name: str, count: int) -> Iterator[tuple[Report, random.Random]]:
    for number in range(count):
        dice = random.Random(f"{name} {number}")
        cells: dict[Address, Cell] = {}
        for address, figure in figures_of(FORM, dice).items():
            amount = FORM.cells[address].column.kind == "amount_wan_yuan"
            cells[address] = _amount(Decimal(figure) / 10**6) if amount else Count(figure)
        yield Report(AGENCY, 2022, "own", FORM, cells), dice


def _columns() -> tuple[law.Column, ...]:
    return FORM.table("disputes").blocks[0].columns


def _of(report: Report, cell: Address) -> Decimal | int:
    figure = report.figure(cell)
    assert figure is not None
    return figure


def _amount(value: Decimal | int) -> Amount:
    return Amount(round(Decimal(value), 4))


if __name__ == "__main__":
    main()
