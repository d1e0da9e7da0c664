"""The agency-year: one body's figures, facts and words for one report year."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from gongkai import law
from gongkai.law import Address, Edition
from gongkai.law.strict import Strict
from gongkai.report.cells import Cell, Unreadable, number

Level: TypeAlias = Literal["state", "province", "prefecture", "county", "township"]
BodyKind: TypeAlias = Literal["government", "department"]
Scope: TypeAlias = Literal["own", "aggregated"]

LEVEL_NAMES: Mapping[str, str] = {
    "state": "国家级",
    "province": "省级",
    "prefecture": "市级",
    "county": "县级",
    "township": "乡级",
}
KIND_NAMES: Mapping[str, str] = {"government": "政府", "department": "部门"}
SCOPE_NAMES: Mapping[Scope, str] = {"own": "本级", "aggregated": "汇总"}


class Agency(Strict, frozen=True):
    """The body that reports: ASCII slug, full name in Chinese, level and kind."""

    id: str
    name: str
    level: Level
    kind: BodyKind


class Source(Strict, frozen=True):
    """The published document the figures were taken from."""

    title: str = ""
    publisher: str = ""
    date: datetime.date | None = None
    sha256: str = ""
    note: str = ""


class Part(Strict, frozen=True):
    """One part of a counted fact."""

    label: str
    value: int | Decimal
    unit: str


class Fact(Strict, frozen=True):
    """A figure that the prose uses and the tables do not hold.

    Where `parts` are given and the list is `closed`, they have to add up to `value`;
    an open list (`closed = false`, 其中…等) may fall short of it. `topic` is the topic of
    a section (`proactive`, `platform`, …) whose composed text may cite the fact; without
    one the fact is there for the agency's own text.
    """

    label: str
    value: int | Decimal
    unit: str
    parts: tuple[Part, ...] = ()
    closed: bool = True
    topic: str = ""


@dataclass(frozen=True)
class Origin:
    """Where a text starts: a file and its 1-based line."""

    path: Path
    line: int


@dataclass(frozen=True)
class Passage:
    """What the agency wrote for one section, in lines; `origin` is for error messages."""

    text: str
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Report:
    """One agency-year as published or as drafted.

    `cells` holds every cell of `form` (the edition, in the variant the report prints);
    `narrative` maps section ids to what the agency wrote, absent where it wrote nothing.
    `children` are the agencies whose reports an aggregated one adds up (the body's own,
    under an id of its own, among them); `due` is a local deadline before the law's.
    """

    agency: Agency
    year: int
    scope: Scope
    form: Edition
    cells: Mapping[Address, Cell]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    narrative: Mapping[str, Passage] = field(default_factory=dict)
    source: Source = field(default_factory=Source)
    fictional: bool = False
    children: tuple[str, ...] = ()
    due: datetime.date | None = None

    @cached_property
    def title(self) -> str:
        """The title of the report as the form words it."""
        return f"{self.agency.name}{self.year}年政府信息公开工作年度报告"

    @property
    def deadline(self) -> tuple[datetime.date, law.Citation]:
        """The last day of publication, the local one where it is set, and the article."""
        limit, citation = law.deadline(self.agency.kind, self.year)
        return self.due or limit, citation

    def figure(self, address: Address) -> int | Decimal | None:
        """Return a figure, or the sum of the group the address names.

        None where a cell is blank or unreadable. Of a group, blanks count nothing beside
        figures; all blank, or one unreadable, is None.

        Raises:
            KeyError: the form has nothing at this address.
        """
        cells = [self.cells[member] for member in self.form.members(address)]
        if any(isinstance(cell, Unreadable) for cell in cells):
            return None
        known = [figure for cell in cells if (figure := number(cell)) is not None]
        return sum(known) if known else None

    def unit(self, address: Address) -> str:
        """Return the unit of the figures at an address: 件, 项, 万元.

        Raises:
            KeyError: the form has nothing at this address.
        """
        return self.form.cells[self.form.members(address)[0]].column.unit
