"""The anatomy of a statutory form: sections, tables, blocks, rows, columns, groups."""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias

import msgspec

from gongkai.law.strict import Strict

Kind: TypeAlias = Literal["count", "signed_count", "amount_wan_yuan"]


class Citation(Strict, frozen=True):
    """Where the law says so: an instrument's id (`instruments.toml`) and an article.

    The instrument `form` is the notice that prescribes whatever edition is spoken of.
    """

    instrument: str
    article: str = ""


class Instrument(Strict, frozen=True):
    """A regulation or notice that citations point to."""

    id: str
    title: str
    number: str
    date: datetime.date | None = None


class Topic(Strict, frozen=True):
    """A matter that a narrative section has to report on."""

    id: str
    title: str
    citation: Citation | None = None


class Section(Strict, frozen=True):
    """One of the six sections of the report.

    `words` are of its titles alone: a heading that has its number and one of them is its
    heading, however it goes on.
    """

    id: str
    numeral: str
    title: str
    citation: Citation
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = msgspec.field(default=(), name="topic")

    @property
    def heading(self) -> str:
        """The heading as printed: `一、总体情况`."""
        return f"{self.numeral}、{self.title}"


class Group(Strict, frozen=True):
    """A heading over several rows or columns; `group` names the group it stands in.

    A group that is not `printed` exists only to be referred to.
    """

    id: str
    label: str
    group: str = ""
    printed: bool = True
    aliases: tuple[str, ...] = ()


class Column(Strict, frozen=True):
    """A column of figures: what kind they are and in which unit they are said."""

    id: str
    label: str
    kind: Kind
    unit: str
    group: str = ""
    total: bool = False
    aliases: tuple[str, ...] = ()


class Row(Strict, frozen=True):
    """A row of figures; `total` marks the row that sums up its group."""

    id: str
    label: str
    group: str = ""
    total: bool = False
    aliases: tuple[str, ...] = ()
    citation: Citation | None = None


class Block(Strict, frozen=True):
    """A part of a table with columns of its own, such as 第二十条第（一）项."""

    id: str
    columns: tuple[Column, ...] = msgspec.field(name="column")
    rows: tuple[Row, ...] = msgspec.field(name="row")
    title: str = ""
    stub_head: str = ""
    row_groups: tuple[Group, ...] = msgspec.field(default=(), name="row_group")
    column_groups: tuple[Group, ...] = msgspec.field(default=(), name="column_group")


class Variant(Strict, frozen=True):
    """A deviation from the form that agencies really print: a group shrunk to one row."""

    id: str
    title: str
    replaces: str
    row: Row


class Table(Strict, frozen=True):
    """A statutory table.

    `stacked` blocks stand below one another with a stub on the left; `across` puts the
    rows beside each other in a single line, as section 四 does.
    """

    id: str
    section: str
    arrangement: Literal["stacked", "across"]
    blocks: tuple[Block, ...] = msgspec.field(name="block")
    variants: tuple[Variant, ...] = msgspec.field(default=(), name="variant")

    def block_of(self, row: str) -> Block:
        """Return the block that holds a row.

        Raises:
            KeyError: the table has no such row.
        """
        for block in self.blocks:
            if any(candidate.id == row for candidate in block.rows):
                return block
        raise KeyError(row)


def ancestry(member: Row | Column | Group, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the groups a row, column or group stands in, outermost first."""
    by_id = {group.id: group for group in groups}
    chain: list[Group] = []
    parent = member.group
    while parent:
        chain.append(by_id[parent])
        parent = by_id[parent].group
    return tuple(reversed(chain))
