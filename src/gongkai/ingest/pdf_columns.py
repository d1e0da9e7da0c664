"""Tables without rules on a PDF page: columns by where words stand, where that is clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.ingest.document import Box, Flattened, Ruled
from gongkai.ingest.pdf_lines import Row

_GAP = 1.2
_LEAST_COLUMNS = 3
_LEAST_ROWS = 2


@dataclass(frozen=True)
class Columns:
    """A table without rules: the lines it takes up, and what it says."""

    rows: tuple[Row, ...]
    table: Ruled | Flattened


def split(rows: Sequence[Row], place: str) -> list[Row | Columns]:
    """Return the lines of a page, runs of lines that stand in columns taken together."""
    parts: list[Row | Columns] = []
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and len(row.segments(_GAP)) >= _LEAST_COLUMNS:
            run.append(row)
            continue
        if len(run) >= _LEAST_ROWS:
            parts.append(_columns(run, f"{place}无框线表{len(parts) + 1}"))
        else:
            parts += run
        run = []
        if row is not None:
            parts.append(row)
    return parts


def _columns(rows: list[Row], place: str) -> Columns:
    """Tell the columns apart by the lines with most words; else keep only the order."""
    pieces = [row.segments(_GAP) for row in rows]
    most = max(map(len, pieces))
    bands = _bands([piece for line in pieces if len(line) == most for piece in line])
    grid: list[Box] = []
    for index, line in enumerate(pieces):
        boxes = _placed(line, bands, index, place) if len(bands) == most else None
        if boxes is None:
            return Columns(tuple(rows), _flattened(pieces, place))
        grid += boxes
    return Columns(tuple(rows), Ruled(tuple(grid), place))


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
    """Put the words of a line into columns; nothing where one stands in none or two."""
    texts = [""] * len(bands)
    for piece in line:
        over = [i for i, (x0, x1) in enumerate(bands) if piece.x0 < x1 and piece.x1 > x0]
        if len(over) != 1 or texts[over[0]]:
            return None
        texts[over[0]] = piece.text
    return [Box(text, row, column, place=place) for column, text in enumerate(texts)]


def _flattened(pieces: Sequence[Sequence[Row]], place: str) -> Flattened:
    rows = (
        tuple(Box(piece.text, row, column, place=place) for column, piece in enumerate(line))
        for row, line in enumerate(pieces)
    )
    return Flattened(tuple(rows), place, blanks_kept=False)
