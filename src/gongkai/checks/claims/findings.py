"""Claims that call for an answer, as findings of the rules N1 to N9."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from gongkai import law
from gongkai.checks.claims.claim import Claim
from gongkai.checks.findings import Finding
from gongkai.law import Rule
from gongkai.report import Report


@cache
def _rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in law.rules()}


def findings_of(claims: Iterable[Claim], report: Report) -> tuple[Finding, ...]:
    """Return a finding for each claim that breaks a rule; agreeing claims give none."""
    return tuple(_finding(claim, report) for claim in claims if claim.rule)


def _finding(claim: Claim, report: Report) -> Finding:
    rule = _rules()[claim.rule]
    section = report.form.section(claim.section)
    left = None if claim.role in {"year", "left_over"} else claim.value
    first = claim.options[0].figure if claim.options else None
    message = f"{rule.sentence}：{section.heading}写“{claim.text}”，{claim.note}"
    return Finding(
        rule=rule,
        key=f"{claim.section}/{claim.span[0]}",
        outcome="violated",
        message=message,
        left=left,
        right=first if left is not None else None,
        cells=claim.cells if claim.rule != "N6b" else (),
    )
