"""A published document as its reader found it: paragraphs and tables, in order.

Every reader (HTML, DOCX, XLSX, PDF, text) makes this one thing; what the figures mean is
decided afterwards, in one place, for all of them. Nothing is interpreted here: texts are
verbatim, and say where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or line of running text.

    `level` is the level of a heading the container marks as such, 0 for other text.
    `place` says where it stands, for people: `第2页`, `第14段`, `第120行`.
    `is_link` says that all of it leads elsewhere, `is_beside` that the container sets it
    beside its text: navigation, a side bar, a footer.
    """

    text: str
    place: str
    level: int = 0
    is_link: bool = False
    is_beside: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a table as it was drawn, at its upper left grid position."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    place: str = ""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table whose grid is known. Boxes in reading order; merged ones appear once."""

    boxes: tuple[Box, ...]
    place: str

    @property
    def rows(self) -> tuple[tuple[Box, ...], ...]:
        """The boxes row by row, each in the row it starts in."""
        by_row: dict[int, list[Box]] = {}
        for box in self.boxes:
            by_row.setdefault(box.row, []).append(box)
        return tuple(tuple(by_row[row]) for row in sorted(by_row))


@dataclass(frozen=True, slots=True)
class Flattened:
    """A table that was flattened to text: cell texts in order, positions lost.

    `rows` are the lines as far as line ends meant rows; where every cell stood on a line
    of its own there is one row of all cells. `blanks_kept` says whether an empty cell
    still shows as an empty text; where it is false, blank cells vanished and columns
    cannot be recovered from positions alone.
    """

    rows: tuple[tuple[Box, ...], ...]
    place: str
    blanks_kept: bool


Part: TypeAlias = Line | Ruled | Flattened


@dataclass(frozen=True)
class Document:
    """What a reader found in a file: kind of container, parts in order, its own notes.

    `notes` are Chinese sentences on the reading of the container itself: a hidden text
    layer left out, an encoding that was guessed, a page without text.
    """

    kind: str
    parts: tuple[Part, ...]
    title: str = ""
    notes: tuple[str, ...] = ()
