"""The page of measurements has a place for what is measured, and for nothing else."""

from __future__ import annotations

import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def test_every_measurement_has_its_place_on_the_page() -> None:
    benchmarks = sorted((CHECKOUT / "benchmarks").glob("bench_*.py"))
    measured = re.findall(
        r'put\(\s*"([^"]+)"', "".join(path.read_text(encoding="utf-8") for path in benchmarks)
    )
    page = (CHECKOUT / "docs" / "benchmarks.md").read_text(encoding="utf-8")

    assert sorted(measured) == sorted(re.findall(r"<!-- measured: (.+) -->", page))
    assert sorted(measured) == sorted(re.findall(r"<!-- end: (.+) -->", page))
