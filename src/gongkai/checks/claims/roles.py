"""What a number says: which row and column, and whether it says so plainly."""

from __future__ import annotations

import re
from dataclasses import replace

from gongkai.checks.claims.numbers import Number
from gongkai.checks.claims.tables import (
    Role,
    Seen,
    of_disclosure,
    of_disputes,
    of_requests,
)
from gongkai.checks.claims.words import Hit, hits, pattern

_RESULTS = ("granted", "granted_in_part", "refused", "unavailable", "not_processed")
_RESPECTIVELY = re.compile(r"(?:分别|依次)(?:为|是|有)?$")
_APPLICATION = re.compile(r"申请")
_ABOUT = re.compile(r"申请|办结总数|收办")
_SHARE = re.compile(r"占|比例|比重|率")
_FROM = re.compile(r"(?:由|从)(?:上年|去年|上一年|上年度)?的?$")
_TO = re.compile(r"^ ?(?:[下上]?[降升减增]|增加|减少|增长|提高|回落)(?:至|到|为)了?$")
_BARE = re.compile(r"[,:]?(?:全年|共|共计|合计|总计|总数|为|达|达到|共有|全市|全县|全区)*")


def role_of(number: Number, lead: str, tail: str, before: str, heading: str, seen: Seen) -> Role:
    """Return the role of a number from the words around it; `seen` is kept up to date."""
    compared = pattern("phrases.compared").search(lead) is not None
    earlier = pattern("phrases.last_year").search(lead) is not None and not compared
    if number.unit in {"%", "百分点", "个百分点", "倍"}:
        of = _subject(number, lead.partition("占")[0], before + lead, heading, seen)
        return replace(of, kind=_of_percent(lead, compared, earlier), last=earlier)
    moved = pattern("phrases.ups").search(lead) or pattern("phrases.downs").search(lead)
    if compared and moved:
        of = _subject(number, lead, before, heading, seen)
        return replace(of, kind="difference")
    if _TO.search(lead) and seen.row:
        return Role("", *seen.row, seen.column or "total")
    if seen.queue and not hits(lead):
        return seen.queue.pop(0)
    if _RESPECTIVELY.search(lead.strip()):
        seen.queue = _respectively(before)
        if seen.queue:
            return seen.queue.pop(0)
    found = _named(number, lead, before, heading, seen)
    if not found.row and tail:
        found = _from_tail(tail, before, heading, seen)
    if not found.row and _BARE.fullmatch(lead):
        found = replace(_subject(number, before[-80:], before, heading, Seen()), plain=False)
    if not found.row and earlier and seen.row:
        found = Role("", *seen.row, seen.column or "total")
    if found.row:
        below = seen.row == ("disputes", "litigation") and found.row.startswith("litigation_")
        seen.row = seen.row if below else (found.table, found.row)
        seen.column = found.column
    past = earlier or _FROM.search(lead) is not None
    return replace(found, last=True, plain=False) if past else found


def _subject(number: Number, lead: str, before: str, heading: str, seen: Seen) -> Role:
    """What a comparison is about, read as if a count of cases followed."""
    return _named(replace(number, unit="件"), lead, before, heading, seen)


def _of_percent(lead: str, compared: bool, earlier: bool) -> str:
    if _SHARE.search(lead) or earlier:
        return "share"
    moved = pattern("phrases.ups").search(lead) or pattern("phrases.downs").search(lead)
    return "change" if compared or moved else "percent"


def _respectively(before: str) -> list[Role]:
    """The roles named in front of 分别为, in their order."""
    parts = re.split("[、和及与]", before[-160:])
    named = [hit for part in parts for hit in hits(part) if hit.kind == "row"]
    named = [hit for hit in named if hit.table != "disclosure"]
    specific = [hit for hit in named if "." in hit.id] or [
        hit for hit in named if hit.id not in {"received", "disposed", "handled"}
    ]
    return [Role("", hit.table, hit.id, "total") for hit in _distinct(specific)]


def _distinct(found: list[Hit]) -> list[Hit]:
    return list({(hit.table, hit.id): hit for hit in found}.values())


def _named(number: Number, lead: str, before: str, heading: str, seen: Seen) -> Role:
    found = hits(lead)
    tables = {hit.table for hit in found if hit.kind == "row"}
    if "disputes" in tables or (_inherits(found, "disputes", seen)):
        return of_disputes([hit for hit in found if hit.table == "disputes"], number, seen)
    application = _APPLICATION.search(lead) is not None
    if not application and ("disclosure" in tables or _inherits(found, "disclosure", seen)):
        return of_disclosure(
            [hit for hit in found if hit.table == "disclosure"], number, lead, seen
        )
    asked = [hit for hit in found if hit.table == "requests"]
    carried = [hit for hit in asked if hit.id in {"carried_in", "carried_out"}]
    results = [hit for hit in asked if hit.id.split(".")[0] in _RESULTS]
    if asked and _about_requests(lead, before, heading):
        return of_requests(asked, number, lead, seen)
    if results and number.unit == "件" and not pattern("rivals").search(lead):
        return replace(of_requests(results, number, lead, seen), plain=False)
    if carried and "结转" in lead:
        return replace(of_requests(carried, number, lead, seen), plain=False)
    return Role()


def _inherits(found: list[Hit], table: str, seen: Seen) -> bool:
    named = any(hit.table == table and hit.kind == "column" for hit in found)
    return named and seen.row is not None and seen.row[0] == table


def _about_requests(lead: str, before: str, heading: str) -> bool:
    if pattern("rivals").search(lead) and not re.search("公开申请|依申请|信访", lead):
        return False
    return any(_ABOUT.search(part) for part in (before, heading))


def _from_tail(tail: str, before: str, heading: str, seen: Seen) -> Role:
    """`7件正在办理中`, `120件做了复议决定`, `1件结转下年度继续办理`."""
    found = hits(tail)
    judging = [hit for hit in found if hit.table == "disputes"]
    if judging and judging[0].at <= 6 and judging[0].kind == "row" and judging[-1].kind == "column":
        return Role("", "disputes", judging[0].id, judging[-1].id)
    first = next((hit for hit in found if hit.at <= 8), None)
    if first is None:
        return Role()
    judged = any(hit.table == "disputes" and hit.kind == "column" for hit in found)
    if judged and seen.row and seen.row[0] == "disputes":
        column = next(hit.id for hit in found if hit.table == "disputes" and hit.kind == "column")
        return Role("", "disputes", seen.row[1], column)
    if first.table == "requests" and first.id in {"carried_out", "carried_in"}:
        if seen.row and seen.row[0] == "disputes":
            return Role()
        if _about_requests("", before + tail, heading):
            return Role("", "requests", first.id, "total", plain=True)
    return Role()
