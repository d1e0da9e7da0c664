"""Counted facts: the parts of a list have to add up to what the list is said to hold."""

from __future__ import annotations

from collections import Counter

from gongkai.checks.findings import Finding
from gongkai.checks.messages import apart, plus, say
from gongkai.checks.outcome import Number, Outcome
from gongkai.law import Rule
from gongkai.report import Fact, Report


def check_facts(rule: Rule, report: Report) -> tuple[list[Finding], Counter[Outcome]]:
    """Compare each fact that lists its parts with their sum.

    A closed list must add up exactly; an open one (其中……等) may fall short, never exceed.
    """
    findings = []
    counts: Counter[Outcome] = Counter()
    for name, fact in report.facts.items():
        if not fact.parts:
            continue
        total: Number = sum(part.value for part in fact.parts)
        outcome: Outcome = "satisfied" if _adds_up(fact, total) else "violated"
        counts[outcome] += 1
        if outcome == "violated":
            findings.append(
                Finding(
                    rule=rule,
                    key=f"facts/{name}",
                    outcome=outcome,
                    message=(
                        f"{rule.sentence.format(fact=fact.label)}："
                        f"各分项之和（{plus([part.value for part in fact.parts])}）为{say(total)}，"
                        f"总数为{say(fact.value)}，相差{say(apart(total, fact.value))}"
                    ),
                    left=total,
                    right=fact.value,
                    also=(
                        f"facts/{name}={say(fact.value)}",
                        *(f"facts/{name}/{part.label}={say(part.value)}" for part in fact.parts),
                    ),
                )
            )
    return findings, counts


def _adds_up(fact: Fact, total: Number) -> bool:
    return total == fact.value if fact.closed else total <= fact.value
