"""The year of a report, as its text says it apart from titles."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from gongkai.ingest.bodies.titles import YEAR, compact, year_of
from gongkai.ingest.document import Line

SPAN = rf"1月1日起?(?:至|到|—|-|–|~|～)+(?:{YEAR}年)?12月31日"
"""A whole year, from its first day on, as a pattern."""
PERIOD = re.compile(rf"{YEAR}年{SPAN}")
"""The period that a report covers, as its opening says it."""
_PLANS = re.compile(r"将|拟|计划|打算|下一步|下步|今后|明年|新的一年|力争|争取|年底前")
_IN_TEXT = re.compile(r"(20[1-4]\d)年(?!\d{1,2}月\d{1,2}日)")
_LAST_MONTH = 6


def period_year(lines: Sequence[Line]) -> int | None:
    """Return the year of the period that the text says it covers."""
    for line in lines[:200]:
        if found := PERIOD.search(compact(line.text)):
            return year_of(found[1])
    return None


def year_before(published: datetime.date | None) -> int | None:
    """Return the year that what is published then reports on: by law the year before.

    What is published later in the year is late, or of any year.
    """
    return published.year - 1 if published and published.month <= _LAST_MONTH else None


def year_in_name(name: str) -> int | None:
    """Return the last year that a file's name says."""
    found = re.findall(r"(?<!\d)(20[1-4]\d)(?!\d)", name)
    return int(found[-1]) if found else None


def usual_year(texts: Iterable[str]) -> int | None:
    """Return the year that running text names most often, plans and dates apart."""
    said = Counter(
        int(found)
        for text in texts
        for sentence in re.split(r"[。；\n]", compact(text))
        if not _PLANS.search(sentence)
        for found in _IN_TEXT.findall(sentence)
    )
    return said.most_common(1)[0][0] if said else None
