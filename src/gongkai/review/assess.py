"""One agency-year judged with all there is: rules, prose, last year, answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gongkai.checks import Checked, Finding, check
from gongkai.checks.claims import Claim, claims, findings_of
from gongkai.checks.guilty.explain import explain
from gongkai.checks.guilty.explanation import BLAME_NAMES, Explanation
from gongkai.checks.likeness import Likeness
from gongkai.checks.waivers import answer
from gongkai.compose.blocks import Mark
from gongkai.compose.panels.causes import best_first
from gongkai.law import Address
from gongkai.report import Report
from gongkai.report.waivers import Waiver
from gongkai.review.copied import alike_among, copied
from gongkai.review.words import assertions, unread, words_of


@dataclass(frozen=True)
class Assessment:
    """A report with everything that is said of it.

    `path` is its data file, if it has one; `texts` are its own words as printed.
    """

    report: Report
    last: Report | None
    checked: Checked
    explanations: tuple[Explanation, ...] = ()
    claims: tuple[Claim, ...] = ()
    path: Path | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """`published` or `withheld`."""
        return self.checked.verdict

    @property
    def marks(self) -> Mapping[Address, Mark]:
        """The cells to mark: where one mistake explains a finding, its cells as errors.

        The others that take part in a broken relation are then only doubtful.
        """
        marks: dict[Address, Mark] = dict(self.checked.marked)
        errors = [finding for finding in self.checked.findings if finding.is_error]
        suspects: list[Address] = []
        for one in best_first(self.explanations)[0]:
            settled = [finding for finding in errors if finding.id in one.findings]
            if one.unique and one.changes and settled:
                marks |= {cell: "doubt" for finding in settled for cell in finding.cells}
                suspects += [change.cell for change in one.changes]
        return marks | dict.fromkeys(suspects, "error")

    def explanation_of(self, finding: Finding) -> Explanation | None:
        """The best explanation that settles a finding, None where there is none."""
        return next((one for one in self.explanations if finding.id in one.findings), None)

    def reasons_json(self) -> dict[str, Any]:
        """Return explanations and claims as plain JSON values."""
        return {
            "explanations": [_explanation_json(one) for one in self.explanations],
            "claims": [claim.as_json() for claim in self.claims],
        }


@dataclass(frozen=True)
class Neighbours:
    """What a report is looked at with: last year's, its children, answers, like texts.

    `alike` are its texts that are nearly others', where more than last year's were looked
    at; `names` are the bodies these belong to. `doubtful` are cells whose reading was noted as
    uncertain, and why. `words` says whether the words of the report are at hand at all; `notes`
    what stands beside it and could not be read.
    """

    last: Report | None = None
    children: Mapping[str, Report | None] = field(default_factory=dict)
    waivers: Sequence[Waiver] = ()
    alike: Sequence[Likeness] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    doubtful: Mapping[Address, str] = field(default_factory=dict)
    words: bool = True
    notes: tuple[str, ...] = ()


def assess(
    report: Report,
    beside: Neighbours | None = None,
    as_of: datetime.date | None = None,
    path: Path | None = None,
) -> Assessment:
    """Check figures and words of a report, explain what is wrong, apply the answers."""
    beside = beside or Neighbours()
    last, alike = beside.last, beside.alike
    checked = check(report, last, children=beside.children, as_of=as_of, words=beside.words)
    earlier = last if checked.compared else None
    words = words_of(report, last)
    found = claims(words.texts, report, earlier)
    if alike is None:
        among = alike_among([last, report] if last else [])
        alike = among.get((report.agency.id, report.year), [])
    names = {report.agency.id: report.agency.name, **beside.names}
    checked = replace(
        checked,
        findings=(
            *checked.findings,
            *words.unfilled,
            *findings_of(found, report),
            *copied(report, alike, names),
        ),
        notes=(*checked.notes, *beside.notes, *unread(found, report)),
    )
    explanations = explain(report, earlier, assertions(found, words, report), beside.doubtful)
    checked = answer(checked, beside.waivers, report, last, as_of)
    return Assessment(report, last, checked, explanations, found, path, words.texts)


def _explanation_json(one: Explanation) -> dict[str, Any]:
    """An explanation as documented; whose mistake it is belongs to the evidence."""
    values = one.as_json()
    blame = BLAME_NAMES[values.pop("blame")]
    return values | {"evidence": f"{one.evidence}；差错在{blame}"}
