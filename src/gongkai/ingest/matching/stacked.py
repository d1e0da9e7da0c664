"""Rows stacked in one: a cell for each column that holds the figures of several rows, in lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.ingest.matching.regions import Token
from gongkai.ingest.words.figures import is_slot
from gongkai.ingest.words.labels import is_label, look_up
from gongkai.ingest.words.shown import STACKED

_LEAST_LABELS = 2


def unstacked(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Return the rows that are stacked in a row of cells, mostly the one row it is.

    They are told by a cell whose lines are all words of the form, several of them labels of
    rows. Each cell has to have as many lines, or none; else the rows have no figure that
    anybody could tell, and that is what their cells say.
    """
    labels = max((lines for t in tokens if _are_labels(lines := _lines(t))), key=len, default=[])
    cells = [_lines(token) for token in tokens]
    if not labels or not any(len(lines) > 1 and not _are_words(lines) for lines in cells):
        return [tuple(tokens)]
    count = len(labels)
    rows: list[list[Token]] = [[] for _ in labels]
    for token, lines in zip(tokens, cells, strict=True):
        if lines and _are_words(lines) and len(lines) != count:
            rows[0].append(token)  # the name of a group beside its rows
            continue
        said = lines if len(lines) == count and all(map(_is_cell, lines)) else [STACKED] * count
        for row, text in zip(rows, said if lines else [""] * count, strict=True):
            row.append(replace(token, text=text))
    return [tuple(row) for row in rows]


def _lines(token: Token) -> list[str]:
    return [line.strip() for line in token.text.split("\n") if line.strip()]


def _are_labels(lines: Sequence[str]) -> bool:
    """Tell whether the lines of a cell are words of the form, with labels of several rows."""
    if len(lines) < _LEAST_LABELS or not _are_words(lines) or is_label("".join(lines)):
        return False
    rows = {
        label.ids
        for line in lines
        if is_label(line)
        for label in look_up(line)
        if label.what == "row"
    }
    return len(rows) >= _LEAST_LABELS


def _are_words(lines: Sequence[str]) -> bool:
    return not any(map(is_slot, lines)) and all(map(look_up, lines))


def _is_cell(text: str) -> bool:
    return is_slot(text) or bool(look_up(text))
