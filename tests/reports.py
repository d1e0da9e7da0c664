"""Reports made for tests: all zero with the figures of the case, or random and balanced."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from hypothesis import settings

from gongkai import law
from gongkai.law import Address, Edition
from gongkai.report import Agency, Amount, Blank, Cell, Count, Passage, Report, Scope, Unreadable

DATA = Path(__file__).resolve().parent.parent / "data"
SHIPPED = (
    ("county-petition-bureau", 2020),
    ("hongze-gov", 2023),
    ("suqian-gov", 2023),
    ("suqian-gov", 2024),
)
AGENCY = Agency("test-bureau", "某市某局", "prefecture", "department")

WORDS = {"problems": Passage("公开内容还需丰富。"), "other_matters": Passage("无。")}
"""What every report says in words, where the case is about figures."""

STEADY = settings(derandomize=True, deadline=None, database=None)
"""Random cases that are the same in every run."""

Value: TypeAlias = int | Decimal | str
"""A figure, "" for a blank, any other text for something unreadable."""

Rows: TypeAlias = Mapping[str, Sequence[Value]]
"""Figures by `table/row`, in the order of the form's columns."""


def report_of(
    rows: Rows | None = None,
    *,
    year: int = 2021,
    variant: str = "",
    scope: Scope = "own",
    others: Value = 0,
) -> Report:
    """A report with these rows; every other cell holds `others`."""
    governing = law.edition_of_year(year)
    assert governing is not None
    form = governing.with_variant(variant)
    cells = {a: cell_of(form, a, others) for a in form.cells}
    report = Report(AGENCY, year, scope, form, cells, narrative=WORDS)
    return with_rows(report, rows or {})


def with_rows(report: Report, rows: Rows) -> Report:
    """The same report with other figures in these rows."""
    cells: dict[Address, Cell] = {}
    for name, values in rows.items():
        table, row = name.split("/")
        addresses = [a for a in report.form.cells if (a.table, a.row) == (table, row)]
        cells |= {
            address: cell_of(report.form, address, value)
            for address, value in zip(addresses, values, strict=True)
        }
    return replace(report, cells={**report.cells, **cells})


def with_cell(report: Report, address: Address, value: Value) -> Report:
    """The same report with another figure in one cell."""
    return replace(report, cells={**report.cells, address: cell_of(report.form, address, value)})


def cell_of(form: Edition, address: Address, value: Value) -> Cell:
    """What the cell at an address holds when the form says so."""
    if value == "":
        return Blank()
    if isinstance(value, str):
        return Unreadable(value)
    if form.cells[address].column.kind == "amount_wan_yuan":
        return Amount(Decimal(value))
    return Count(int(value))


def balanced(form: Edition, seed: int, *, year: int | None = None) -> Report:
    """A random report in which R1–R8 hold, the inequalities among them just so.

    Written out from the form itself, not from the rules, so that the rules have
    something to be measured against.
    """
    dice = random.Random(seed)
    figures: dict[Address, int | Decimal] = {}
    _fill_disclosure(form, figures, dice)
    _fill_requests(form, figures, dice)
    for row in form.table("disputes").blocks[0].rows:
        outcomes = [dice.randint(0, 9) for _ in range(4)]
        for column, figure in zip(
            ("upheld", "corrected", "other", "pending", "total"),
            (*outcomes, sum(outcomes)),
            strict=True,
        ):
            figures[Address("disputes", row.id, column)] = figure
    cells = {address: cell_of(form, address, figures[address]) for address in form.cells}
    year = year or form.head.first_year
    return Report(AGENCY, year, "own", form, cells, narrative=WORDS)


def _fill_disclosure(
    form: Edition, figures: dict[Address, int | Decimal], dice: random.Random
) -> None:
    for block in form.table("disclosure").blocks:
        for row in block.rows:
            made, repealed, all_disclosed, items = (
                dice.randint(low, low + 4) for low in (5, 1, 5, 5)
            )
            known: dict[str, int | Decimal] = {
                "made": made,
                "repealed": repealed,
                "in_force": made - repealed,  # nothing was in force the year before
                "newly_disclosed": all_disclosed,  # nothing had been disclosed before
                "total_disclosed": all_disclosed,
                "items_last_year": items,
                "change": -items,  # every item was given up
                "amount": Decimal(dice.randint(1, 10**8)) / 10**4,
            }
            for column in block.columns:
                address = Address("disclosure", row.id, column.id)
                figures[address] = known.get(column.id, dice.randint(0, 9))


def _fill_requests(
    form: Edition, figures: dict[Address, int | Decimal], dice: random.Random
) -> None:
    (block,) = form.table("requests").blocks
    balance = ("received", "carried_in", "disposed_total", "carried_out")
    results = [row.id for row in block.rows if row.id not in balance]
    kinds = [column.id for column in block.columns if column.id != "total"]
    for kind in kinds:
        column = {row: dice.randint(0, 3) for row in results}
        column["disposed_total"] = sum(column.values())
        column["carried_out"] = dice.randint(0, 9)
        column["carried_in"] = dice.randint(0, column["carried_out"])
        column["received"] = column["disposed_total"] + column["carried_out"] - column["carried_in"]
        figures |= {Address("requests", row, kind): figure for row, figure in column.items()}
    for row in block.rows:
        total = sum(figures[Address("requests", row.id, kind)] for kind in kinds)
        figures[Address("requests", row.id, "total")] = total
