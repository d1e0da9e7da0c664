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
    """The title of the report; under it its date and a note (e.g. 虚构示例), where there are."""

    text: str
    note: str = ""
    date: str = ""


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

    `scope` is set for head cells only. Of a data cell, `headers` lists the `id`s of the
    head cells it stands under and beside, `address` is the canonical address of the
    figure, `value` the figure exactly as published (empty for a blank or unreadable
    one), `text` what is shown, and `mark` shows a suspect figure on the review page.
    """

    text: str
    colspan: int = 1
    rowspan: int = 1
    scope: Literal["", "col", "row", "colgroup", "rowgroup"] = ""
    id: str = ""
    headers: tuple[str, ...] = ()
    address: str = ""
    value: str = ""
    unreadable: bool = False
    is_total: bool = False
    mark: Mark = ""

    @property
    def is_head(self) -> bool:
        """Head cells label figures; the others hold them."""
        return bool(self.scope)

    @property
    def is_zero(self) -> bool:
        """A published zero, which the eye may pass over."""
        return bool(self.value) and not self.value.strip("0.")


GridRow: TypeAlias = tuple[GridCell, ...]
ColumnRole: TypeAlias = Literal["group", "stub", "figure"]


@dataclass(frozen=True)
class Grid:
    """A statutory table: head rows (repeated on each printed page) and bodies of rows.

    `columns` says what each grid column is for: headings over several rows, the labels
    of the rows, figures. `unit` is the unit of the figures where the form's labels do
    not say it. `text` is the table for readers of plain text.
    """

    id: str
    caption: str
    unit: str
    head: tuple[GridRow, ...]
    bodies: tuple[tuple[GridRow, ...], ...]
    columns: tuple[ColumnRole, ...]
    text: str

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """Every row, head rows first."""
        return (*self.head, *(row for body in self.bodies for row in body))


@dataclass(frozen=True)
class Picture:
    """A chart as an SVG file, with its figures in words for those who do not see it."""

    svg: bytes
    alt: str
    caption: str


Block: TypeAlias = Title | Heading | Paragraph | Grid | Picture
