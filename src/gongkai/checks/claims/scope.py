"""Whether a sentence speaks of this report's body, of its office, or of someone else."""

from __future__ import annotations

import re
from functools import cache

from gongkai.checks.claims.words import pattern
from gongkai.law.claims import vocabulary
from gongkai.report import Report

_OURS = "我本该各全"
_APPLIED_TO = re.compile(r"向((?:省|市|县|区|镇|州)(?:人民)?政府)[^,。;]{0,20}提出")


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, vocabulary().scope.bodies)))


def why_other(lead: str, before: str, report: Report) -> str:
    """Return why a number may be another body's or scope's, empty where it is our own."""
    if applied_elsewhere(before, report):
        return "说的是另一机关"
    office = next((m[0] for m in pattern("scope.own").finditer(before) if "政府办" in m[0]), "")
    if office and office not in report.agency.name:
        return f"说的是“{office}”"
    own = [m for m in pattern("scope.own").finditer(before) if m[0] not in report.agency.name]
    whole = list(pattern("scope.aggregated").finditer(before))
    if own and report.scope == "aggregated" and (not whole or own[-1].start() > whole[-1].start()):
        return f"“{own[-1][0]}”与本报告的汇总口径不同"
    if whole and report.scope == "own" and report.agency.kind == "department":
        return f"“{whole[-1][0]}”与本报告的本级口径不同"
    for found in _bodies().finditer(lead):
        named = lead[max(0, found.start() - 2) : found.end()]
        ours = any(char in _OURS for char in named[:-1]) or named in report.agency.name
        whole_word = not re.match("[员托]", lead[found.end() : found.end() + 1])
        if not ours and len(named) > 1 and whole_word:
            return f"说的是“{named}”"
    return ""


def applied_elsewhere(text: str, report: Report) -> str:
    """Return the government that applications were made to, if it is not this body."""
    found = _APPLIED_TO.search(text)
    name = report.agency.name
    if found is None or found[1] in name:
        return ""
    ours = report.agency.kind == "government" and found[1][0] in name[-6:]
    return "" if ours else found[1]
