"""The parts of a document as strips of tokens: the one shape in which tables are matched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gongkai.ingest.document import Box, Document, Flattened, Line, Part, Ruled
from gongkai.ingest.matching.captions import caption_of, caption_over, is_title, parted, sheet_of
from gongkai.ingest.matching.cases import case_named, case_over, cells_across, has_outcomes, named
from gongkai.ingest.matching.grid_texts import alone, texts_in
from gongkai.ingest.matching.regions import Row, Token, find_regions, tokens_of_region
from gongkai.ingest.matching.side_by_side import parted_grid
from gongkai.ingest.matching.stacked import unstacked
from gongkai.ingest.matching.transposed import grid_of, upright
from gongkai.ingest.words.figures import print_of
from gongkai.ingest.words.pieces import cells_in
from gongkai.ingest.words.shown import MERGED

UNIT = re.compile(r"\s*[(（]?\s*(?:金额)?单位\s*[:：]?\s*(亿元|万元|元)\s*[)）]?\s*")
"""A unit that stands above a table, for all its money."""

Ends: TypeAlias = Literal["grid", "rows", "stream"]


@dataclass(frozen=True, slots=True)
class Strip:
    """Tokens in reading order that belong to one row, or to a table without row ends.

    `ends` says what the end of the strip means: of a `grid` or of `rows` it ends a row.
    `table` numbers the table of the document that the strip is of; `caption` is what stands
    over it and names a time.
    """

    tokens: tuple[Token, ...]
    ends: Ends
    blanks_kept: bool
    table: int
    caption: str = ""


@dataclass(frozen=True)
class Laid:
    """A document laid out: strips of tables, and the lines that are running text.

    `tables` says of each table before which of the lines it stands.
    """

    strips: tuple[Strip, ...]
    lines: tuple[Line, ...]
    tables: tuple[int, ...] = ()


def lay_out(document: Document) -> Laid:
    """Part a document into strips of tables and lines of text."""
    layout = _Layout()
    for part in document.parts:
        layout.take(part)
    layout.settle()
    return Laid(tuple(layout.strips), tuple(layout.lines), tuple(layout.tables))


class _Layout:
    """What of a document has been laid out, and the lines that wait for what follows them."""

    def __init__(self) -> None:
        self.strips: list[Strip] = []
        self.lines: list[Line] = []
        self.tables: list[int] = []
        self._waiting: list[Line] = []
        self._table = 0
        self._over = ""
        self._report = ""
        self._sheet = ""

    def take(self, part: Part) -> None:
        """Take the next part of the document."""
        if isinstance(part, Line):
            self._waiting.append(part)
            return
        above = tuple(self._waiting[-2:])
        self.settle()
        if (sheet := sheet_of(part.place)) != self._sheet:
            self._sheet, self._over = sheet, ""
            self._next_report(sheet)
        over = self._over
        for piece in parted_grid(part) if isinstance(part, Ruled) else [part]:
            self._over = over
            self._begin_table()
            if above and UNIT.fullmatch(above[-1].text):
                self._line(above[-1])
            self._line(case_over(above, ([box.text for box in row] for row in piece.rows)))
            self._below(piece)

    def _begin_table(self) -> None:
        self._table += 1
        self.tables.append(len(self.lines))

    def _below(self, part: Ruled | Flattened) -> None:
        if isinstance(part, Ruled):
            self.lines += texts_in(part)
            self._grid(upright(part))
            return
        ends: Ends = "rows" if len(part.rows) > 1 else "stream"
        for row in filter(None, part.rows):
            self._strip(tuple(map(_token, row)), ends, blanks_kept=part.blanks_kept)

    def settle(self) -> None:
        """Lay out the lines that wait: running text, and tables among them."""
        above: tuple[Line, ...] = ()
        for region in find_regions(self._waiting):
            if region.is_text:
                self._next_report(*(line.text for line in region.lines if is_title(line)))
                self._over = caption_over(region.lines, self._over)
                self.lines.extend(region.lines)
                above = region.lines
                continue
            for caption, lines in parted(region.lines):
                self._begin_table()
                if caption:
                    self._over = caption_of(caption.text)
                    self.lines.append(caption)
                self._line(case_over(above, (cells_in(line.text) for line in lines)))
                above = ()
                self._rows(list(tokens_of_region(named(lines))))
        self._waiting.clear()

    def _next_report(self, *titles: str) -> None:
        """Another report that follows the first tables: its title stands over all of its own."""
        if self._table:
            self._report = next(
                (said for each in titles if (said := caption_of(each))), self._report
            )

    def _rows(self, rows: list[Row]) -> None:
        grid = grid_of(rows)
        if grid and (turned := upright(grid)) is not grid:
            self._grid(turned)
            return
        for row in rows:
            self._strip(row.tokens, row.ends, blanks_kept=row.blanks_kept)

    def _line(self, line: Line | None) -> None:
        """A line above a table, or a title of it, that says something of the figures below."""
        if line:
            self._strip((Token(line.text, line.place),), "rows", blanks_kept=True)

    def _strip(self, tokens: tuple[Token, ...], ends: Ends, *, blanks_kept: bool) -> None:
        rows = [tokens] if ends == "stream" else unstacked(tokens)
        over = self._over or self._report
        self.strips += (Strip(row, ends, blanks_kept, self._table, over) for row in rows)

    def _grid(self, part: Ruled) -> None:
        is_disputes = has_outcomes(box.text for box in part.boxes)
        if is_disputes:  # whose heads tell how far the table goes
            part = replace(part, boxes=_up_to_the_last_word(part.boxes))
        rows = {row[0].row: list(row) for row in part.rows}
        own = {box.row for box in part.boxes if box.text.strip()}
        for box in part.boxes:
            if box.rowspan > 1 and _is_nothing(box.text):
                for below in range(box.row + 1, box.row + box.rowspan):
                    if below in own:  # a rule that a page end shifted parts off an empty row
                        text = f"{box.text.strip()}{MERGED}" if "0" in box.text else box.text
                        rows[below].append(replace(box, text=text, row=below, rowspan=1))
        for row in sorted(rows):
            if title := alone(rows[row]):
                said = [Line(text, "") for text in title.text.split("\n")]
                self._over = caption_over(said, self._over)
                if is_disputes and (case := case_named(title.text)):
                    rows[row] = [replace(title, text=case)]
            self._strip(
                tuple(map(_token, sorted(rows[row], key=_column))), "grid", blanks_kept=True
            )


def _up_to_the_last_word(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes of a table without columns at its end that are empty, heads included.

    Only where a row has more cells than section four: its last ones may be blank.
    """
    if max(Counter(box.row for box in boxes).values()) <= cells_across():
        return tuple(boxes)
    end = max((box.column + box.colspan for box in boxes if box.text.strip()), default=0)
    return tuple(box for box in boxes if box.column < end)


def _is_nothing(text: str) -> bool:
    """A zero or a mark for no data: in a cell merged over several rows it is said of each."""
    found = print_of(text)
    return found.shape == "dash" or (found.shape == "figure" and found.digits == "0")


def _column(box: Box) -> int:
    return box.column


def _token(box: Box) -> Token:
    return Token(box.text, box.place, box.row, box.column, box.colspan)
