"""The words of a report as printed, and what their numbers mean for the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai import law
from gongkai.checks import Finding
from gongkai.checks.claims import Claim, as_relations
from gongkai.checks.guilty.evidence import ExtraRelation
from gongkai.compose.prose import Context, faults, fill_marked
from gongkai.errors import InputError
from gongkai.report import Report


@dataclass(frozen=True)
class Words:
    """The agency's own texts by section, and the spans filled in from the tables.

    A section whose references cannot be filled in is left out; a finding says so for each
    line (N10), and the report cannot be made.
    """

    texts: Mapping[str, str]
    filled: Mapping[str, tuple[tuple[int, int], ...]]
    unfilled: tuple[Finding, ...]

    def is_typed(self, claim: Claim) -> bool:
        """A number somebody typed is evidence; one taken from the table is none."""
        start, end = claim.span
        spans = self.filled.get(claim.section, ())
        return not any(start < stop and begin < end for begin, stop in spans)


def words_of(report: Report, last: Report | None) -> Words:
    """Return the agency's own words with their figures."""
    context = Context(report, last)
    texts, filled = {}, {}
    unfilled: list[Finding] = []
    for section, passage in report.narrative.items():
        try:
            texts[section], filled[section] = fill_marked(passage, context)
        except InputError:
            unfilled += _unfilled(section, faults(passage, context), report)
    return Words(texts, filled, tuple(unfilled))


def _unfilled(
    section: str, mistakes: Sequence[tuple[int, InputError]], report: Report
) -> Iterator[Finding]:
    """One finding for each line; its key is `section/line/N`, N from 0 within the text."""
    rule = next(rule for rule in law.rules() if rule.judge == "references")
    heading = report.form.section(section).heading
    by_line: dict[int, list[str]] = {}
    for line, error in mistakes:
        by_line.setdefault(line, []).append(f"{error.place}：{error.problem}。{error.remedy}")
    for line, said in by_line.items():
        message = f"{rule.sentence}：{heading}未校验，{'；'.join(said)}"
        yield Finding(rule, f"{section}/line/{line}", "violated", message)


def unread(claims: Sequence[Claim], report: Report) -> tuple[str, ...]:
    """Return a note for each section that was too long to be read to its end."""
    cut = [claim for claim in claims if claim.role == "unread"]
    return tuple(
        f"{report.form.section(claim.section).heading}的文字"
        f"{claim.note}（第{claim.span[0] + 1}字起）"
        for claim in cut
    )


def assertions(claims: Sequence[Claim], words: Words, report: Report) -> tuple[ExtraRelation, ...]:
    """Return what the typed numbers say of the cells, as evidence for explanations."""
    return as_relations([claim for claim in claims if words.is_typed(claim)], report)
