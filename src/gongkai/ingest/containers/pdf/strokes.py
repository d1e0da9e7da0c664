"""Strokes through the letters of a PDF page: what is crossed out, told from rules of tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gongkai.ingest.containers.pdf.marks import Letter, Mark

_THIN = 2.0
_REACH = 0.6
_MIDDLE = (0.3, 0.75)


def crossed(letters: Sequence[Letter], marks: Iterable[Mark]) -> list[Letter]:
    """Return the letters, those a stroke goes through marked so.

    Such a stroke is as long as the letters it goes through; a rule of a table runs on.
    """
    ordered = sorted((each for each in letters if each.text.strip()), key=lambda each: each.y)
    levels = [letter.y for letter in ordered]
    gone: set[Letter] = set()
    for mark in marks:
        width, height = float(mark["x1"] - mark["x0"]), float(mark["bottom"] - mark["top"])
        if height > _THIN or width < _THIN or not ordered:
            continue
        y = float(mark["top"] + mark["bottom"]) / 2
        near = ordered[bisect_left(levels, y - 12) : bisect_right(levels, y + 12)]
        hit = [each for each in near if mark["x0"] <= each.x <= mark["x1"] and _is_through(each, y)]
        if hit and _is_of(hit, mark):
            gone.update(hit)
    if not gone:
        return list(letters)
    return [replace(each, is_struck=True) if each in gone else each for each in letters]


def _is_through(letter: Letter, y: float) -> bool:
    """Tell whether a level is in the middle of a letter: an underline is below it."""
    if letter.turn:
        return False
    upper, lower = _MIDDLE
    height = letter.bottom - letter.top
    return letter.top + upper * height <= y <= letter.top + lower * height


def _is_of(letters: Sequence[Letter], mark: Mark) -> bool:
    """Tell whether a stroke begins and ends with the letters it goes through."""
    reach = _REACH * letters[0].size
    x0 = min(letter.x0 for letter in letters)
    x1 = max(letter.x1 for letter in letters)
    return bool(abs(x0 - mark["x0"]) <= reach and abs(x1 - mark["x1"]) <= reach)
