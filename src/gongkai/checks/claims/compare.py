"""Percentages and comparisons with last year, worked out from the cells."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from gongkai.checks.claims.claim import Claim, Option
from gongkai.checks.claims.mentions import Mention
from gongkai.checks.claims.naming import RESULTS
from gongkai.checks.claims.readings import members, options
from gongkai.checks.claims.tables import Role
from gongkai.checks.claims.words import hits, pattern
from gongkai.law import Address
from gongkai.law.claims import vocabulary
from gongkai.report import Report

_TOTALS = ("disposed", "received", "handled")
_FAR = Decimal("0.5")
_SUMMED = re.compile(r"合计|共计|[两二三四]者|之和|总共|共占")
_NEARLY = Decimal("0.5")
_BASES = re.compile(r"总数|总量|申请数|申请量|办结|办理|答复|新收|收到")


def compare(
    pairs: list[tuple[Mention, Claim]], report: Report, last: Report | None
) -> list[tuple[Mention, Claim]]:
    """Judge the shares, changes and differences among some claims."""
    judged: list[tuple[Mention, Claim]] = []
    before: tuple[Mention, Claim] | None = None
    share: Role | None = None
    moving: tuple[tuple[int, int], Role] | None = None
    for mention, claim in pairs:
        made = claim
        role = mention.role
        same = before if before and before[0].sentence == mention.sentence else None
        if role.kind in {"change", "difference"}:
            if not role.row and moving is not None and moving[0] == mention.sentence:
                role = replace(moving[1], kind=role.kind)
            moving = (mention.sentence, role) if role.row else moving
            made = _moved(replace(mention, role=role), claim, same, report, last)
        elif role.kind == "share" and role.last and share is not None:
            made = _share(mention, claim, share, last) if last else claim
        elif role.kind == "share":
            share = _numerator(mention, same)
            made = _share(mention, claim, share, report) if share else claim
            if _SUMMED.search(mention.lead):
                made = claim.settled("unmatched", note="几项合计所占，未算")
            elif role.column == "each":
                made = _one_of(mention, claim, judged, report)
        else:
            before = (mention, claim)
        judged.append((mention, made))
    return judged


def _numerator(mention: Mention, before: tuple[Mention, Claim] | None) -> Role | None:
    if mention.role.row and "占" in mention.lead:
        part = hits(mention.lead.split("占")[0])
        if part:
            return replace(mention.role, kind="")
    if before and before[1].status == "matched" and not before[0].role.last:
        return before[0].role
    return None


def _one_of(
    mention: Mention, claim: Claim, judged: list[tuple[Mention, Claim]], report: Report
) -> Claim:
    """`分别占41.1%、7.6%`: the share of something counted before, never called wrong."""
    for counted, _ in judged:
        if counted.sentence == mention.sentence and counted.role.row and not counted.role.kind:
            made = _share(mention, claim, counted.role, report)
            if made.status == "matched":
                return made
    return claim.settled("unmatched", note="没有认出是哪一项所占")


def _share(mention: Mention, claim: Claim, part: Role, report: Report) -> Claim:
    base = mention.lead.partition("占")[2]
    rows = [hit.id for hit in hits(base) if hit.kind == "row" and hit.table == "requests"]
    named = rows[-1:] if rows and rows[-1] not in _TOTALS else []
    wholes = [replace(part, row=row, column="total") for row in (named or _TOTALS)]
    if part.table != "requests":
        wholes = [replace(part, column="total")]
    parts = [option for option in options(part, report)[:1] if option.figure is not None]
    seen: list[str] = []
    close = Decimal(100)
    for top in parts:
        for whole in [option for role in wholes for option in options(role, report)[:1]]:
            if top.figure is None or not whole.figure:
                continue
            exact = top.figure * 100 / whole.figure
            if abs(exact - claim.value) <= mention.number.step:
                cells = (*members(top, report), *members(whole, report))
                reading = f"{top.name}占{whole.name}"
                return claim.settled("matched", cells=cells, reading=reading, note="")
            close = min(close, abs(exact - claim.value))
            seen.append(f"{top.name}占{whole.name}为{exact:.2f}%")
    of_all = not base.strip("比重例为达:") and part.row in RESULTS and close > _NEARLY
    plain = bool(parts and seen and (_BASES.search(base) or of_all)) and mention.number.exact
    if plain and "信息" not in mention.lead.replace("政府信息", "").replace("信息公开", ""):
        return _wrong(claim, members(parts[0], report), seen)
    return claim.settled("unmatched", note="；".join(dict.fromkeys(seen)) or "没有认出基数")


def _moved(
    mention: Mention,
    claim: Claim,
    before: tuple[Mention, Claim] | None,
    report: Report,
    last: Report | None,
) -> Claim:
    role = replace(mention.role, kind="") if mention.role.row else None
    if role is None and before and before[1].status == "matched":
        role = replace(before[0].role, last=False)
    if role is None:
        return claim.settled("unmatched", note="没有认出比较的是什么")
    if last is None:
        return claim.settled("unmatched", note="没有上年报告可比")
    if last.form.id != report.form.id and role.table == "disclosure" and role.column != "decisions":
        return claim.settled("unmatched", note="两年格式不同，不作比较")
    down = pattern("phrases.downs").search(mention.lead) is not None
    earlier = {option.name: option for option in options(role, last)}
    seen: list[str] = []
    close = False
    tried = options(role, report)
    for option in tried:
        if (then := earlier.get(option.name)) is None:
            continue
        moved = _movement(mention.role.kind, option, then)
        if moved is None:
            continue
        off = abs((-moved if down else moved) - claim.value)
        if off == 0 or (mention.role.kind == "change" and off <= mention.number.step):
            cells = members(option, report)
            return claim.settled("matched", cells=cells, reading=f"{option.name}比上年", note="")
        close = close or (mention.role.kind == "change" and off <= _FAR)
        seen.append(f"{option.name}比上年{moved:+.2f}".rstrip("0").rstrip("."))
    exact = mention.number.exact and mention.number.unit in {"%", "项", *vocabulary().case_units}
    sure = bool(seen) and not close and exact
    doubtful = pattern("partial").search(mention.lead) is not None
    told = mention.role.plain or (before is not None and before[1].status == "matched")
    if sure and not doubtful and told:
        return _wrong(claim, members(tried[0], report), seen)
    return claim.settled("unmatched", note="；".join(seen) or "上年数不全")


def _movement(kind: str, now: Option, then: Option) -> Decimal | None:
    if now.figure is None or then.figure is None:
        return None
    if kind == "difference":
        return now.figure - then.figure
    return (now.figure - then.figure) * 100 / then.figure if then.figure else None


def _wrong(claim: Claim, cells: tuple[Address, ...], seen: list[str]) -> Claim:
    note = "；".join(dict.fromkeys(seen))
    return claim.settled("contradicted", cells=cells, rule="N3", note=note)
