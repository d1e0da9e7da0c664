"""The words of the form as they are looked for in documents: rows, heads, groups, titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from rapidfuzz.distance import Levenshtein

from gongkai import law
from gongkai.ingest.characters import key

What: TypeAlias = Literal["row", "head", "group", "title", "stub"]

_UNITS = ("亿元", "万元", "元")
SHORTEST_PREFIX = 6
_CLOSE = 0.8
_CLEARLY = 0.12


@dataclass(frozen=True, slots=True)
class Label:
    """What a text is in the form; `ids` are the rows, columns or blocks it may name.

    `damaged` holds the form's own words where the text only resembles them; `unit` is
    the unit of money a column head names.
    """

    what: What
    table: str
    ids: tuple[str, ...]
    unit: str = ""
    damaged: str = ""


def _split_unit(text: str) -> tuple[str, str]:
    """Take the unit off the key of a column head: 采购总金额单位万元."""
    for unit in _UNITS:
        if text.endswith(unit) and len(text) > len(unit) + 2:
            return text.removesuffix(unit).removesuffix("单位"), unit
    return text, ""


@cache
def _book() -> dict[str, tuple[Label, ...]]:
    """Every label of every edition by its key; what a key can mean stands together."""
    ids: dict[tuple[str, What, str], dict[str, None]] = defaultdict(dict)

    def add(text: str, what: What, table: str, name: str) -> None:
        ids[_split_unit(key(text))[0], what, table].setdefault(name)

    for edition in law.editions().values():
        forms = [edition, *(edition.with_variant(name) for name in edition.variants)]
        for table in (table for form in forms for table in form.tables):
            for block in table.blocks:
                if block.title:
                    add(block.title, "title", table.id, block.id)
                if block.stub_head:
                    add(block.stub_head, "stub", table.id, "")
                for row in block.rows:
                    for text in (row.label, *row.aliases):
                        add(text, "row", table.id, row.id)
                for column in block.columns:
                    for text in (column.label, *column.aliases):
                        add(text, "head", table.id, column.id)
                for group in (*block.row_groups, *block.column_groups):
                    for text in (group.label, *group.aliases):
                        if group.printed:
                            add(text, "group", table.id, group.id)
    book: dict[str, list[Label]] = defaultdict(list)
    for (text, what, table_id), names in ids.items():
        book[text].append(Label(what, table_id, tuple(names)))
    return {text: tuple(labels) for text, labels in book.items()}


@cache
def _row_keys() -> tuple[tuple[str, Label], ...]:
    return tuple(
        (text, label)
        for text, labels in _book().items()
        for label in labels
        if label.what == "row" and len(text) > 2
    )


@lru_cache(maxsize=16384)
def look_up(text: str) -> tuple[Label, ...]:
    """Return what a text can be in the form; nothing if it is none of its words."""
    if len(text) > 200:
        return ()
    said = key(text)
    if not said:
        return ()
    if said in _book():
        return _book()[said]
    bare, unit = _split_unit(said)
    if unit and bare in _book():
        return tuple(
            Label(label.what, label.table, label.ids, unit) for label in _book()[bare]
        )
    return tuple(_by_prefix(said))


def _by_prefix(said: str) -> Iterable[Label]:
    """A label cut short, or with words after it, where no other label begins like it."""
    if len(said) < SHORTEST_PREFIX:
        return
    found = {
        label
        for text, label in _row_keys()
        if text.startswith(said) or (len(text) >= SHORTEST_PREFIX and said.startswith(text))
    }
    if len(found) == 1:
        yield from found


@lru_cache(maxsize=16384)
def resembling(text: str, table: str) -> Label | None:
    """Return the row whose label a damaged text resembles, if it is clearly one."""
    said = key(text)
    if len(said) < 4 or len(said) > 60:
        return None
    scored = sorted(
        (
            (Levenshtein.normalized_similarity(said, candidate), candidate, label)
            for candidate, label in _row_keys()
            if label.table == table and len(label.ids) == 1
        ),
        key=lambda entry: -entry[0],
    )
    best = scored[0]
    rival = next((score for score, _, label in scored if label.ids != best[2].ids), 0.0)
    if best[0] < _CLOSE or best[0] - rival < _CLEARLY:
        return None
    return Label("row", table, best[2].ids, damaged=best[1])


@cache
def order_of(table: str) -> dict[str, int]:
    """Return the place of each row in the order of the form, all editions together."""
    newest = list(law.editions().values())[-1]
    order: dict[str, int] = {}
    for edition in (newest, *law.editions().values()):
        forms = [edition, *(edition.with_variant(name) for name in edition.variants)]
        for form in forms:
            names = [row.id for block in form.table(table).blocks for row in block.rows]
            last = -1.0
            for name in names:
                last = order.setdefault(name, int(last) + 1) if name in order else last
                order.setdefault(name, int(last) + 1)
    return order


def could_begin(text: str) -> bool:
    """Tell whether some label begins with this text, so that more may follow."""
    said = key(text)
    return bool(said) and any(entry.startswith(said) and entry != said for entry in _book())
