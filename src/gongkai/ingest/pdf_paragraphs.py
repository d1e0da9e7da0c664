"""Lines of PDF pages joined to the paragraphs they were broken from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.ingest.characters import plain
from gongkai.ingest.document import Line
from gongkai.ingest.pdf_lines import Row, is_narrow, joined
from gongkai.ingest.section_titles import section_of
from gongkai.ingest.titles import NAMED

_NUMERAL = re.compile(r"[-—–－─·•\s]*\d{1,3}[-—–－─·•\s]*|第\s*\d+\s*页.*|\d+\s*/\s*\d+")
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:、|是)|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)"
    r"|\d{1,2}[.、](?!\d)|[①-⑳]"
)
_CLAUSE = re.compile("[,，。;；]")
_ENDED = "。！？：:；"
_OPENING = "（《〈〔【“‘(["
_CLOSING = "，。、；：？！）》〉〕】”’)]%％"
_IN_WORD = ".,:/-_%+@"
_MARGIN = 0.1
_FULL = 2.2
_INDENT = 1.0
_LOOSE = 1.45
_LONG = 0.5
"""Lines that are shorter in comparison to the longest, such as those of a menu, tell no margin."""


@dataclass(frozen=True)
class Placed:
    """A line and the page it stands on."""

    row: Row
    page: int


def without_page_numbers(rows: Sequence[Row], height: float) -> list[Row]:
    """Leave out page numbers: figures alone at the head or the foot of the page."""
    return [
        row
        for row in rows
        if not (
            (row.bottom < _MARGIN * height or row.top > (1 - _MARGIN) * height)
            and _NUMERAL.fullmatch(row.text)
        )
    ]


def _first_word(row: Row) -> float:
    """The width of what a line end must not part at the start of a line.

    That is a number or Latin word, or one other sign, with the signs that may not end a
    line before it and those that may not begin one after it.
    """
    letters = list(row.letters)
    end = 0
    while end < len(letters) - 1 and letters[end].text in _OPENING:
        end += 1
    if letters[end].text in _IN_WORD or is_narrow(letters[end].text):
        while end < len(letters) and (
            letters[end].text in _IN_WORD or is_narrow(letters[end].text)
        ):
            end += 1
    else:
        end += 1
    while end < len(letters) and letters[end].text in _CLOSING:
        end += 1
    return letters[end - 1].x1 - letters[0].x0


class Paragraphs:
    """Joins lines that follow one another; knows the margins of the whole document."""

    def __init__(self, rows: Iterable[Placed]) -> None:
        every = list(rows)
        starts = Counter(round(placed.row.x0 / 3) for placed in every)
        common = [start for start, count in starts.items() if count >= max(2, len(every) * 0.08)]
        self._left = 3.0 * min(common, default=min(starts, default=0))
        widest = max((placed.row.x1 - placed.row.x0 for placed in every), default=0.0)
        long = [one.row for one in every if one.row.x1 - one.row.x0 >= _LONG * widest]
        ends = Counter(int(row.x1 / 12) for row in long)
        often = [end for end, count in ends.items() if count >= max(2, len(long) * 0.08)]
        self._right = 12.0 * max(often, default=max(ends, default=0))
        self._leading = self._usual_gap(every)

    def _usual_gap(self, every: Sequence[Placed]) -> float:
        """How far lines of one paragraph are apart: those that follow a full one, if any do."""
        pairs = [
            (a.row, b.row) for a, b in pairwise(every) if a.page == b.page and b.row.top > a.row.top
        ]
        full = [(a, b) for a, b in pairs if a.x1 >= self._right - _FULL * a.size]
        gaps = sorted(b.top - a.top for a, b in full or pairs)
        return gaps[len(gaps) // 3] if gaps else 0.0

    def joined(self, run: Sequence[Placed]) -> list[Line]:
        """Return the paragraphs of lines that follow one another."""
        groups: list[list[Placed]] = []
        for placed in run:
            if groups and self._goes_on(groups[-1][-1], placed):
                groups[-1].append(placed)
            else:
                groups.append([placed])
        return [self._line(group) for group in groups]

    def _goes_on(self, before: Placed, here: Placed) -> bool:
        """Tell whether a line is the same paragraph as the line before."""
        size = max(before.row.size, here.row.size)
        if min(before.row.size, here.row.size) < 0.85 * size:
            return False
        if before.row.x1 < self._right - _FULL * size and not self._left_over(before, here):
            return False
        if here.row.x0 > self._left + _INDENT * size:
            return False
        gap = here.row.top - before.row.top
        if here.page == before.page and self._leading and gap > _LOOSE * self._leading:
            return False
        said = plain(here.row.text)
        is_title = NAMED.fullmatch(said) and not _CLAUSE.search(said)
        if is_title or section_of(before.row.text) or section_of(here.row.text):
            return False
        return not (before.row.text[-1] in _ENDED and _HEADING.match(said))

    def _left_over(self, before: Placed, here: Placed) -> bool:
        """Tell whether a line has room left only because the next word did not fit."""
        if before.row.text[-1] in _ENDED:
            return False
        return before.row.x1 + _first_word(here.row) > self._right

    @staticmethod
    def _line(group: Sequence[Placed]) -> Line:
        first, last = group[0].page, group[-1].page
        place = f"第{first}页" if first == last else f"第{first}—{last}页"
        return Line(joined([placed.row.text for placed in group], " "), place)
