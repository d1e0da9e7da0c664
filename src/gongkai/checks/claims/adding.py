"""Claims that hold among themselves: lists that add up, applications that balance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gongkai.checks.claims.claim import Claim
from gongkai.checks.claims.lists import Listed, lists
from gongkai.checks.claims.mentions import Mention, Prose

_RESULTS = ("granted", "granted_in_part", "refused", "unavailable", "not_processed", "other")


def add_up(prose: Prose, pairs: list[tuple[Mention, Claim]]) -> list[Claim]:
    """Return the claims, with what the lists among them say."""
    found = [claim for _, claim in pairs]
    for listed in lists(prose, [mention for mention, _ in pairs]):
        _apply(listed, found)
    _said_twice([mention for mention, _ in pairs], found)
    for at in _balanced(found):
        if found[at].status == "unmatched":
            found[at] = found[at].settled("consistent", note="收、办、结转之间平衡")
    return found


def _said_twice(spoken: list[Mention], found: list[Claim]) -> None:
    """Two numbers of one sentence for one cell (不掌握1件,信息不存在1件): parts of it, perhaps."""
    together: dict[tuple[tuple[int, int], str], list[int]] = {}
    for at, mention in enumerate(spoken):
        if found[at].options and not mention.role.last:
            together.setdefault((mention.sentence, mention.role.name), []).append(at)
    for places in together.values():
        wrong = [at for at in places if found[at].status == "contradicted"]
        if len(places) < 2 or not wrong:
            continue
        if any(found[at].status == "matched" for at in places):
            for at in wrong:
                note = "同一句话里另有相符的数，这里说的可能只是一部分"
                found[at] = found[at].settled("unmatched", rule="", note=note)
            continue
        total = sum((found[at].value for at in places), Decimal(0))
        fits = next((o for o in found[wrong[0]].options if o.figure == total), None)
        for at in wrong if len(wrong) == len(places) else []:
            note = "同一句话里说了两次" if fits is None else f"与同句另一数合计为{fits.name}"
            found[at] = found[at].settled("unmatched", rule="", note=note)


def _apply(listed: Listed, found: list[Claim]) -> None:
    parts = " + ".join(str(found[at].value) for at in listed.parts)
    total = found[listed.total]
    if listed.outcome == "adds_up":
        for at in (listed.total, *listed.parts):
            if found[at].status == "unmatched":
                found[at] = found[at].settled("consistent", note=f"{parts} = {total.value}")
        _name(listed, found)
        return
    note = f"{parts} = {listed.sum}，总数为{total.value}"
    if listed.outcome == "short":
        _name(listed, found)
        if total.status != "contradicted" and not total.rule:
            found[listed.total] = replace(found[listed.total], rule="N6a", note=note)
        return
    _name(listed, found)
    found[listed.total] = found[listed.total].settled("contradicted", rule="N6b", note=note)


def _name(listed: Listed, found: list[Claim]) -> None:
    for at in (listed.total, *listed.parts):
        found[at] = replace(found[at], role=found[at].role or "list")


def _balanced(found: list[Claim]) -> Iterator[int]:
    """Positions of claims of applications that agree with one another."""
    first: dict[str, int] = {}
    for at, claim in enumerate(found):
        table, _, rest = claim.role.partition("/")
        if table == "requests" and rest.endswith("/total"):
            first.setdefault(rest.removesuffix("/total"), at)

    def value(*rows: str) -> Decimal:
        return sum((found[first[row]].value for row in rows if row in first), Decimal(0))

    named = [row for row in _RESULTS if row in first] + [
        row for row in first if "." in row and row.split(".")[0] not in first
    ]
    start = "received" if "received" in first else "handled"
    if start not in first:
        return
    came = value(start) + (value("carried_in") if start == "received" else 0)
    went = value("disposed", "carried_out")
    if "disposed" in first and came == went:
        yield from (
            first[row] for row in (start, "carried_in", "disposed", "carried_out") if row in first
        )
    if len(named) > 1 and came == value(*named) + value("carried_out"):
        yield from (first[row] for row in (start, *named, "carried_out") if row in first)
