"""Which words of the vocabulary stand in a stretch of text, and what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gongkai.law.claims import ColumnWords, RowWords, vocabulary


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that names a row or a column of a table."""

    at: int
    end: int
    table: str
    kind: Literal["row", "column"]
    id: str


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds the longest of some words."""
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)) or r"(?!)")


@cache
def _index() -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, str, str], ...]]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    found |= {word: [] for word in vocabulary().nothing}
    for row in vocabulary().rows:
        for word in row.words:
            found.setdefault(word, []).append((row.table, "row", row.id))
    for column in vocabulary().columns:
        for word in column.words:
            found.setdefault(word, []).append((column.table, "column", column.id))
    return any_of(found), {word: tuple(named) for word, named in found.items()}


def hits(text: str) -> list[Hit]:
    """Return what the words of a text name, in order; a word may name several things."""
    pattern, named = _index()
    return [
        Hit(found.start(), found.end(), table, kind, name)  # type: ignore[arg-type]
        for found in pattern.finditer(text)
        for table, kind, name in named[found[0]]
    ]


@cache
def rows() -> dict[tuple[str, str], RowWords]:
    """Return the rows of the vocabulary by table and id."""
    return {(row.table, row.id): row for row in vocabulary().rows}


@cache
def columns() -> dict[tuple[str, str], ColumnWords]:
    """Return the columns of the vocabulary by table and id."""
    return {(column.table, column.id): column for column in vocabulary().columns}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of a word list: `partial`, `phrases.zero`, `scope.own`, …"""
    value: object = vocabulary()
    for part in name.split("."):
        value = getattr(value, part)
    return any_of(value)  # type: ignore[arg-type]


_LIST = re.compile(r"<([a-z_]+\.[a-z_]+)>")


@cache
def shaped(shape: str) -> re.Pattern[str]:
    """Return a pattern in which `<scope.own>` stands for any word of that list."""
    return re.compile(_LIST.sub(lambda found: f"(?:{pattern(found[1]).pattern})", shape))
