"""Assessments for people: what is wrong, where, by how much, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.checks import Finding
from gongkai.checks.claims import STATUS_NAMES
from gongkai.checks.findings import SEVERITY_NAMES
from gongkai.checks.messages import say
from gongkai.compose import panels
from gongkai.compose.panels.causes import cause_of
from gongkai.compose.panels.claims import claim_line
from gongkai.compose.panels.places import place_of, size
from gongkai.report.report import SCOPE_NAMES
from gongkai.review.assess import Assessment

_MOST_CELLS = 8


def text_of(assessments: Sequence[Assessment], *, explain: bool = False) -> str:
    """Return a text for the screen; with `explain` alternatives and evidence as well."""
    parts = ["\n".join(_lines(assessment, explain)) for assessment in assessments]
    withheld = sum(assessment.verdict == "withheld" for assessment in assessments)
    parts.append(
        f"共{len(assessments)}份报告：可以公布{len(assessments) - withheld}份，暂不公布{withheld}份"
    )
    return "\n\n".join(parts) + "\n"


def _lines(assessment: Assessment, explain: bool) -> Iterator[str]:
    report, checked = assessment.report, assessment.checked
    banner = panels.verdict(report, checked)
    scope, path = SCOPE_NAMES[report.scope], assessment.path or ""
    yield f"【{banner.headline}】{report.title}（{scope}）{path}"
    yield f"  {banner.reason}"
    for finding in _worst_first(checked.findings):
        yield from (f"  {line}" for line in _finding(assessment, finding))
    yield from (f"  {line}" for line in _reasons(assessment, explain))
    yield from (f"  注：{note}" for note in checked.notes)


def _worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """Errors, gaps, then by class; what is answered, and what holds by blanks, last."""
    classes = list(SEVERITY_NAMES)
    return sorted(
        findings,
        key=lambda f: (not f.is_open, not f.is_error, classes.index(f.rule.severity)),
    )


def _finding(assessment: Assessment, finding: Finding) -> Iterator[str]:
    sign = "✗" if finding.is_error else "?" if finding.is_open else "·"
    head = f"{sign} {finding.id}（{SEVERITY_NAMES[finding.rule.severity]}）"
    yield f"{head}{finding.message}"
    place = place_of(finding, assessment.report)
    if finding.cells and finding.outcome != "satisfied":
        cells = [f"{cell.label} {cell.figure}" for cell in place.cells[:_MOST_CELLS]]
        more = f" 等{len(place.cells)}格" if len(place.cells) > _MOST_CELLS else ""
        yield f"    {place.label}：{'，'.join(cells)}{more}"
    difference = finding.difference
    if finding.outcome == "violated" and difference is not None:
        left, right = say(finding.left or 0), say(finding.right or 0)
        yield f"    左边{left}，右边{right}，相差{size(difference)}"
    best = assessment.explanation_of(finding)
    if best and finding.is_open:
        yield f"    建议：{cause_of(assessment.report, best).text}"
    if finding.waiver:
        answered = finding.waiver
        yield f"    已说明（{answered.by}，{answered.date}）：{answered.reason}"


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
