"""What is not there at all: blank cells that no sum can fill in, empty tables, no words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from gongkai.checks.case import Case, Judged
from gongkai.checks.findings import Finding
from gongkai.checks.matrix import matrix_of
from gongkai.checks.outcome import Outcome
from gongkai.law import Address, Rule
from gongkai.report import Blank, Unreadable


def judge_blanks(rule: Rule, case: Case) -> Judged:
    """Look for blanks in cells that stand in no sum: nothing shows them to be zero.

    One finding a table. A table without a single figure is the business of
    `judge_tables`; characters that cannot be read leave it open what the cell holds.
    """
    counts: Counter[Outcome] = Counter()
    findings = []
    cells = case.report.cells
    summed = _summed(case.report.form.id, case.report.form.variant)
    for table, own in _tables(case):
        unsummed = [cell for cell in own if cell not in summed]
        if not unsummed or all(isinstance(cells[cell], Blank) for cell in own):
            continue
        blank = tuple(cell for cell in unsummed if isinstance(cells[cell], Blank))
        counts["undecided"] += sum(isinstance(cells[cell], Unreadable) for cell in unsummed)
        counts["satisfied" if not blank else "violated"] += 1
        if blank:
            names = "、".join(f"“{case.name(cell)}”" for cell in blank[:3])
            names += f"等{len(blank)}格" if len(blank) > 3 else ""
            message = f"{rule.sentence.format(what=names)}：现为空白，没有发生的请填0"
            findings.append(Finding(rule, table, "violated", message, cells=blank))
    return findings, counts


def judge_tables(rule: Rule, case: Case) -> Judged:
    """Look for tables without a single figure: not filled in, or nothing to report."""
    counts: Counter[Outcome] = Counter()
    findings = []
    for table, own in _tables(case):
        held = [case.report.cells[cell] for cell in own]
        empty = all(isinstance(cell, (Blank, Unreadable)) for cell in held)
        unsure = any(isinstance(cell, Unreadable) for cell in held)
        outcome: Outcome = "undecided" if empty and unsure else "violated" if empty else "satisfied"
        counts[outcome] += 1
        if outcome != "satisfied":
            name = case.name(own[0]).split("·")[0]
            found = "没有一个能辨认的数" if unsure else f"{len(own)}格全部空白"
            message = f"{rule.sentence.format(what=name)}：{found}，请填写；确无发生的请填0"
            findings.append(Finding(rule, table, outcome, message, cells=tuple(own)))
    return findings, counts


def judge_words(rule: Rule, case: Case) -> Judged:
    """Look for sections that are words alone, and have none."""
    counts: Counter[Outcome] = Counter()
    findings = []
    for section in rule.sections:
        if not case.words:
            counts["undecided"] += 1
            continue
        passage = case.report.narrative.get(section)
        written = passage is not None and any(letter.isalnum() for letter in passage.text)
        counts["satisfied" if written else "violated"] += 1
        if not written:
            heading = case.report.form.section(section).heading
            message = (
                f"{rule.sentence.format(what=heading)}：现在没有文字，请补写；确无内容的请写明"
            )
            also = (f"narrative/{section}=",)
            findings.append(Finding(rule, section, "violated", message, also=also))
    return findings, counts


def _tables(case: Case) -> Iterator[tuple[str, list[Address]]]:
    for table in case.report.form.tables:
        yield table.id, [cell for cell in case.report.form.cells if cell.table == table.id]


@cache
def _summed(edition: str, variant: str) -> frozenset[Address]:
    """The cells that stand in an equality which has to hold."""
    matrix = matrix_of(edition, variant)
    return frozenset(
        cell
        for relation in matrix.relations
        if relation.sense == "=" and relation.rule.severity == "must"
        for cell in relation.cells
    )
