"""Runs the cases of a part in parallel, each recorded as it is done, so that a run goes on.

A part is a module `part_NAME.py` of this folder with `CASES` (how many), `attempt(seed,
case)` (what came of one, as plain values; run in a worker process) and `told(outcomes)`
(Markdown for `docs/reliability.md`). `.soak/NAME-SEED.jsonl` has a line for each case
done; whoever wants to begin anew deletes it. A case is made from its seed and number
alone, so that any can be repeated.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeAlias, cast

from rich.console import Console
from rich.progress import track

Outcome: TypeAlias = Mapping[str, Any]

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ROOT / ".soak"
PAGE = ROOT / "docs" / "reliability.md"
CONSOLE = Console()
_AHEAD = 16


class Part(Protocol):
    """What a module of cases has."""

    CASES: int

    def attempt(self, seed: int, case: int) -> dict[str, Any]:
        """Run one case."""

    def told(self, outcomes: Sequence[Outcome]) -> str:
        """Say what came of all of them."""


def parts() -> list[str]:
    """The names of all parts."""
    found = Path(__file__).parent.glob("part_*.py")
    return sorted(path.stem.removeprefix("part_") for path in found)


def part(name: str) -> Part:
    """The module of a part."""
    return cast("Part", importlib.import_module(f"tests.soak.part_{name}"))


def run(name: str, cases: int, seed: int, jobs: int) -> None:
    """Run what is not yet recorded, then write what came of all cases into the page."""
    wanted = cases or part(name).CASES
    record = RECORDS / f"{name}-{seed}.jsonl"
    done = {outcome["case"] for outcome in recorded(record)}
    rest = [case for case in range(wanted) if case not in done]
    CONSOLE.print(f"{name}: {wanted} cases, {len(rest)} to run, record in {record.name}")
    record.parent.mkdir(exist_ok=True)
    context = multiprocessing.get_context("spawn")
    with (
        record.open("a", encoding="utf-8") as ledger,
        ProcessPoolExecutor(jobs, context) as pool,
    ):
        for outcome in _outcomes(pool, name, seed, rest, jobs):
            ledger.write(json.dumps(outcome, ensure_ascii=False) + "\n")
            ledger.flush()
    found = [outcome for outcome in recorded(record) if outcome["case"] < wanted]
    text = part(name).told(found)
    CONSOLE.print(text)
    PAGE.write_text(with_part(PAGE.read_text("utf-8"), name, text), "utf-8")


def again(name: str, seed: int, case: int) -> None:
    """Run one case here and show what came of it."""
    CONSOLE.print_json(data=part(name).attempt(seed, case), ensure_ascii=False)


def attempt(name: str, seed: int, case: int) -> dict[str, Any]:
    """Run one case in a worker."""
    return {"case": case, **part(name).attempt(seed, case)}


def recorded(record: Path) -> list[Outcome]:
    """What is on record; a last line that was cut off counts for nothing."""
    if not record.exists():
        return []
    found = []
    for line in record.read_text("utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def with_part(page: str, name: str, text: str) -> str:
    """The page with another text between the markers of a part, added where there are none."""
    start, end = f"<!-- soak: {name} -->", f"<!-- end: {name} -->"
    before, found, rest = page.partition(start)
    if not found:
        return f"{page.rstrip()}\n\n{start}\n{text}\n{end}\n"
    return f"{before}{start}\n{text}\n{end}{rest.partition(end)[2]}"


def _outcomes(
    pool: ProcessPoolExecutor, name: str, seed: int, cases: Sequence[int], jobs: int
) -> Any:
    """Outcomes as they come, with only a few cases handed out ahead."""
    waiting = iter(cases)
    running: set[Future[dict[str, Any]]] = set()
    for _ in track(cases, name, console=CONSOLE):
        for case in islice(waiting, jobs * _AHEAD - len(running)):
            running.add(pool.submit(attempt, name, seed, case))
        done, running = wait(running, return_when=FIRST_COMPLETED)
        first, *others = done
        running.update(others)
        yield first.result()
