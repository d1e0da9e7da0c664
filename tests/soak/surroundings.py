"""Batches where the clock is wrong, the disk is full or read-only, or another one is at work."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gongkai.batch.ledger import read_ledger
from tests.soak.batches import WITHHELD, Grounds
from tests.soak.calls import FAILED
from tests.soak.warm_batches import WarmBatches

LOCKED = 7
DELAYS = (0.1, 0.4, 0.7)
YEARS = (1999, 2099)
ROOMS = tuple(range(64, 1536, 128))
"""Sizes of disks in kilobytes; a batch with its private folders needs somewhat over 1 MB."""

_CLOCK = """
import ctypes, datetime, gc, time
_ahead = {seconds} - int(time.time())
_real, _ns = time.time, time.time_ns
time.time = lambda: _real() + _ahead
time.time_ns = lambda: _ns() + _ahead * 10**9
for _name in ("gmtime", "localtime"):
    _convert = getattr(time, _name)
    setattr(time, _name, lambda s=None, c=_convert: c(time.time() if s is None else s))
def _replace(kind, **methods):
    gc.get_referents(kind.__dict__)[0].update({{k: classmethod(f) for k, f in methods.items()}})
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
_replace(datetime.date, today=lambda kind: kind.fromtimestamp(time.time()))
_replace(
    datetime.datetime,
    now=lambda kind, tz=None: kind.fromtimestamp(time.time(), tz),
    today=lambda kind: kind.fromtimestamp(time.time()),
    utcnow=lambda kind: kind.utcfromtimestamp(time.time()),
)
"""


def cases() -> list[tuple[str, float]]:
    """Every surrounding, with how much of it."""
    return [
        *(("clock", year) for year in YEARS),
        *(("two", delay) for delay in DELAYS),
        *(("full_disk", kilobytes) for kilobytes in ROOMS),
        ("read_only", 0),
    ]


def attempt(batches: WarmBatches, grounds: Grounds, what: str, much: float) -> dict[str, Any]:
    """Run a batch in one of them; then let the next one go on."""
    return _KINDS[what](batches, grounds, much)


def clock(batches: WarmBatches, grounds: Grounds, year: float) -> dict[str, Any]:
    """Every process of a batch believes that it is another year."""
    grounds.begin(anew=True)
    folder = grounds.project.with_name("clock")
    folder.mkdir(exist_ok=True)
    seconds = round((year - 1970) * 365.2425 * 86400) + 86400
    (folder / "sitecustomize.py").write_text(_CLOCK.format(seconds=seconds), "utf-8")
    paths = os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])
    ran = batches.run(grounds.project, cold=True, environment={"PYTHONPATH": paths})
    found = [] if ran.code == WITHHELD else [f"exit code {ran.code}: {ran.said[-2000:]}"]
    entries = read_ledger(grounds.project / "reports" / "ledger.jsonl").entries.values()
    found += [
        f"the ledger says {one.when}" for one in entries if not one.when.startswith(f"{year:g}")
    ]
    return {"reached": 1, "found": found + grounds.differences()}


def two(batches: WarmBatches, grounds: Grounds, delay: float) -> dict[str, Any]:
    """A second batch begins while the first is at work: one of them works, one is told."""
    grounds.begin(anew=True)
    with WarmBatches() as others:
        batches.start(grounds.project)
        time.sleep(delay * grounds.seconds)
        other = others.run(grounds.project)
        first = batches.wait()
    codes = sorted([first.code, other.code])
    found = [] if codes in ([WITHHELD, LOCKED], [WITHHELD, WITHHELD]) else [f"exit codes {codes}"]
    found += [
        f"not told: {ran.said}"
        for ran in (first, other)
        if ran.code == LOCKED and "另一个 gongkai run 正在写这个文件夹" not in ran.said
    ]
    return {"reached": int(LOCKED in codes), "found": found + grounds.differences()}


def full_disk(batches: WarmBatches, grounds: Grounds, kilobytes: float) -> dict[str, Any]:
    """The reports are on a small disk; then it is made larger."""
    grounds.begin(anew=True)
    with mounted(grounds.project / "reports", f"size={kilobytes:g}k"):
        ran = batches.run(grounds.project, "--jobs", "2")
        found = _hindered(ran.code, ran.said, grounds)
        _remount(grounds.project / "reports", "size=64m")
        found += _goes_on(batches, grounds)
    return {"reached": int(ran.code == FAILED), "code": ran.code, "found": found}


def read_only(batches: WarmBatches, grounds: Grounds, _much: float = 0) -> dict[str, Any]:
    """Nothing can be written to the reports; then it can."""
    with mounted(grounds.project / "reports", "size=64m"):
        grounds.begin(anew=False)
        _remount(grounds.project / "reports", "ro")
        ran = batches.run(grounds.project)
        found = _hindered(ran.code, ran.said, grounds)
        _remount(grounds.project / "reports", "rw")
        found += _goes_on(batches, grounds)
    return {"reached": int(ran.code == FAILED), "code": ran.code, "found": found}


def _hindered(code: int, said: str, grounds: Grounds) -> list[str]:
    found = grounds.faults(alone=True)
    if "Traceback" in said:
        found.append(f"a traceback: {said[-2000:]}")
    if code not in (WITHHELD, FAILED) or (code == FAILED and not re.search("写不进", said)):
        found.append(f"exit code {code}: {said[-2000:]}")
    return found


def _goes_on(batches: WarmBatches, grounds: Grounds) -> list[str]:
    ran = batches.run(grounds.project)
    found = [] if ran.code == WITHHELD else [f"then {ran.code}: {ran.said[-2000:]}"]
    return found + [f"then {one}" for one in grounds.differences()]


def can_mount(folder: Path) -> str:
    """Say why no disk can be mounted here; empty where one can."""
    if shutil.which("mount") is None:
        return "there is no mount"
    folder.mkdir()
    try:
        with mounted(folder, "size=64k"):
            return ""
    except subprocess.CalledProcessError as error:
        return f"mounting is not allowed: {error.stderr.strip()}"


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """Have a disk in memory at a folder.

    Raises:
        CalledProcessError: that is not allowed.
    """
    folder.mkdir(exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    try:
        yield
    finally:
        _run("umount", str(folder))


def _remount(folder: Path, options: str) -> None:
    _run("mount", "-o", f"remount,{options}", str(folder))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)


_KINDS: Mapping[str, Callable[[WarmBatches, Grounds, float], dict[str, Any]]] = {
    "clock": clock,
    "two": two,
    "full_disk": full_disk,
    "read_only": read_only,
}
