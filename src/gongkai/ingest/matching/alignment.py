"""Columns told by where figures stand on their lines, where text keeps them one below another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from gongkai.ingest.matching.regions import Token
from gongkai.ingest.words.figures import print_of

Band: TypeAlias = tuple[int, int]
"""From where to where the figures of a column stand on their lines."""

LEAST_PROOFS = 2


def bands_of(
    rows: Sequence[Sequence[Token]], heads: Sequence[Token], count: int
) -> tuple[Band, ...]:
    """Return a band for each column, from the heads and the full rows; nothing if they overlap."""
    full = [row for row in rows if len(row) == count and _is_on_one_line(row)]
    lines = [*full, *([heads] if len(heads) == count else [])]
    if not lines:
        return ()
    bands = [
        (
            min(line[at].column for line in lines),
            max(line[at].column + line[at].width for line in lines),
        )
        for at in range(count)
    ]
    apart = all(left[1] <= right[0] for left, right in pairwise(bands))
    return tuple(bands) if apart else ()


def in_line(tokens: Sequence[Token], bands: Sequence[Band]) -> bool:
    """Tell whether a line is full, each figure in its band.

    Such lines bear the bands out only where the labels before them differ in width: else
    their figures stand one below another by chance.
    """
    return len(tokens) == len(bands) > 0 and _is_on_one_line(tokens)


def in_bands(tokens: Sequence[Token], bands: Sequence[Band]) -> tuple[Token | None, ...] | None:
    """Put the figures of a line to the bands; nothing unless each stands in one of its own.

    Figures in pieces may be those of several columns, which then are not blank.
    """
    if not tokens or not bands or not _is_on_one_line(tokens):
        return None
    if any(print_of(token.text).shape == "split" for token in tokens):
        return None
    placed: list[Token | None] = [None] * len(bands)
    for token in tokens:
        over = [
            at
            for at, (start, end) in enumerate(bands)
            if token.column < end and token.column + token.width > start
        ]
        if len(over) != 1 or placed[over[0]] is not None:
            return None
        placed[over[0]] = token
    return tuple(placed)


def is_proved(
    rows: Sequence[Sequence[Token]], bands: Sequence[Band], totals: Sequence[int]
) -> bool:
    """Tell whether sums bear out the bands.

    `totals` has for each column the one that holds its total: figures so placed have to
    add up in two lines at least, and nearly everywhere.
    """
    proofs = failures = 0
    for row in rows:
        placed = in_bands(row, bands)
        if placed is None:
            failures += bool(row)
            continue
        for right in _sums(placed, totals):
            proofs += right
            failures += not right
    return proofs >= LEAST_PROOFS and failures * 4 <= proofs


def _sums(placed: Sequence[Token | None], totals: Sequence[int]) -> list[bool]:
    """Whether each total of a line that has figures other than 0 is the sum of its parts."""
    right = []
    for total in dict.fromkeys(totals):
        parts = [at for at, own in enumerate(totals) if own == total and at != total]
        said = placed[total]
        figures = [_figure(placed[at]) for at in parts]
        if _figure(said) or any(figures):
            right.append(_figure(said) == sum(figures))
    return right


def _figure(token: Token | None) -> int:
    digits = print_of(token.text).digits if token else ""
    return int(digits) if digits.isdecimal() else 0


def _is_on_one_line(tokens: Sequence[Token]) -> bool:
    starts = [token.column for token in tokens]
    return len({token.row for token in tokens}) == 1 and starts == sorted(set(starts))
