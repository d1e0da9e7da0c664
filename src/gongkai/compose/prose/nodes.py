"""What an expression is made of: references, sums of them, calls of a function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from gongkai.law import Address

LAST = "last:"
FACTS = "facts"


@dataclass(frozen=True)
class CellReference:
    """A cell or a group of cells, of this year's report or of last year's."""

    address: Address
    last: bool = False

    def __str__(self) -> str:
        """Return the reference as it is written."""
        return f"{LAST if self.last else ''}{self.address}"


@dataclass(frozen=True)
class FactReference:
    """A counted fact, or one of its parts by label."""

    key: str
    part: str = ""
    last: bool = False

    def __str__(self) -> str:
        """Return the reference as it is written."""
        return f"{LAST if self.last else ''}{FACTS}/{self.key}{'/' if self.part else ''}{self.part}"


Reference: TypeAlias = CellReference | FactReference


@dataclass(frozen=True)
class Term:
    """A reference that is added (1) or taken away (-1)."""

    sign: int
    reference: Reference


@dataclass(frozen=True)
class Sum:
    """References added up; `unit` is empty where the text gives none."""

    terms: tuple[Term, ...]
    unit: str = ""


@dataclass(frozen=True)
class Call:
    """A function of the language and what it is given."""

    name: str
    arguments: tuple[Sum, ...]


Expression: TypeAlias = Sum | Call
