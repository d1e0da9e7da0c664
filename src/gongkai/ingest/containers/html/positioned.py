"""Pages whose texts are each set at a place of their own: made lines again, from top to bottom.

Programs that turn PDF into web pages write every piece of text as an element with `left` and
`top`. Its lines are put together here, each piece as far from the left as it is shown, so
that figures stand below their heads; the number at the foot of a page is none of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from lxml import etree

from gongkai.ingest.containers.html.content import Content
from gongkai.ingest.containers.html.hidden import Hidden
from gongkai.ingest.words.pieces import width

_LENGTH = r"\s*:\s*(-?\d+(?:\.\d+)?)\s*(px|pt|em|rem)?\s*(?:;|!|$)"
_LEFT = re.compile(rf"(?:^|[;\s])left{_LENGTH}", re.IGNORECASE)
_TOP = re.compile(rf"(?:^|[;\s])top{_LENGTH}", re.IGNORECASE)
_ABSOLUTE = re.compile(r"position\s*:\s*absolute", re.IGNORECASE)
_UNITS = {"em": 16.0, "rem": 16.0, "pt": 4 / 3}
_PAGE_NUMBER = re.compile(r"[-—–\s]*第?\s*(\d{1,3})\s*页?(?:\s*/\s*\d{1,3})?[-—–\s]*")
_PLAIN = frozenset(["div", "p", "span", "b", "i", "strong", "em", "font", "nobr", "a"])
_ALTERED = re.compile(r"display\s*:|visibility|opacity|transform|clip|line-through", re.IGNORECASE)
_SAME_LINE = 4
_LEAST_PIECES = 20
_LEAST_ROWS = 3
_LEAST_CELLS = 3
_WIDEST = 1_000


class _Piece(NamedTuple):
    top: float
    left: float
    text: str


def set_in_lines(root: etree._Element) -> None:
    """Put the pieces of each page of a document together to lines, in the tree itself."""
    pieces = Counter(
        parent
        for element in root.iter(*_PLAIN)
        if _is_placed(element) and (parent := element.getparent()) is not None
    )
    pages = [page for page, count in pieces.items() if count >= _LEAST_PIECES]
    if not pages:
        return
    hidden, content = Hidden(root), Content(root)
    for number, page in enumerate(pages, 1):
        placed = _pieces(page, hidden, content)
        rows = _rows([piece for _, piece in placed])
        if sum(len(row) >= _LEAST_CELLS for row in rows) < _LEAST_ROWS:
            continue
        for element, _ in placed:
            page.remove(element)
        lines = etree.SubElement(page, "pre")
        lines.text = _text(_without_number(rows, number))


def _is_placed(element: etree._Element) -> bool:
    style = element.get("style") or ""
    return all(pattern.search(style) for pattern in (_ABSOLUTE, _LEFT, _TOP))


def _pieces(
    page: etree._Element, hidden: Hidden, content: Content
) -> list[tuple[etree._Element, _Piece]]:
    """The pieces of a page; none where it holds more than plain text at places of its own."""
    found: list[tuple[etree._Element, _Piece]] = []
    if (page.text or "").strip():
        return []
    for element in page:
        text = " ".join("".join(map(str, element.itertext())).split())
        if not text:
            continue
        style = element.get("style") or ""
        left, top = _LEFT.search(style), _TOP.search(style)
        if not (left and top and _is_placed(element)) or (element.tail or "").strip():
            return []
        if _ALTERED.search(style) or not all(
            _is_plain(each, hidden, content) for each in element.iter()
        ):
            return []
        if any(each.get("style") for each in element.iterdescendants()):
            return []
        found.append((element, _Piece(_length(top), _length(left), text)))
    return found


def _is_plain(element: etree._Element, hidden: Hidden, content: Content) -> bool:
    """Tell whether an element is nothing but the text it holds, shown as it is."""
    tag = str(element.tag)
    written = content(element, tag, "before") or content(element, tag, "after")
    return tag in _PLAIN and not hidden(element, tag) and not written


def _length(found: re.Match[str]) -> float:
    return float(found[1]) * _UNITS.get((found[2] or "px").lower(), 1.0)


def _rows(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """The pieces line by line, each line from left to right."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces):
        if rows and piece.top - rows[-1][0].top <= _SAME_LINE:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _without_number(rows: list[list[_Piece]], page: int) -> list[list[_Piece]]:
    """The lines without the number of the page that stands apart below them."""
    last = rows[-1]
    found = _PAGE_NUMBER.fullmatch(last[0].text)
    if len(last) > 1 or not found or abs(int(found[1]) - page) > 1:
        return rows
    steps = [below[0].top - above[0].top for above, below in pairwise(rows)]
    return rows[:-1] if steps[-1] > 1.5 * median(steps) else rows


def _text(rows: Sequence[Sequence[_Piece]]) -> str:
    """Lines of text in which pieces stand as far apart as on the page, two blanks at least."""
    start = min(piece.left for row in rows for piece in row)
    steps = [
        (right.left - left.left) / (width(left.text) + 2)
        for row in rows
        for left, right in pairwise(row)
    ]
    extent = max(piece.left for row in rows for piece in row) - start
    unit = max(min([step for step in steps if step > 0], default=8.0), extent / _WIDEST, 0.1)
    lines = []
    for row in rows:
        line = ""
        for piece in row:
            gap = round((piece.left - start) / unit) - width(line)
            line += " " * max(gap, 2 if line else 0) + piece.text
        lines.append(line)
    return "\n".join(lines)
