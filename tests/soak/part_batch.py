"""Batches broken off and hindered in every way: see `kills`, `calls` and `surroundings`."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from tests.soak import calls, kills, surroundings
from tests.soak.batches import Grounds
from tests.soak.runner import Outcome
from tests.soak.warm_batches import WarmBatches

_COLD = 25
"""One in so many cases of kills runs the command itself, start of Python and all."""


@cache
def _grounds() -> tuple[WarmBatches, Grounds]:
    """A warm process and a project of this worker's own, which end with it."""
    folder = tempfile.mkdtemp(prefix="gongkai-soak-")
    batches = WarmBatches().__enter__()
    Finalize(None, shutil.rmtree, (folder,), exitpriority=1)
    Finalize(None, batches.__exit__, exitpriority=2)
    return batches, Grounds.lay(Path(folder), batches)


KILLS = 160
"""Cases of one to three kills each."""


@cache
def _cases() -> list[tuple[Any, ...]]:
    return [
        *(("surroundings", *case) for case in surroundings.cases()),
        *[("kill",)] * KILLS,
        *(("call", *case) for case in calls.cases()),
    ]


CASES = len(_cases())


def attempt(seed: int, case: int) -> dict[str, Any]:
    """Run one case."""
    kind, *what = _cases()[case]
    batches, grounds = _grounds()
    if kind == "call":
        came = calls.attempt(batches, grounds, *what)
    elif kind == "surroundings":
        came = surroundings.attempt(batches, grounds, *what)
    else:
        dice = random.Random(f"{seed} {case}")
        came = kills.attempt(batches, grounds, dice, cold=dice.randrange(_COLD) == 0)
    return {"kind": kind, "what": what, **came}


def told(outcomes: Sequence[Outcome]) -> str:
    """The counts by what was done to the batch."""
    lines = ["| what was done | cases | met the batch | **something wrong** |"]
    lines += ["| --- | ---: | ---: | ---: |"]
    for name, there, met in _groups(outcomes):
        bad = sum(bool(outcome["found"]) for outcome in there)
        lines.append(f"| {name} | {len(there):,} | {met:,} | {bad:,} |")
    wrong = [one for outcome in outcomes for one in outcome["found"]]
    return "\n".join([*lines, *(f"- {one.splitlines()[0][:160]}" for one in wrong[:20])])


def _groups(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Sequence[Outcome], int]]:
    kinds: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        kinds.setdefault(outcome["kind"], []).append(outcome)
    for target in sorted(set(kills.TARGETS)):
        there = [one for one in kinds.get("kill", []) if target in one["killed"]]
        met = sum(one["killed"].count(target) for one in there)
        yield f"kill -9 at a random moment: {NAMES[target]}", there, met
    for name in dict.fromkeys(what for what, _ in surroundings.cases()):
        there = [one for one in kinds.get("surroundings", []) if one["what"][0] == name]
        yield NAMES[name], there, sum(one["reached"] for one in there)
    for where, counts in calls.CALLS.items():
        for call in counts:
            there = [one for one in kinds.get("call", []) if one["what"][:2] == [where, call]]
            yield f"N-th `{call}`, {NAMES[where]}", there, sum(one["reached"] for one in there)


NAMES = {
    "batch": "the batch",
    "worker": "a worker",
    "template": "the template",
    "all": "batch, template and workers at once",
    "clock": "the clock at 1999 and 2099",
    "two": "two batches at once",
    "full_disk": "a full disk",
    "read_only": "a folder that is read-only",
    "anew": "batch over an empty folder",
    "again": "batch that replaces all",
    "everywhere": "each thread and process of the batch",
}
