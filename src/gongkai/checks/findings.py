"""Findings: what the reader of a check is told, and the verdict that follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from gongkai.checks.outcome import Number, Outcome
from gongkai.law import Address, Rule

Verdict: TypeAlias = Literal["published", "withheld"]

SEVERITY_NAMES = {"must": "必须成立", "explain": "须作说明", "hint": "提示"}
AUTHORITY_NAMES = {
    "form": "格式所印",
    "definition": "格式算术",
    "regulation": "条例",
    "practice": "惯例",
    "heuristic": "经验",
}
OUTCOME_NAMES: dict[Outcome, str] = {
    "satisfied": "成立",
    "violated": "不成立",
    "undecided": "无法判断",
}


@dataclass(frozen=True)
class Finding:
    """One rule that does not plainly hold, or holds only by taking blanks as zero.

    `cells` are this year's cells concerned; `message` is one Chinese sentence.
    """

    rule: Rule
    key: str
    outcome: Outcome
    message: str
    left: Number | None = None
    right: Number | None = None
    cells: tuple[Address, ...] = ()

    @property
    def id(self) -> str:
        """Names the finding within its report: rule and what it speaks of."""
        return f"{self.rule.id}:{self.key}" if self.key else self.rule.id

    @property
    def difference(self) -> Number | None:
        """Left minus right; None where a part of them is not known."""
        if self.left is None or self.right is None or self.outcome == "undecided":
            return None
        return self.left - self.right

    @property
    def is_error(self) -> bool:
        """A must-rule that is violated."""
        return self.rule.severity == "must" and self.outcome == "violated"

    @property
    def blocks(self) -> bool:
        """A must-rule that is not shown to hold: undecided is not true."""
        return self.rule.severity == "must" and self.outcome != "satisfied"


@dataclass(frozen=True)
class Checked:
    """Everything the rules say of one report.

    `tally` counts the outcomes of each rule that was run; `notes` say which rules were
    not run, and why, so that silence is never taken for success.
    """

    findings: tuple[Finding, ...]
    tally: dict[str, Counter[Outcome]]
    notes: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """`published` where every must-rule holds, else `withheld`."""
        return "withheld" if any(f.blocks for f in self.findings) else "published"

    @property
    def marked(self) -> dict[Address, Literal["error", "doubt"]]:
        """The cells to mark: in a violated must-rule, or in any other open finding."""
        marks: dict[Address, Literal["error", "doubt"]] = {}
        for finding in self.findings:
            if finding.outcome == "satisfied":
                continue
            for cell in finding.cells:
                if finding.is_error or cell not in marks:
                    marks[cell] = "error" if finding.is_error else "doubt"
        return marks

    def count(self, outcome: Outcome) -> int:
        """How many relations came out so."""
        return sum(counts[outcome] for counts in self.tally.values())

    def as_json(self) -> dict[str, Any]:
        """Return rules and findings as plain JSON values (see docs/reference/formats.md)."""
        return {
            "rules": {
                rule: {name: counts[name] for name in OUTCOME_NAMES}
                for rule, counts in self.tally.items()
            },
            "findings": [
                {
                    "id": finding.id,
                    "rule": finding.rule.id,
                    "outcome": finding.outcome,
                    "class": finding.rule.severity,
                    "authority": finding.rule.authority,
                    "left": _plain(finding.left),
                    "right": _plain(finding.right),
                    "difference": _plain(finding.difference),
                    "cells": [str(cell) for cell in finding.cells],
                    "message": finding.message,
                }
                for finding in self.findings
            ],
            "notes": list(self.notes),
        }


def _plain(value: Number | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
