"""Answers to findings: a waiver counts while rule, figures and time are what they were."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gongkai import law
from gongkai.checks.case import written
from gongkai.checks.findings import Checked, Finding
from gongkai.checks.outcome import Outcome
from gongkai.law import Address, Rule
from gongkai.report import Report, Unreadable, number
from gongkai.report.waivers import Waiver

_NOT_TIMED = "没有给出 as_of，豁免说明的到期日（{findings}）未核对"


def digest(finding: Finding, report: Report, last: Report | None) -> str:
    """Return the digest of the figures a finding was judged on.

    `sha256:` and the SHA-256 of the sorted lines `address=figure` of its cells, of
    `last:address=figure` of last year's and of what else it looked at, in UTF-8, joined
    by line feeds; a finding on words adds its message as `text=`. A blank is written as
    nothing, unreadable characters as `?` and themselves.
    """
    lines = [_line(cell, report) for cell in finding.cells]
    if last is not None:
        lines += [f"last:{_line(cell, last)}" for cell in finding.last_cells]
    lines += finding.also
    if finding.rule.judge == "prose":
        lines.append(f"text={finding.message}")
    text = "\n".join(sorted(set(lines)))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def answer(
    checked: Checked,
    waivers: Sequence[Waiver],
    report: Report,
    last: Report | None = None,
    as_of: datetime.date | None = None,
) -> Checked:
    """Return the findings with their answers; a waiver that does not count is a finding.

    `as_of` is the clock: without it the expiry of waivers is not judged, and a note
    says so.
    """
    by_id = {finding.id: finding for finding in checked.findings if finding.outcome != "satisfied"}
    answered: dict[str, Waiver] = {}
    refused: list[Finding] = []
    rule = _own_rule()
    for waiver in waivers:
        why = _why_not(waiver, by_id.get(waiver.finding), report, last, as_of)
        if why:
            message = f"{rule.sentence.format(what=f'（{waiver.finding}）')}：{why}"
            also = (f"waiver={waiver.finding}", f"figures={waiver.figures}")
            refused.append(Finding(rule, waiver.finding, "violated", message, also=also))
        else:
            answered[waiver.finding] = waiver
    if not waivers:
        return checked
    findings = [
        replace(finding, waiver=answered.get(finding.id)) if finding.id in answered else finding
        for finding in checked.findings
    ]
    timed = [name for name, waiver in answered.items() if waiver.expires]
    notes = (_NOT_TIMED.format(findings="、".join(timed)),) if timed and as_of is None else ()
    counts: Counter[Outcome] = Counter()
    counts.update({"satisfied": len(answered)} if answered else {})
    counts.update({"violated": len(refused)} if refused else {})
    return replace(
        checked,
        findings=(*findings, *refused),
        tally={**checked.tally, rule.id: counts},
        notes=(*checked.notes, *notes),
    )


def stanza(finding: Finding, report: Report, last: Report | None) -> str:
    """Return the waiver of a finding, to be completed and pasted into the file."""
    return "\n".join(
        [
            f"# {finding.message}",
            "[[waiver]]",
            f'finding = "{finding.id}"',
            f"version = {finding.rule.version}",
            f'figures = "{digest(finding, report, last)}"',
            'reason = "" # 请写明理由',
            'by = "" # 请写明经手人',
            "date =  # 请写日期，如 2024-01-31",
            *(["must = true"] if finding.rule.severity == "must" else []),
            "# expires = 2025-01-31 # 需要到期时写",
        ]
    )


def _why_not(
    waiver: Waiver,
    finding: Finding | None,
    report: Report,
    last: Report | None,
    as_of: datetime.date | None,
) -> str:
    """Why a waiver does not count, empty where it does."""
    if finding is None:
        return "没有对应的校验结果：可能已经改正，或编号写错；请删去或改正"
    if finding.rule.judge == "references":
        return "填不出的引用不能豁免：报告做不成；请改正文字"
    if waiver.version != finding.rule.version:
        return (
            f"所答的是规则第{waiver.version}版，现为第{finding.rule.version}版，已失效；请重新核对"
        )
    if waiver.figures != digest(finding, report, last):
        return "所依据的数据已经改变，已失效；请重新核对"
    if finding.rule.severity == "must" and not waiver.must:
        return "所答的规则必须成立，只能写明 must = true 豁免"
    return _untimely(waiver, as_of) if as_of else ""


def _untimely(waiver: Waiver, day: datetime.date) -> str:
    """Why a waiver does not count on a day, empty where it does."""
    if day < waiver.date:
        return f"自{waiver.date}起才有效；请核对日期"
    if waiver.expires is not None and day > waiver.expires:
        return f"已于{waiver.expires}到期；请重新核对"
    return ""


def _line(cell: Address, report: Report) -> str:
    held = report.cells[cell]
    if isinstance(held, Unreadable):
        return f"{cell}=?{held.original}"
    return written(cell, number(held))


def _own_rule() -> Rule:
    return next(rule for rule in law.rules() if rule.judge == "waivers")
