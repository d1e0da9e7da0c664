"""Rows of a PDF table that a page end cut in two, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gongkai.ingest.document import Box, Ruled
from gongkai.ingest.pdf_lines import joined

_NUMBERED = re.compile(r"\s*(\d{1,2}[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、])")
_FIGURES = re.compile(r"[\d.,，\s+−-]*")


def mended(above: Ruled, below: Ruled) -> tuple[Ruled, Ruled | None] | None:
    """Join the last row of a table with the first of its continuation on the next page.

    Only where the first label bears a number of the form and the second bears none or is
    not there, so that it cannot be a row of its own, and no figure stands on both sides of
    the cut. Nothing where the rows are whole.
    """
    upper, lower = above.rows[-1], below.rows[0]
    first, second = _label(upper), _label(lower)
    count = len(upper) - first - 1
    if second < 0 and not any(box.text for box in lower[: len(lower) - count]):
        second = len(lower) - count - 1  # the label, if it goes on at all, is above the cut
    if first < 0 or second < 0 or not 0 < count == len(lower) - second - 1:
        return None
    if not _NUMBERED.match(upper[first].text) or _NUMBERED.match(lower[second].text):
        return None
    pairs = list(zip(upper[first + 1 :], lower[second + 1 :], strict=True))
    if any(a.text and b.text for a, b in pairs) or not any(a.text or b.text for a, b in pairs):
        return None
    whole = {upper[first]: joined([upper[first].text, lower[second].text], " ")}
    whole |= {a: a.text or b.text for a, b in pairs}
    boxes = tuple(replace(box, text=whole.get(box, box.text)) for box in above.boxes)
    rest = _without_first_row(below, lower[second:])
    return replace(above, boxes=boxes), rest


def _label(row: Sequence[Box]) -> int:
    """Return where the label stands: the last box that holds more than figures."""
    found = [index for index, box in enumerate(row) if not _FIGURES.fullmatch(box.text)]
    return found[-1] if found else -1


def _without_first_row(table: Ruled, taken: Sequence[Box]) -> Ruled | None:
    """The rest of a table; what its first row spans downwards stays."""
    boxes = []
    for box in table.boxes:
        if box.row:
            boxes.append(replace(box, row=box.row - 1))
        elif box not in taken and box.rowspan > 1:
            boxes.append(replace(box, rowspan=box.rowspan - 1))
    return replace(table, boxes=tuple(boxes)) if any(box.text for box in boxes) else None
