"""The shipped narratives, filled with their figures, agree with the tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from gongkai.checks.claims import Claim, claims
from gongkai.compose.prose import Context, fill
from gongkai.report import Report, store
from tests.reports import DATA

ALL = [(agency, year) for agency in store.agencies(DATA) for year in store.years(DATA, agency)]


def load(agency: str, year: int) -> tuple[Report, Report | None]:
    report = store.load(DATA, agency, year)
    return report, store.load_previous(DATA, report)


def texts_of(report: Report, last: Report | None) -> dict[str, str]:
    context = Context(report, last)
    return {section: fill(passage, context) for section, passage in report.narrative.items()}


def read(agency: str, year: int) -> tuple[Claim, ...]:
    report, last = load(agency, year)
    return claims(texts_of(report, last), report, last)


@pytest.mark.parametrize(("agency", "year"), ALL)
def test_a_shipped_narrative_contradicts_nothing(agency: str, year: int) -> None:
    assert [] == [claim.text for claim in read(agency, year) if claim.rule]


@pytest.mark.parametrize(("agency", "year"), ALL)
def test_a_span_is_where_the_number_stands(agency: str, year: int) -> None:
    report, last = load(agency, year)
    texts = texts_of(report, last)

    for claim in claims(texts, report, last):
        start, end = claim.span
        assert 0 <= start < end <= len(texts[claim.section])


@pytest.mark.parametrize(("agency", "year"), ALL)
def test_reports_of_another_body_are_not_compared_with(agency: str, year: int) -> None:
    report, last = load(agency, year)
    if last is None:
        return
    other = replace(last, agency=changed(last.agency, id="another-body"))

    found = claims(texts_of(report, last), report, other)
    assert [] == [claim.text for claim in found if claim.status == "contradicted"]
