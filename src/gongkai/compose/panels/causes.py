"""What probably went wrong: the explanations of the findings, the best of each first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.checks.guilty.explanation import BLAME_NAMES, Change, Explanation
from gongkai.checks.guilty.slips import NAMES
from gongkai.checks.messages import say
from gongkai.compose.panels.places import shared_label
from gongkai.report import Report

_MOST_OTHERS = 8
_MOST_CHANGES = 3
_MOST_SHOWN = 8


@dataclass(frozen=True)
class ChangeLine:
    """One figure as published and as suggested; `address` is its anchor on the page."""

    label: str
    address: str
    published: str
    suggested: str

    @property
    def text(self) -> str:
        """`表四·行政复议·总计 0 → 11`."""
        return f"{self.label} {self.published} → {self.suggested}"


@dataclass(frozen=True)
class Cause:
    """One explanation: the mistake, what to change, how sure that is, whose it is."""

    mechanism: str
    changes: tuple[ChangeLine, ...]
    unique: bool
    evidence: str
    blame: str
    findings: tuple[str, ...]

    @property
    def many(self) -> bool:
        """Whether the changes are too many to be read one by one."""
        return len(self.changes) > _MOST_CHANGES

    @property
    def summary(self) -> str:
        """The changes in few words, the same change of many cells said once."""
        same = {(change.published, change.suggested) for change in self.changes}
        if self.many and len(same) == 1:
            published, suggested = same.pop()
            shared = shared_label([change.label for change in self.changes])
            return f"{shared}{len(self.changes)}格 {published} → {suggested}"
        shown = "；".join(change.text for change in self.changes[:_MOST_SHOWN])
        rest = len(self.changes) - _MOST_SHOWN
        return f"{shown}；另{rest}格" if rest > 0 else shown

    @property
    def text(self) -> str:
        """The explanation in one line."""
        changes = self.summary or self.mechanism
        return f"{changes}（{self.evidence}；差错在{self.blame}）"


@dataclass(frozen=True)
class CausesPanel:
    """The likeliest cause of each part that does not add up; the alternatives folded."""

    shown: tuple[Cause, ...]
    others: tuple[Cause, ...]
    more: int

    @property
    def text(self) -> str:
        """The panel for readers of plain text."""
        lines = ["可能的原因", *(f"  → {cause.text}" for cause in self.shown)]
        lines += [f"    或：{cause.text}" for cause in self.others]
        return "\n".join([*lines, f"    另有{self.more}种解释"] if self.more else lines)


def causes(report: Report, explanations: Sequence[Explanation]) -> CausesPanel | None:
    """Return the panel, None where there is nothing to explain."""
    if not explanations:
        return None
    first, others = best_first(explanations)
    return CausesPanel(
        tuple(cause_of(report, one) for one in first),
        tuple(cause_of(report, one) for one in others[:_MOST_OTHERS]),
        max(0, len(others) - _MOST_OTHERS),
    )


def best_first(
    explanations: Sequence[Explanation],
) -> tuple[list[Explanation], list[Explanation]]:
    """Return for every finding the best explanation that settles it, and all others."""
    told: set[str] = set()
    first: list[Explanation] = []
    others: list[Explanation] = []
    for one in explanations:
        (others if one.findings and told.issuperset(one.findings) else first).append(one)
        told.update(one.findings)
    return first, others


def cause_of(report: Report, explanation: Explanation) -> Cause:
    """Return an explanation in the words of people."""
    return Cause(
        NAMES[explanation.mechanism],
        tuple(_line(report, change) for change in explanation.changes),
        explanation.unique,
        explanation.evidence,
        BLAME_NAMES[explanation.blame],
        explanation.findings,
    )


def _line(report: Report, change: Change) -> ChangeLine:
    published = change.published
    shown = "空白" if published is None else published if isinstance(published, str) else ""
    if not isinstance(published, str) and published is not None:
        shown = say(published)
    label = report.form.describe(change.cell)
    return ChangeLine(label, str(change.cell), shown, say(change.suggested))
