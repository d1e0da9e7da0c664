"""Batches killed at random moments: the batch itself, its template, its workers, or all."""

from __future__ import annotations

import contextlib
import random
import time
from typing import Any

import psutil

from tests.soak.batches import WITHHELD, Grounds
from tests.soak.calls import FAILED
from tests.soak.warm_batches import Ran, WarmBatches

TARGETS = ("batch",) * 5 + ("worker",) * 3 + ("template", "all")
COLD = 4
"""How many times as long a batch takes with the start of Python, about."""

_MOST_WORKERS = 2


def attempt(
    batches: WarmBatches, grounds: Grounds, dice: random.Random, *, cold: bool
) -> dict[str, Any]:
    """Break a batch off once to three times, look each time, then let it come to its end.

    Moments are drawn evenly from the time that it takes undisturbed.
    """
    grounds.begin(anew=dice.random() < 0.5)
    found: list[str] = []
    killed: list[str] = []
    rounds = dice.choice((1, 2, 3, 3))
    for number in range(rounds):
        target = dice.choice(TARGETS)
        is_hurried = dice.random() < 0.5
        pid = batches.start(grounds.project, "--jobs", "2", cold=cold, hurried=is_hurried)
        hit = _kill(pid, target, dice, grounds.seconds * (COLD if cold else 1))
        ran = batches.wait()
        killed += [target] * hit
        place = f"after {number + 1} × {target}"
        found += [f"{place}: {one}" for one in _wrong(ran, target, hit)]
        found += [f"{place}: {one}" for one in grounds.faults()]
    force = ("--only", "failed", "--force")  # what was killed three times is in quarantine
    last = batches.run(grounds.project, cold=cold)
    if "隔离" in last.said:
        batches.run(grounds.project, *force, cold=cold)
        last = batches.run(grounds.project, cold=cold)
    found += [] if last.code == WITHHELD else [f"then {last.code}: {last.said[-2000:]}"]
    found += [f"then left: {process}" for process in last.left]
    found += [f"then {one}" for one in grounds.differences()]
    return {"killed": killed, "found": found}


def _kill(pid: int, target: str, dice: random.Random, seconds: float) -> int:
    """Kill at a random moment; return how many times that met somebody."""
    time.sleep(dice.random() * seconds * (1 if target in ("batch", "all") else 0.5))
    if target == "worker":
        return sum(_kill_worker(pid, dice) for _ in range(dice.randint(1, _MOST_WORKERS)))
    with contextlib.suppress(psutil.Error):
        batch = psutil.Process(pid)
        there = batch.children(recursive=True)
        is_alive = batch.status() != psutil.STATUS_ZOMBIE
        victims = {"batch": [batch], "template": there[:1], "all": [batch, *there]}[target]
        for victim in victims:
            with contextlib.suppress(psutil.NoSuchProcess):
                victim.kill()
        return int(is_alive and bool(victims))
    return 0


def _kill_worker(pid: int, dice: random.Random) -> bool:
    """Kill a child of the template, the next one where there is none at the moment."""
    with contextlib.suppress(psutil.Error):
        batch = psutil.Process(pid)
        while batch.status() != psutil.STATUS_ZOMBIE:
            workers = [worker for one in batch.children() for worker in one.children()]
            if workers:
                time.sleep(dice.random() * 0.1)
                dice.choice(workers).kill()
                return True
            time.sleep(0.005)
    return False


def _wrong(ran: Ran, target: str, hit: int) -> list[str]:
    """What is wrong about how a batch ended."""
    found = [f"left: {process}" for process in ran.left]
    if "Traceback" in ran.said:
        found.append(f"a traceback: {ran.said[-2000:]}")
    mine = {-9, WITHHELD} if target in ("batch", "all") else {WITHHELD, FAILED}
    if ran.code not in mine or (ran.code == FAILED and not hit):
        found.append(f"exit code {ran.code}: {ran.said[-2000:]}")
    return found
