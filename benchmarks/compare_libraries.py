"""The same rules in pandera, dataframely and pointblank; run by `bench_checks`.

Stands alone, in a process of its own, and reads figures and rules from files.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

warnings.simplefilter("ignore")


def sides(weights: np.ndarray) -> tuple[list[str], list[str]]:
    """The columns on either side of a rule."""
    left = [f"c{i}" for i in np.flatnonzero(weights > 0)]
    right = [f"c{i}" for i in np.flatnonzero(weights < 0)]
    return left, right


def with_pandera(
    values: np.ndarray, weights: np.ndarray, senses: np.ndarray
) -> Callable[[], object]:
    import pandas as pd
    import pandera.pandas as pa

    frame = pd.DataFrame(values.T, columns=[f"c{i}" for i in range(len(values))])
    checks = [
        _pandas_check(pa, *sides(row), sense) for row, sense in zip(weights, senses, strict=True)
    ]
    schema = pa.DataFrameSchema(checks=checks)

    def run() -> object:
        try:
            return schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            return errors.failure_cases

    return run


def _pandas_check(pa: object, left: list[str], right: list[str], sense: str) -> object:
    def holds(frame: object) -> object:
        total = sum(frame[c] for c in left) - (sum(frame[c] for c in right) if right else 0)
        return total == 0 if sense == "=" else total >= 0

    return pa.Check(holds, name=f"{left}{right}")


def with_dataframely(
    values: np.ndarray, weights: np.ndarray, senses: np.ndarray
) -> Callable[[], object]:
    import dataframely as dy
    import polars as pl

    frame = pl.DataFrame({f"c{i}": row for i, row in enumerate(values)})
    body: dict[str, object] = {f"c{i}": dy.Int64(nullable=True) for i in range(len(values))}
    for number, (row, sense) in enumerate(zip(weights, senses, strict=True)):
        expression = _polars(pl, *sides(row), sense)
        body[f"rule_{number}"] = dy.rule()(lambda _cls, e=expression: e)
    schema = type("Rules", (dy.Schema,), body)
    return lambda: schema.filter(frame)


def with_pointblank(
    values: np.ndarray, weights: np.ndarray, senses: np.ndarray
) -> Callable[[], object]:
    import pointblank as pb
    import polars as pl

    frame = pl.DataFrame({f"c{i}": row for i, row in enumerate(values)})

    def run() -> object:
        plan = pb.Validate(frame)
        for row, sense in zip(weights, senses, strict=True):
            plan = plan.col_vals_expr(expr=_polars(pl, *sides(row), sense))
        return plan.interrogate(collect_extracts=False)

    return run


def with_polars(
    values: np.ndarray, weights: np.ndarray, senses: np.ndarray
) -> Callable[[], object]:
    """No library: the bare expressions, as a floor of what the others can reach."""
    import polars as pl

    frame = pl.DataFrame({f"c{i}": row for i, row in enumerate(values)})
    rules = [
        _polars(pl, *sides(row), sense).alias(str(number))
        for number, (row, sense) in enumerate(zip(weights, senses, strict=True))
    ]
    return lambda: frame.select(rules)


def _polars(pl: object, left: list[str], right: list[str], sense: str) -> object:
    total = pl.sum_horizontal(left) - (pl.sum_horizontal(right) if right else 0)
    return total == 0 if sense == "=" else total >= 0


def main(folder: Path) -> None:
    """Print how many seconds each takes, as JSON."""
    spent: dict[str, float] = {}
    values = np.load(folder / "values.npy")
    weights, senses = np.load(folder / "weights.npy"), np.load(folder / "senses.npy")
    for name, build in (
        ("bare polars (floor)", with_polars),
        ("dataframely", with_dataframely),
        ("pandera", with_pandera),
        ("pointblank", with_pointblank),
    ):
        run = build(values, weights, senses)
        times = []
        for _ in range(2):
            start = time.perf_counter()
            run()
            times.append(time.perf_counter() - start)
        spent[name] = min(times)
    print(json.dumps(spent))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
