"""What a number says: which row and column, and whether it says so plainly."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from gongkai.checks.claims.numbers import Number
from gongkai.checks.claims.words import Hit, columns, hits, pattern, rows
from gongkai.law.claims import vocabulary

MONEY = ("元", "万元")
_RESPECTIVELY = re.compile(r"(?:分别|依次)(?:为|是|有)?$")
_APPLICATION = re.compile(r"申请")
_ABOUT = re.compile(r"申请|办结总数|收办")
_SHARE = re.compile(r"占|比例|比重|率")
_TYPES = re.compile(r"类$|类信息$|类申请$")
_FROM = re.compile(r"(?:由|从)(?:上年|去年|上一年|上年度)?的?$")
_TO = re.compile(r"^ ?(?:[下上]?[降升减增]|增加|减少|增长|提高|回落)(?:至|到|为)了?$")
_BARE = re.compile(r"[,:]?(?:全年|共|共计|合计|总计|总数|为|达|达到|共有|全市|全县|全区)*")


@dataclass(frozen=True, slots=True)
class Role:
    """A role. `plain` says that words beside the number name it outright."""

    kind: str = ""
    table: str = ""
    row: str = ""
    column: str = ""
    plain: bool = False
    last: bool = False

    @property
    def name(self) -> str:
        """The address of what is said, or the kind of comparison."""
        return self.kind or (f"{self.table}/{self.row}/{self.column}" if self.row else "")


@dataclass
class Seen:
    """What the sentence has named so far."""

    row: tuple[str, str] | None = None
    column: str = ""
    queue: list[Role] = field(default_factory=list)


def role_of(
    number: Number, lead: str, tail: str, before: str, heading: str, seen: Seen
) -> Role:
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
    named = [hit for hit in hits(before[-160:]) if hit.kind == "row" and hit.table != "disclosure"]
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
        return _disputes([hit for hit in found if hit.table == "disputes"], number, seen)
    application = _APPLICATION.search(lead) is not None
    if not application and ("disclosure" in tables or _inherits(found, "disclosure", seen)):
        return _disclosure([hit for hit in found if hit.table == "disclosure"], number, lead, seen)
    asked = [hit for hit in found if hit.table == "requests"]
    carried = [hit for hit in asked if hit.id in {"carried_in", "carried_out"}]
    if asked and _about_requests(lead, before, heading):
        return _requests(asked, number, lead, seen)
    if carried and "结转" in lead:
        return replace(_requests(carried, number, lead, seen), plain=False)
    return Role()


def _inherits(found: list[Hit], table: str, seen: Seen) -> bool:
    named = any(hit.table == table and hit.kind == "column" for hit in found)
    return named and seen.row is not None and seen.row[0] == table


def _about_requests(lead: str, before: str, heading: str) -> bool:
    if pattern("rivals").search(lead) and not re.search("公开申请|依申请|信访", lead):
        return False
    return any(_ABOUT.search(part) for part in (before, heading))


def _requests(found: list[Hit], number: Number, lead: str, seen: Seen) -> Role:
    named = [hit.id for hit in found if hit.kind == "row"]
    kinds = [hit.id for hit in found if hit.kind == "column"]
    specific = [name for name in named if "." in name]
    row = (specific or named or [seen.row[1] if seen.row and seen.row[0] == "requests" else ""])[-1]
    if not row or (kinds and not named and "." in row):
        row = "received"
    if not named and not kinds:
        return Role()
    plain = number.unit in vocabulary().case_units and not _TYPES.search(lead)
    return Role("", "requests", row, kinds[-1] if kinds else "total", plain)


def _disputes(found: list[Hit], number: Number, seen: Seen) -> Role:
    named = [hit for hit in found if hit.kind == "row"]
    inherited = seen.row[1] if seen.row and seen.row[0] == "disputes" else ""
    row = named[-1].id if named else inherited
    after = named[-1].at if named else -1
    kinds = [hit.id for hit in found if hit.kind == "column" and hit.at > after]
    column = kinds[-1] if kinds else "total"
    plain = bool(row) and number.unit in vocabulary().case_units
    return Role("", "disputes", row, column, plain) if row else Role()


def _disclosure(found: list[Hit], number: Number, lead: str, seen: Seen) -> Role:
    named = [hit.id for hit in found if hit.kind == "row"]
    row = named[-1] if named else (seen.row[1] if seen.row else "")
    allowed = [
        hit.id
        for hit in found
        if hit.kind == "column" and row in columns()["disclosure", hit.id].rows
    ]
    if row in {"fees", "procurement"}:
        if number.unit in MONEY:
            return Role("", "disclosure", row, "amount", plain=True)
        fit = row == "procurement" and number.unit in {"项", "个", "次"}
        return Role("", "disclosure", row, "items") if fit else Role()
    if number.unit in MONEY or re.search(r"信息$|(?<!新)公开$", lead) or _TYPES.search(lead):
        return Role()
    if row in {"permits", "penalties", "coercive_measures", "other_services"}:
        column = "items_in_all" if "items_in_all" in allowed else "decisions"
        plain = number.unit in {"件", "宗", "起"} and ("decisions" in allowed)
        return Role("", "disclosure", row, column, plain)
    column = allowed[-1] if allowed else (seen.column if seen.row and seen.row[0] == "disclosure" else "")
    plain = bool(allowed) and number.unit in {"件", "部", "份", "个"}
    return Role("", "disclosure", row, column, plain) if column and row else Role()


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
    if first.table == "requests" and first.kind == "row" and first.id in {"carried_out", "carried_in"}:
        if seen.row and seen.row[0] == "disputes":
            return Role()
        if _about_requests("", before, heading):
            return Role("", "requests", first.id, "total", plain=True)
    return Role()


def is_known(role: Role) -> bool:
    """Tell whether the vocabulary knows how to read the row."""
    return (role.table, role.row) in rows()
