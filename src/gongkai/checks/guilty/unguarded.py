"""Cells that no equality guards: what else may tell that they are wrong."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from gongkai.checks.batch import FIGURE, Batch
from gongkai.checks.guilty.evidence import ExtraRelation, scaled
from gongkai.checks.guilty.frames import frames_of
from gongkai.checks.guilty.puzzle import Mistake
from gongkai.checks.guilty.slips import COSTS, slip
from gongkai.checks.matrix import AMOUNT_SCALE, matrix_of
from gongkai.report import Report, number

WAN = 10_000


def unguarded_mistakes(
    batch: Batch, place: int, extras: Iterable[ExtraRelation]
) -> list[tuple[Mistake, str]]:
    """Mistakes in cells outside every equality, by matrix column, with what shows each.

    A figure below zero where none may be, and a figure that one sentence or last year's
    report contradicts outright.
    """
    matrix = matrix_of(batch.form.id, batch.form.variant)
    guarded = {
        int(cell)
        for whole, _ in frames_of(batch.form.id, batch.form.variant)
        for cell in whole.cells
    }
    kinds = [spec.column.kind for spec in batch.form.cells.values()]
    figures = batch.values[:, place].tolist()
    found = [
        (Mistake("sign", ((cell, -2 * figure),), COSTS["sign"]), "")
        for cell, figure in enumerate(figures)
        if figure < 0 and cell not in guarded and kinds[cell] != "signed_count"
    ]
    for extra in extras:
        if len(extra.terms) != 1:
            continue
        ((address, weight),) = extra.terms.items()
        cell = matrix.index.get(address)
        if cell is None or cell in guarded or batch.states[cell, place] != FIGURE or weight != 1:
            continue
        wanted = scaled(extra.value, int(matrix.scales[cell]))
        if wanted is None or wanted in (figures[cell], -figures[cell]):
            continue
        amount = kinds[cell] == "amount_wan_yuan"
        wan = amount and figures[cell] == wanted * WAN
        mechanism = "yuan" if wan else slip(figures[cell], wanted)
        change = ((cell, wanted - figures[cell]),)
        found.append((Mistake(mechanism, change, COSTS[mechanism]), extra.source))
    return found


def yuan_for_wan(report: Report, last: Report) -> list[tuple[Mistake, str]]:
    """Amounts about ten thousand times last year's: written in 元 where 万元 is printed."""
    found = []
    for cell, (address, spec) in enumerate(report.form.cells.items()):
        if spec.column.kind != "amount_wan_yuan" or address not in last.form.cells:
            continue
        now, before = number(report.cells[address]), number(last.cells[address])
        if not now or not before or not 1_000 <= Decimal(now) / Decimal(before) <= 100_000:
            continue
        published = int(Decimal(now) * AMOUNT_SCALE)
        if published % WAN == 0:
            change = ((cell, published // WAN - published),)
            source = f"上一年度为{before:f}万元" if isinstance(before, Decimal) else ""
            found.append((Mistake("yuan", change, COSTS["yuan"]), source))
    return found
