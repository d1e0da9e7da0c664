"""What one file of a folder gave, and the line it makes in the summary."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.checks import check
from gongkai.ingest.folder_summary import Line
from gongkai.report import Report


@dataclass(frozen=True)
class Gathered:
    """One agency-year that a file holds, with what the summary says of its reading.

    `noted` and `unread` count cells, `leftover` figures that no cell took; `message` is
    a Chinese sentence for the summary, empty where there is nothing to say. `doubtful` is
    a reading that is not whole for a reason besides. `record` is the text that is kept
    beside the agency-year, compressed, as thousands wait until all have been read;
    `wordless` is a reading of what has no place for words.
    """

    report: Report
    noted: int = 0
    unread: int = 0
    leftover: int = 0
    message: str = ""
    doubtful: bool = False
    record: bytes = b""
    wordless: bool = False


def line_of(gathered: Gathered, file: str) -> Line:
    """Check a reading; return its line of the summary."""
    checked = check(gathered.report)
    return Line(
        file,
        gathered.report,
        noted=gathered.noted,
        unread=gathered.unread,
        leftover=gathered.leftover,
        doubtful=gathered.doubtful,
        verdict=checked.verdict,
        broken=sum(finding.is_error for finding in checked.findings),
        message=gathered.message,
        record=gathered.record,
        wordless=gathered.wordless,
    )
