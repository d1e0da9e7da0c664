"""What becomes of a document as it is put to a form: cells, where they are from, notes."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.ingest.matching.regions import Token
from gongkai.ingest.matching.vanished import Short
from gongkai.law import Address, Edition
from gongkai.report import Cell


@dataclass(frozen=True)
class Note:
    """Something to be said of the reading; `cell` is an address, or empty."""

    cell: str
    kind: str
    text: str
    original: str = ""


@dataclass(frozen=True)
class Seen:
    """One reading of a cell: what was read, and the token it was read from."""

    cell: Cell
    token: Token


@dataclass
class Matched:
    """The cells of a form as a document gives them.

    `unrelated` are those of the leftover tokens, by identity, that stand in tables of other
    things.
    """

    form: Edition
    cells: dict[Address, Cell] = field(default_factory=dict)
    tokens: dict[Address, Token] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    leftover: list[Token] = field(default_factory=list)
    unrelated: frozenset[int] = frozenset()
    short: list[Short] = field(default_factory=list)
