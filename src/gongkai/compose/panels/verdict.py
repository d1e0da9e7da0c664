"""The verdict in one glance: may this be published, and if not, where is it wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from gongkai.checks import Checked, Finding
from gongkai.checks.findings import OUTCOME_NAMES
from gongkai.checks.outcome import Outcome
from gongkai.checks.zeros import broken_with_zeros
from gongkai.compose.panels.places import place_of, size
from gongkai.report import Report

State: TypeAlias = Literal["clear", "withheld", "gaps", "marked"]

HEADLINES: dict[State, str] = {
    "clear": "可以公布",
    "withheld": "暂不公布",
    "gaps": "数据不全，暂不公布",
    "marked": "带标记公布",
}
_MOST_SPOTS = 5


@dataclass(frozen=True)
class Spot:
    """Where to look first: a place, what is the matter there, the finding's anchor."""

    label: str
    matter: str
    finding: str


@dataclass(frozen=True)
class VerdictBanner:
    """Whether the report may be published, and where to look if it may not.

    `counts` says how many relations came out how.
    """

    state: State
    subject: str
    reason: str
    counts: tuple[tuple[Outcome, str, int], ...]
    spots: tuple[Spot, ...]

    @property
    def headline(self) -> str:
        """The verdict in a word: one of `HEADLINES`."""
        return HEADLINES[self.state]

    @property
    def text(self) -> str:
        """The banner for readers of plain text."""
        counts = "　".join(f"{name} {number}" for _, name, number in self.counts)
        lines = [f"【{self.headline}】{self.subject}", self.reason, f"勾稽关系：{counts}"]
        lines += [f"  → {spot.label}：{spot.matter}" for spot in self.spots]
        return "\n".join(lines)


def verdict(report: Report, checked: Checked, *, strict: bool = True) -> VerdictBanner:
    """Return the verdict banner; with `strict` off, what is wrong is only marked."""
    blocking = sorted(
        (finding for finding in checked.findings if finding.blocks),
        key=lambda finding: not finding.is_error,
    )
    wrong = any(finding.is_error for finding in blocking)
    state: State = "clear"
    if blocking:
        state = "marked" if not strict else "withheld" if wrong else "gaps"
    outcomes: tuple[Outcome, ...] = ("satisfied", "violated", "undecided")
    return VerdictBanner(
        state=state,
        subject=report.title,
        reason=_reason(report, checked, blocking, state),
        counts=tuple((o, OUTCOME_NAMES[o], checked.count(o)) for o in outcomes),
        spots=tuple(_spots(blocking, report)),
    )


def _reason(report: Report, checked: Checked, blocking: Sequence[Finding], state: State) -> str:
    wrong = sum(finding.is_error for finding in blocking)
    unknown = len(blocking) - wrong
    others = Counter(
        finding.rule.severity
        for finding in checked.findings
        if finding.is_open and not finding.blocks
    )
    answered = sum(finding.waiver is not None for finding in checked.findings)
    parts = [f"{wrong}项必须成立的关系不成立"] if wrong else []
    if unknown:
        open_ = f"{unknown}项必须成立的关系因数据空缺无法判断{_as_zeros(report)}"
        parts.append(open_ if wrong else f"没有查出不成立的必须关系，但{open_}")
    excused = any(f.waiver and f.rule.severity == "must" for f in checked.findings)
    parts = parts or ["必须成立的关系全部成立" + ("或已作说明" if excused else "")]
    parts += [f"另有{others['explain']}项须作说明"] if others["explain"] else []
    parts += [f"另有{others['hint']}项供参考"] if others["hint"] else []
    parts += [f"{answered}项已作说明"] if answered else []
    if state == "marked":
        parts.append("按 strict = false 公布，并在报告中注明")
    return "；".join(parts) + "。"


def _as_zeros(report: Report) -> str:
    """What would come of it if the blanks were zeros, which many publishers leave out."""
    broken = broken_with_zeros(report)
    if broken is None:
        return ""
    return f"（空白若按零计，其中{broken}项不成立）" if broken else "（空白若都按零计，则全部成立）"


def _spots(blocking: Sequence[Finding], report: Report) -> Iterator[Spot]:
    """Each finding where they are few, else each rule."""
    if len(blocking) <= _MOST_SPOTS:
        yield from (_spot(finding, report) for finding in blocking)
        return
    for (is_error, rule), run in groupby(blocking, key=lambda f: (f.is_error, f.rule.id)):
        found = list(run)
        matter = f"{len(found)}项{'不成立' if is_error else '无法判断'}"
        yield Spot(f"{rule} {found[0].rule.title}", matter, found[0].id)


def _spot(finding: Finding, report: Report) -> Spot:
    matter = "数据空缺，无法判断"
    if finding.is_error:
        difference = finding.difference
        matter = "不成立" if difference is None else f"相差{size(difference)}"
    return Spot(place_of(finding, report).label, f"{finding.rule.id}　{matter}", finding.id)
