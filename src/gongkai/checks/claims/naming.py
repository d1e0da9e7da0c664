"""What the words right before a number, or right after it, name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gongkai.checks.claims.numbers import Number
from gongkai.checks.claims.tables import (
    MONEY,
    Role,
    Seen,
    carried,
    of_disclosure,
    of_disputes,
    of_requests,
)
from gongkai.checks.claims.words import Hit, hits, pattern, shaped
from gongkai.law.claims import vocabulary

RESULTS = frozenset(
    {"granted", "granted_in_part", "refused", "unavailable", "not_processed", "other"}
)
_CARRIED = frozenset({"carried_in", "carried_out", "carried"})
_WORKED = r"[,;]?<naming.by_now>*<naming.worked>"
_BARE_NOUN = (
    r"(?:<naming.whole>|20\d\d ?年度?|,)*<naming.disclosure><naming.information>?"
    r"<naming.application><naming.counts>*<naming.amounts>*$"
)
_NOUN = r" ?<naming.disclosure>?的?<naming.application>(?!人)"
_OF_THESE = (
    r"<naming.of_these>?[,:]?<naming.areas>?<naming.belonging>?(?:政府)?信息公开<naming.matters>*"
)
_DISCLOSED = r"[:,、]?<naming.of_these>?<naming.disclosed>"
_APPLIED = r"(.{2})<naming.application>"
_OURS = r"(?:<naming.ours_before>|[、,(:]|□.?)$"
_SUM_OF_MONEY = r"[,、]?<naming.bought>?<naming.money><naming.in_all>*"
_RECENT = 100
_TOPIC = 20
_NEAR = 8
_BACK = 60
_PAID = {"fees", "procurement"}


@dataclass(frozen=True, slots=True)
class Around:
    """A number with the words around it; `rest` is what follows, other numbers included."""

    number: Number
    lead: str
    tail: str
    before: str
    heading: str
    rest: str = ""

    @property
    def counts_cases(self) -> bool:
        """Whether the measure word is one for applications and cases."""
        return self.number.unit in vocabulary().case_units


def results_named(text: str) -> int:
    """Count the results of the form that a text names."""
    named = (hit.id.split(".")[0] for hit in hits(text) if hit.table == "requests")
    return len({name for name in named if name in RESULTS})


def named(around: Around, seen: Seen) -> Role:
    """What the words before a number name."""
    number, lead = around.number, around.lead
    found = hits(lead)
    opening = around.before[: len(around.before) - len(lead)]
    topic = opening[-_TOPIC:] if opening.endswith(":") else ""
    if has_rival(topic + lead) or other_application(bare_of_words(lead)):
        seen.rival = True
    elif pattern("naming.ours_again").search(lead):
        seen.rival = False
    tables = {hit.table for hit in found if hit.kind == "row"}
    if "disputes" in tables or _inherits(around, found, "disputes", seen):
        about = [hit for hit in found if hit.table == "disputes"]
        return of_disputes(about, number, lead, seen)
    application = pattern("naming.application").search(lead) is not None
    if not application and ("disclosure" in tables or _inherits(around, found, "disclosure", seen)):
        return of_disclosure(
            [hit for hit in found if hit.table == "disclosure"], number, lead, seen
        )
    asked = [hit for hit in found if hit.table == "requests"]
    if asked and about_requests(around, seen):
        role = of_requests(asked, number, lead, seen)
        sure = role.row.split(".")[0] in RESULTS or _surely_requests(around, seen)
        return replace(role, plain=role.plain and sure and not seen.rival)
    return _without_context(around, asked, seen) if asked else _without_words(around, seen)


def _without_context(around: Around, asked: list[Hit], seen: Seen) -> Role:
    """Words of section 三 where nothing says that applications are meant."""
    over = [hit for hit in asked if hit.id in _CARRIED]
    results = [hit for hit in asked if hit.id.split(".")[0] in RESULTS]
    if results and around.number.unit == "件" and not pattern("rivals").search(around.lead):
        return replace(of_requests(results, around.number, around.lead, seen), plain=False)
    if over and "结转" in around.lead:
        return replace(of_requests(over, around.number, around.lead, seen), plain=False)
    return Role()


def _look_back(around: Around, seen: Seen) -> None:
    """`行政复议方面,全市政府信息公开案件共90件`: named without a number before."""
    if seen.row is None and shaped(_OF_THESE).fullmatch(around.lead):
        before = [hit for hit in hits(around.before[-_BACK:]) if hit.kind == "row"]
        if before and before[-1].table == "disputes":
            seen.row = ("disputes", before[-1].id)


def _without_words(around: Around, seen: Seen) -> Role:
    """`办理152件` after applications, `政府信息公开申请55件`, `其中信息公开的9件`."""
    _look_back(around, seen)
    inherited = seen.row[0] if seen.row else ""
    if shaped(_WORKED).fullmatch(around.lead) and inherited == "requests":
        return Role("", "requests", "disposed", "total", plain=around.counts_cases)
    if shaped(_OF_THESE).fullmatch(around.lead) and inherited == "disputes" and seen.row:
        return Role("", *seen.row, "total")
    if around.number.unit in MONEY and inherited == "disclosure" and seen.row:
        fee = seen.row[1] in _PAID and shaped(_SUM_OF_MONEY).fullmatch(around.lead)
        return Role("", *seen.row, "amount", plain=True) if fee else Role()
    if shaped(_DISCLOSED).fullmatch(around.lead) and inherited == "requests" and seen.about:
        return Role("", "requests", "granted", "total")
    noun = shaped(_BARE_NOUN).search(around.lead)
    if noun is None or pattern("rivals").search(around.lead):
        return Role()
    classed = "主动公开" in around.before[-_TOPIC * 2 :]
    plain = noun.start() == 0 and around.counts_cases and not (classed or seen.rival)
    return Role("", "requests", "received", "total", plain)


def _inherits(around: Around, found: list[Hit], table: str, seen: Seen) -> bool:
    said = any(hit.table == table and hit.kind == "column" for hit in found)
    if not said:
        return False
    if seen.row is None or seen.row[0] != table:
        before = [hit for hit in hits(around.before[-_BACK:]) if hit.kind == "row"]
        if before and before[-1].table == table:
            seen.row, seen.verb, seen.looked_back = (table, before[-1].id), False, True
    return seen.row is not None and seen.row[0] == table


def about_requests(around: Around, seen: Seen, also: str = "") -> bool:
    """Tell whether applications are spoken of, as far as one can see."""
    if has_rival(around.lead) and not pattern("naming.ours_all_the_same").search(around.lead):
        return False
    said = (around.before, around.heading, also)
    return seen.about or any(pattern("naming.about").search(part) for part in said)


def _surely_requests(around: Around, seen: Seen) -> bool:
    """The sentence says so, or its heading, or the words just before it."""
    return seen.about or pattern("naming.ours_again").search(around.heading[-_RECENT:]) is not None


def other_application(lead: str) -> bool:
    """`低保申请`, `群众申请`: an application for something else, or by someone in particular."""
    found = shaped(_APPLIED).search(lead)
    return found is not None and shaped(_OURS).search(found[1]) is None


def has_rival(lead: str) -> bool:
    """Tell whether another matter is named; the form's own words are none (执法案卷)."""
    return pattern("rivals").search(bare_of_words(lead)) is not None


