"""The figures a chart draws, read from a report: named parts and their published counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.law import Address, Edition
from gongkai.law.form import ancestry
from gongkai.report import Report

_NUMERAL = re.compile(r"^（[一二三四五六七八九十]+）")
_REMARK = re.compile(r"（[^（）]*）$")

# Without the heading 法人或其他组织 above it, 其他 alone could be anybody.
_CLEARER = {"其他": "其他组织"}


@dataclass(frozen=True)
class Part:
    """A named figure; `count` is None where the report has no figure."""

    label: str
    count: int | None


@dataclass(frozen=True)
class Composition:
    """A whole made of parts, with the total as published, which need not be their sum."""

    label: str
    parts: tuple[Part, ...]
    total: int | None

    @property
    def sum(self) -> int:
        """What the parts with a figure add up to."""
        return sum(part.count for part in self.parts if part.count is not None)

    @property
    def is_known(self) -> bool:
        """Whether any part has a figure."""
        return any(part.count is not None for part in self.parts)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the parts without a figure.

        None if the others already add up to the published total: agencies leave zeros
        blank, and nothing but zeros can be missing then.
        """
        if self.total == self.sum:
            return ()
        return tuple(part.label for part in self.parts if part.count is None)

    @property
    def is_consistent(self) -> bool:
        """Whether nothing published contradicts the total: it is what the parts add up to."""
        return self.total is None or not self.is_known or self.total == self.sum


def count(report: Report, table: str, row: str, column: str = "total") -> int | None:
    """Return a published count or the sum of a group, None where there is no figure."""
    figure = report.figure(Address(table, row, column))
    return None if figure is None else int(figure)


def result_groups(form: Edition) -> tuple[tuple[str, str], ...]:
    """Return id and short name of the result groups of section 三, in their order.

    A group is either several rows under a heading or a single row, as the edition has it.
    """
    block = form.table("requests").block_of("received")
    names: dict[str, str] = {}
    for row in block.rows:
        if row.group and not row.total:
            _results, *below = ancestry(row, block.row_groups)
            top = below[0] if below else row
            names[top.id] = short_name(top.label)
    return tuple(names.items())


def short_name(label: str) -> str:
    """Return a label without its numeral and the remark behind it: `部分公开`."""
    return _REMARK.sub("", _NUMERAL.sub("", label))


def results(report: Report, column: str = "total", label: str = "") -> Composition:
    """Return the results of one column of section 三, by result group."""
    parts = tuple(
        Part(name, count(report, "requests", group, column))
        for group, name in result_groups(report.form)
    )
    return Composition(label, parts, count(report, "requests", "disposed_total", column))


def results_of_applicants(report: Report) -> tuple[Composition, ...]:
    """Return the results for each kind of applicant, in the order of the form."""
    block = report.form.table("requests").block_of("received")
    return tuple(
        results(report, column.id, _CLEARER.get(column.label, column.label))
        for column in block.columns
        if not column.total
    )


def disputes(report: Report) -> tuple[Composition, ...]:
    """Return the outcomes of reviews and lawsuits, one composition for each kind."""
    block = report.form.table("disputes").blocks[0]
    outcomes = [column for column in block.columns if not column.total]
    return tuple(
        Composition(
            row.label,
            tuple(
                Part(column.label, count(report, "disputes", row.id, column.id))
                for column in outcomes
            ),
            count(report, "disputes", row.id),
        )
        for row in block.rows
    )
