"""Tables kept in columns by blanks alone: made lines with bars, so that no blank cell is lost.

Programs that turn web pages into text pad each cell to the width of its column and put two
blanks between columns. Where every cell of a block of lines begins at such a column, and no
text crosses one, a place that is left blank is a blank cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, zip_longest

from gongkai.ingest.words.figures import is_slot
from gongkai.ingest.words.pieces import BAR, width

_CELL = re.compile(r"[^ ]+(?: [^ ]+)*")
_GAP = 2
_LEAST_LINES = 3
_MOST_COLUMNS = 40
_LEAST_HEADS = 3
_MANY_HEADS = 6
_LONGEST = 2_000

_Measure = Callable[[str], int]
_Row = dict[int, str]
"""The cells of a line by where they start."""


def with_bars(lines: Sequence[str]) -> list[str]:
    """Return lines of text, the padded tables among them with bars between their cells."""
    told: list[str] = []
    for block in _blocks(lines):
        told += _barred(block)
    return told


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines between empty ones; a line of nothing but blanks may be a row."""
    block: list[str] = []
    for line in lines:
        if line:
            block.append(line)
            continue
        yield block
        yield [line]
        block = []
    yield block


def _barred(block: list[str]) -> list[str]:
    if len(block) < _LEAST_LINES or any(_is_other(line) for line in block):
        return block
    for measure in (len, width):
        rows = [_row(line, measure) for line in block]
        columns = _columns(rows, measure)
        if columns and _keep_blanks(rows, columns, block):
            columns += _beyond(columns, rows, measure, max(map(measure, block)))
            ends = [measure(line) for line in block] if any(map(_is_padded, block)) else []
            return [_with_bars(row, columns, end) for row, end in zip_longest(rows, ends)]
    return block


def _with_bars(row: _Row, columns: Sequence[int], end: int | None) -> str:
    """A line with bars. Where blanks at the ends of lines were kept, a line ends with its cells."""
    there = [start for start in columns if end is None or start <= end]
    return "|" + "".join(f"{row.get(start, '')}|" for start in there)


def _is_padded(line: str) -> bool:
    return bool(line.strip()) and line[-1] == " "


def _is_other(line: str) -> bool:
    return "\t" in line or len(line) > _LONGEST or BAR.search(line) is not None


def _row(line: str, measure: _Measure) -> _Row:
    return {measure(line[: found.start()]): found[0] for found in _CELL.finditer(line)}


def _columns(rows: Sequence[_Row], measure: _Measure) -> list[int]:
    """Where the columns start, with those that hold nothing; none where it is no such table.

    Labels of several widths, with cells behind them that start alike, bear it out, or many
    heads. Room for a column that holds nothing is told from room for a wider cell only
    behind the heads: a column that has its head there is as wide as that.
    """
    starts = sorted({start for row in rows for start in row})
    labels = {measure(row[starts[0]]) for row in rows if len(row) > 1 and starts[0] in row}
    headed = [start for start in starts if any(_is_word(row.get(start, "")) for row in rows)]
    if not 1 < len(starts) <= _MOST_COLUMNS or (len(labels) < 2 and len(headed) < _MANY_HEADS):
        return []
    last_head = headed[-1] if len(headed) >= _LEAST_HEADS else starts[-1]
    widths = _widths(rows, measure)
    columns = [starts[0]]
    for start, after in pairwise(starts):
        spare = after - start - widths[start] - _GAP
        if spare < 0 or spare % _GAP or (spare and start < last_head):
            return []
        columns += range(after - spare, after + 1, _GAP)
    return columns if len(columns) <= _MOST_COLUMNS else []


def _keep_blanks(rows: Sequence[_Row], columns: Sequence[int], lines: Sequence[str]) -> bool:
    """Tell whether there is a cell behind a blank one, or a blank at the end of a line.

    Where there is neither, blank cells may be lost, and the cells stand so by chance.
    """
    skips = (any(start not in row for start in columns if start < max(row)) for row in rows if row)
    return any(skips) or any(map(_is_padded, lines))


def _is_word(text: str) -> bool:
    return bool(text) and not is_slot(text)


def _beyond(columns: list[int], rows: Sequence[_Row], measure: _Measure, end: int) -> list[int]:
    """The columns behind the last cell of all, where blanks at the ends of lines were kept."""
    last = columns[-1] + _widths(rows, measure)[columns[-1]]
    return list(range(last + _GAP, end + 1, _GAP))


def _widths(rows: Sequence[_Row], measure: _Measure) -> dict[int, int]:
    """How wide the widest cell is that starts at a column."""
    found: dict[int, int] = {}
    for row in rows:
        for start, text in row.items():
            found[start] = max(found.get(start, 0), measure(text))
    return found
