"""The words of a report as printed, and what their numbers mean for the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.checks.claims import Claim, as_relations
from gongkai.checks.evidence import ExtraRelation
from gongkai.compose.prose import Context, fill_marked
from gongkai.errors import InputError
from gongkai.report import Report


@dataclass(frozen=True)
class Words:
    """The agency's own texts by section, the spans filled in from the tables, and notes.

    A section whose references cannot be filled in is left out, and a note says so: its
    page will not be made either.
    """

    texts: Mapping[str, str]
    filled: Mapping[str, tuple[tuple[int, int], ...]]
    notes: tuple[str, ...]

    def is_typed(self, claim: Claim) -> bool:
        """A number somebody typed is evidence; one taken from the table is none."""
        start, end = claim.span
        spans = self.filled.get(claim.section, ())
        return not any(start < stop and begin < end for begin, stop in spans)


def words_of(report: Report, last: Report | None) -> Words:
    """Return the agency's own words with their figures."""
    context = Context(report, last)
    texts, filled, notes = {}, {}, []
    for section, passage in report.narrative.items():
        try:
            texts[section], filled[section] = fill_marked(passage, context)
        except InputError as error:
            heading = report.form.section(section).heading
            notes.append(f"“{heading}”的文字未校验：{error.place} {error.problem}")
    return Words(texts, filled, tuple(notes))


def assertions(claims: Sequence[Claim], words: Words, report: Report) -> tuple[ExtraRelation, ...]:
    """Return what the typed numbers say of the cells, as evidence for explanations."""
    return as_relations([claim for claim in claims if words.is_typed(claim)], report)
