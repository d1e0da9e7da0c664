"""What prose may draw on: a report, and last year's if the two can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from gongkai.compose.prose.wording import Number
from gongkai.law import Address
from gongkai.report import Report
from gongkai.report.report import SCOPE_NAMES


@dataclass(frozen=True)
class Context:
    """A report and the same body's report of the year before, None if there is none."""

    report: Report
    last: Report | None = None

    @cached_property
    def comparable(self) -> Report | None:
        """Last year's report, None where it must not be compared with."""
        return None if self.why_not_comparable else self.last

    @cached_property
    def why_not_comparable(self) -> str:
        """Why there is no last year's figure to be had, empty where there is."""
        report, last = self.report, self.last
        if last is None:
            return f"没有{report.year - 1}年度报告的数据，不能与上年比较"
        if (last.agency.id, last.year) != (report.agency.id, report.year - 1):
            return f"{last.title}不是本机关上一年度的报告，不能比较"
        if last.scope != report.scope:
            return (
                f"上一年度报告是{SCOPE_NAMES[last.scope]}数据，"
                f"本年度是{SCOPE_NAMES[report.scope]}数据，口径不同，不能比较"
            )
        return ""

    def figure(self, address: str) -> Number | None:
        """Return a figure or the sum of a group, None where it is blank or unreadable.

        Raises:
            KeyError: the form has nothing at this address.
        """
        return self.report.figure(Address.parse(address))

    def before(self, address: str) -> Number | None:
        """Return last year's figure, None where there is none to compare with."""
        if self.comparable is None:
            return None
        try:
            return self.comparable.figure(Address.parse(address))
        except KeyError:
            return None
