"""Zero phrases: 未收到…申请, 未发生行政复议、行政诉讼, 全部办结."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from itertools import islice

from gongkai.checks.claims.claim import Claim
from gongkai.checks.claims.mentions import Prose
from gongkai.checks.claims.readings import members, options
from gongkai.checks.claims.scope import why_other
from gongkai.checks.claims.tables import Role
from gongkai.checks.claims.words import hits, pattern
from gongkai.report import Report

_LONGEST = 60
_BEFORE = 200
_MOST = 2000
_STILL_OPEN = re.compile(r"结转|正在办理|尚在办理|未办结|转下年|延期")
_NOT_A_NOUN = {"made", "repealed"}


def zeros(prose: Prose, report: Report) -> list[Claim]:
    """Return the claims of nothing that a section makes."""
    counted = [number.start for number in prose.numbers if not number.ignored]
    found: list[Claim] = []
    for phrase in islice(pattern("phrases.zero").finditer(prose.text), _MOST):
        end = min(prose.clause_end(phrase.end()), phrase.end() + _LONGEST)
        rest = prose.text[phrase.start() : end]
        if any(phrase.start() < at < end for at in _near(counted, phrase.start(), end)):
            continue
        if pattern("phrases.zero_except").search(rest):
            continue
        found += [
            _claim(prose, report, (phrase.start(), end), role)
            for role in _roles(prose, phrase.start(), rest)
        ]
    return found + _all_done(prose, report)


def _before(prose: Prose, at: int) -> str:
    """What the sentence says before a position, in reach."""
    return prose.text[max(prose.sentence(at)[0], at - _BEFORE) : at]


def _near(starts: list[int], start: int, end: int) -> list[int]:
    return starts[bisect_left(starts, start) : bisect_left(starts, end)]


def _roles(prose: Prose, at: int, rest: str) -> list[Role]:
    named = hits(rest)
    disputes = [hit.id for hit in named if hit.table == "disputes" and hit.kind == "row"]
    about = _before(prose, at) + rest + prose.heading(at)
    plain = pattern("phrases.disclosure_information").search(about) is not None
    judged = [hit.id for hit in named if hit.table == "disputes" and hit.kind == "column"]
    if disputes:
        if judged:
            return []
        both = ["review", "litigation"] if "disputes" in disputes else disputes
        return [Role("", "disputes", row, "total", plain) for row in dict.fromkeys(both)]
    documents = [hit for hit in named if hit.table == "disclosure"]
    rows = [hit.id for hit in documents if hit.kind == "row"]
    columns = [hit.id for hit in documents if hit.id in _NOT_A_NOUN]
    if rows and columns:
        return [Role("", "disclosure", rows[-1], columns[0], plain=True)]
    carried = [hit.id for hit in named if hit.id in {"carried_in", "carried_out"}]
    if carried:
        return [Role("", "requests", carried[0], "total", plain=True)]
    if not re.search("申请", rest) or pattern("rivals").search(rest):
        return []
    others = [hit for hit in named if hit.kind == "row" and hit.id not in {"received", "handled"}]
    return [] if others else [Role("", "requests", "received", "total", plain=True)]


def _claim(prose: Prose, report: Report, span: tuple[int, int], role: Role) -> Claim:
    start, end = span
    text = prose.text[start:end].strip()
    claim = Claim(text, prose.section, span, Decimal(0), "", role.name, "unmatched")
    tried = options(role, report)[:1]
    if not tried:
        return claim.settled("unmatched", note="本格式没有这一格")
    (plain,) = tried
    cells = members(plain, report)
    if plain.figure is None:
        return claim.settled("consistent", cells=cells, options=tried, note="格子空白，与零不矛盾")
    if plain.figure == 0:
        return claim.settled("matched", cells=cells, options=tried, reading=plain.name)
    before = _before(prose, start)
    partial = pattern("partial").search(text)
    doubt = why_other("", before + text, report) or (f"“{partial[0]}”只说了局部" if partial else "")
    if doubt or not role.plain:
        return claim.settled("unmatched", options=tried, note=doubt or "所指不够明确")
    note = f"{plain.name}为{plain.figure}"
    return claim.settled("contradicted", cells=cells, options=tried, rule="N4", note=note)


def _all_done(prose: Prose, report: Report) -> list[Claim]:
    if _STILL_OPEN.search(prose.text):
        return []
    found = []
    for phrase in islice(pattern("phrases.all_done").finditer(prose.text), _MOST):
        before = _before(prose, phrase.start())
        if "申请" in before and not pattern("rivals").search(before):
            role = Role("", "requests", "carried_out", "total", plain=True)
            found.append(_claim(prose, report, (phrase.start(), phrase.end()), role))
    return found
