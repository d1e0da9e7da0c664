"""What one file of a folder gave, and how it travels from a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai import law
from gongkai.checks import check
from gongkai.ingest.folder_summary import Line
from gongkai.report import Agency, Cell, Fact, Passage, Report, Scope, Source


@dataclass(frozen=True)
class Gathered:
    """One agency-year that a file holds, with what the summary says of its reading.

    `noted` and `unread` count cells, `leftover` figures that no cell took; `message` is
    a Chinese sentence for the summary, empty where there is nothing to say.
    """

    report: Report
    noted: int = 0
    unread: int = 0
    leftover: int = 0
    message: str = ""


@dataclass(frozen=True)
class Packed:
    """A reading without its form: each process has the law itself."""

    agency: Agency
    year: int
    scope: Scope
    edition: str
    variant: str
    cells: tuple[Cell, ...]
    facts: Mapping[str, Fact]
    narrative: Mapping[str, Passage]
    source: Source
    fictional: bool
    counts: tuple[int, int, int]
    message: str
    verdict: str
    broken: int


def pack(gathered: Gathered) -> Packed:
    """Check a reading and make it fit to travel; the work of the check is done here."""
    report = gathered.report
    checked = check(report)
    return Packed(
        report.agency,
        report.year,
        report.scope,
        report.form.id,
        report.form.variant,
        tuple(report.cells[address] for address in report.form.cells),
        dict(report.facts),
        dict(report.narrative),
        report.source,
        report.fictional,
        (gathered.noted, gathered.unread, gathered.leftover),
        gathered.message,
        checked.verdict,
        sum(finding.is_error for finding in checked.findings),
    )


def unpack(packed: Packed, file: str) -> Line:
    """Return the line of the summary, with the report whole again."""
    form = law.edition(packed.edition, packed.variant)
    report = Report(
        agency=packed.agency,
        year=packed.year,
        scope=packed.scope,
        form=form,
        cells=dict(zip(form.cells, packed.cells, strict=True)),
        facts=packed.facts,
        narrative=packed.narrative,
        source=packed.source,
        fictional=packed.fictional,
    )
    noted, unread, leftover = packed.counts
    return Line(
        file,
        report,
        noted=noted,
        unread=unread,
        leftover=leftover,
        verdict=packed.verdict,
        broken=packed.broken,
        message=packed.message,
    )
