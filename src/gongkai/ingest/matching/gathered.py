"""What a walk over a document finds: rows, runs of section four, heads, stray figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.ingest.matching.regions import Token


@dataclass
class Head:
    """A column head as it stands: which columns it may be, and where."""

    ids: tuple[str, ...]
    token: Token
    unit: str = ""


@dataclass
class Segment:
    """A row of the form as found: its label, and the cells after it."""

    table: str
    row: str
    label: Token
    heads: tuple[Head, ...]
    ends: str
    blanks_kept: bool
    source: int
    title: str = ""
    damaged: str = ""
    slots: list[Token] = field(default_factory=list)
    torn: str = ""
    """What a line without a label goes on with after this row: perhaps its last figure."""
    repeated: str = ""
    """The figures of a line below without a known label, if they are mostly those of this row."""
    caption: str = ""
    """What stands over the table and names a time."""


@dataclass
class Run:
    """Figures of section four with the heads before them since the last figures."""

    heads: tuple[tuple[str, Token], ...]
    source: int
    ends: str
    blanks_kept: bool
    slots: list[Token] = field(default_factory=list)
    is_followed: bool = False
    """Figures without heads of their own stand below: perhaps the same row again."""
    caption: str = ""


@dataclass
class Gathered:
    """Everything found: rows, runs of section four, heads by block, stray figures by source.

    `grids` are the sources that are real tables; `headed` are the tables of the form with the
    sources that have a head or a title of theirs; `bare` are the lines of nothing but figures,
    whatever stands above them, each with the caption over it.
    """

    segments: list[Segment] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    heads: list[tuple[str, Head]] = field(default_factory=list)
    strays_of: dict[int, list[Token]] = field(default_factory=dict)
    grids: set[int] = field(default_factory=set)
    headed: set[tuple[str, int]] = field(default_factory=set)
    bare: list[tuple[str, tuple[Token, ...]]] = field(default_factory=list)

    @property
    def strays(self) -> list[Token]:
        """Figures that stand after no label of the form."""
        return [token for tokens in self.strays_of.values() for token in tokens]

    @property
    def unrelated(self) -> list[Token]:
        """The strays of tables in which no row of the form has cells: tables of other things."""
        ours = {row.source for row in self.segments if row.slots}
        ours |= {run.source for run in self.runs if run.slots}
        sources = self.grids - ours
        return [token for source in sources for token in self.strays_of.get(source, [])]
