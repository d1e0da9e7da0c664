"""Run every rule over one report, and over last year's where there is one."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType

from gongkai import law
from gongkai.checks.across_years import judge_movement, judge_unit
from gongkai.checks.bodies import judge_children, judge_lawmaking
from gongkai.checks.case import Case, Judged
from gongkai.checks.completeness import judge_blanks, judge_tables, judge_words
from gongkai.checks.facts import check_facts
from gongkai.checks.findings import Checked, Finding
from gongkai.checks.messages import message_of
from gongkai.checks.outcome import Figures, Outcome
from gongkai.checks.publishing import judge_deadline, judge_publisher
from gongkai.checks.relations import Relation, compile_rule
from gongkai.law import Address, Rule
from gongkai.report import Report
from gongkai.report.report import SCOPE_NAMES

_JUDGES: dict[str, Callable[[Rule, Case], Judged]] = {
    "across_years": judge_movement,
    "unit_slip": judge_unit,
    "children": judge_children,
    "lawmaking": judge_lawmaking,
    "deadline": judge_deadline,
    "publisher": judge_publisher,
    "blanks": judge_blanks,
    "tables": judge_tables,
    "words": judge_words,
}
_ELSEWHERE = ("waivers", "prose", "references")
"""Judged when answers and words are at hand (`waivers.py`, `claims`)."""

_NO_DAY = "没有公布日期，也没有给出 as_of，公布期限（D1）未校验"


def check(
    report: Report,
    last: Report | None = None,
    *,
    children: Mapping[str, Report | None] = MappingProxyType({}),
    as_of: datetime.date | None = None,
    words: bool = True,
) -> Checked:
    """Check a report against the rules of its edition.

    `last` is the same body's report of the year before; one that cannot be compared
    with is left aside, and the result says so. `children` are the reports that an
    aggregated one adds up, None for one that is missing. `as_of` is the day of the check.
    `words` says whether the words of the report are at hand: a table of figures has none.
    """
    reason = _why_not_comparable(report, last)
    earlier = None if reason else last
    before = None if earlier is None else _settled(earlier)
    figures = _settled(report, before)
    case = Case(
        report,
        figures,
        earlier,
        before,
        children,
        {child: _settled(other) for child, other in children.items() if other is not None},
        as_of,
        words,
    )
    findings: list[Finding] = []
    tally: dict[str, Counter[Outcome]] = {}
    notes = [reason] if reason else []
    for rule in _rules_of(report):
        if rule.last_editions and earlier is None:
            continue
        if rule.judge in _ELSEWHERE or rule.allows:
            continue
        if rule.last_editions and earlier and earlier.form.id not in rule.last_editions:
            notes += [_not_linked(rule, earlier)] if rule.relation else []
            continue
        found, counts = _apply(rule, case)
        findings += found
        if counts:
            tally[rule.id] = counts
    notes += [] if report.source.date or as_of else [_NO_DAY]
    return Checked(tuple(findings), tally, tuple(notes), earlier is not None)


def _apply(rule: Rule, case: Case) -> Judged:
    report, last = case.report, case.last
    if rule.relation:
        return _check_relations(_relations(rule, report, last), case.figures, report, last)
    if rule.judge:
        return _JUDGES[rule.judge](rule, case)
    if rule.facts:
        return check_facts(rule, report)
    if rule.variants:
        return _check_variant(rule, report)
    return _refusals(rule, report, last) if last else ([], Counter())


def _rules_of(report: Report) -> list[Rule]:
    return [rule for rule in law.rules() if report.form.id in rule.editions]


def _settled(report: Report, last: Figures | None = None) -> Figures:
    """The figures of a report, blanks that its own must-rules show to be zero included."""
    figures = Figures(report, last)
    own = [rule for rule in _rules_of(report) if rule.relation and not rule.last_editions]
    figures.settle(
        [
            relation
            for rule in own
            if rule.severity == "must"
            for relation in _relations(rule, report, None)
        ]
    )
    return figures


def _why_not_comparable(report: Report, last: Report | None) -> str:
    skipped = "、".join(
        rule.id
        for rule in _rules_of(report)
        if rule.last_editions and (rule.relation or rule.judge)
    )
    if last is None:
        return f"没有{report.year - 1}年度报告的数据，跨年规则（{skipped}）未校验"
    if (last.agency.id, last.year) != (report.agency.id, report.year - 1):
        return (
            f"所给的是{last.agency.name}{last.year}年度报告，"
            f"不是本机关{report.year - 1}年度报告，跨年规则（{skipped}）未校验"
        )
    if last.scope != report.scope:
        return (
            f"上一年度报告是{SCOPE_NAMES[last.scope]}数据，本年度是"
            f"{SCOPE_NAMES[report.scope]}数据，口径不同，跨年规则（{skipped}）未校验"
        )
    return ""


def _not_linked(rule: Rule, last: Report) -> str:
    return f"上一年度报告用的是{last.form.head.name}，跨年规则（{rule.id}）未校验"


def _relations(rule: Rule, report: Report, last: Report | None) -> tuple[Relation, ...]:
    form = report.form
    if last is None or not rule.last_editions:
        return compile_rule(rule, form.id, form.variant)
    return compile_rule(rule, form.id, form.variant, last.form.id, last.form.variant)


def _check_relations(
    relations: tuple[Relation, ...], figures: Figures, report: Report, last: Report | None
) -> Judged:
    findings = []
    counts: Counter[Outcome] = Counter()
    for relation in relations:
        reading = figures.read(relation)
        counts[reading.outcome] += 1
        if reading.outcome != "satisfied" or reading.zeros:
            findings.append(
                Finding(
                    rule=relation.rule,
                    key=relation.key,
                    outcome=reading.outcome,
                    message=message_of(reading, report.form, last.form if last else None),
                    left=reading.left,
                    right=reading.right,
                    cells=relation.cells,
                    last_cells=relation.last_cells,
                )
            )
    return findings, counts


def _check_variant(rule: Rule, report: Report) -> Judged:
    variant = law.edition(report.form.id).variants.get(report.form.variant)
    if variant is None:
        return [], Counter({"satisfied": 1})
    cells = tuple(
        address
        for address in report.form.cells
        if address.row == variant.row.id and address not in law.edition(report.form.id).cells
    )
    message = rule.sentence.format(variant=variant.title)
    return [Finding(rule, variant.id, "violated", message, cells=cells)], Counter({"violated": 1})


def _refusals(rule: Rule, report: Report, last: Report) -> Judged:
    findings = []
    for refusal in rule.refuses:
        this, before = Address.parse(refusal.this), Address.parse(refusal.last)
        sentence = rule.sentence.format(
            last=last.form.describe(before), this=report.form.describe(this)
        )
        message = f"{sentence}：{refusal.reason}"
        findings.append(Finding(rule, refusal.this, "undecided", message, cells=(this,)))
    return findings, Counter({"undecided": len(findings)})
