"""Years as documents write them, in digits or in Chinese numerals."""

from __future__ import annotations

_DIGITS = {**{c: str(n) for n, c in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0"}

YEAR = r"(20[1-4]\d|二[〇零○][一二三四][〇零○一二三四五六七八九])"
"""A year of which there can be a report, as a pattern with one group."""


def year_of(text: str) -> int:
    """Return the year that a text matching `YEAR` says."""
    return int("".join(_DIGITS.get(character, character) for character in text))
