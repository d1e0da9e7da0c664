"""What a number says: which row and column, and whether it says so plainly."""

from __future__ import annotations

import re
from dataclasses import replace

from gongkai.checks.claims.naming import Around, from_tail, named
from gongkai.checks.claims.period import compared_with
from gongkai.checks.claims.tables import Role, Seen
from gongkai.checks.claims.words import Hit, hits, pattern

_PERCENT = {"%", "百分点", "个百分点", "倍"}
_RESPECTIVELY = re.compile(r"(?:分别|依次)(?:为|是|有)?$")
_SHARE = re.compile(r"占|比例|比重")
_FROM = re.compile(r"(?:由|从)(?:上年|去年|上一年|上年度)?的?$")
_TO = re.compile(r"^ ?(?:[下上]?[降升减增]|增加|减少|增长|提高|回落)(?:至|到|为)了?$")
_MOVED = re.compile(r"[,、和及]?(?:同比|分别)?(?:增|减|上升|下降|提高|降低|回落|降幅|涨幅)")
_MOVING = re.compile(r"(?:增加|减少|净增|净减|上升|下降|增长|增|减|多|少)了?$")
_AGAINST = re.compile(r"[比较与同]")
_BACK = 60
_SERIES = re.compile(r"[件份起宗次]?(?:[、和及与,] ?\d[\d,.]* ?[件份起宗次]?)*")
_AND = re.compile(r"[和及与,](?= ?\d)")
_EACH = re.compile(r"分别占|占比分别")
_PAST = re.compile(r"[比较由从] ?(?:(?:19|20)\d\d ?年度?|上年|去年|上一年)的?$")
_SUM = re.compile(r"[,:]?(?:合计|总计|共计|总共)")
_WITH = re.compile(r"[,:]?(?:合计|总计|共计|总共|共|[应需须](?:当年)?办理?)(?:申请)?")
_BARE = re.compile(
    r"[,:]?(?:(?:19|20)\d\d ?年度?)?(?:全年|共|共计|合计|总计|总数|为|达|达到|共有|全市|全县|全区)*"
)


def role_of(around: Around, seen: Seen) -> Role:
    """Return the role of a number from the words around it; `seen` is kept up to date."""
    lead = around.lead
    against = compared_with(lead, seen.year)
    seen.compared = against is not None or (seen.compared and _MOVED.match(lead) is not None)
    earlier = pattern("phrases.last_year").search(lead) is not None and not seen.compared
    if against is not None and against != seen.year - 1:
        return Role("older")
    found = _relative(around, seen, earlier) or _next_in_turn(around, seen)
    return found or _counted(around, seen, earlier)


def _relative(around: Around, seen: Seen, earlier: bool) -> Role | None:
    """The role of a share, a movement, or a figure a movement starts from or ends with."""
    lead = around.lead
    if _TO.search(lead) and seen.row:
        return Role("", *seen.row, seen.column or "total", plain=around.counts_cases)
    if around.number.unit in _PERCENT:
        goes_on = seen.sharing and not lead.strip("、和及, ")
        seen.sharing = _EACH.search(lead) is not None or goes_on
        if seen.sharing or (lead == "(" and seen.row):
            return Role("share", column="each")
        of = _subject(replace(around, before=around.before + lead), lead.partition("占")[0], seen)
        return replace(of, kind=_of_percent(lead, seen.compared, earlier), last=earlier)
    moving = _MOVING.search(lead)
    if (seen.compared and _moves(lead)) or moving:
        of = _subject(around, lead[: moving.start()] if moving else lead, seen)
        said = compared_with(around.before[-_BACK:], seen.year) == seen.year - 1
        return replace(of, kind="difference", plain=of.plain and (seen.compared or said))
    return Role("earlier") if _PAST.search(lead) and not hits(lead) else None


def _counted(around: Around, seen: Seen, earlier: bool) -> Role:
    """The role of a plain count."""
    lead = around.lead
    found = named(around, seen)
    if not found.row and around.tail:
        found = from_tail(around, seen)
    if seen.row == ("requests", "carried_in") and _WITH.fullmatch(lead.strip()):
        return Role("", "requests", "handled", "total", plain=around.counts_cases)
    if _SUM.fullmatch(lead.strip()) and seen.row:
        return Role()
    if not found.row and _BARE.fullmatch(lead):
        alone = Seen(seen.year, seen.about)
        found = replace(_subject(around, around.before[-80:], alone), plain=False)
    if not found.row and earlier and seen.row:
        found = Role("", *seen.row, seen.column or "total")
    if found.row:
        below = seen.row == ("disputes", "litigation") and found.row.startswith("litigation_")
        seen.row = seen.row if below else (found.table, found.row)
        seen.column = found.column
    past = earlier or _FROM.search(lead) is not None
    return replace(found, last=True, plain=False) if past else found


def _next_in_turn(around: Around, seen: Seen) -> Role | None:
    """The next of the roles that 分别为 gives, if one is waiting."""
    if not (seen.queue and not hits(around.lead)):
        if not _RESPECTIVELY.search(around.lead.strip()):
            return None
        following = _SERIES.match(around.rest)
        series = following[0] if following else ""
        several = 1 + series.count("、") + len(_AND.findall(series))
        seen.queue = _respectively(around, several)
    return seen.queue.pop(0) if seen.queue else None


def _subject(around: Around, lead: str, seen: Seen) -> Role:
    """What a comparison is about, read as if a count of cases followed."""
    number = replace(around.number, unit="件")
    said = named(replace(around, number=number, lead=_AGAINST.split(lead)[0]), seen)
    return said if said.row else named(replace(around, number=number, lead=lead), seen)


def _of_percent(lead: str, compared: bool, earlier: bool) -> str:
    if _SHARE.search(lead) or earlier:
        return "share"
    return "change" if compared or _moves(lead) else "percent"


def _moves(lead: str) -> bool:
    return any(pattern(f"phrases.{way}").search(lead) for way in ("ups", "downs"))


def _respectively(around: Around, several: int) -> list[Role]:
    """The roles named in front of 分别为, in their order; as many as `several` are plain."""
    parts = re.split("[、和及与]", around.before[-160:])
    rows = [hit for part in parts for hit in hits(part) if hit.kind == "row"]
    rows = [hit for hit in rows if hit.table != "disclosure"]
    specific = [hit for hit in rows if "." in hit.id] or [
        hit for hit in rows if hit.id not in {"received", "disposed", "handled"}
    ]
    given = _distinct(specific)
    plain = len(given) == several and around.counts_cases
    return [Role("", hit.table, hit.id, "total", plain) for hit in given]


def _distinct(found: list[Hit]) -> list[Hit]:
    return list({(hit.table, hit.id): hit for hit in found}.values())
