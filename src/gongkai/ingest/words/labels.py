"""The words of the form as they are looked for in documents: rows, heads, groups, titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from gongkai import law
from gongkai.ingest.words.characters import is_numbering, key
from gongkai.ingest.words.figures import is_slot
from gongkai.law.form import Block

What: TypeAlias = Literal["row", "head", "group", "title", "stub"]

_UNITS = ("亿元", "万元", "元")
SHORTEST_PREFIX = 6


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


def _sums(is_total: bool) -> tuple[str, ...]:
    """What a total is called beside the form's 总计."""
    return ("合计",) if is_total else ()


def _parts(block: Block) -> Iterator[tuple[What, str, str]]:
    """Rows, heads and printed groups of a block, under every name they go by."""
    groups = {group.id: group.label for group in block.row_groups if group.printed}
    for row in block.rows:
        for text in (row.label, *row.aliases, *_sums(row.total)):
            yield "row", row.id, text
        if row.group in groups:
            yield "row", row.id, groups[row.group] + row.label
            yield "row", row.id, key(groups[row.group]) + key(row.label)
    for column in block.columns:
        for text in (column.label, *column.aliases, *_sums(column.total)):
            yield "head", column.id, text
    for group in (*block.row_groups, *block.column_groups):
        for text in (group.label, *group.aliases):
            if group.printed:
                yield "group", group.id, text


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
                for what, name, text in _parts(block):
                    add(text, what, table.id, name)
    book: dict[str, list[Label]] = defaultdict(list)
    for (text, what, table_id), names in ids.items():
        book[text].append(Label(what, table_id, tuple(names)))
    return {text: tuple(labels) for text, labels in book.items()}


@cache
def long_keys() -> tuple[tuple[str, Label], ...]:
    """Rows and heads whose words are many enough to be known from a part of them."""
    return tuple(
        (text, label)
        for text, labels in _book().items()
        for label in labels
        if label.what in {"row", "head"} and len(text) > 2 and len(label.ids) == 1
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
        return tuple(Label(label.what, label.table, label.ids, unit) for label in _book()[bare])
    return tuple(_by_prefix(said))


def _by_prefix(said: str) -> Iterable[Label]:
    """A label cut short, or with words after it, where no other label begins like it."""
    if len(said) < SHORTEST_PREFIX - 1:
        return
    found = {
        (label.what, label.table, label.ids): label
        for text, label in long_keys()
        if text.startswith(said) or (len(text) >= SHORTEST_PREFIX and _goes_on(said, text))
    }
    if len(found) == 1 and len(said) <= 60:
        yield from found.values()


def _goes_on(said: str, text: str) -> bool:
    """Tell whether words follow a label; digits are a figure written to it."""
    return said.startswith(text) and not said[len(text) :].isdecimal()


@cache
def _beginnings() -> frozenset[str]:
    """Everything some label begins with; a head may go on with the unit of its money."""
    found = {text[:end] for text in _book() for end in range(1, len(text))}
    for text, labels in _book().items():
        if any(label.what == "head" for label in labels):
            found |= {text, *(f"{text}{unit}" for unit in ("单", "单位", "单位万", "万"))}
    return frozenset(found)


def could_begin(text: str) -> bool:
    """Tell whether some label begins with this text, so that more may follow."""
    return key(text) in _beginnings() or is_numbering(text)


def is_label(text: str) -> bool:
    """Tell whether a text is a label of the form in full."""
    return _split_unit(key(text))[0] in _book()


def is_part(text: str) -> bool:
    """Tell whether a text is a label or a piece of one, as line ends leave it."""
    said = key(text)
    return len(said) > 1 and any(said in label for label in _book())


def longest(texts: Sequence[str]) -> int:
    """Return how many of the texts, from the first on, are one label broken over them.

    The label has to be there in full: 0 where it is not, or where none begins here.
    """
    best = 0
    joined = ""
    for used, text in enumerate(texts, start=1):
        if not text.strip() or (used > 1 and is_slot(text)):
            break
        joined += text
        if is_label(joined):
            best = used
        if not could_begin(joined):
            break
    return best


def beginning(texts: Sequence[str]) -> int:
    """Return how many of the texts together begin some label, the rest of it being elsewhere."""
    joined = ""
    for used, text in enumerate(texts):
        joined += text
        if is_slot(text) or not could_begin(joined):
            return used
    return len(texts)
