"""Run every benchmark, or those named: `.venv-bench/bin/python -m benchmarks checks`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main(wanted: list[str]) -> None:
    """Run `main()` of each `bench_*.py` of this folder in order of name."""
    for file in sorted(Path(__file__).parent.glob("bench_*.py")):
        if not wanted or file.stem.removeprefix("bench_") in wanted:
            print(f"== {file.stem.removeprefix('bench_')}", flush=True)
            importlib.import_module(f"benchmarks.{file.stem}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
