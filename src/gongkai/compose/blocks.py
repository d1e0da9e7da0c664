"""What a report is made of when it is shown: headings, paragraphs, tables, pictures.

Blocks are plain values: they know nothing of Jupyter, HTML or files. `render.py` turns
them into HTML (where every text is escaped) and into readable plain text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Mark: TypeAlias = Literal["", "error", "doubt"]


@dataclass(frozen=True)
class Title:
    """The title of the report, with a note under it where there is one (e.g. 虚构示例)."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading: level 2 一、…, level 3 （一）…, level 4 1.…"""

    text: str
    level: Literal[2, 3, 4]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True)
class GridCell:
    """One cell of a table as it is laid out.

    `scope` is set for head cells only. `headers` of a data cell lists the `id`s of the
    head cells it stands under and beside. `mark` shows a suspect figure on the review
    page; `address` is the canonical address of a figure.
    """

    text: str
    colspan: int = 1
    rowspan: int = 1
    scope: Literal["", "col", "row", "colgroup", "rowgroup"] = ""
    id: str = ""
    headers: tuple[str, ...] = ()
    address: str = ""
    mark: Mark = ""

    @property
    def is_head(self) -> bool:
        """Head cells label figures; the others hold them."""
        return bool(self.scope)


@dataclass(frozen=True)
class Grid:
    """A statutory table: head rows (repeated on each printed page) and body rows.

    `widths` are relative widths of the grid columns; `text` is the table for readers of
    plain text.
    """

    id: str
    caption: str
    head: tuple[tuple[GridCell, ...], ...]
    body: tuple[tuple[GridCell, ...], ...]
    widths: tuple[int, ...]
    text: str


@dataclass(frozen=True)
class Picture:
    """A chart as an SVG file, with its figures in words for those who do not see it."""

    svg: bytes
    alt: str
    caption: str


Block: TypeAlias = Title | Heading | Paragraph | Grid | Picture
