"""Text whose lines were all broken at one width, as copied from a PDF: its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.ingest.document import Line
from gongkai.ingest.words.line_ends import joined
from gongkai.ingest.words.pieces import width
from gongkai.ingest.words.section_titles import headed

_NARROWEST, _WIDEST = 40, 130
_SLACK = 4
"""What the last sign and a closing one may leave of a line, in halves of a Chinese sign."""

_LEFT = 0.3
_FIGURE = 0.15
_LEAST_FULL = 4
_BEYOND = 1
_INDENT = 2
_ENDED = "。！？：:；"
_NUMBERED = re.compile(r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）、]|[.．](?!\d))")
_NEVER_FIRST = "，。、；：？！）》〉〕】”’"
_NUMBER = re.compile(r"\d+")


def unwrapped(lines: Sequence[Line], tables: Sequence[int]) -> tuple[list[Line], list[int]]:
    """Join the lines of each paragraph where lines are broken at one width, else none.

    `tables` says before which of the lines tables stand; it is returned for the lines as
    they are then.
    """
    full = _full(lines)
    if not full:
        return list(lines), list(tables)
    base = min(_indent(line.text) for line in lines)
    groups: list[list[Line]] = []
    starts: list[int] = []
    for at, line in enumerate(lines):
        is_apart = not groups or at in tables or not _follows(lines[at - 1], line)
        if is_apart or not _goes_on(groups[-1][-1].text, line.text, full, base):
            groups.append([line])
            starts.append(at)
        else:
            groups[-1].append(line)
    moved = [sum(start < table for start in starts) for table in tables]
    return [_whole(group) for group in groups], moved


def _full(lines: Sequence[Line]) -> int:
    """The width that lines are broken at, 0 where there is none.

    Several lines have it, or nearly, and next to none is wider.
    """
    widths = sorted((width(line.text.rstrip()) for line in lines), reverse=True)
    for beyond, most in enumerate(widths[: _BEYOND + 1]):
        full = sum(most - _SLACK <= each for each in widths[beyond:])
        if _NARROWEST <= most <= _WIDEST and full >= _LEAST_FULL:
            return most
    return 0


def _follows(before: Line, line: Line) -> bool:
    """Tell whether no blank line stands between two lines."""
    one, other = _NUMBER.search(before.place), _NUMBER.search(line.place)
    return bool(one and other and int(other[0]) == int(one[0]) + 1)


def _goes_on(before: str, text: str, full: int, base: int) -> bool:
    """Tell whether a line is of the same paragraph as the line before.

    A sentence that is not over goes on, if its line is not quite short: numbers and Latin
    words are not parted. One that is over ends its paragraph, unless its line is full.
    """
    before, said = before.rstrip(), text.strip()
    if said[:1] in _NEVER_FIRST:
        return True
    if _indent(text) >= base + _INDENT or text[:1] == "\u3000" or headed(before) or headed(said):
        return False
    room = full - _shown(before)
    if before[-1:] in _ENDED:
        return room <= _SLACK and not _NUMBERED.match(said)
    is_bracketed = before[-1:] in "》）" and said.startswith("（") and not _NUMBERED.match(said)
    return is_bracketed or room <= _LEFT * full


def _shown(text: str) -> float:
    """How wide a line is in print: figures are wider there than half a Chinese sign."""
    return width(text) + _FIGURE * sum(sign.isascii() for sign in text.strip())


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _whole(group: Sequence[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    first = group[0]
    return Line(joined([line.text.strip() for line in group], " "), first.place, first.level)
