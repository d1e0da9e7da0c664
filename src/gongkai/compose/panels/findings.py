"""What the rules found, worst first, gathered by rule so that many stay readable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from gongkai import law
from gongkai.checks import Checked, Finding
from gongkai.checks.findings import AUTHORITY_NAMES, OUTCOME_NAMES, SEVERITY_NAMES
from gongkai.checks.messages import say
from gongkai.compose.panels.places import Place, place_of, size
from gongkai.report import Report
from gongkai.report.waivers import Waiver

Tone: TypeAlias = Literal["error", "gap", "explain", "hint", "zero", "waived"]


@dataclass(frozen=True)
class Item:
    """One finding: its sentence, its place, both sides where violated, and its answer."""

    id: str
    message: str
    place: Place
    left: str = ""
    right: str = ""
    difference: str = ""
    answer: str = ""


@dataclass(frozen=True)
class RuleGroup:
    """The findings of one rule; those after the first few are folded away."""

    rule: str
    title: str
    severity: str
    authority: str
    citation: str
    shown: tuple[Item, ...]
    folded: tuple[Item, ...]


@dataclass(frozen=True)
class Tier:
    """Findings of equal weight, by rule."""

    tone: Tone
    title: str
    count: int
    groups: tuple[RuleGroup, ...]


@dataclass(frozen=True)
class TallyRow:
    """How the relations of one rule came out."""

    rule: str
    title: str
    severity: str
    authority: str
    satisfied: int
    violated: int
    undecided: int


@dataclass(frozen=True)
class FindingsPanel:
    """Every finding, what was not checked and why, and the outcomes rule by rule."""

    tiers: tuple[Tier, ...]
    notes: tuple[str, ...]
    tally: tuple[TallyRow, ...]

    @property
    def all_clear(self) -> str:
        """The sentence that stands where there is nothing to report."""
        if self.tiers:
            return ""
        relations = sum(row.satisfied for row in self.tally)
        return f"共校验{relations}项关系，全部成立，没有需要处理的事项。"

    @property
    def text(self) -> str:
        """The panel for readers of plain text."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield "校验结果"
        if self.all_clear:
            yield self.all_clear
        for tier in self.tiers:
            yield f"{tier.title}（{tier.count}项）"
            for group in tier.groups:
                yield f"  {group.rule} {group.title}（{group.severity}，{group.authority}）"
                for item in group.shown:
                    yield f"    - {item.message}"
                    if item.answer:
                        yield f"      {item.answer}"
                if group.folded:
                    yield f"    - 另有{len(group.folded)}项"
        yield from (f"未校验：{note}" for note in self.notes)
        for row in self.tally:
            counts = f"成立{row.satisfied} 不成立{row.violated} 无法判断{row.undecided}"
            yield f"{row.rule} {row.title}：{counts}"


@dataclass(frozen=True)
class _Weight:
    tone: Tone
    title: str
    shown: int
    takes: Callable[[Finding], bool]


_WEIGHTS = (
    _Weight("error", "不成立的必须关系", 10, lambda f: f.is_error),
    _Weight("gap", "缺数据，无法判断的必须关系", 2, lambda f: f.blocks and not f.is_error),
    _Weight("explain", "须作说明", 5, lambda f: f.is_open and f.rule.severity == "explain"),
    _Weight("hint", "供参考", 3, lambda f: f.is_open and f.rule.severity == "hint"),
    _Weight("waived", "已作说明", 5, lambda f: f.waiver is not None),
    _Weight("zero", "空白按零计后成立", 2, lambda f: f.outcome == "satisfied"),
)


def findings(report: Report, checked: Checked) -> FindingsPanel:
    """Return the panel of everything the rules say of a report."""
    tiers = []
    for weight in _WEIGHTS:
        taken = [finding for finding in checked.findings if weight.takes(finding)]
        if taken:
            groups = tuple(
                _group(list(found), weight, report)
                for _, found in groupby(taken, key=lambda finding: finding.rule.id)
            )
            tiers.append(Tier(weight.tone, weight.title, len(taken), groups))
    return FindingsPanel(tuple(tiers), checked.notes, tuple(_tally(checked)))


def _group(found: list[Finding], weight: _Weight, report: Report) -> RuleGroup:
    rule = found[0].rule
    items = tuple(_item(finding, report) for finding in found)
    # One more than the limit is shown rather than folded: the fold takes a line, too.
    shown = weight.shown if len(items) > weight.shown + 1 else len(items)
    return RuleGroup(
        rule=rule.id,
        title=rule.title,
        severity=SEVERITY_NAMES[rule.severity],
        authority=AUTHORITY_NAMES[rule.authority],
        citation=law.cite(rule.citation, report.form),
        shown=items[:shown],
        folded=items[shown:],
    )


def _item(finding: Finding, report: Report) -> Item:
    place = place_of(finding, report)
    difference = finding.difference
    answer = _answer(finding.waiver) if finding.waiver else ""
    if finding.outcome != "violated" or difference is None:
        return Item(finding.id, finding.message, place, answer=answer)
    return Item(
        finding.id,
        finding.message,
        place,
        left=say(finding.left or 0),
        right=say(finding.right or 0),
        difference=size(difference),
        answer=answer,
    )


def _answer(waiver: Waiver) -> str:
    until = f"，有效期至{waiver.expires}" if waiver.expires else ""
    return f"说明：{waiver.reason}（{waiver.by}，{waiver.date}{until}）"


def _tally(checked: Checked) -> Iterator[TallyRow]:
    rules = {rule.id: rule for rule in law.rules()}
    for rule_id, counts in checked.tally.items():
        rule = rules[rule_id]
        yield TallyRow(
            rule=rule.id,
            title=rule.title,
            severity=SEVERITY_NAMES[rule.severity],
            authority=AUTHORITY_NAMES[rule.authority],
            **{outcome: counts[outcome] for outcome in OUTCOME_NAMES},
        )
