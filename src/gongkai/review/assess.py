"""One agency-year judged with all there is: rules, prose, last year, answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.checks import Checked, Finding, check
from gongkai.checks.waivers import answer
from gongkai.compose.blocks import Mark
from gongkai.compose.prose import Context, fill
from gongkai.errors import InputError
from gongkai.law import Address
from gongkai.report import Report
from gongkai.report.waivers import Waiver


@dataclass(frozen=True)
class Assessment:
    """A report with everything that is said of it."""

    report: Report
    last: Report | None
    checked: Checked
    path: Path | None = None

    @property
    def verdict(self) -> str:
        """`published` or `withheld`."""
        return self.checked.verdict

    @property
    def marks(self) -> Mapping[Address, Mark]:
        """The cells to mark in the tables."""
        return self.checked.marked

    def suggestion_for(self, finding: Finding) -> str:
        """What the best explanation of a finding suggests, empty where there is none."""
        return ""

    def explained(self, *, full: bool) -> list[str]:
        """The explanations and the contradicted claims, in lines for people."""
        return []


def assess(
    report: Report,
    last: Report | None = None,
    children: Mapping[str, Report | None] | None = None,
    waivers: Sequence[Waiver] = (),
    as_of: datetime.date | None = None,
    path: Path | None = None,
) -> Assessment:
    """Check figures and words of a report, explain what is wrong, apply the answers."""
    checked = check(report, last, children=children or {}, as_of=as_of)
    checked = answer(checked, waivers, report, last, as_of)
    return Assessment(report, last, checked, path)


def texts_of(report: Report, last: Report | None) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the agency's own words with their figures, and notes on what has none.

    A section whose references cannot be filled in is left out, and the note says so: its
    page will not be made either.
    """
    context = Context(report, last)
    texts: dict[str, str] = {}
    notes = []
    for section, passage in report.narrative.items():
        try:
            texts[section] = fill(passage, context)
        except InputError as error:
            heading = report.form.section(section).heading
            notes.append(f"“{heading}”的文字未校验：{error.place} {error.problem}")
    return texts, tuple(notes)
