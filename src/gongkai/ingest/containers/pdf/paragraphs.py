"""Lines of PDF pages joined to the paragraphs they were broken from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.ingest.bodies.titles import NAMED
from gongkai.ingest.containers.pdf.lines import Row
from gongkai.ingest.document import Line
from gongkai.ingest.words.characters import numbered, plain
from gongkai.ingest.words.line_ends import is_narrow, joined
from gongkai.ingest.words.section_titles import section_of

_NUMERAL = re.compile(r"[-—–－─·•\s]*\d{1,3}[-—–－─·•\s]*|第\s*\d+\s*页.*|\d+\s*/\s*\d+")
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:、|是)|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)"
    r"|\d{1,2}[.、](?!\d)|[①-⑳]"
)
_CLAUSE = re.compile("[,，。;；]")
_OVER = "。！？；"
_ENDED = _OVER + "：:"
_OPENING = "（《〈〔【“‘(["
_CLOSING = "，。、；：？！）》〉〕】”’)]%％"
_IN_WORD = ".,:/-_%+@"
_MARGIN = 0.1
_FULL = 2.2
_INDENT = 1.0
_LOOSE = 1.45
_LOOSE_AFTER = 1.2
"""How much more than usual, after the end of a sentence, lines of a paragraph are apart."""

_ALIKE = 0.85
_INDENTED = 4.0
_FEW = 0.03
_MANY = 4


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


def _end(row: Row) -> float:
    """Where a line ends, but for the one sign that may hang over the margin."""
    *rest, last = row.letters
    return max(letter.x1 for letter in rest) if rest and last.text in _CLOSING else row.x1


def _body_size(every: Sequence[Placed]) -> float:
    """The size that most of the text is in."""
    sizes = Counter[float]()
    for placed in every:
        sizes[round(placed.row.size, 1)] += len(placed.row.letters)
    return max(sizes, key=sizes.__getitem__, default=1.0)


def _begins(before: str, here: str) -> bool:
    """Tell whether a line that may go on from another begins a paragraph by what it says.

    A heading may itself be broken over two lines, and a sentence may be broken before words
    that are the title of a section: those have no number, and no sentence ends above them.
    """
    said = plain(here)
    if NAMED.fullmatch(said) and not _CLAUSE.search(said):
        return True
    if section_of(before + here):
        return False
    if section_of(before) or (section_of(here) and (numbered(here) or before[-1] in _ENDED)):
        return True
    return bool(before[-1] in _ENDED and _HEADING.match(said))


class Paragraphs:
    """Joins lines that follow one another; knows the margins of the whole document."""

    def __init__(self, rows: Iterable[Placed]) -> None:
        every = list(rows)
        starts = Counter(round(placed.row.x0 / 3) for placed in every)
        common = [start for start, count in starts.items() if count >= max(2, len(every) * 0.08)]
        self._left = 3.0 * min(common, default=min(starts, default=0))
        self._size = _body_size(every)
        self._right = self._right_margin([one.row for one in every])
        self._leading = self._usual_gap(every)

    def _right_margin(self, rows: Sequence[Row]) -> float:
        """The rightmost place where several lines of the text end.

        Lines broken there leave room for a sign or two. What begins farther right, or is in
        another size, tells nothing; a single line beyond is over the margin only where many
        others end at it, for few lines may end at one place by chance.
        """
        body = [row for row in rows if self._is_body(row)] or rows
        ends = sorted(map(_end, body), reverse=True)
        least = max(2, round(_FEW * len(ends)))
        for at, end in enumerate(ends):
            together = sum(end - _FULL * self._size <= other <= end for other in ends)
            if together >= least:
                return end if not at or together >= _MANY else ends[0]
        return max(ends, default=0.0)

    def _is_body(self, row: Row) -> bool:
        is_alike = min(row.size, self._size) >= _ALIKE * max(row.size, self._size)
        return is_alike and row.x0 <= self._left + _INDENTED * self._size

    def _usual_gap(self, every: Sequence[Placed]) -> float:
        """How far lines of one paragraph are apart: those that follow a full one, if any do."""
        pairs = [
            (a.row, b.row)
            for a, b in pairwise(every)
            if a.page == b.page and b.row.top > a.row.top and self._is_body(b.row)
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
        if min(before.row.size, here.row.size) < _ALIKE * size:
            return False
        if before.row.x1 < self._right - _FULL * size and not self._left_over(before, here):
            return False
        if here.row.x0 > self._left + _INDENT * size:
            return False
        gap = here.row.top - before.row.top
        loose = _LOOSE_AFTER if before.row.text[-1] in _OVER else _LOOSE
        widest = loose * self._leading * max(1.0, size / self._size)
        if here.page == before.page and self._leading and gap > widest:
            return False
        return not _begins(before.row.text, here.row.text)

    def _left_over(self, before: Placed, here: Placed) -> bool:
        """Tell whether a line has room left only because the next word did not fit."""
        if before.row.text[-1] in _OVER:
            return False
        return before.row.x1 + _first_word(here.row) > self._right

    @staticmethod
    def _line(group: Sequence[Placed]) -> Line:
        first, last = group[0].page, group[-1].page
        place = f"第{first}页" if first == last else f"第{first}—{last}页"
        return Line(joined([placed.row.text for placed in group], " "), place)
