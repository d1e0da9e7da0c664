"""What was gathered for people: what is wrong, where, by how much, and what to do.

However much is wrong with a report, what is said of it fits on a few screens: of one rule
the first few findings, a suggestion once; `explain` says all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gongkai.checks import Finding
from gongkai.checks.claims import STATUS_NAMES
from gongkai.checks.findings import SEVERITY_NAMES
from gongkai.compose import panels
from gongkai.compose.panels.causes import cause_of
from gongkai.compose.panels.claims import claim_line
from gongkai.compose.panels.findings import Item, RuleGroup, Tone
from gongkai.report import Blank
from gongkai.report.report import SCOPE_NAMES
from gongkai.review.assess import Assessment
from gongkai.review.gather import Gathered

_MOST_CELLS = 8
_SIGNS: dict[Tone, str] = {"error": "✗", "gap": "?", "explain": "?", "hint": "?"}


def text_of(found: Gathered, *, explain: bool = False) -> str:
    """Return a text for the screen; with `explain` alternatives, evidence, all findings."""
    if not found.assessments:
        return ""
    told = [one for one in found.assessments if one.path or one.checked.findings]
    parts = ["\n".join(_lines(one, explain)) for one in told]
    if quiet := len(found.assessments) - len(told):
        parts.append(f"表格中另有{quiet}份没有需要处理的事项（叙述、日期、来源和逐格的异动未校验）")
    return "\n\n".join([*parts, _summary(found)]) + "\n"


def _summary(found: Gathered) -> str:
    """One line on all reports, those left out among them."""
    states = Counter(panels.verdict(one.report, one.checked).headline for one in found.assessments)
    said = [f"{name}{states[name]}份" for name in panels.HEADLINES.values() if states[name]]
    more = f"；另有{len(found.errors)}处输入不能用，未校验，见后" if found.errors else ""
    return f"共{len(found.assessments)}份报告：{'，'.join(said)}{more}"


def _lines(assessment: Assessment, explain: bool) -> Iterator[str]:
    report, checked = assessment.report, assessment.checked
    banner = panels.verdict(report, checked)
    scope, path = SCOPE_NAMES[report.scope], assessment.path or ""
    yield f"【{banner.headline}】{report.title}（{scope}）{path}"
    yield f"  {banner.reason}"
    yield from (f"  {line}" for line in _findings(assessment, explain))
    yield from (f"  {line}" for line in _reasons(assessment, explain))
    yield from (f"  注：{note}" for note in checked.notes)


def _findings(assessment: Assessment, explain: bool) -> Iterator[str]:
    by_id = {finding.id: finding for finding in assessment.checked.findings}
    advised: dict[int, str] = {}
    folded = 0
    for tier in panels.findings(assessment.report, assessment.checked).tiers:
        for group in tier.groups:
            for item in (*group.shown, *(group.folded if explain else ())):
                sign = _SIGNS.get(tier.tone, "·")
                yield from _finding(assessment, by_id[item.id], item, sign, advised)
            if group.folded and not explain:
                folded += len(group.folded)
                yield f"{_SIGNS.get(tier.tone, '·')} {_rest(group)}"
    if folded:
        yield f"（未列出的{folded}项：加 --explain 全部列出）"


def _rest(group: RuleGroup) -> str:
    first, last = group.folded[0].id, group.folded[-1].id
    name = f"{group.rule}（{group.severity}）“{group.title}”"
    return f"{name}另有{len(group.folded)}项：{first} … {last}"


def _finding(
    assessment: Assessment, finding: Finding, item: Item, sign: str, advised: dict[int, str]
) -> Iterator[str]:
    yield f"{sign} {item.id}（{SEVERITY_NAMES[finding.rule.severity]}）{item.message}"
    empty = all(isinstance(assessment.report.cells[c], Blank) for c in finding.cells)
    if not empty and finding.outcome != "satisfied":
        yield f"    {item.place.label}：{_cells(item)}"
    if item.difference:
        yield f"    左边{item.left}，右边{item.right}，相差{item.difference}"
    best = assessment.explanation_of(finding)
    if best and finding.is_open:
        first = advised.setdefault(id(best), item.id)
        said = cause_of(assessment.report, best).text if first == item.id else f"同 {first}"
        yield f"    建议：{said}"
    if finding.waiver:
        answered = finding.waiver
        yield f"    已说明（{answered.by}，{answered.date}）：{answered.reason}"


def _cells(item: Item) -> str:
    """The cells with their figures; of many, those that are not zero, and the last."""
    cells = item.place.cells
    if len(cells) > _MOST_CELLS:
        cells = (*(cell for cell in cells[:-1] if cell.figure != "0"), cells[-1])[-_MOST_CELLS:]
    rest = len(item.place.cells) - len(cells)
    more = f"（共{len(item.place.cells)}格）" if rest else ""
    return "，".join(f"{cell.label} {cell.figure}" for cell in cells) + more


def _reasons(assessment: Assessment, explain: bool) -> Iterator[str]:
    """With `explain` every explanation and every number of the words, else a summary."""
    told = panels.causes(assessment.report, assessment.explanations)
    if explain and told:
        yield from told.text.split("\n")
    words = panels.claims(assessment.report, assessment.claims)
    if words is None:
        return
    yield f"文字中的数字：{words.summary}"
    if explain:
        for claim in assessment.claims:
            if claim.status != "ignored":
                line = claim_line(assessment.report, claim)
                name = STATUS_NAMES[claim.status]
                note = f"：{line.note}" if line.note else ""
                yield f"  {name}　“{line.text}”（{line.figure}）{note}"
