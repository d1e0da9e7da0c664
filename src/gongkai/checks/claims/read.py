"""The way of a section: normalise, find numbers, give them roles, judge, compare, add up."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from gongkai.checks.claims.adding import add_up
from gongkai.checks.claims.claim import Claim
from gongkai.checks.claims.compare import compare
from gongkai.checks.claims.judge import judge
from gongkai.checks.claims.left_over import left_over
from gongkai.checks.claims.mentions import Prose, mentions
from gongkai.checks.claims.numbers import MOST_NUMBERS
from gongkai.checks.claims.years import suspect_years
from gongkai.checks.claims.zeros import zeros
from gongkai.report import Report


def claims(
    texts: Mapping[str, str], report: Report, last: Report | None = None
) -> tuple[Claim, ...]:
    """Read the text of the narrative sections as printed, and hold it against the report.

    `texts` is by section id; `last` is the same body's report of the year before, for
    comparisons with it (one of another body, year or scope is left aside).
    """
    earlier = last if last is not None and comparable(report, last) else None
    return tuple(
        claim
        for section, text in texts.items()
        for claim in _section(Prose(section, text, report.year), report, earlier)
    )


def comparable(report: Report, last: Report) -> bool:
    """Tell whether figures of two reports may be compared at all."""
    this = (report.agency.id, report.year - 1, report.scope)
    return this == (last.agency.id, last.year, last.scope)


def _section(prose: Prose, report: Report, last: Report | None) -> list[Claim]:
    pairs = [(mention, judge(mention, prose, report, last)) for mention in mentions(prose)]
    pairs = compare(pairs, report, last)
    found = [
        *add_up(prose, pairs),
        *zeros(prose, report),
        *suspect_years(prose, report),
        *left_over(prose, report),
        *_ignored(prose),
    ]
    return sorted(found, key=lambda claim: claim.span)


def _ignored(prose: Prose) -> list[Claim]:
    found = []
    for number in prose.numbers:
        if number.ignored:
            start, end = prose.excerpt(number)
            found.append(
                Claim(
                    text=prose.text[start:end].strip(),
                    section=prose.section,
                    span=(number.start, number.end),
                    value=number.value,
                    unit=number.unit,
                    role="",
                    status="ignored",
                    note=number.ignored,
                )
            )
    if prose.cut_at is not None:
        span = (prose.cut_at, len(prose.text))
        note = f"过长：已读{MOST_NUMBERS}个数字，其后的未再读取"
        found.append(Claim("", prose.section, span, Decimal(0), "", "unread", "ignored", note=note))
    return found
