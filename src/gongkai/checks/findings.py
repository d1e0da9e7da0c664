"""Findings: what the reader of a check is told, and the verdict that follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from gongkai.checks.outcome import Number, Outcome
from gongkai.law import Address, Rule
from gongkai.report.waivers import Waiver

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

    `cells` are this year's cells concerned, `last_cells` those of last year's report,
    `also` other figures it was judged on, as `name=value`; `message` is one Chinese
    sentence. `waiver` is the answer that was given to it, if one was and still counts.
    """

    rule: Rule
    key: str
    outcome: Outcome
    message: str
    left: Number | None = None
    right: Number | None = None
    cells: tuple[Address, ...] = ()
    last_cells: tuple[Address, ...] = ()
    also: tuple[str, ...] = ()
    waiver: Waiver | None = None

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
        """A must-rule that is violated, and nobody has answered for it."""
        return self.blocks and self.outcome == "violated"

    @property
    def blocks(self) -> bool:
        """A must-rule neither shown to hold (undecided is not true) nor waived."""
        return self.rule.severity == "must" and self.is_open

    @property
    def is_open(self) -> bool:
        """It does not plainly hold, and nobody has answered for it."""
        return self.outcome != "satisfied" and self.waiver is None

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain JSON values (see docs/reference/checks.md)."""
        return {
            "id": self.id,
            "rule": self.rule.id,
            "outcome": self.outcome,
            "class": self.rule.severity,
            "authority": self.rule.authority,
            "left": plain_number(self.left),
            "right": plain_number(self.right),
            "difference": plain_number(self.difference),
            "cells": [str(cell) for cell in self.cells],
            "message": self.message,
            "waiver": self.waiver.as_json() if self.waiver else None,
        }


@dataclass(frozen=True)
class Checked:
    """Everything the rules say of one report.

    `tally` counts the outcomes of each rule that was run; `notes` say which rules were
    not run, and why, so that silence is never taken for success; `compared` says whether
    last year's report was looked at.
    """

    findings: tuple[Finding, ...]
    tally: dict[str, Counter[Outcome]]
    notes: tuple[str, ...]
    compared: bool = False

    @property
    def verdict(self) -> Verdict:
        """`published` where every must-rule holds or is waived, else `withheld`."""
        return "withheld" if any(f.blocks for f in self.findings) else "published"

    @property
    def marked(self) -> dict[Address, Literal["error", "doubt"]]:
        """The cells to mark: in a violated must-rule, or in any other open finding.

        A hint that nothing can be said of (a comparison refused) casts no doubt on a cell.
        """
        marks: dict[Address, Literal["error", "doubt"]] = {}
        for finding in self.findings:
            refused = finding.rule.severity == "hint" and finding.outcome == "undecided"
            if not finding.is_open or refused:
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
            "findings": [finding.as_json() for finding in self.findings],
            "notes": list(self.notes),
        }


def plain_number(value: Number | None) -> int | float | None:
    """Return a figure as JSON has it: whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
