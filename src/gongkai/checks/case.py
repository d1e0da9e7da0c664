"""What one report is judged with: itself, its neighbours in time and size, the day."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from gongkai.checks.findings import Finding
from gongkai.checks.messages import say
from gongkai.checks.outcome import Figures, Number, Outcome
from gongkai.law import Address
from gongkai.report import Report

Judged: TypeAlias = tuple[list[Finding], Counter[Outcome]]


@dataclass(frozen=True)
class Case:
    """A report and what it is compared with.

    `last` is last year's report where it may be compared with; `children` are the
    reports that an aggregated one adds up, None for one that is missing. The figures
    hold the blanks that can only be zero. `as_of` is the day of the check, where given;
    `words` says whether the words of the report are at hand.
    """

    report: Report
    figures: Figures
    last: Report | None = None
    last_figures: Figures | None = None
    children: Mapping[str, Report | None] = field(default_factory=dict)
    children_figures: Mapping[str, Figures] = field(default_factory=dict)
    as_of: datetime.date | None = None
    words: bool = True

    def name(self, cell: Address) -> str:
        """What a person calls a cell."""
        return self.report.form.describe(cell)

    def figure(self, cell: Address) -> Number | None:
        """This year's figure."""
        return self.figures.figure(cell)

    def before(self, cell: Address) -> Number | None:
        """Last year's figure."""
        return self.last_figures.figure(cell) if self.last_figures else None


def written(name: object, value: Number | None) -> str:
    """Write a figure as a line of a digest: `requests/received/total=12`."""
    return f"{name}={'' if value is None else say(value)}"
