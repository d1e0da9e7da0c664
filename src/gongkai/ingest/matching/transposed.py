"""Section three turned on its side: kinds of applicants downward, outcomes across."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.ingest.document import Box, Ruled
from gongkai.ingest.matching.regions import Row
from gongkai.ingest.words.characters import numbered
from gongkai.ingest.words.figures import is_slot
from gongkai.ingest.words.labels import is_label, look_up

_TABLE = "requests"
_LEAST_LABELS = 12
_MOST_HEAD_ROWS = 5


def upright(part: Ruled) -> Ruled:
    """Return a table as the form has it, turned where its labels of rows stand across the top.

    It is turned only where nothing can slip: under each label, a cell in every row, and no
    cell beside them or over two.
    """
    labels = _labels(part)
    last = max((box.row for box in labels), default=0)
    if len(labels) < _LEAST_LABELS or last >= _MOST_HEAD_ROWS:
        return part
    if any(box.colspan > 1 for box in labels):
        return part
    columns = {box.column for box in labels}
    first = min(columns)
    below = [row for row in part.rows if row[0].row > last and not _is_alone(row)]
    if not below or not all(_is_under(row, first, columns) for row in below):
        return part
    turned = (
        Box(box.text, box.column, box.row, box.colspan, box.rowspan, box.place)
        for box in part.boxes
    )
    return Ruled(tuple(sorted(turned, key=lambda box: (box.row, box.column))), part.place)


def grid_of(rows: Sequence[Row]) -> Ruled | None:
    """Return a table among text as a grid, if every line of it has as many cells."""
    if len({len(row.tokens) for row in rows}) != 1:
        return None
    if not all(row.ends == "rows" and row.blanks_kept for row in rows):
        return None
    boxes = (
        Box(token.text, at, column, 1, 1, token.place)
        for at, row in enumerate(rows)
        for column, token in enumerate(row.tokens)
    )
    return Ruled(tuple(boxes), "")


def _labels(part: Ruled) -> list[Box]:
    """The labels of rows, each in a column of its own; above them may be the names of groups.

    总计 and 其他 are kinds of applicants as well: they count where they stand among labels.
    """
    sure = [box for box in part.boxes if _whats(box.text) == {"row"}]
    rows = {box.row for box in sure}
    first = min((box.column for box in sure), default=0)
    among = [
        box
        for box in part.boxes
        if box.row in rows and box.column > first and "row" in _whats(box.text)
    ]
    lowest = {box.column: box for box in sorted([*sure, *among], key=lambda box: box.row)}
    return list(lowest.values())


def _whats(text: str) -> set[str]:
    """What a text can be in section three, if it is in full what the form has."""
    if is_slot(text) or not is_label(text):
        return set()
    found: set[str] = {label.what for label in look_up(text) if label.table == _TABLE}
    return {"row"} if "row" in found and numbered(text) else found - {"group"}


def _is_under(row: Sequence[Box], first: int, columns: set[int]) -> bool:
    cells = [box for box in row if box.column + box.colspan > first]
    return {box.column for box in cells} == columns and all(
        box.colspan == box.rowspan == 1 and (is_slot(box.text) or not look_up(box.text))
        for box in cells
    )


def _is_alone(row: Sequence[Box]) -> bool:
    return len([box for box in row if box.text.strip()]) == 1 == len(row)
