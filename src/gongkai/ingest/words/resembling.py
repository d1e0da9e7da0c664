"""Damaged and shortened labels: the row or head that a text can only mean where it stands."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from gongkai import law
from gongkai.ingest.words.characters import key, numbered
from gongkai.ingest.words.labels import Label, long_keys
from gongkai.law.form import Row

_CLOSE = 0.8
_SOMEWHAT = 0.6
_CLEARLY = 0.12


@lru_cache(maxsize=16384)
def resembling(text: str, table: str, after: str) -> Label | None:
    """Return the row or head whose label a damaged text resembles, if it is clearly one.

    `after` is the row read before it: a row has to be the same one again or come later in
    the form, and a text that resembles its label only somewhat has to be the very next one,
    same numbering.
    """
    said = key(text)
    if len(said) < 4 or len(said) > 60:
        return None
    return _shortened(text, said, table, after) or _misspelt(text, said, table, after)


def _misspelt(text: str, said: str, table: str, after: str) -> Label | None:
    """Return the row or head whose label a text is like, sign for sign."""
    scored = sorted(
        (
            (Levenshtein.normalized_similarity(said, candidate), candidate, label)
            for candidate, label in long_keys()
            if label.table == table
        ),
        key=lambda entry: -entry[0],
    )
    score, words, label = scored[0]
    rival = next((other for other, _, second in scored if second.ids != label.ids), 0.0)
    if score < _SOMEWHAT or (score - rival < _CLEARLY and _mistakes(score, said, words) > 1):
        return None
    if label.what == "row" and after:
        is_again = label.ids[0] == after and score >= _CLOSE
        if not is_again and label.ids[0] not in _followers(table, after):
            return None
        is_next = label.ids[0] in [row.id for row in _next_rows(table, after)]
        if score < _CLOSE and not (is_next and numbered(text) == _numbers().get(label.ids[0])):
            return None
    elif score < _CLOSE:
        return None
    return Label(label.what, table, label.ids, damaged=words)


def _shortened(text: str, said: str, table: str, after: str) -> Label | None:
    """Return the very next row where a text is its label with words left out, number and all.

    Words that other rows have as well tell nothing.
    """
    found = [
        row
        for row in _next_rows(table, after)
        if numbered(text) and numbered(text) == numbered(row.label) and _is_within(said, row)
    ]
    rows = {row.id for rows in _orders(table) for row in rows if _is_within(said, row)}
    if len({row.id for row in found}) != 1 or len(rows) != 1:
        return None
    return Label("row", table, (found[0].id,), damaged=key(found[0].label))


def _is_within(said: str, row: Row) -> bool:
    """Tell whether all signs of a text follow one another in a label."""
    rest = iter(key(row.label))
    return all(sign in rest for sign in said)


def _mistakes(score: float, one: str, other: str) -> int:
    return round((1 - score) * max(len(one), len(other)))


@cache
def _orders(table: str) -> tuple[tuple[Row, ...], ...]:
    """The rows of a table in the order of each form, deviations included."""
    forms = [
        form
        for edition in law.editions().values()
        for form in (edition, *(edition.with_variant(name) for name in edition.variants))
    ]
    return tuple(
        tuple(row for block in form.table(table).blocks for row in block.rows) for form in forms
    )


@cache
def _followers(table: str, after: str) -> frozenset[str]:
    found: set[str] = set()
    for rows in _orders(table):
        names = [row.id for row in rows]
        if after in names:
            found.update(names[names.index(after) + 1 :])
    return frozenset(found)


@cache
def _next_rows(table: str, after: str) -> tuple[Row, ...]:
    """The rows that may follow a row, the first ones after none; forms differ in them."""
    found: dict[str, Row] = {}
    for rows in _orders(table):
        names = ["", *(row.id for row in rows)]
        if after in names:
            found.update((row.id, row) for row in rows[names.index(after) :][:1])
    return tuple(found.values())


@cache
def _numbers() -> dict[str, str]:
    """The number that a row's label starts with, for the rows that have one."""
    return {
        row.id: number
        for edition in law.editions().values()
        for table in edition.tables
        for rows in _orders(table.id)
        for row in rows
        if (number := numbered(row.label))
    }