def bare_of_words(lead: str) -> str:
    """Return a text with the words of the tables blotted out."""
    for hit in hits(lead):
        if "." in hit.id:
            lead = lead[: hit.at] + "□" * (hit.end - hit.at) + lead[hit.end :]
    return lead


def from_tail(around: Around, seen: Seen) -> Role:
    """`7件正在办理中`, `120件做了复议决定`, `1件结转下年度继续办理`, `3件由公民提出`."""
    found = hits(around.tail)
    disputes = [hit for hit in found if hit.table == "disputes"]
    row = next((hit for hit in disputes if hit.kind == "row"), None)
    outcome = next((hit for hit in disputes if hit.kind == "column"), None)
    if disputes and disputes[0].at <= _NEAR - 2 and disputes[0].kind == "row" and outcome:
        return Role("", "disputes", disputes[0].id, disputes[-1].id)
    if row and row.at <= _NEAR - 2:
        plain = "信息公开" in around.tail[: row.at] and around.counts_cases
        return Role("", "disputes", row.id, "total", plain)
    first = next((hit for hit in found if hit.at <= _NEAR), None)
    if first and outcome and seen.row and seen.row[0] == "disputes":
        return Role("", "disputes", seen.row[1], outcome.id)
    return _requests_from_tail(around, [hit for hit in found if hit.table == "requests"], seen)


def _requests_from_tail(around: Around, found: list[Hit], seen: Seen) -> Role:
    noun = shaped(_NOUN).match(around.tail) is not None
    over = [hit for hit in found if hit.id in _CARRIED and (noun or hit.at <= _NEAR)]
    if over and not (seen.row and seen.row[0] == "disputes"):
        if about_requests(replace(around, lead=""), seen, also=around.tail):
            row = carried(over[0].id, around.tail, seen)
            return Role("", "requests", row, "total", plain=around.counts_cases)
        return Role()
    result = next((hit for hit in found if hit.id in RESULTS and hit.kind == "row"), None)
    if noun and result:
        plain = around.counts_cases and around.lead.strip(",、").endswith(("对", "有", "将"))
        return Role("", "requests", result.id, "total", plain)
    kinds = [hit for hit in found if hit.kind == "column" and hit.id != "total"]
    whole = seen.row is None or seen.row[1] in {"received", "handled"}
    if kinds and kinds[0].at <= _NEAR and seen.about and whole:
        plain = around.counts_cases and kinds[0].at <= _NEAR // 2
        return Role("", "requests", "received", kinds[0].id, plain)
    return Role("", "requests", "received", "total") if noun else Role()
