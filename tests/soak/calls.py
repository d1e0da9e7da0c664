"""A batch whose N-th write, fsync, rename or mkdir fails, or is its last."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.soak.batches import WITHHELD, Grounds
from tests.soak.warm_batches import Ran, WarmBatches

CALLS: Mapping[str, Mapping[str, int]] = {
    "anew": {"rename": 6, "mkdir": 7},
    "again": {
        "write": 11,
        "fsync": 29,
        "fdatasync": 5,
        "rename": 2,
        "renameat2": 5,
        "mkdir": 7,
    },
    "everywhere": {"write": 11, "mkdir": 17, "rename": 6},
}
"""Which calls are made to fail, and up to which: one more than a batch makes.

`anew`: of the main thread of a batch over an empty folder; `again`: over a folder in which
each report is replaced; `everywhere`: an empty folder again, but each thread and process of
the batch, workers too, fails at its own N-th call.
"""

FAULTS = ("ENOSPC", "EIO", "KILL")
FAILED = 4
_INJECT = {"KILL": "signal=KILL", "ENOSPC": "error=ENOSPC", "EIO": "error=EIO"}


def can_trace() -> str:
    """Say why processes cannot be traced here; empty where they can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    done = subprocess.run(
        ["strace", "-qq", "-o", "/dev/null", "true"], check=False, capture_output=True
    )
    return "" if done.returncode == 0 else f"ptrace is not allowed: {done.stderr.decode()}"


def count(batches: WarmBatches, grounds: Grounds, where: str) -> Counter[str]:
    """How many calls of each kind one thread of an undisturbed batch makes at most."""
    grounds.begin(anew=where != "again")
    ran, trace = _traced(batches, grounds, [f"--trace={','.join(CALLS[where])}"], where)
    assert ran.code == WITHHELD, ran.said
    by_thread: dict[str, Counter[str]] = {}
    for line in trace.splitlines():
        if found := re.match(r"(\d+ +|)(\w+)\(", line):
            by_thread.setdefault(found[1], Counter())[found[2]] += 1
    most: Counter[str] = Counter()
    for counted in by_thread.values():
        most |= counted
    return most


def cases() -> list[tuple[str, str, int, str]]:
    """Every place, call, number and fault."""
    return [
        (where, call, number, fault)
        for where, calls in CALLS.items()
        for call, most in calls.items()
        for number in range(1, most + 1)
        for fault in FAULTS
    ]


def attempt(
    batches: WarmBatches, grounds: Grounds, where: str, call: str, number: int, fault: str
) -> dict[str, Any]:
    """Fail one call of a batch; then let the next batch go on."""
    grounds.begin(anew=where != "again")
    everywhere = where == "everywhere"
    inject = f"--inject={call}:{_INJECT[fault]}:when={number}"
    ran, trace = _traced(batches, grounds, [f"--trace={call}", inject], where)
    is_hit = "(INJECTED)" in trace or "killed by SIGKILL" in trace
    found = [f"left: {process}" for process in ran.left]
    found += grounds.faults(alone=not everywhere)
    if "Traceback" in ran.said:
        found.append(f"a traceback: {ran.said[-2000:]}")
    if fault == "KILL" and is_hit and not everywhere:
        found += [] if ran.code == -9 else [f"exit code {ran.code}"]
    elif ran.code == WITHHELD:
        told = "index.html" if "index.html 写不进去" in ran.said else ""
        found += [one for one in grounds.differences() if not (told and one.startswith(told))]
    elif ran.code == FAILED:
        if not re.search("写不进|进程中途退出", ran.said):
            found.append(f"nothing said: {ran.said}")
    elif ran.code != -9 or fault != "KILL":
        found.append(f"exit code {ran.code}: {ran.said[-2000:]}")
    resumed = batches.run(grounds.project)
    found += [] if resumed.code == WITHHELD else [f"then {resumed.code}: {resumed.said[-2000:]}"]
    found += [f"then left: {process}" for process in resumed.left]
    found += [f"then {one}" for one in grounds.differences()]
    return {"reached": int(is_hit), "code": ran.code, "found": found}


def _traced(batches: WarmBatches, grounds: Grounds, what: list[str], where: str) -> tuple[Ran, str]:
    """Run a batch under `strace`; return how it ended, and what was traced."""
    trace = grounds.project.with_name("trace")
    trace.unlink(missing_ok=True)
    pid = batches.start(grounds.project, "--jobs", "1", traced=True)
    options = ["-q", "-o", str(trace), *(["-f"] if where == "everywhere" else [])]
    tracer = subprocess.Popen(
        ["strace", *options, *what, "-p", str(pid)], stderr=subprocess.DEVNULL
    )
    ran = batches.wait()
    tracer.wait()
    return ran, Path(trace).read_text("utf-8", "replace")
