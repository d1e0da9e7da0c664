"""Rows of a PDF table that a page end cut in two, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import takewhile
from typing import TypeAlias

from gongkai.ingest.document import Box, Ruled
from gongkai.ingest.words.figures import is_slot
from gongkai.ingest.words.labels import is_label, look_up
from gongkai.ingest.words.line_ends import joined
from gongkai.ingest.words.shown import OVERLEAF, TORN

_NUMBERED = re.compile(r"\s*(\d{1,2}[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、])")
_FIGURES = re.compile(r"[\d.,，\s+−-]*")
_PAGE = re.compile(r"第\d+页")
_OF_HEADS = frozenset({"head", "stub"})
_HEADS = 2

_Pair: TypeAlias = tuple[Box, Box]


def mended(above: Ruled, below: Ruled) -> tuple[Ruled, Ruled | None] | None:
    """Join the last row of a table with the first of its continuation on the next page.

    The heads of the table may stand above the continuation again. Nothing where the rows are
    whole, or where it is open which cells belong together.
    """
    upper, lower = above.rows[-1], _first_row(above, below)
    pairs = _pairs(upper, lower) if _is_overleaf(above, below) else []
    if not pairs:
        return None
    whole = {a: joined([text for text in (a.text, b.text) if text], "\n") for a, b in pairs[1:]}
    label, rest = pairs[0]
    whole[label] = joined([label.text, rest.text], "\n" if _is_cell(label.text) else " ")
    boxes = tuple(replace(box, text=whole.get(box, box.text)) for box in above.boxes)
    return replace(above, boxes=boxes), _without_row(below, lower[0].row, [b for _, b in pairs])


def doubted(above: Ruled, below: Ruled) -> tuple[Ruled, Ruled]:
    """Return two tables without the cells of which a page end may have left half a figure.

    Where the next page goes on with figures without a label that cannot be joined to the last
    row, the empty cells there are no blanks: what was to stand in them may be overleaf. Where
    two labels, none of them of the form, may be the halves of one, no half is a row.
    """
    upper, lower = above.rows[-1], _first_row(above, below)
    first, second = _label(upper), _label(lower)
    if first < 0 or _are_heads(upper) or not _is_overleaf(above, below):
        return above, below
    if second < 0 and any(box.text for box in lower):
        empty = {box for box in upper[first + 1 :] if not box.text}
        return _marked(above, empty, OVERLEAF), below
    if second < 0 or not _may_be_halves(_matched(upper[first:], lower[second:])):
        return above, below
    return (
        _marked(above, set(upper[first + 1 :]), TORN),
        _marked(below, set(lower[second + 1 :]), TORN),
    )


def _may_be_halves(pairs: Sequence[_Pair]) -> bool:
    """Tell whether rows with figures may be one although their labels make none of the form."""
    if not any(a.text and b.text for a, b in pairs[1:]):
        return False
    (label, rest), *_ = pairs
    return not (is_label(label.text) or _NUMBERED.match(rest.text) or look_up(rest.text))


def _marked(table: Ruled, cells: Set[Box], mark: str) -> Ruled:
    """Return a table with a mark of ours in place of what stands in some cells."""
    boxes = tuple(replace(box, text=mark) if box in cells else box for box in table.boxes)
    return replace(table, boxes=boxes)


def _is_overleaf(above: Ruled, below: Ruled) -> bool:
    """Tell whether a page end is between two tables."""
    one, other = _PAGE.match(above.place), _PAGE.match(below.place)
    return bool(one and other and one[0] != other[0])


def _pairs(upper: Sequence[Box], lower: Sequence[Box]) -> list[_Pair]:
    """The halves of the label, if any, and of each cell after it; none if not of one row."""
    first, second = _label(upper), _label(lower)
    if first >= 0 and second >= 0:
        pairs = _matched(upper[first:], lower[second:])
        return pairs if pairs and _is_one_label(pairs) else []
    if first < 0 and second < 0:  # the one row of figures of a table without labels
        pairs = _matched(upper, lower)
        return pairs if any(a.text and b.text for a, b in pairs) else []
    if _are_heads(upper):
        return []
    labelled, bare = (upper[first:], lower) if second < 0 else (lower[second:], upper)
    own = bare[max(0, len(bare) - len(labelled)) :]
    if any(box.text for box in bare[: -len(labelled) + 1]) or not any(box.text for box in own):
        return []
    pairs = _matched(own, labelled) if first < 0 else _matched(labelled, own)
    are_two = [bool(a.text and b.text) for a, b in pairs[1:]]
    if first < 0:  # a line of figures above a row that has figures may be any other row
        return [] if any(are_two) else pairs
    return [] if all(are_two) else pairs


def _matched(upper: Sequence[Box], lower: Sequence[Box]) -> list[_Pair]:
    """The cells of two halves side by side, the label's first; none where they are not as many."""
    return list(zip(upper, lower, strict=True)) if 1 < len(upper) == len(lower) else []


