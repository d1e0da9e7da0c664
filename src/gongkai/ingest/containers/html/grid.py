"""The grid of an HTML table: where each cell lies once spans are laid out, bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.ingest.containers.html.written import shown_in_cell
from gongkai.ingest.document import Box, Ruled
from gongkai.ingest.words.figures import holds_figure
from gongkai.ingest.words.shown import PICTURE, settled

MOST_CELLS = 60_000
MOST_COLUMNS = 400
"""A statutory table has 28 × 10 cells; what goes far beyond is cut off, and said so."""


@dataclass
class Cell:
    """A cell as the page has it: its spans as written, its text so far."""

    colspan: str
    rowspan: str
    text: str = ""
    has_picture: bool = False


def grid(rows: list[list[Cell]], groups: list[int], place: str) -> tuple[Ruled, bool]:
    """Lay out rows of cells; `groups` names the row group of each row.

    Returns the table and whether it had to be cut.
    """
    boxes: list[Box] = []
    busy: dict[int, int] = {}
    cut = False
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while busy.get(column, 0) > at:
                column += 1
            if column >= MOST_COLUMNS or len(boxes) >= MOST_CELLS:
                cut = True
                break
            width = min(_span(cell.colspan), MOST_COLUMNS)
            height = _height(cell.rowspan, at, groups)
            for inner in range(column, column + width):
                busy[inner] = max(busy.get(inner, 0), at + height)
            where = f"{place}第{at + 1}行"
            text = settled(shown_in_cell(tidy(cell.text)))
            if cell.has_picture and (not text or holds_figure(text)):
                text += PICTURE  # beside a figure it may be a part of it
            boxes.append(Box(text, at, column, height, width, where))
            column += width
    return Ruled(tuple(boxes), place), cut


def tidy(text: str) -> str:
    """Collapse spaces inside lines; lines of a cell stay apart."""
    lines: Iterable[str] = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _span(text: str) -> int:
    found = re.match(r"\s*\+?(\d{1,6})", text)
    return max(1, int(found[1])) if found else 1


def _height(text: str, at: int, groups: list[int]) -> int:
    found = re.match(r"\s*\+?(\d{1,6})", text)
    asked = int(found[1]) if found else 1
    left = 1
    while at + left < len(groups) and groups[at + left] == groups[at]:
        left += 1
        if asked and left >= asked:
            break
    return left if not asked else min(asked, left)
