"""The figures of the chart of requests: where they came from, and where they went."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.compose.charts.figures import Composition, Part, count, results
from gongkai.report import Report


@dataclass(frozen=True)
class Flow:
    """The figures of the drawing."""

    year: int
    sources: tuple[Part, ...]
    results: Composition
    carried_out: Part

    @property
    def sinks(self) -> tuple[Part, ...]:
        """Where requests went: the result groups and what was carried over."""
        return (*self.results.parts, self.carried_out)

    @property
    def come_in(self) -> int:
        """What the sources add up to."""
        return sum(part.count or 0 for part in self.sources)

    @property
    def gone_out(self) -> int:
        """What the sinks add up to."""
        return sum(part.count or 0 for part in self.sinks)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names of the parts without a figure."""
        ends = (*self.sources, self.carried_out)
        return tuple(part.label for part in ends if part.count is None) + self.results.missing

    @property
    def handled(self) -> int | None:
        """All results: the sum of the groups, of groups without figures the published total."""
        return self.results.sum if self.results.is_known else self.results.total

    @property
    def base(self) -> int:
        """What shares refer to: all results, 0 where the published total contradicts them."""
        return self.results.sum if self.results.is_consistent else 0


def read_flow(report: Report) -> Flow:
    """Return the figures of a report that the drawing shows."""
    return Flow(
        report.year,
        (
            Part("本年新收", count(report, "requests", "received")),
            Part("上年结转", count(report, "requests", "carried_in")),
        ),
        results(report),
        Part("结转下年度", count(report, "requests", "carried_out")),
    )
