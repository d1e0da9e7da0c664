"""The verification engine: what it finds, how fast, and against the validation libraries.

The libraries are compared where they are installed; `GONGKAI_COMPARE` names the Python
of an environment that has numpy, pandas, polars, pandera, dataframely and pointblank.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.realistic import MECHANISMS, Damager, any_figure, batch, damage
from gongkai.checks.batch import Batch
from gongkai.checks.check_many import CorpusChecked, check_many, explain_many
from gongkai.checks.corpus import Corpus, Part
from gongkai.checks.evaluate import evaluate
from gongkai.checks.explain import explain_one
from gongkai.checks.matrix import matrix_of

SCALE = float(os.environ.get("GONGKAI_BENCH", "1"))
"""A tenth of it is enough to see the shape."""


def main() -> None:
    """Print every measurement."""
    base, damager = batch("2021", 400, seed=7), Damager("2021")
    single(base, damager)
    double(base, damager)
    mechanisms(base, damager)
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


def single(base: Batch, damager: Damager) -> None:
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
    _say("one wrong cell", count, first, first, first, times)


def double(base: Batch, damager: Damager) -> None:
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
    _say("two wrong cells", count, first, tied, among, times)


def mechanisms(base: Batch, damager: Damager) -> None:
    """Each mechanism; `tied` counts the truth among explanations of the same least cost."""
    count = int(1_000 * SCALE)
    for mechanism in MECHANISMS:
        tried = first = tied = among = seed = 0
        called: Counter[str] = Counter()
        times = []
        while tried < count:
            seed += 1
            dice = random.Random(f"{mechanism} {seed}")
            done = damage(
                damager, mechanism, base.values[:, dice.randrange(len(base))].tolist(), dice
            )
            if done is None:
                continue
            tried += 1
            changes, costs, name, spent = _asked(base, done[0])
            truth = dict(sorted(done[1].truth.items()))
            times.append(spent)
            called[name] += 1
            first += changes[0] == truth
            among += truth in changes
            tied += (
                truth in changes
                and costs[[one == truth for one in changes].index(True)] == costs[0]
            )
        _say(mechanism, tried, first, tied, among, times)
        print("    called", dict(called.most_common()))


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
    print(f"{len(many):,} reports x {len(rules.relations)} rules: {spent:.3f} s on one core")
    names = tuple(f"body-{place}" for place in range(len(many)))
    whole = Corpus(
        names, (2022,) * len(many), ("own",) * len(many), (Part(many, np.arange(len(many))),)
    )
    start = time.perf_counter()
    checked: CorpusChecked = check_many(whole, across=False)
    rows = sum(1 for _ in checked.rows())
    found = explain_many(checked, workers=2)
    spent_all = time.perf_counter() - start
    print(f"  {rows:,} findings, {len(found):,} reports explained: {spent_all:.1f} s on two cores")
    compare(many, spent)


def compare(many: Batch, own: float) -> None:
    """The equalities and signs as the libraries state them, over the same figures."""
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "values.npy", many.values)
        rules = matrix_of("2021")
        np.save(Path(folder) / "weights.npy", rules.weights.toarray())
        np.save(Path(folder) / "senses.npy", rules.senses)
        python = os.environ.get("GONGKAI_COMPARE", sys.executable)
        script = Path(__file__).with_name("compare_libraries.py")
        done = subprocess.run([python, script, folder, str(own)], check=False, text=True)
        if done.returncode:
            print("  libraries not compared")


def _least(work: Callable[[], object], rounds: int = 5) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _say(name: str, tried: int, first: int, tied: int, among: int, times: list[float]) -> None:
    middle, worst = statistics.median(times) * 1000, max(times) * 1000
    print(
        f"{name}: {tried} tried, first {first / tried:.2%}, first or tied {tied / tried:.2%}, "
        f"named {among / tried:.2%}; median {middle:.1f} ms, longest {worst:.0f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()
