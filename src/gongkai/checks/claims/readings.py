"""The figures a role may mean in a report, and whether a printed number fits one."""

from __future__ import annotations

from decimal import Decimal

from gongkai.checks.claims.claim import Option
from gongkai.checks.claims.numbers import Number
from gongkai.checks.claims.tables import Role
from gongkai.checks.claims.words import columns, rows
from gongkai.law import Address
from gongkai.law.claims import has, terms
from gongkai.report import Report

WAN = Decimal(10_000)


def options(role: Role, report: Report, *, last: bool = False) -> tuple[Option, ...]:
    """Return every way to read a role in a report, the plain one first."""
    row = rows().get((role.table, role.row))
    if row is None:
        return ()
    found = []
    for reading in row.readings:
        for name, parts in _columns(role):
            added = [term for part in parts for term in terms(reading.cells, part)]
            if all(has(report.form, address) for _, address in added):
                label = f"{reading.name}·{name}" if name else reading.name
                cells = tuple(added)
                found.append(Option(label, cells, value_of(cells, report), last))
    return tuple(found)


def _columns(role: Role) -> list[tuple[str, tuple[str, ...]]]:
    named = columns().get((role.table, role.column))
    sums = [(name, tuple(parts)) for name, *parts in named.sums] if named else []
    own = named is None or not named.sums or role.column == "total"
    return [("", (role.column,)), *sums] if own else sums


def value_of(cells: tuple[tuple[int, Address], ...], report: Report) -> Decimal | None:
    """Return the signed sum of some cells; None where one is not known."""
    total = Decimal(0)
    for sign, address in cells:
        figure = report.figure(address)
        if figure is None:
            return None
        total += sign * figure
    return total


def is_money(role: Role) -> bool:
    """Tell whether the cells of a role are in 万元."""
    return role.table == "disclosure" and role.column == "amount"


def fits(number: Number, figure: Decimal, *, money: bool = False) -> bool:
    """Tell whether a figure can be said as a number is printed."""
    value, step = number.value, number.step
    if money and number.unit == "元":
        value, step = value / WAN, step / WAN
    match number.closeness:
        case "at_least":
            return value <= figure <= value + max(value / 5, step * 10)
        case "below":
            return value * Decimal("0.8") <= figure <= value
        case "about":
            return abs(value - figure) <= max(value / 10, step)
    return value == figure if step == 1 and not money else abs(value - figure) <= step


def members(option: Option, report: Report) -> tuple[Address, ...]:
    """Return the cells a reading adds up, each once."""
    return tuple(
        dict.fromkeys(cell for _, address in option.terms for cell in report.form.members(address))
    )
