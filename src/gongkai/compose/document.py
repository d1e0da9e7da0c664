"""The report as a sequence of blocks: title, opening, six sections, charts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from gongkai.checks import Checked
from gongkai.compose import charts
from gongkai.compose.blocks import Block, Heading, Mark, Paragraph, Picture, Title
from gongkai.compose.prose import Context, opening, section_text
from gongkai.compose.tables import grid
from gongkai.law import Address
from gongkai.report import Report

FICTIONAL_NOTE = "（虚构示例：机关和数据均为虚构，仅供演示）"
RESERVATION_NOTE = "（注意：本报告有必须成立的勾稽关系未通过校验）"


@dataclass(frozen=True)
class Document:
    """One report, ready to be shown.

    `as_of` is the date it carries, None for a report without one. `earlier` are the
    agency's reports of earlier years, oldest first; the one of the year before is the
    one that prose and rules compare with.
    """

    report: Report
    earlier: tuple[Report, ...]
    checked: Checked
    as_of: datetime.date | None = None

    @property
    def last(self) -> Report | None:
        """Last year's report, if it is among the earlier ones."""
        return year_before(self.report, self.earlier)

    def title(self) -> tuple[Block, ...]:
        """The title with its date and notes, and the statement of period and basis."""
        notes = [FICTIONAL_NOTE] if self.report.fictional else []
        if self.checked.verdict == "withheld":
            notes.append(RESERVATION_NOTE)
        day = self.as_of
        date = f"{day.year}年{day.month}月{day.day}日" if day else ""
        return Title(self.report.title, "".join(notes), date), opening(self.report)

    def section(self, section_id: str, marks: Mapping[Address, Mark]) -> tuple[Block, ...]:
        """One section: heading, words, statutory table. `marks` are shown in the table.

        Raises:
            InputError: a placeholder in the agency's text cannot be filled.
            KeyError: the form has no such section.
        """
        section = self.report.form.section(section_id)
        blocks: list[Block] = [Heading(section.heading, 2)]
        blocks += section_text(section_id, Context(self.report, self.last))
        blocks += [
            grid(self.report, table.id, marks)
            for table in self.report.form.tables
            if table.section == section_id
        ]
        return tuple(blocks)

    def chart(self, name: str) -> Block | None:
        """A chart by name, numbered; a sentence where there is nothing to draw.

        Raises:
            KeyError: there is no such chart.
        """
        return self._charts[name]

    @cached_property
    def _charts(self) -> dict[str, Block | None]:
        drawn: dict[str, Picture | Paragraph | None] = {
            "trend": charts.trend((*self.earlier, self.report)),
            "request_flow": charts.request_flow(self.report),
            "results_by_applicant": charts.results_by_applicant(self.report),
            "disputes_by_outcome": charts.disputes_by_outcome(self.report),
        }
        numbered: dict[str, Block | None] = {}
        count = 0
        for name, block in drawn.items():
            if isinstance(block, Picture):
                count += 1
                numbered[name] = replace(block, caption=f"图{count}　{block.caption}")
            else:
                numbered[name] = block
        return numbered


def year_before(report: Report, earlier: tuple[Report, ...]) -> Report | None:
    """Return the report of the year before, None if it is not among the earlier ones."""
    return next((other for other in earlier if other.year == report.year - 1), None)
