"""What makes a sheet ours: keys in a hidden column that say which cell is which.

Every row with something to fill in has a key, `gk=Z disclosure/permits/decisions=G …`:
the column the key itself stands in, then each address with its column. A key travels
with its row when rows are sorted, and with its sheet when that is renamed or copied;
one that is not where it says it is shows that columns were added or taken out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

KEY_COLUMN = "Z"
KEY_COLUMN_NUMBER = 26
COUNT_COLUMNS = ("V", "W", "X", "Y")
"""Hidden, too: the counts that the overview speaks of."""
HEAD = "gongkai-workbook/1"
"""Opens the key of a sheet's first row; the number is the version of the layout."""

FIGURES = "figures"
NARRATIVE = "narrative"
GOES_ON = "."
"""Ends the number of a cell of words that goes on with the line of the cell before."""
IDENTITY = ("name", "id", "level", "kind", "scope", "year")

_KEY = re.compile(r"gk=([A-Z]{1,2})((?: [a-z0-9_./]+=[A-Z]{1,2})+)")
_HEAD = re.compile(rf"{HEAD} gk=([A-Z]{{1,2}}) ([a-z_0-9=, -]+)")


@dataclass(frozen=True)
class SheetHead:
    """What a sheet says of itself: `sheet` is its sort, `number` ties two sheets together."""

    column: str
    sheet: str
    number: str
    edition: str
    variant: str = ""
    fictional: bool = False

    def __str__(self) -> str:
        """Return the key of the first row."""
        words = f"sheet={self.sheet}, number={self.number}, edition={self.edition}"
        if self.variant:
            words += f", variant={self.variant}"
        if self.fictional:
            words += ", fictional=1"
        return f"{HEAD} gk={self.column} {words}"


def head_of(text: str) -> SheetHead | None:
    """Read the key of a first row, None where it is none of ours."""
    found = _HEAD.fullmatch(text.strip())
    if found is None:
        return None
    words = dict(part.split("=", 1) for part in found[2].split(", ") if "=" in part)
    if not {"sheet", "number", "edition"} <= set(words):
        return None
    return SheetHead(
        found[1],
        words["sheet"],
        words["number"],
        words["edition"],
        words.get("variant", ""),
        words.get("fictional") == "1",
    )


def key(places: Mapping[str, str]) -> str:
    """Return the key of a row: which address stands in which column."""
    return " ".join([f"gk={KEY_COLUMN}", *(f"{name}={column}" for name, column in places.items())])


def places_of(text: str) -> tuple[str, dict[str, str]] | None:
    """Read the key of a row: the column it should stand in, and each address's column."""
    found = _KEY.fullmatch(text.strip())
    if found is None:
        return None
    return found[1], dict(part.rsplit("=", 1) for part in found[2].split())
