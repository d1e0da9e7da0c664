"""What one file of a folder gave, and the line it makes in the summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.checks import check
from gongkai.errors import InputError
from gongkai.ingest.filing.agency_of import settle
from gongkai.ingest.filing.on_file import OnFile
from gongkai.ingest.filing.record import settled_report
from gongkai.ingest.filing.whose import Settled, Whose
from gongkai.ingest.folder.summary import Line
from gongkai.report import Report


@dataclass(frozen=True)
class Gathered:
    """One agency-year that a file holds, with what the summary says of its reading.

    `noted` and `unread` count cells, `leftover` figures that no cell took; `message` is
    a Chinese sentence for the summary, empty where there is nothing to say. `partial` is
    a reading that is not whole. `record` is the text that is kept
    beside the agency-year, compressed, as thousands wait until all have been read;
    `wordless` is a reading of what has no place for words. Where `whose` is given, the
    report's agency is settled once all files are read.
    """

    report: Report
    noted: int = 0
    unread: int = 0
    leftover: int = 0
    message: str = ""
    partial: bool = False
    record: bytes = b""
    wordless: bool = False
    whose: Whose | None = None


def line_of(gathered: Gathered, file: str) -> Line:
    """Check a reading; return its line of the summary."""
    checked = check(gathered.report)
    return Line(
        file,
        gathered.report,
        noted=gathered.noted,
        unread=gathered.unread,
        leftover=gathered.leftover,
        partial=gathered.partial,
        verdict=checked.verdict,
        broken=sum(finding.is_error for finding in checked.findings),
        message=gathered.message,
        record=gathered.record,
        wordless=gathered.wordless,
        whose=replace(gathered.whose, file=file) if gathered.whose else None,
    )


def settled(lines: Sequence[Line], known: OnFile) -> list[Line]:
    """Settle whose the reports of all lines are; what that changes is checked again."""
    whose = [line.whose for line in lines if line.whose]
    found = iter(settle(whose, known))
    return [_settled(line, next(found)) if line.whose else line for line in lines]


def _settled(line: Line, found: Settled | InputError) -> Line:
    if line.report is None:
        return line
    if isinstance(found, InputError):
        return Line(line.file, None, message=str(found))
    report = settled_report(line.report, found)
    message = "；".join(filter(None, [line.message, *found.said]))
    return rechecked(replace(line, message=message), report)


def rechecked(line: Line, report: Report) -> Line:
    """Return a line with a report that may say other things, and what checks say of it."""
    if line.report and _checked_of(line.report) == _checked_of(report):
        return replace(line, report=report)
    checked = check(report)
    broken = sum(finding.is_error for finding in checked.findings)
    return replace(line, report=report, verdict=checked.verdict, broken=broken)


def _checked_of(report: Report) -> tuple[object, ...]:
    """What checks of a report depend on, and settling may change."""
    agency = report.agency
    return agency.name, agency.level, agency.kind, report.scope, report.cells, report.narrative
