"""Tables without rules on a PDF page: columns by where words stand, where that is clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from gongkai.ingest.containers.pdf.lines import Row
from gongkai.ingest.containers.pdf.marks import Letter
from gongkai.ingest.document import Box, Flattened, Ruled
from gongkai.ingest.words.figures import holds_figure
from gongkai.ingest.words.labels import is_label, look_up

_GAP = 1.2
_GAP_INSIDE = 0.7
_FAR = 4.0
_LEAST_COLUMNS = 3
_LEAST_ROWS = 2
_MANY = 8
"""A line of so many words apart is a row of a table, even alone."""

_BETWEEN = 4
_PROSE = 0.6
_OF_FIGURES = frozenset("0123456789.,+-−")


@dataclass(frozen=True)
class Columns:
    """A table without rules: the lines it takes up, and what it says."""

    rows: tuple[Row, ...]
    table: Ruled | Flattened


def split(rows: Sequence[Row], place: str) -> list[Row | Columns]:
    """Return the lines of a page; those that stand in columns taken together as tables.

    A table goes from a line of several words apart to the last such line; in between
    may stand a few short lines, which are labels broken over lines.
    """
    width = max((row.x1 for row in rows), default=0.0) - min((row.x0 for row in rows), default=0.0)
    apart = [_is_apart(row) for row in rows]
    parts: list[Row | Columns] = []
    start = tables = 0
    while start < len(rows):
        end = _end(rows, apart, start, width)
        is_wide = any(len(row.segments(_GAP)) >= _MANY for row in rows[start:end])
        if sum(apart[start:end]) >= _LEAST_ROWS or is_wide:
            tables += 1
            parts.append(_columns(rows[start:end], f"{place}无框线表{tables}"))
        else:
            end = start + 1
            parts.append(rows[start])
        start = end
    return parts


def _is_apart(row: Row) -> bool:
    """Tell whether a line is several words far from one another, or a label and its figure.

    The label has to be one of the form's: a heading and its page number are no table.
    """
    if len(row.segments(_GAP)) >= _LEAST_COLUMNS:
        return True
    pieces = row.segments(_FAR)
    return len(pieces) == 2 and holds_figure(pieces[1].text) and bool(look_up(pieces[0].text))


def _end(rows: Sequence[Row], apart: Sequence[bool], start: int, width: float) -> int:
    """Return the end of the table that starts at a line, if one does."""
    end = start
    for index in range(start, len(rows)):
        if apart[index]:
            end = index + 1
        elif index in {start, end + _BETWEEN} or rows[index].x1 - rows[index].x0 > _PROSE * width:
            break
    return end


def _columns(rows: Sequence[Row], place: str) -> Columns:
    """Tell the columns apart where every line is full below the heads; else keep the order."""
    pieces = [[cell for each in row.segments(_GAP_INSIDE) for cell in _cells(each)] for row in rows]
    most = max(map(len, pieces))
    bands = _bands([piece for line in pieces if len(line) == most for piece in line])
    first = next(index for index, line in enumerate(pieces) if len(line) == most)
    if len(bands) != most or any(len(line) != most for line in pieces[first:]):
        return Columns(tuple(rows), _flattened(pieces, place))
    grid: list[Box] = []
    for index, line in enumerate(pieces):
        boxes = _placed(line, bands, index, place)
        if boxes is None:
            return Columns(tuple(rows), _flattened(pieces, place))
        grid += boxes
    return Columns(tuple(rows), Ruled(tuple(grid), place))


def _cells(piece: Row) -> list[Row]:
    """A piece of a line; a label and the figure that it runs into are two."""
    figure = [*takewhile(_is_of_figure, reversed(piece.letters))]
    at = len(piece.letters) - len(figure)
    if not at or not figure or is_label(piece.text):
        return [piece]
    label, rest = (
        replace(piece, letters=part) for part in (piece.letters[:at], piece.letters[at:])
    )
    return [label, rest] if is_label(label.text) and holds_figure(rest.text) else [piece]


def _is_of_figure(letter: Letter) -> bool:
    return letter.text in _OF_FIGURES


def _bands(pieces: Sequence[Row]) -> list[tuple[float, float]]:
    """Return the strips of the page that words of full lines stand in."""
    bands: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda each: each.x0):
        if bands and piece.x0 < bands[-1][1]:
            bands[-1] = bands[-1][0], max(bands[-1][1], piece.x1)
        else:
            bands.append((piece.x0, piece.x1))
    return bands


def _placed(
    line: Sequence[Row], bands: Sequence[tuple[float, float]], row: int, place: str
) -> list[Box] | None:
    """Put the words of a line into columns; nothing where two share one, or one has none."""
    boxes: list[Box] = []
    end = 0
    for piece in line:
        over = [i for i, (x0, x1) in enumerate(bands) if piece.x0 < x1 and piece.x1 > x0]
        if not over or over[0] < end:
            return None
        end = over[-1] + 1
        boxes.append(Box(piece.text, row, over[0], 1, len(over), place))
    return boxes


def _flattened(pieces: Sequence[Sequence[Row]], place: str) -> Flattened:
    """The order of the texts, each with where it stands across the page, in points."""
    rows = (
        tuple(
            Box(piece.text, row, round(piece.x0), 1, round(piece.x1) - round(piece.x0), place)
            for piece in line
        )
        for row, line in enumerate(pieces)
    )
    return Flattened(tuple(rows), place, blanks_kept=False)
