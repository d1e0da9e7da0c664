"""What the sums of the form say of a reading: they confirm or doubt it, they never fill it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from gongkai.checks.relations import Relation
from gongkai.ingest.matching.equalities import balance, equalities
from gongkai.ingest.matching.matched import Matched, Note
from gongkai.ingest.words.figures import print_of
from gongkai.law import Address
from gongkai.report import Amount, Cell, Count, Unreadable, number


def weigh(matched: Matched) -> None:
    """Read figures broken by spaces where the sums confirm them; note rows that do not add up."""
    _mend_broken(matched)
    for relation in equalities(matched.form.id, matched.form.variant):
        if _holds(relation, matched.cells) is False:
            _doubt(relation, matched)


def _holds(relation: Relation, cells: Mapping[Address, Cell]) -> bool | None:
    """Whether the sides are equal, blanks counting nothing; None where a cell is not read."""
    if any(isinstance(cells[address], Unreadable) for address in relation.cells):
        return None
    return balance(relation, lambda address: number(cells[address]) or 0) == 0


def _mend_broken(matched: Matched) -> None:
    """`1 2` has one reading as a figure, 12; it is taken where every sum over it holds."""
    broken = {
        address: cell
        for address, cell in matched.cells.items()
        if isinstance(cell, Unreadable) and print_of(cell.original).shape == "split"
    }
    tried: dict[Address, Cell] = {}
    for address, cell in broken.items():
        digits = print_of(cell.original).digits
        if digits.isdecimal() and not (digits.startswith("0") and digits != "0"):
            note = f"原文为“{cell.original}”，数字被空格隔开，各项合计证实为 {digits}"
            is_amount = matched.form.cells[address].column.kind == "amount_wan_yuan"
            tried[address] = (
                Amount(Decimal(digits), note) if is_amount else Count(int(digits), note)
            )
    while tried:
        cells = {**matched.cells, **tried}
        doubtful = {address for address in tried if not _is_confirmed(address, cells, matched)}
        if not doubtful:
            break
        for address in doubtful:
            del tried[address]
    matched.cells.update(tried)


def _is_confirmed(address: Address, cells: Mapping[Address, Cell], matched: Matched) -> bool:
    outcomes = [
        _holds(relation, cells)
        for relation in equalities(matched.form.id, matched.form.variant)
        if address in relation.cells
    ]
    return True in outcomes and False not in outcomes


def _doubt(relation: Relation, matched: Matched) -> None:
    """A sum that fails is a note on every cell that takes part: one of them may be misread."""
    text = f"合计不符，请对照原文：{relation.sentence}"
    for address in relation.cells:
        token = matched.tokens.get(address)
        matched.notes.append(Note(str(address), "sum", text, token.text if token else ""))
