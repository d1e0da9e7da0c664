"""The verification engine: what it finds, how fast, and against the validation libraries."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.page import SCALE, machine, put, table
from benchmarks.realistic import MECHANISMS, Damage, Damager, any_figure, batch, damage
from gongkai.checks.batch import Batch
from gongkai.checks.corpus import Corpus, Part
from gongkai.checks.corpus.check import CorpusChecked, check_many, explain_many
from gongkai.checks.evaluate import evaluate
from gongkai.checks.guilty.explain import explain_one
from gongkai.checks.matrix import matrix_of
from gongkai.report import Agency

Row = tuple[str, ...]

MADE = 10_000
"""Mistakes made by each mechanism: what is told is right to about two tenths of a point."""

CALLED = {
    "mistyped": "one figure mistyped",
    "digit": "one digit wrong, lost or twice",
    "transposed": "two digits transposed",
    "sign": "sign",
    "total_missing": "total left at zero",
    "total_omits_part": "total forgot a part",
    "swapped": "neighbouring cells swapped",
    "moved": "typed one place off",
    "split": "digit split, row shifts",
    "dropped": "column dropped",
    "doubled": "column doubled",
}
"""The mechanisms as the page names them."""


def main() -> None:
    """Measure, and write what came out into docs/benchmarks.md."""
    base, damager = batch("2021", 400, seed=7), Damager("2021")
    rows = [single(base, damager), double(base, damager)]
    more, names = mechanisms(base, damager)
    heads = ("mistake, in section 三", "cases", "first", "first or tied", "named")
    found = table((*heads, "median", "longest"), [*rows, *more])
    put("checks found", f"{machine('numpy', 'scipy')}\n\n{found}")
    put("checks called", table(("made \\ named", *MECHANISMS), names))
    corpus(base, damager)


def _asked(
    base: Batch, figures: list[int]
) -> tuple[list[dict[int, object]], list[float], str, float]:
    values = np.array(figures, np.int64)[:, None]
    report = Batch(base.form, values, np.zeros(values.shape, np.uint8))
    start = time.perf_counter()
    found = explain_one(report)
    spent = time.perf_counter() - start
    index = matrix_of("2021").index
    changes: list[dict[int, object]] = [
        {index[change.cell]: change.suggested for change in one.changes} for one in found
    ]
    return changes, [one.cost for one in found], found[0].mechanism if found else "-", spent


def single(base: Batch, damager: Damager) -> Row:
    """One wrong cell, anywhere in section 三, of any size."""
    count, first, times = int(10_000 * SCALE), 0, []
    for seed in range(count):
        dice = random.Random(f"single {seed}")
        figures = base.values[:, dice.randrange(len(base))].tolist()
        cell, true = dice.choice(damager.cells), 0
        true = figures[cell]
        while figures[cell] == true:
            figures[cell] = any_figure(true, dice)
        changes, _, _, spent = _asked(base, figures)
        times.append(spent)
        first += changes[0] == {cell: true}
    return _row("one wrong cell, any size", count, first, first, first, times)


def double(base: Batch, damager: Damager) -> Row:
    """Two wrong cells, independent of each other."""
    count, first, tied, among, times = int(2_000 * SCALE), 0, 0, 0, []
    for seed in range(count):
        dice = random.Random(f"double {seed}")
        figures = base.values[:, dice.randrange(len(base))].tolist()
        truth = {cell: figures[cell] for cell in dice.sample(damager.cells, 2)}
        for cell, true in truth.items():
            while figures[cell] == true:
                figures[cell] = any_figure(true, dice)
        changes, costs, _, spent = _asked(base, figures)
        times.append(spent)
        first += changes[0] == truth
        among += truth in changes
        tied += (
            truth in changes and costs[[one == truth for one in changes].index(True)] == costs[0]
        )
    return _row("two wrong cells", count, first, tied, among, times)


def cases(
    base: Batch, damager: Damager, mechanism: str, count: int
) -> Iterator[tuple[list[int], Damage]]:
    """So many reports with a mistake of one kind that shows, the same ones each time."""
    seed = found = 0
    while found < count:
        seed += 1
        dice = random.Random(f"{mechanism} {seed}")
        figures = base.values[:, dice.randrange(len(base))].tolist()
        done = damage(damager, mechanism, figures, dice)
        if done is not None:
            found += 1
            yield done


def mechanisms(base: Batch, damager: Damager) -> tuple[list[Row], list[Row]]:
    """Each mechanism, and what it is called.

    `tied` counts the truth among explanations of the same least cost.
    """
    count = int(MADE * SCALE)
    rows: list[Row] = []
    names: list[Row] = []
    for mechanism in MECHANISMS:
        first = tied = among = 0
        called: Counter[str] = Counter()
        times = []
        for damaged, done in cases(base, damager, mechanism, count):
            changes, costs, name, spent = _asked(base, damaged)
            truth = dict(sorted(done.truth.items()))
            times.append(spent)
            called[name] += 1
            first += changes[0] == truth
            among += truth in changes
            tied += (
                truth in changes
                and costs[[one == truth for one in changes].index(True)] == costs[0]
            )
        rows.append(_row(CALLED[mechanism], count, first, tied, among, times))
        names.append((CALLED[mechanism], *(str(called[name] or "") for name in MECHANISMS)))
    return rows, names


def corpus(base: Batch, damager: Damager) -> None:
    """A country: every rule over 100,000 agency-years, and the violated 5 % explained."""
    count = int(100_000 * SCALE)
    times = max(count // len(base), 1)
    many = Batch(base.form, np.tile(base.values, times), np.tile(base.states, times))
    rng = random.Random(11)
    for place in rng.sample(range(len(many)), len(many) // 20):
        dice, done = random.Random(f"corpus {place}"), None
        while done is None:
            mechanism = dice.choice(MECHANISMS)
            done = damage(damager, mechanism, many.values[:, place].tolist(), dice)
        many.values[:, place] = done[0]
    rules = matrix_of("2021")
    spent = _least(lambda: evaluate(rules, many))
    names = tuple(
        Agency(f"body-{place}", f"机关{place}", "state", "department") for place in range(len(many))
    )
    whole = Corpus(
        names, (2022,) * len(many), ("own",) * len(many), (Part(many, np.arange(len(many))),)
    )
    start = time.perf_counter()
    checked: CorpusChecked = check_many(whole, across=False)
    rows = sum(1 for _ in checked.rows())
    found = explain_many(checked, workers=2)
    spent_all = time.perf_counter() - start
    libraries = compare(many, spent)
    work = f"{len(many):,} agency-years × {len(rules.relations)} rules, from memory, one core"
    whole = f"the {len(found):,} violated among them, {rows:,} findings and explanations, two cores"
    speed = table(("", "time"), [(work, f"{spent:.3f} s"), (whole, f"{spent_all:.1f} s")])
    others = table(("", "time", "times ours"), libraries)
    put(
        "checks speed",
        f"{machine('numpy', 'polars', 'dataframely', 'pandera', 'pointblank')}\n\n"
        f"{speed}\n\n{others}",
    )


def compare(many: Batch, own: float) -> list[Row]:
    """The equalities and signs as the libraries state them, over the same figures."""
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "values.npy", many.values)
        rules = matrix_of("2021")
        np.save(Path(folder) / "weights.npy", rules.weights.toarray())
        np.save(Path(folder) / "senses.npy", rules.senses)
        script = Path(__file__).with_name("compare_libraries.py")
        done = subprocess.run(
            [sys.executable, script, folder], check=True, text=True, stdout=subprocess.PIPE
        )
    times: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return [(name, f"{spent:.2f} s", f"{spent / own:.1f}") for name, spent in times.items()]


def _least(work: Callable[[], object], rounds: int = 5) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _row(name: str, tried: int, first: int, tied: int, among: int, times: list[float]) -> Row:
    shares = (f"{one / tried:.2%}" for one in (first, tied, among))
    middle, worst = statistics.median(times) * 1000, max(times) * 1000
    return (name, f"{tried:,}", *shares, f"{middle:.1f} ms", f"{worst:.0f} ms")


if __name__ == "__main__":
    main()
