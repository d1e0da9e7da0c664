"""The words of a report as printed, and what their numbers mean for the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai import law
from gongkai.checks import Finding
from gongkai.checks.claims import Claim, Option
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


def contradictions(claims: Sequence[Claim], report: Report) -> Iterator[Finding]:
    """Turn the claims that fit no reading into findings of the rules they break."""
    rules = {rule.id: rule for rule in law.rules()}
    for claim in claims:
        rule = rules.get(claim.rule)
        if claim.status != "contradicted" or rule is None:
            continue
        heading = report.form.section(claim.section).heading
        figure = claim.options[0].figure if claim.options else None
        yield Finding(
            rule=rule,
            key=f"narrative/{claim.section}@{claim.span[0]}",
            outcome="violated",
            message=f"“{heading}”中的“{claim.text}”：{claim.note}",
            left=claim.value,
            right=figure,
            cells=claim.cells,
            also=(f"{claim.section}:{claim.text}={claim.value}{claim.unit}",),
        )


def assertions(claims: Sequence[Claim], words: Words, report: Report) -> Iterator[ExtraRelation]:
    """Return what the typed numbers say of the cells, as evidence for explanations."""
    for claim in claims:
        option = _reading(claim)
        if option is None or option.last or not claim.exact or not words.is_typed(claim):
            continue
        terms = dict.fromkeys((cell for _, cell in option.terms), 0)
        for coefficient, cell in option.terms:
            terms[cell] += coefficient
        if terms and all(cell in report.cells for cell in terms):
            heading = report.form.section(claim.section).heading
            yield ExtraRelation(terms, claim.value, f"“{heading}”中的“{claim.text}”")


def _reading(claim: Claim) -> Option | None:
    """The reading that fits, of a contradicted claim the plain one."""
    if claim.status == "contradicted":
        return claim.options[0] if claim.options else None
    if claim.status != "matched":
        return None
    return next((one for one in claim.options if one.name == claim.reading), None)
