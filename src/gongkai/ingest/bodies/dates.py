"""Dates as documents print them, in figures and in Chinese numerals."""

from __future__ import annotations

import datetime
import re

from gongkai.ingest.bodies.titles import YEAR, year_of

_WHOLE = re.compile(
    r"(20[1-4]\d)[年./-](1[0-2]|0?[1-9])[月./-](3[01]|[12]\d|0?[1-9])日?"
    rf"|{YEAR}年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日"
)
_YEAR = r"(?:20\d\d|二[〇零○Oo0][〇零○一二三四五六七八九Oo0]{2})"
_NUMBER = r"[\d〇零一二三四五六七八九十]{1,3}"
PRINTED = (
    rf"(?:{_YEAR}年{_NUMBER}月(?:{_NUMBER}[日号])?|"
    r"20\d\d[-./]\d{1,2}[-./]\d{1,2}(?:\d\d:\d\d(?::\d\d)?)?)"
)
"""A day or month without blanks, perhaps with the hour, as a pattern without groups."""


def date_in(text: str) -> tuple[int, datetime.date | None]:
    """Return where the first day begins that a text without blanks says, and which it is."""
    for found in _WHOLE.finditer(text):
        figures, numerals = found.groups()[:3], found.groups()[3:]
        try:
            if figures[0]:
                return found.start(), datetime.date(*map(int, figures))
            month, day = map(_counted, numerals[1:])
            return found.start(), datetime.date(year_of(numerals[0]), month, day)
        except ValueError:
            continue
    return 0, None


def without_date(text: str) -> str:
    """Return a text without blanks and without its first day."""
    return _WHOLE.sub("", text, count=1)


def _counted(numerals: str) -> int:
    """A number below a hundred in Chinese numerals: 十, 十二, 二十, 三十一."""
    tens, ten, ones = numerals.rpartition("十")
    digits = "一二三四五六七八九"
    above = (digits.index(tens) + 1 if tens else 1) * 10 if ten else 0
    return above + (digits.index(ones) + 1 if ones else 0)
