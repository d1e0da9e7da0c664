"""The parts of a document as strips of tokens: the one shape in which tables are matched."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gongkai.ingest.document import Box, Document, Flattened, Line, Ruled
from gongkai.ingest.figures import print_of
from gongkai.ingest.grid_texts import texts_in
from gongkai.ingest.regions import Token, find_regions, tokens_of_region

UNIT = re.compile(r"\s*[(（]?\s*(?:金额)?单位\s*[:：]?\s*(亿元|万元|元)\s*[)）]?\s*")
"""A unit that stands above a table, for all its money."""

Ends: TypeAlias = Literal["grid", "rows", "stream"]


@dataclass(frozen=True, slots=True)
class Strip:
    """Tokens in reading order that belong to one row, or to a table without row ends.

    `ends` says what the end of the strip means: of a `grid` or of `rows` it ends a row.
    `table` numbers the table of the document that the strip is of.
    """

    tokens: tuple[Token, ...]
    ends: Ends
    blanks_kept: bool
    table: int


@dataclass(frozen=True)
class Laid:
    """A document laid out: strips of tables, and the lines that are running text."""

    strips: tuple[Strip, ...]
    lines: tuple[Line, ...]


def lay_out(document: Document) -> Laid:
    """Part a document into strips of tables and lines of text."""
    strips: list[Strip] = []
    lines: list[Line] = []
    waiting: list[Line] = []
    table = 0

    def settle() -> None:
        nonlocal table
        for region in find_regions(waiting):
            if region.is_text:
                lines.extend(region.lines)
                continue
            table += 1
            for row in tokens_of_region(region.lines):
                strips.append(Strip(row.tokens, row.ends, row.blanks_kept, table))
        waiting.clear()

    for part in document.parts:
        if isinstance(part, Line):
            waiting.append(part)
            continue
        caption = waiting[-1] if waiting and UNIT.fullmatch(waiting[-1].text) else None
        settle()
        table += 1
        if caption:
            strips.append(Strip((Token(caption.text, caption.place),), "rows", True, table))
        if isinstance(part, Ruled):
            lines += texts_in(part)
            strips += _of_grid(part, table)
        else:
            strips += _of_flattened(part, table)
    settle()
    return Laid(tuple(strips), tuple(lines))


def _of_grid(part: Ruled, table: int) -> list[Strip]:
    rows = {row[0].row: list(row) for row in part.rows}
    for box in part.boxes:
        if box.rowspan > 1 and _is_nothing(box.text):
            for below in range(box.row + 1, box.row + box.rowspan):
                if below in rows:
                    text = f"{box.text.strip()}（合并的格）" if "0" in box.text else box.text
                    rows[below].append(replace(box, text=text, row=below, rowspan=1))
    return [
        Strip(tuple(map(_token, sorted(rows[row], key=_column))), "grid", True, table)
        for row in sorted(rows)
    ]


def _is_nothing(text: str) -> bool:
    """A zero or a mark for no data: in a cell merged over several rows it is said of each."""
    found = print_of(text)
    return found.shape == "dash" or (found.shape == "figure" and found.digits == "0")


def _column(box: Box) -> int:
    return box.column


def _of_flattened(part: Flattened, table: int) -> list[Strip]:
    ends: Ends = "rows" if len(part.rows) > 1 else "stream"
    return [
        Strip(tuple(map(_token, row)), ends, part.blanks_kept, table) for row in part.rows if row
    ]


def _token(box: Box) -> Token:
    return Token(box.text, box.place, box.row, box.column, box.colspan)
