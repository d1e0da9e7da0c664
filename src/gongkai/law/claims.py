"""The words by which a narrative speaks of the form's cells, as the law data lists them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from gongkai.errors import InputError
from gongkai.law.address import Address
from gongkai.law.edition import Edition
from gongkai.law.strict import Strict, convert, error_at, parse, read_text

FILE = Path(__file__).parent / "claims.toml"


class Expression(Strict, frozen=True):
    """One way to read a figure: its name and the cells it is the sum of."""

    name: str
    cells: str


class RowWords(Strict, frozen=True):
    """Words that name a row, and the readings their figure may have, the plain one first."""

    id: str
    table: str
    words: tuple[str, ...]
    readings: tuple[Expression, ...]


class ColumnWords(Strict, frozen=True):
    """Words that name a column; `sums` are columns added up, each with the name in front."""

    id: str
    table: str
    words: tuple[str, ...]
    rows: tuple[str, ...] = ()
    sums: tuple[tuple[str, ...], ...] = ()


class ScopeWords(Strict, frozen=True):
    """Words that say whether the whole area, one office or another body is meant.

    `bodies` end a body's name unless they stand in `not_bodies` or before `not_after`;
    `groups` are several bodies; a body after `towards` or before `of_body` does not act.
    """

    aggregated: tuple[str, ...]
    own: tuple[str, ...]
    ours: tuple[str, ...]
    bodies: tuple[str, ...]
    not_bodies: tuple[str, ...]
    not_after: tuple[str, ...]
    groups: tuple[str, ...]
    towards: tuple[str, ...]
    of_body: tuple[str, ...]
    adverbs: tuple[str, ...]


class Phrases(Strict, frozen=True):
    """Set phrases: what makes a zero, what everything being done, what is left over."""

    requests: tuple[str, ...]
    disclosure_information: tuple[str, ...]
    zero: tuple[str, ...]
    zero_except: tuple[str, ...]
    zero_except_requests: tuple[str, ...]
    all_done: tuple[str, ...]
    in_time: tuple[str, ...]
    left_over: tuple[str, ...]
    ups: tuple[str, ...]
    downs: tuple[str, ...]
    last_year: tuple[str, ...]
    compared: tuple[str, ...]


class NamingWords(Strict, frozen=True):
    """Words right before or after a number that say whether applications are counted.

    `whole`, `disclosure`, `information`, `application`, `counts` and `amounts` follow one
    another in 全市依申请公开政府信息申请件数共; the other lists say where they stand.
    """

    about: tuple[str, ...]
    application: tuple[str, ...]
    by_now: tuple[str, ...]
    worked: tuple[str, ...]
    whole: tuple[str, ...]
    disclosure: tuple[str, ...]
    information: tuple[str, ...]
    counts: tuple[str, ...]
    amounts: tuple[str, ...]
    of_these: tuple[str, ...]
    areas: tuple[str, ...]
    belonging: tuple[str, ...]
    matters: tuple[str, ...]
    disclosed: tuple[str, ...]
    ours_before: tuple[str, ...]
    ours_again: tuple[str, ...]
    ours_all_the_same: tuple[str, ...]
    bought: tuple[str, ...]
    money: tuple[str, ...]
    in_all: tuple[str, ...]


class PeriodWords(Strict, frozen=True):
    """Words that say of what time a number speaks: this year, part of it, or a longer span."""

    here: tuple[str, ...]
    recent: tuple[str, ...]
    lasting: tuple[str, ...]
    plans: tuple[str, ...]
    since: tuple[str, ...]
    until_now: tuple[str, ...]
    ever: tuple[str, ...]
    to: tuple[str, ...]
    through: tuple[str, ...]
    to_date: tuple[str, ...]
    part: tuple[str, ...]
    against: tuple[str, ...]
    touched: tuple[str, ...]
    year_ends: tuple[str, ...]
    not_time: tuple[str, ...]


class Vocabulary(Strict, frozen=True):
    """Everything `claims.toml` says."""

    units: tuple[str, ...]
    durations: tuple[str, ...]
    case_units: tuple[str, ...]
    vague_units: tuple[str, ...]
    partial: tuple[str, ...]
    nothing: tuple[str, ...]
    rivals: tuple[str, ...]
    breaks: tuple[str, ...]
    steps: tuple[str, ...]
    channels: tuple[str, ...]
    dimensions: tuple[tuple[str, ...], ...]
    scope: ScopeWords
    phrases: Phrases
    naming: NamingWords
    period: PeriodWords
    rows: tuple[RowWords, ...] = msgspec.field(name="row")
    columns: tuple[ColumnWords, ...] = msgspec.field(name="column")


@cache
def vocabulary() -> Vocabulary:
    """Return the words of narratives.

    Raises:
        InputError: the file breaks its schema.
    """
    return load_vocabulary(FILE)


def load_vocabulary(path: Path) -> Vocabulary:
    """Read a file laid out like `claims.toml`.

    Raises:
        InputError: the file breaks its schema, names a row or column twice, or a reading
            cannot be understood.
    """
    text = read_text(path)
    words = convert(parse(text, path), Vocabulary, text, path)
    errors = []
    named = {
        "row": [(row.table, row.id) for row in words.rows],
        "column": [(column.table, column.id) for column in words.columns],
    }
    for key, names in named.items():
        for at, name in enumerate(names):
            if name in names[:at]:
                errors.append(error_at(path, text, (key, at, "id"), "写了两次", "请只保留一处"))
    for at, row in enumerate(words.rows):
        for number, reading in enumerate(row.readings):
            try:
                terms(reading.cells, "total")
            except ValueError as error:
                place = ("row", at, "readings", number, "cells")
                errors.append(error_at(path, text, place, str(error), "请改正 cells"))
    if errors:
        raise InputError.of_many(errors)
    return words


@cache
def terms(cells: str, column: str) -> tuple[tuple[int, Address], ...]:
    """Return signs and addresses of `a/b/{column} + c/d/{column}`.

    Raises:
        ValueError: an address has not three parts, or a sign is missing.
    """
    parts = cells.format(column=column).split()
    if len(parts) % 2 == 0 or any(sign not in "+-" for sign in parts[1::2]):
        raise ValueError(f"地址之间应写 + 或 -，实为 {cells!r}")
    signs = ["+", *parts[1::2]]
    return tuple(
        (-1 if sign == "-" else 1, Address.parse(part))
        for sign, part in zip(signs, parts[::2], strict=True)
    )


def has(form: Edition, address: Address) -> bool:
    """Tell whether a form has a cell or group at an address."""
    try:
        form.members(address)
    except KeyError:
        return False
    return True
