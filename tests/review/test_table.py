"""A corpus table is told what its files would be told of their figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.checks import corpus
from gongkai.checks.corpus import of_reports
from gongkai.checks.corpus.screen import singled_out
from gongkai.law import Address
from gongkai.report import Agency, Amount, Blank, Cell, Count, Report, store
from gongkai.review.assess import Assessment
from gongkai.review.table import assess_table
from tests.reports import DATA

FEES = Address("disclosure", "fees", "amount")
PERMITS = Address("disclosure", "permits", "decisions")
REGULATIONS = ("disclosure", "regulations")
COUNTY = Agency("hongze-gov", "淮安市洪泽区人民政府", "county", "government")


def year(of: int, cells: Mapping[Address, Cell] | None = None) -> Report:
    report = store.load(DATA, "suqian-gov", of)
    return replace(report, cells={**report.cells, **(cells or {})})


def told(tmp_path: Path, *reports: Report) -> Assessment:
    """What is said of the last of these when they stand in one table."""
    path = tmp_path / "corpus.parquet"
    corpus.write(reports, path)
    return assess_table(path)[-1]


def rules(one: Assessment) -> set[str]:
    return {finding.rule.id for finding in one.checked.findings if finding.outcome == "violated"}


def test_yuan_for_wan_against_last_years_row_is_found_and_explained(tmp_path: Path) -> None:
    fees = {FEES: Amount(Decimal(727012578))}

    one = told(tmp_path, year(2023), year(2024, fees))

    assert "X5" in rules(one)
    assert "yuan" == one.explanations[0].mechanism


def test_regulations_of_a_county_are_to_be_explained(tmp_path: Path) -> None:
    made = replace(year(2024), agency=COUNTY)
    none: dict[Address, Cell] = {
        cell: Count(0) for cell in made.cells if (cell.table, cell.row) == REGULATIONS
    }

    assert {"X4"} == rules(told(tmp_path, made))
    assert set() == rules(told(tmp_path, replace(made, cells={**made.cells, **none})))


def test_a_row_equal_to_last_years_is_a_copy_though_every_sum_holds(tmp_path: Path) -> None:
    held = year(2024).cells
    steady: dict[Address, Cell] = {}
    for to, source in (("received", "disposed_total"), ("carried_in", "carried_out")):
        for cell in held:
            if (cell.table, cell.row) == ("requests", source):
                steady[Address("requests", to, cell.column)] = held[cell]
    for row in ("regulations", "normative_documents"):
        for column in ("made", "repealed"):
            steady[Address("disclosure", row, column)] = Count(0)
    last = year(2024, steady)

    one = told(tmp_path, last, replace(last, year=2025))

    assert ["Y5:copied"] == [finding.id for finding in one.checked.findings]


def test_a_blank_that_stands_in_no_sum_is_a_hint(tmp_path: Path) -> None:
    assert {"C1"} == rules(told(tmp_path, year(2024, {PERMITS: Blank()})))


def test_a_table_of_the_form_left_blank_is_to_be_explained(tmp_path: Path) -> None:
    blank: dict[Address, Cell] = {
        cell: Blank() for cell in year(2024).cells if cell.table == "disclosure"
    }

    assert {"C2"} == rules(told(tmp_path, year(2024, blank)))


@pytest.mark.parametrize("of", [2023, 2024])
def test_a_clean_row_is_not_looked_at_in_detail_and_that_is_said(tmp_path: Path, of: int) -> None:
    one = told(tmp_path, year(of))

    assert () == one.checked.findings
    assert "未校验" in "".join(one.checked.notes)


def test_the_screen_passes_over_what_is_clean() -> None:
    assert set() == singled_out(of_reports([year(2023), year(2024)]))
