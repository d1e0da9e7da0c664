"""Zero phrases: 未收到…申请, 未发生行政复议、行政诉讼, 全部办结."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from itertools import islice

from gongkai.checks.claims.claim import Claim
from gongkai.checks.claims.mentions import Prose
from gongkai.checks.claims.naming import RESULTS
from gongkai.checks.claims.period import when
from gongkai.checks.claims.readings import members, options
from gongkai.checks.claims.scope import whose
from gongkai.checks.claims.tables import Role
from gongkai.checks.claims.words import Hit, hits, pattern
from gongkai.report import Report

_LONGEST = 60
_BEFORE = 200
_MOST = 2000
_STILL_OPEN = re.compile(r"结转|正在办理|尚在办理|未办结|转下年|延期")
_DECIDED = {"permits", "penalties", "coercive_measures"}
_NOT_A_NOUN = {"made", "repealed"}


def zeros(prose: Prose, report: Report) -> list[Claim]:
    """Return the claims of nothing that a section makes."""
    counted = [number.start for number in prose.numbers if not number.ignored]
    found: list[Claim] = []
    phrases = list(islice(pattern("phrases.zero").finditer(prose.text), _MOST + 1))
    if len(phrases) > _MOST:
        span = (phrases.pop().start(), len(prose.text))
        note = f"过长：已读{_MOST}处“没有”一类的话，其后的未再读取"
        found.append(Claim("", prose.section, span, Decimal(0), "", "unread", "ignored", note=note))
    for phrase in phrases:
        end = min(prose.clause_end(phrase.end()), phrase.end() + _LONGEST)
        rest = prose.text[phrase.start() : end]
        if any(phrase.end() <= at < end for at in _near(counted, phrase.start(), end)):
            continue
        if _is_about_else(rest):
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
    """What there is none of: disputes, documents and decisions, or applications."""
    named = hits(rest) or hits(prose.text[prose.clause_start(at) : at])
    disputes = [hit for hit in named if hit.table == "disputes"]
    documents = [hit for hit in named if hit.table == "disclosure"]
    if any(hit.kind == "row" for hit in disputes):
        return _no_disputes(disputes)
    return _no_documents(documents) or _no_requests(prose, at, rest, named)


def _no_disputes(named: list[Hit]) -> list[Role]:
    if any(hit.kind == "column" for hit in named):
        return []
    rows = [hit.id for hit in named]
    both = ["review", "litigation"] if "disputes" in rows else rows
    return [Role("", "disputes", row, "total", plain=True) for row in dict.fromkeys(both)]


def _no_documents(named: list[Hit]) -> list[Role]:
    rows = [hit.id for hit in named if hit.kind == "row"]
    columns = [hit.id for hit in named if hit.id in _NOT_A_NOUN]
    if rows and columns:
        return [Role("", "disclosure", rows[-1], columns[0], plain=True)]
    decided = dict.fromkeys(row for row in rows if row in _DECIDED)
    return [Role("", "disclosure", row, "decisions", plain=True) for row in decided]


def _no_requests(prose: Prose, at: int, rest: str, named: list[Hit]) -> list[Role]:
    rows = [hit.id for hit in named if hit.kind == "row" and hit.table == "requests"]
    over = [row for row in rows if row in {"carried_in", "carried_out"}]
    results = [row for row in rows if row in RESULTS]
    if over:
        return [Role("", "requests", over[0], "total", plain=True)]
    if results and "申请" in _around(prose, at):
        return [Role("", "requests", results[0], "total", plain=True)]
    if "申请" not in rest or pattern("rivals").search(rest):
        return []
    others = [row for row in rows if row not in {"received", "handled"}]
    return [] if others else [Role("", "requests", "received", "total", plain=True)]


def _is_about_else(rest: str) -> bool:
    """`没有超期答复的申请`; of disputes nothing less is meant than none."""
    if pattern("phrases.zero_except").search(rest):
        return True
    disputes = any(hit.table == "disputes" for hit in hits(rest))
    return not disputes and pattern("phrases.zero_except_requests").search(rest) is not None


def _around(prose: Prose, at: int) -> str:
    start, end = prose.sentence(at)
    return prose.text[max(start, at - _BEFORE) : min(end, at + _BEFORE)] + prose.heading(at)


def _claim(prose: Prose, report: Report, span: tuple[int, int], role: Role) -> Claim:
    start, end = span
    text = prose.text[start:end].strip()
    claim = Claim(text, prose.section, span, Decimal(0), "", role.name, "unmatched")
    tried = options(role, report)[:1]
    if not tried:
        return claim.settled("unmatched", note="本格式没有这一格")
    (plain,) = tried
    cells = members(plain, report)
    before = _before(prose, start)
    other, time = whose(before, report), when(before, report.year)[0]
    if other.sure or time.sure:
        return claim.settled("unmatched", options=tried, note=other.reason or time.reason)
    if plain.figure is None:
        return claim.settled("consistent", cells=cells, options=tried, note="格子空白，与零不矛盾")
    if plain.figure == 0:
        return claim.settled("matched", cells=cells, options=tried, reading=plain.name)
    doubt = other.reason or time.reason or _partial(text)
    if doubt or not role.plain:
        return claim.settled("unmatched", options=tried, note=doubt or "所指不够明确")
    note = f"{plain.name}为{plain.figure}"
    return claim.settled("contradicted", cells=cells, options=tried, rule="N4", note=note)


def _partial(text: str) -> str:
    found = pattern("partial").search(text)
    return f"“{found[0]}”只说了局部" if found else ""


def _all_done(prose: Prose, report: Report) -> list[Claim]:
    if _STILL_OPEN.search(prose.text):
        return []
    found = []
    for phrase in islice(pattern("phrases.all_done").finditer(prose.text), _MOST):
        before = _before(prose, phrase.start())
        if "申请" in before and not pattern("rivals").search(before):
            role = Role("", "requests", "carried_out", "total", plain=True)
            claim = _claim(prose, report, (phrase.start(), phrase.end()), role)
            if claim.status == "contradicted" and pattern("phrases.in_time").search(phrase[0]):
                claim = claim.settled("unmatched", rule="", note="说的可能是按时")
            found.append(claim)
    return found
