"""What ingest gives: a reading of one document, with notes and what could not be placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from gongkai import law
from gongkai.ingest.matching.matched import Note
from gongkai.law import Address, Edition
from gongkai.report import Blank, Cell, Scope, Unreadable
from gongkai.report.report import BodyKind, Level

Outcome: TypeAlias = Literal["complete", "partial", "foreign"]
Status: TypeAlias = Literal["blank", "noted", "unread"]


@dataclass(frozen=True)
class Place:
    """Where a cell was read from, and the characters that stood there."""

    place: str
    original: str


@dataclass(frozen=True)
class Reading:
    """One document as it was read. Plain values only, as it comes from a worker process.

    `edition` is empty where it cannot be told (heads of two editions mixed, or no table);
    there are no `values` then. `values` and `places` go by address text. What a document
    seldom says (`agency_id`, `level`, `body`) comes from a workbook. `doubtful` says that
    the edition itself is uncertain; a note has the reason. `wordless` is what has no place
    for words, so that it says nothing of them: figures alone, a workbook without its sheet.
    `unrelated` counts the leftover figures that stand in tables of other things, in which no
    row of the form has cells.
    """

    name: str
    kind: str
    sha256: str
    edition: str = ""
    variant: str = ""
    values: Mapping[str, Cell] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    leftover: tuple[Place, ...] = ()
    unrelated: int = 0
    narrative: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""
    agency: str = ""
    year: int | None = None
    scope: Scope | None = None
    published: str = ""
    agency_id: str = ""
    level: Level | None = None
    body: BodyKind | None = None
    fictional: bool = False
    doubtful: bool = False
    is_report: bool = True
    wordless: bool = False

    @property
    def form(self) -> Edition | None:
        """The form the cells are of."""
        return law.edition(self.edition, self.variant) if self.edition else None

    @property
    def cells(self) -> dict[Address, Cell]:
        """The cells by address, in the order of the form."""
        return {Address.parse(text): cell for text, cell in self.values.items()}

    @property
    def status(self) -> dict[str, Status]:
        """What is to be said of cells that are not plainly a figure."""
        noted = {note.cell for note in self.notes}
        status: dict[str, Status] = {}
        for address, cell in self.values.items():
            if isinstance(cell, Unreadable):
                status[address] = "unread"
            elif isinstance(cell, Blank):
                status[address] = "blank"
            elif cell.note or address in noted:
                status[address] = "noted"
        return status

    @property
    def left_in_form(self) -> int:
        """How many of the leftover figures stand in tables of the form."""
        return len(self.leftover) - self.unrelated

    @property
    def outcome(self) -> Outcome:
        """Complete: every cell is a figure or a blank, and no figure of the form is left."""
        if not self.is_report:
            return "foreign"
        unread = any(isinstance(cell, Unreadable) for cell in self.values.values())
        is_part = unread or not self.values or self.left_in_form > 0 or self.doubtful
        return "partial" if is_part else "complete"
