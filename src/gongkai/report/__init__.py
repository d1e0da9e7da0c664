"""The agency-year as typed, frozen values, and the files it is kept in."""

from gongkai.report.cells import Amount, Blank, Cell, Count, Unreadable, number
from gongkai.report.report import Agency, Fact, Origin, Part, Passage, Report, Scope, Source

__all__ = [
    "Agency",
    "Amount",
    "Blank",
    "Cell",
    "Count",
    "Fact",
    "Origin",
    "Part",
    "Passage",
    "Report",
    "Scope",
    "Source",
    "Unreadable",
    "number",
]
