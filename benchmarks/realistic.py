"""Reports drawn like real ones, and real mistakes made in them; everything seeded.

Most figures of a real report are zero: natural persons ask most, results crowd into a
few rows, whole rows and columns stay empty. Sizes run from a bureau with three requests
to a large city with fourteen thousand.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gongkai import law
from gongkai.checks.batch import Batch
from gongkai.checks.guilty.frames import frames_of
from gongkai.checks.matrix import matrix_of
from gongkai.law import Address, Edition

KINDS = ("natural_person", "business", "research", "social", "legal_service", "other_organisation")
KIND_WEIGHTS = (98.0, 1.4, 0.01, 0.13, 0.35, 0.08)
"""Who asks, in per cent: the mean over the three real bodies at hand; varied by report."""
USUAL = {
    "granted": 40,
    "granted_in_part": 12,
    "unavailable.not_held": 22,
    "not_processed.petition": 5,
    "unavailable.needs_creation": 2.5,
    "other": 6,
    "other.other": 6,
    "other.not_corrected": 2.5,
    "other.fee_unpaid": 1,
}

Figures = dict[int, int]


@dataclass(frozen=True)
class Damage:
    """What was done: the mechanism and, for every changed cell, the true figure."""

    mechanism: str
    truth: Figures


def figures_of(
    form: Edition, dice: random.Random, carried_in: Mapping[str, int] | None = None
) -> dict[Address, int]:
    """A report in which every rule within the report holds.

    `carried_in` is what last year's report left to this one, by kind of applicant.
    """
    size = round(math.exp(dice.gauss(4.2, 1.5))) + 1
    found: dict[Address, int] = dict.fromkeys(form.cells, 0)
    block = form.table("requests").blocks[0]
    balance = ("received", "carried_in", "disposed_total", "carried_out")
    results = [row.id for row in block.rows if row.id not in balance]
    weights = [USUAL.get(row, 1.2) * math.exp(dice.gauss(0, 1)) for row in results]
    kinds = [weight * math.exp(dice.gauss(0, 0.7)) for weight in KIND_WEIGHTS]
    for kind in dice.choices(KINDS, kinds, k=size):
        row = "carried_out" if dice.random() < 0.05 else dice.choices(results, weights)[0]
        found[Address("requests", row, kind)] += 1
    for kind in KINDS:
        done = sum(found[Address("requests", row, kind)] for row in results)
        left = found[Address("requests", "carried_out", kind)]
        before = min(round((done + left) * dice.random() * 0.1), done + left)
        if carried_in is not None:
            before = carried_in[kind]
            still = max(before - done - left, 0)
            found[Address("requests", "granted", kind)] += still
            done += still
        found[Address("requests", "disposed_total", kind)] = done
        found[Address("requests", "carried_in", kind)] = before
        found[Address("requests", "received", kind)] = done + left - before
    for row_ in block.rows:
        total = sum(found[Address("requests", row_.id, kind)] for kind in KINDS)
        found[Address("requests", row_.id, "total")] = total
    for row_ in form.table("disputes").blocks[0].rows:
        parts = {
            column: int(dice.random() < 0.7) * round(math.exp(dice.gauss(math.log(size) / 2, 1)))
            for column in ("upheld", "corrected", "other", "pending")
        }
        for column, figure in (*parts.items(), ("total", sum(parts.values()))):
            found[Address("disputes", row_.id, column)] = figure
    for address, spec in form.cells.items():
        if address.table == "disclosure" and spec.column.id in ("decisions", "in_force"):
            found[address] = round(math.exp(dice.gauss(5, 2)))
        elif spec.column.kind == "amount_wan_yuan":
            found[address] = round(math.exp(dice.gauss(6, 2)) * 10_000) * 100
    return found


def batch(edition: str, count: int, seed: int) -> Batch:
    """Many such reports side by side."""
    form = law.edition(edition)
    columns = [
        list(figures_of(form, random.Random(seed * 10**6 + n)).values()) for n in range(count)
    ]
    values = np.array(columns, np.int64).T.copy()
    return Batch(form, values, np.zeros(values.shape, np.uint8))


class Damager:
    """Makes one mistake of a kind in section 三 of one report; None where it cannot."""

    def __init__(self, edition: str) -> None:
        self.form = law.edition(edition)
        matrix = matrix_of(edition)
        whole = next(
            whole for whole, _ in frames_of(edition, "") if whole.addresses[0].table == "requests"
        )
        self.cells = [int(cell) for cell in whole.cells]
        self.lines = [[int(whole.cells[c]) for c in line] for line in whole.lines]
        self.totals = [
            (int(whole.cells[t.cell]), [int(whole.cells[p]) for p in t.parts]) for t in whole.totals
        ]
        self.beside = [(int(whole.cells[a]), int(whole.cells[b])) for a, b in whole.beside]
        self.below = [(int(whole.cells[a]), int(whole.cells[b])) for a, b in whole.below]
        self.weights = matrix.weights[[int(row) for row in whole.rows]].toarray()

    def breaks(self, figures: np.ndarray) -> bool:
        """Whether the mistake shows in the sums at all."""
        return bool((self.weights @ figures).any())

    def mistyped(self, x: list[int], dice: random.Random) -> Figures | None:
        cell = dice.choice(self.cells)
        new = any_figure(x[cell], dice)
        return None if new == x[cell] else {cell: new}

    def digit(self, x: list[int], dice: random.Random) -> Figures | None:
        cell = dice.choice([c for c in self.cells if x[c] >= 10] or [self.cells[0]])
        text = str(x[cell])
        place = dice.randrange(len(text))
        kind = dice.choice(["other", "lost", "twice"])
        if kind == "other":
            text = text[:place] + dice.choice("0123456789") + text[place + 1 :]
        else:
            text = text[:place] + (text[place] * 2 if kind == "twice" else "") + text[place + 1 :]
        return {cell: int(text)} if len(str(x[cell])) > 1 and text and int(text) else None

    def transposed(self, x: list[int], dice: random.Random) -> Figures | None:
        cell = dice.choice([c for c in self.cells if x[c] >= 10] or [self.cells[0]])
        text = str(x[cell])
        if len(text) < 2:
            return None
        place = dice.randrange(len(text) - 1)
        return {cell: int(text[:place] + text[place + 1] + text[place] + text[place + 2 :])}

    def split(self, x: list[int], dice: random.Random) -> Figures | None:
        line = dice.choice(self.lines)
        places = [p for p, cell in enumerate(line[:-1]) if x[cell] >= 10]
        if not places:
            return None
        place = dice.choice(places)
        text = str(x[line[place]])
        cut = dice.randrange(1, len(text))
        row = [x[cell] for cell in line]
        row[place : place + 1] = [int(text[:cut]), int(text[cut:])]
        return dict(zip(line, row[:-1], strict=True))

    def dropped(self, x: list[int], dice: random.Random) -> Figures | None:
        line = dice.choice(self.lines)
        row = [x[cell] for cell in line]
        del row[dice.randrange(len(row) - 1)]
        return dict(zip(line, [*row, 0], strict=True))

    def doubled(self, x: list[int], dice: random.Random) -> Figures | None:
        line = dice.choice(self.lines)
        row = [x[cell] for cell in line]
        place = dice.randrange(len(row) - 1)
        row.insert(place, row[place])
        return dict(zip(line, row[:-1], strict=True))

    def neighbours(self, dice: random.Random) -> tuple[int, int]:
        """Two neighbours; totals, which spreadsheets add up, in one case of ten."""
        while True:
            pair = dice.choice(self.beside if dice.random() < 0.5 else self.below)
            if dice.random() < 0.1 or not {cell for cell, _ in self.totals}.intersection(pair):
                return pair

    def swapped(self, x: list[int], dice: random.Random) -> Figures | None:
        one, other = self.neighbours(dice)
        return {one: x[other], other: x[one]} if x[one] and x[other] else None

    def moved(self, x: list[int], dice: random.Random) -> Figures | None:
        one, other = self.neighbours(dice)
        if dice.random() < 0.5:
            one, other = other, one
        return {one: 0, other: x[one]} if x[one] and not x[other] else None

    def total_missing(self, _: list[int], dice: random.Random) -> Figures | None:
        cell, _ = dice.choice(self.totals)
        return {cell: 0}

    def total_omits_part(self, x: list[int], dice: random.Random) -> Figures | None:
        cell, parts = dice.choice(self.totals)
        part = dice.choice(parts)
        return {cell: x[cell] - x[part]} if 0 < x[part] < x[cell] else None

    def sign(self, x: list[int], dice: random.Random) -> Figures | None:
        cell = dice.choice(self.cells)
        return {cell: -x[cell]}


MECHANISMS = (
    "mistyped",
    "digit",
    "transposed",
    "sign",
    "total_missing",
    "total_omits_part",
    "swapped",
    "moved",
    "split",
    "dropped",
    "doubled",
)


def any_figure(old: int, dice: random.Random) -> int:
    """A wrong figure of any size: near, of the same order, or anything."""
    return dice.choice(
        [
            max(old + dice.choice([-2, -1, 1, 2]), 0),
            dice.randrange(0, max(2 * old, 10)),
            dice.randrange(0, 10 ** dice.randrange(1, 6)),
        ]
    )


def damage(
    damager: Damager, mechanism: str, figures: list[int], dice: random.Random
) -> tuple[list[int], Damage] | None:
    """Make the mistake; None where these figures do not show it."""
    change = getattr(damager, mechanism)(figures, dice)
    if change is None:
        return None
    truth = {cell: figures[cell] for cell, new in change.items() if new != figures[cell]}
    damaged = list(figures)
    for cell in truth:
        damaged[cell] = change[cell]
    if not truth or not damager.breaks(np.array(damaged)):
        return None
    return damaged, Damage(mechanism, truth)