def _is_one_label(pairs: Sequence[_Pair]) -> bool:
    """Tell whether two labels are the halves of one.

    The first has to bear a number of the form and the second none, so that it cannot be a
    row of its own. Where the first bears none, there are no figures, or figures stand on both
    sides of the cut, both together have to be a label, and the first alone none; 2.其他 is
    one, but what it goes on with is not. Figures on both sides are then parts of one, and
    nothing certain can be read of them.
    """
    (label, rest), *cells = pairs
    if _NUMBERED.match(rest.text):
        return False
    is_whole = is_label(joined([label.text, rest.text], " "))
    if any(a.text and b.text for a, b in cells):
        return is_whole and not (is_label(label.text) and look_up(rest.text))
    if _NUMBERED.match(label.text) and any(a.text or b.text for a, b in cells):
        return True
    return is_whole and not (is_label(label.text) or look_up(rest.text))


def _are_heads(row: Sequence[Box]) -> bool:
    """Tell whether a row is the heads of columns: figures below it are none of its own."""
    heads = [box for box in row if any(each.what in _OF_HEADS for each in look_up(box.text))]
    return len(heads) >= _HEADS


def _label(row: Sequence[Box]) -> int:
    """Return where the label stands: the last box that holds more than can be a figure."""
    found = [index for index, box in enumerate(row) if not _is_cell(box.text)]
    return found[-1] if found else -1


def _is_cell(text: str) -> bool:
    """Tell whether a text stands where figures stand; marks of ours are put there, too.

    The number of a label may be all that stands above a cut: `4.` is no figure.
    """
    if _NUMBERED.fullmatch(text):
        return False
    return bool(_FIGURES.fullmatch(text)) or is_slot(text) or text.startswith("〔")


def _first_row(above: Ruled, below: Ruled) -> Sequence[Box]:
    """The first row of a continuation below the heads that it has again."""
    pairs = zip(below.rows, above.rows, strict=False)
    heads = sum(1 for _ in takewhile(_are_same_heads, pairs))
    return below.rows[heads if heads < len(below.rows) else 0]


def _are_same_heads(rows: tuple[Sequence[Box], Sequence[Box]]) -> bool:
    """Tell whether two rows say the same, and have no figure or blank cell."""
    row, other = ([box.text for box in each] for each in rows)
    return row == other and not any(map(is_slot, row))


def _without_row(table: Ruled, row: int, taken: Sequence[Box]) -> Ruled | None:
    """The rest of a table; what the row spans downwards stays."""
    boxes = []
    for box in table.boxes:
        if box.row != row:
            boxes.append(replace(box, row=box.row - (box.row > row)))
        elif box not in taken and box.rowspan > 1:
            boxes.append(replace(box, rowspan=box.rowspan - 1))
    return replace(table, boxes=tuple(boxes)) if any(box.text for box in boxes) else None
