"""Run every rule over one report, and over last year's where there is one."""

from __future__ import annotations

from collections import Counter

from gongkai import law
from gongkai.checks.facts import check_facts
from gongkai.checks.findings import Checked, Finding
from gongkai.checks.messages import message_of
from gongkai.checks.outcome import Figures, Outcome
from gongkai.checks.relations import Relation, compile_rule
from gongkai.law import Address, Rule
from gongkai.report import Report
from gongkai.report.report import SCOPE_NAMES


def check(report: Report, last: Report | None = None) -> Checked:
    """Check a report against the rules of its edition.

    `last` is the same body's report of the year before; a report of another scope is
    not compared with, and the result says so.
    """
    reason = _why_not_comparable(report, last)
    comparable = None if reason else last
    rules = [rule for rule in law.rules() if report.form.id in rule.editions]
    findings: list[Finding] = []
    tally: dict[str, Counter[Outcome]] = {}
    relations = {rule.id: _relations(rule, report, comparable) for rule in rules}
    figures = Figures(report, comparable)
    figures.settle([r for rule in rules if rule.severity == "must" for r in relations[rule.id]])
    for rule in rules:
        if rule.relation:
            found, counts = _check_relations(relations[rule.id], figures, report)
        elif rule.facts:
            found, counts = check_facts(rule, report)
        elif rule.variants:
            found, counts = _check_variant(rule, report)
        else:
            found, counts = _refusals(rule, report, comparable)
        findings += found
        if counts:
            tally[rule.id] = counts
    return Checked(tuple(findings), tally, (reason,) if reason else ())


def _why_not_comparable(report: Report, last: Report | None) -> str:
    skipped = "、".join(
        rule.id
        for rule in law.rules()
        if rule.last_editions and rule.relation and report.form.id in rule.editions
    )
    if last is None:
        return f"没有{report.year - 1}年度报告的数据，跨年规则（{skipped}）未校验"
    if last.scope != report.scope:
        return (
            f"上一年度报告是{SCOPE_NAMES[last.scope]}数据，本年度是"
            f"{SCOPE_NAMES[report.scope]}数据，口径不同，跨年规则（{skipped}）未校验"
        )
    return ""


def _relations(rule: Rule, report: Report, last: Report | None) -> tuple[Relation, ...]:
    if not rule.relation:
        return ()
    if not rule.last_editions:
        return compile_rule(rule, report.form.id, report.form.variant)
    if last is None or last.form.id not in rule.last_editions:
        return ()
    return compile_rule(
        rule, report.form.id, report.form.variant, last.form.id, last.form.variant
    )


def _check_relations(
    relations: tuple[Relation, ...], figures: Figures, report: Report
) -> tuple[list[Finding], Counter[Outcome]]:
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
                    message=message_of(reading, report.form),
                    left=reading.left,
                    right=reading.right,
                    cells=relation.cells,
                )
            )
    return findings, counts


def _check_variant(rule: Rule, report: Report) -> tuple[list[Finding], Counter[Outcome]]:
    variant = law.edition(report.form.id).variants.get(report.form.variant)
    if variant is None:
        return [], Counter({"satisfied": 1})
    cells = tuple(
        address for address in report.form.cells if address.row == variant.row.id
        and address not in law.edition(report.form.id).cells
    )
    message = rule.sentence.format(variant=variant.title)
    return [Finding(rule, variant.id, "violated", message, cells=cells)], Counter({"violated": 1})


def _refusals(
    rule: Rule, report: Report, last: Report | None
) -> tuple[list[Finding], Counter[Outcome]]:
    if last is None or last.form.id not in rule.last_editions:
        return [], Counter()
    findings = []
    for refusal in rule.refuses:
        this, before = Address.parse(refusal.this), Address.parse(refusal.last)
        sentence = rule.sentence.format(
            last=last.form.describe(before), this=report.form.describe(this)
        )
        message = f"{sentence}：{refusal.reason}"
        findings.append(Finding(rule, refusal.this, "undecided", message, cells=(this,)))
    return findings, Counter({"undecided": len(findings)})
