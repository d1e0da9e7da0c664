"""Figures that do not move between two years, or move too far: Y5, and 元 for 万元: X5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gongkai import law
from gongkai.checks.case import Case, Judged, written
from gongkai.checks.findings import Finding
from gongkai.checks.messages import say
from gongkai.checks.outcome import Number, Outcome
from gongkai.law import Address, Rule

FEWEST_COPIED = 5
"""So many figures other than zero are not equal by chance; small bodies report zeros."""

SLIP_WITHIN = 5
"""Amounts change from year to year: so many times off the factor is still a slip of units."""


def judge_movement(rule: Rule, case: Case) -> Judged:
    """Look for a table copied from last year, and for figures that jump or vanish."""
    counts: Counter[Outcome] = Counter()
    findings = []
    for finding in (*_copied(rule, case, counts), *_jumps(rule, case, counts)):
        counts[finding.outcome] += 1
        findings.append(finding)
    return findings, counts


def judge_unit(rule: Rule, case: Case) -> Judged:
    """Look for amounts about ten thousand times last year's, or the other way round."""
    counts: Counter[Outcome] = Counter()
    findings = []
    for cell in _shared(case):
        if case.report.form.cells[cell].column.kind != "amount_wan_yuan":
            continue
        this, last = case.figure(cell), case.before(cell)
        if this is None or last is None:
            counts["undecided"] += 1
            continue
        outcome: Outcome = "violated" if is_unit_slip(this, last, rule.factor) else "satisfied"
        counts[outcome] += 1
        if outcome == "violated":
            sentence = rule.sentence.format(cell=case.name(cell))
            message = f"{sentence}：本年为{say(this)}，上年为{say(last)}，请核对单位"
            findings.append(_finding(rule, cell, message, this, last))
    return findings, counts


def is_unit_slip(this: Number, last: Number, factor: int) -> bool:
    """Tell whether two amounts are about `factor` apart: within `SLIP_WITHIN` times of it."""
    small, large = _by_size(this, last)
    due = small * factor
    return small > 0 and due <= large * SLIP_WITHIN and large <= due * SLIP_WITHIN


def _copied(rule: Rule, case: Case, counts: Counter[Outcome]) -> Iterator[Finding]:
    pairs = [(cell, case.figure(cell), case.before(cell)) for cell in _shared(case)]
    known = [(cell, this, last) for cell, this, last in pairs if None not in (this, last)]
    telling = sum(1 for _, this, _ in known if this)
    if any(this != last for _, this, last in known) or telling < FEWEST_COPIED:
        counts["satisfied"] += 1
    elif len(known) < len(pairs):
        counts["undecided"] += 1
    else:
        what = f"各格数据全部相同（其中{telling}格不为零），请核对是否误用了上年的表格"
        also = tuple(written(cell, this) for cell, this, _ in known)
        message = rule.sentence.format(what=what)
        yield Finding(rule, "copied", "violated", message, also=also)


def _jumps(rule: Rule, case: Case, counts: Counter[Outcome]) -> Iterator[Finding]:
    factor = unit_factor()
    for cell in _shared(case):
        if not _is_looked_at(case, cell):
            continue
        this, last = case.figure(cell), case.before(cell)
        if this is None or last is None:
            counts["undecided"] += 1
            continue
        small, large = _by_size(this, last)
        slip = _is_amount(case, cell) and is_unit_slip(this, last, factor)
        if large < rule.least or large <= small * rule.factor or slip:
            counts["satisfied"] += 1
            continue
        moved = f"“{case.name(cell)}”由{say(last)}变为{say(this)}，请核对"
        yield _finding(rule, cell, rule.sentence.format(what=moved), this, last)


def _finding(rule: Rule, cell: Address, message: str, this: Number, last: Number) -> Finding:
    return Finding(rule, str(cell), "violated", message, this, last, (cell,), (cell,))


def _shared(case: Case) -> list[Address]:
    """The cells both years have; addresses mean the same in both editions (see Y4)."""
    if case.last is None:
        return []
    return [cell for cell in case.report.form.cells if cell in case.last.form.cells]


def _is_looked_at(case: Case, cell: Address) -> bool:
    """Where a row has a total, the total speaks for the row; signed figures may jump."""
    spec = case.report.form.cells[cell]
    if spec.column.kind == "signed_count":
        return False
    return spec.column.total or not any(column.total for column in spec.block.columns)


def _by_size(this: Number, last: Number) -> tuple[Number, Number]:
    one, other = max(this, -this), max(last, -last)
    return (one, other) if one <= other else (other, one)


def _is_amount(case: Case, cell: Address) -> bool:
    return case.report.form.cells[cell].column.kind == "amount_wan_yuan"


def unit_factor() -> int:
    """Return how far apart 元 and 万元 are, as the rule on slips of units has it."""
    return next(rule.factor for rule in law.rules() if rule.judge == "unit_slip")
