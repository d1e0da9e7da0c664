"""Every agency-year we ship can be put into words, the agency's and ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from gongkai.compose.blocks import Heading
from gongkai.compose.prose import Context, opening, section_text
from gongkai.compose.prose.wording import Number
from gongkai.law import Address
from gongkai.report import Report, number
from gongkai.report.store import agencies, load, load_previous, years
from tests.compose.prose_samples import DATA

SHIPPED = [(agency, year) for agency in agencies(DATA) for year in years(DATA, agency)]


def texts(report: Report) -> list[str]:
    context = Context(report, load_previous(DATA, report))
    blocks = [b for section in report.form.sections for b in section_text(section.id, context)]
    return [block.text for block in blocks if not isinstance(block, Heading)]


@pytest.mark.parametrize(("agency", "year"), SHIPPED)
def test_the_agencys_text_is_filled_without_a_brace_left(agency: str, year: int) -> None:
    for text in texts(load(DATA, agency, year)):
        assert "{" not in text
        assert "}" not in text


@pytest.mark.parametrize(("agency", "year"), SHIPPED)
def test_composed_paragraphs_are_whole_sentences(agency: str, year: int) -> None:
    report = replace(load(DATA, agency, year), narrative={})
    for text in [opening(report).text, *texts(report)]:
        assert text.endswith("。")
        assert not re.search(r"None|[，；、。][，；、。]|（）|\s", text)


@pytest.mark.parametrize(("agency", "year"), SHIPPED)
def test_composed_counts_are_figures_of_the_report(agency: str, year: int) -> None:
    report = replace(load(DATA, agency, year), narrative={})
    known = {number(cell) for cell in report.cells.values()} | set(_sums(report))
    for fact in report.facts.values():
        known |= {fact.value, *(part.value for part in fact.parts)}
    without_changes = re.sub(
        r"(比上年(增加|减少)|同比(增长|下降)|占)[\d.]+[件%]", "", "".join(texts(report))
    )
    counts = re.findall(r"(\d+(?:\.\d+)?)(?:件|条|项|元|万元|个|篇|则)", without_changes)
    assert counts
    assert [count for count in counts if not any(count == f"{value}" for value in known)] == []


def _sums(report: Report) -> Iterator[Number | None]:
    for block in (block for table in report.form.tables for block in table.blocks):
        rows = [*(row.id for row in block.rows), *(group.id for group in block.row_groups)]
        columns = [*(c.id for c in block.columns), *(group.id for group in block.column_groups)]
        table = next(t.id for t in report.form.tables if block in t.blocks)
        for row, column in product(rows, columns):
            yield report.figure(Address(table, row, column))
