"""What became of the numbers in the words: contradictions first, none passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.checks.claims import STATUS_NAMES, Claim
from gongkai.checks.messages import say
from gongkai.report import Report


@dataclass(frozen=True)
class ClaimLine:
    """One number of the words: where it stands, what it is, what is to be said of it."""

    section: str
    text: str
    figure: str
    note: str


@dataclass(frozen=True)
class ClaimsPanel:
    """How many numbers came out how; the contradicted ones, and those without a cell."""

    counts: tuple[tuple[str, int], ...]
    contradicted: tuple[ClaimLine, ...]
    unmatched: tuple[ClaimLine, ...]

    @property
    def summary(self) -> str:
        """One line: how many numbers came out how."""
        return "，".join(f"{name}{count}处" for name, count in self.counts)

    @property
    def text(self) -> str:
        """The panel for readers of plain text."""
        lines = [f"文字中的数字：{self.summary}"]
        lines += [
            f"  ✗ {one.section}“{one.text}”（{one.figure}）：{one.note}"
            for one in self.contradicted
        ]
        return "\n".join(lines)


def claims(report: Report, found: Sequence[Claim]) -> ClaimsPanel | None:
    """Return the panel, None where the words hold no number."""
    told = [claim for claim in found if claim.status != "ignored"]
    if not told:
        return None
    times = Counter(claim.status for claim in told)
    return ClaimsPanel(
        tuple((name, times[status]) for status, name in STATUS_NAMES.items() if times[status]),
        tuple(claim_line(report, claim) for claim in told if claim.status == "contradicted"),
        tuple(claim_line(report, claim) for claim in told if claim.status == "unmatched"),
    )


def claim_line(report: Report, claim: Claim) -> ClaimLine:
    """Return a claim in the words of people."""
    heading = report.form.section(claim.section).heading
    return ClaimLine(heading, claim.text, f"{say(claim.value)}{claim.unit}", claim.note)
