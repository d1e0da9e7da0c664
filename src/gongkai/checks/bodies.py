"""One body and others: an aggregate and its children (X1), who may make 规章 (X4)."""

from __future__ import annotations

from collections import Counter

from gongkai.checks.case import Case, Judged, written
from gongkai.checks.findings import Finding
from gongkai.checks.messages import apart, say
from gongkai.checks.outcome import Number, Outcome
from gongkai.law import Address, Rule

LAWMAKING = ("disclosure", "regulations")
"""Table and row of 规章."""

_FIRST = Address("requests", "received", "total")


def judge_children(rule: Rule, case: Case) -> Judged:
    """Compare an aggregated report, cell by cell, with the sum of its children.

    With a child or a figure missing the sum is known only from below: a figure under
    that bound is wrong all the same, any other is undecided.
    """
    counts: Counter[Outcome] = Counter()
    findings: list[Finding] = []
    if case.report.scope != "aggregated" or not case.children:
        return findings, counts
    open_cells: list[Address] = []
    for cell, spec in case.report.form.cells.items():
        if spec.column.kind != "count":
            continue
        outcome, finding = _judge_sum(rule, case, cell)
        counts[outcome] += 1
        if finding:
            findings.append(finding)
        elif outcome == "undecided":
            open_cells.append(cell)
    if open_cells:
        findings.append(_undecided(rule, case, open_cells))
    return findings, counts


def judge_lawmaking(rule: Rule, case: Case) -> Judged:
    """Below the levels that may make 规章 every figure of their row is zero."""
    counts: Counter[Outcome] = Counter()
    findings: list[Finding] = []
    if case.report.agency.level not in rule.levels:
        return findings, counts
    for cell in case.report.form.cells:
        if (cell.table, cell.row) != LAWMAKING:
            continue
        figure = case.figure(cell)
        outcome: Outcome = "undecided" if figure is None else "violated" if figure else "satisfied"
        counts[outcome] += 1
        if outcome == "violated" and figure is not None:
            message = f"{rule.sentence.format(cell=case.name(cell))}：实为{say(figure)}，请核对"
            findings.append(Finding(rule, str(cell), outcome, message, figure, 0, (cell,)))
    return findings, counts


def _judge_sum(rule: Rule, case: Case, cell: Address) -> tuple[Outcome, Finding | None]:
    parts = _parts(case, cell)
    bound: Number = sum(part for part in parts.values() if part is not None)
    complete = None not in parts.values()
    published = case.figure(cell)
    if published is None:
        return "undecided", None
    if published == bound and complete:
        return "satisfied", None
    if not complete and published >= bound:
        return "undecided", None
    least = "" if complete else "（有单位缺数据，和数只会更大）"
    message = (
        f"{rule.sentence.format(cell=case.name(cell))}：汇总为{say(published)}，"
        f"各单位之和为{say(bound)}{least}，相差{say(apart(published, bound))}"
    )
    also = tuple(written(f"{child}:{cell}", part) for child, part in parts.items())
    return "violated", Finding(
        rule, str(cell), "violated", message, published, bound, (cell,), also=also
    )


def _parts(case: Case, cell: Address) -> dict[str, Number | None]:
    """What each child adds: where it prints one row for a group, or a group for one."""
    parts: dict[str, Number | None] = {}
    for child, report in case.children.items():
        if report is None:
            parts[child] = None
            continue
        try:
            members = report.form.members(cell)
        except KeyError:
            parts[child] = None
            continue
        held = [case.children_figures[child].figure(member) for member in members]
        known = [figure for figure in held if figure is not None]
        parts[child] = sum(known) if len(known) == len(held) else None
    return parts


def _undecided(rule: Rule, case: Case, cells: list[Address]) -> Finding:
    """One finding for all that cannot be compared; the lower bound is said of one cell."""
    missing = [child for child, report in case.children.items() if report is None]
    why = f"缺少{'、'.join(missing)}的报告" if missing else "有单位或本报告的数据空缺"
    shown = _FIRST if _FIRST in cells else cells[0]
    bound: Number = sum(part for part in _parts(case, shown).values() if part is not None)
    message = (
        f"汇总报告应等于本级、各部门和各乡镇（街道）之和：{why}，{len(cells)}格只有下限，无法判断"
        f"（如“{case.name(shown)}”不应小于{say(bound)}）"
    )
    return Finding(rule, "children", "undecided", message)
