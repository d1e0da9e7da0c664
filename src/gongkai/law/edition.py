"""An edition of the statutory form: which years it governs, its sections and its cells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec

from gongkai.law.address import Address
from gongkai.law.form import Block, Column, Group, Row, Section, Table, Variant, ancestry
from gongkai.law.strict import Strict


@dataclass(frozen=True)
class CellSpec:
    """One cell of the form: its address and the parts of the form it stands in."""

    address: Address
    block: Block
    row: Row
    column: Column


class EditionHead(Strict, frozen=True):
    """What `edition.toml` says of an edition."""

    id: str
    name: str
    instrument: str
    first_year: int
    marker_block: str
    last_year: int | None = None


@dataclass(frozen=True)
class Edition:
    """The form of 国办公开办函〔2019〕60号 or 〔2021〕30号, complete.

    `variant` is empty for the form as prescribed, else the id of a deviation that the
    tables of this value already show (see `with_variant`).
    """

    head: EditionHead
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    variant: str = ""

    @property
    def id(self) -> str:
        """The short name, `2019` or `2021`."""
        return self.head.id

    def governs(self, year: int) -> bool:
        """Tell whether reports of a year are made in this edition."""
        last = self.head.last_year
        return self.head.first_year <= year and (last is None or year <= last)

    @cached_property
    def cells(self) -> dict[Address, CellSpec]:
        """Every cell of the form by address, in the order of the form."""
        return {
            address: CellSpec(address, block, row, column)
            for table in self.tables
            for block in table.blocks
            for row in block.rows
            for column in block.columns
            for address in [Address(table.id, row.id, column.id)]
        }

    def table(self, table_id: str) -> Table:
        """Return a table by id.

        Raises:
            KeyError: there is none.
        """
        return {table.id: table for table in self.tables}[table_id]

    def section(self, section_id: str) -> Section:
        """Return a section by id.

        Raises:
            KeyError: there is none.
        """
        return {section.id: section for section in self.sections}[section_id]

    def members(self, address: Address) -> tuple[Address, ...]:
        """Return the cells an address means: itself, or those of the group it names.

        A group's total is not among its members.

        Raises:
            KeyError: the form has neither cell nor group at this address.
        """
        if address in self.cells:
            return (address,)
        if address not in self._groups:
            raise KeyError(str(address))
        return self._groups[address]

    @cached_property
    def _groups(self) -> dict[Address, tuple[Address, ...]]:
        """The cells of every group, by each address that names it."""
        found: dict[Address, list[Address]] = defaultdict(list)
        for address, spec in self.cells.items():
            for row in _names(spec.row, spec.block.row_groups):
                for column in _names(spec.column, spec.block.column_groups):
                    found[Address(address.table, row, column)].append(address)
        return {address: tuple(cells) for address, cells in found.items()}

    def describe(self, address: Address) -> str:
        """Return what a person calls a cell or group: `表四·行政复议·结果维持`.

        Raises:
            KeyError: the form has nothing at this address.
        """
        table = self.table(address.table)
        numeral = self.section(table.section).numeral
        spec = self.cells[self.members(address)[0]]
        row = _labels(address.row, spec.row, spec.block.row_groups)
        column = _labels(address.column, spec.column, spec.block.column_groups)[-1:]
        return "·".join(
            [f"表{numeral}", *([spec.block.title] if spec.block.title else []), *row, *column]
        )

    def with_variant(self, variant_id: str) -> Edition:
        """Return this edition with the tables as a known deviation prints them.

        Raises:
            KeyError: this edition knows no such deviation.
        """
        if not variant_id:
            return self
        variant = self.variants[variant_id]
        tables = tuple(
            _replace_group(table, variant) if variant in table.variants else table
            for table in self.tables
        )
        return replace(self, tables=tables, variant=variant_id)

    @property
    def variants(self) -> dict[str, Variant]:
        """The known deviations from the form, by id."""
        return {variant.id: variant for table in self.tables for variant in table.variants}


def _replace_group(table: Table, variant: Variant) -> Table:
    """Return the table with the rows of a group replaced by the one row of the variant."""

    def shrunk(block: Block) -> Block:
        rows: list[Row] = []
        for row in block.rows:
            if row.group != variant.replaces:
                rows.append(row)
            elif variant.row not in rows:
                rows.append(variant.row)
        groups = tuple(group for group in block.row_groups if group.id != variant.replaces)
        return msgspec.structs.replace(block, rows=tuple(rows), row_groups=groups)

    return msgspec.structs.replace(table, blocks=tuple(map(shrunk, table.blocks)))


def _names(member: Row | Column, groups: tuple[Group, ...]) -> set[str]:
    """What a row or column answers to: its own name and, a total apart, its groups'."""
    return {member.id, *(() if member.total else (g.id for g in ancestry(member, groups)))}


def _labels(name: str, member: Row | Column, groups: tuple[Group, ...]) -> list[str]:
    """The labels from the outermost group down to the part that is called `name`."""
    labels = []
    for part in (*ancestry(member, groups), member):
        if part.id == name or not isinstance(part, Group) or part.printed:
            labels.append(part.label)
        if part.id == name:
            break
    return labels
