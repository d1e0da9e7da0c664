"""The cells after a label, and how a table prints its rows: padded, or under its heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.ingest.matching.alignment import LEAST_PROOFS, Band, bands_of, in_line, is_proved
from gongkai.ingest.matching.regions import Token
from gongkai.ingest.words.figures import print_of, whole

A_COLUMN_SHORT = "总计列空白，前一列却是各项之和：表中可能少了一列"


@dataclass(frozen=True)
class Slots:
    """The cells after a label, and whether blank ones were kept in the document.

    `heads` are the heads of the columns where each has one, `others` those beside them that
    are none of the form's; `totals` says for each column which one holds its total, where
    there are totals.
    """

    tokens: Sequence[Token]
    count: int
    ends: str
    blanks_kept: bool
    heads: tuple[Token, ...] = ()
    totals: tuple[int, ...] = ()
    others: tuple[Token, ...] = ()
    label: int = 0
    """How wide the label is shown before the cells."""

    @property
    def filled(self) -> list[Token]:
        """The cells that hold something."""
        return [token for token in self.tokens if not is_empty(token)]


@dataclass(frozen=True)
class Manner:
    """How a table prints its rows: where it pads them, and where its columns stand.

    `problem` says in Chinese why none of its rows can be read, if so.
    """

    padding: str = ""
    columns: tuple[int, ...] = ()
    heads: tuple[int, ...] = ()
    bands: tuple[Band, ...] = ()
    problem: str = ""


def manner_of(rows: Sequence[Slots], *, is_aligned: bool = False) -> Manner:
    """Tell from the rows of a table how they are printed.

    `is_aligned` says that another table of the document keeps its columns by blanks.
    """
    first = rows[0]
    heads = next((row.heads for row in rows if row.heads), ())
    if first.blanks_kept:
        at = tuple(head.column for head in heads)
        heads_at = at if len(set(at)) == first.count else ()
        problem = A_COLUMN_SHORT if _is_a_column_short(rows) else ""
        return Manner(habit(rows), columns_of(rows), heads_at, problem=problem)
    lines = [row.filled for row in rows]
    bands = bands_of(lines, heads, first.count)
    full = {row.label for row, line in zip(rows, lines, strict=True) if in_line(line, bands)}
    is_full = len(full) >= LEAST_PROOFS
    if not (is_full or is_proved(lines, bands, first.totals) or (is_aligned and heads)):
        bands = ()
    return Manner(bands=bands)


def is_empty(token: Token) -> bool:
    """Tell whether a cell has nothing in it."""
    return print_of(token.text).shape == "empty"


def offsets(slots: Slots) -> list[int]:
    """Where the columns can begin, so that nothing that is left out holds a figure."""
    tokens = slots.tokens
    free = [is_free(token) for token in tokens]
    return [
        start
        for start in range(len(tokens) - slots.count + 1)
        if all(free[:start]) and all(free[start + slots.count :])
    ]


def is_free(token: Token) -> bool:
    """A cell that may stand beside the columns: empty, or a remark without figures."""
    return is_empty(token) or not any(c.isdigit() for c in token.text)


def habit(rows: Sequence[Slots]) -> str:
    """Tell where a table pads its rows: `after` or `before` the figures, or unknown."""
    votes: Counter[str] = Counter()
    for slots in rows:
        extra = len(slots.tokens) - slots.count
        found = offsets(slots)
        if extra > 0 and len(found) == 1 and found[0] in {0, extra}:
            votes["after" if found[0] == 0 else "before"] += 1
    return next(iter(votes)) if len(votes) == 1 else ""


def _is_a_column_short(rows: Sequence[Slots]) -> bool:
    """Tell whether all totals are blank, and the sums of rows stand in the column before them."""
    proofs = 0
    for row in rows:
        last = row.count - 1
        cells = row.tokens[: row.count]
        is_open = last < len(cells) and is_empty(cells[last])
        if last < 1 or row.totals[:1] != (last,) or not is_open:
            return False
        *parts, total = [whole(token.text) for token in cells[:last]]
        proofs += bool(total) and None not in parts and total == sum(part or 0 for part in parts)
    return proofs >= LEAST_PROOFS


def columns_of(rows: Sequence[Slots]) -> tuple[int, ...]:
    """The grid columns of the figures, if all full rows of a table agree on them."""
    seen = {
        tuple(token.column for token in slots.tokens)
        for slots in rows
        if len(slots.tokens) == slots.count and slots.ends == "grid"
    }
    return next(iter(seen)) if len(seen) == 1 else ()
