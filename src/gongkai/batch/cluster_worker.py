"""What a Dask worker does for a batch: looks whether it fits, and passes orders on.

The work is done in a process of its own beside each thread of the worker
(`gongkai.batch.part`): a worker has threads, and what has threads cannot be forked safely.
"""

from __future__ import annotations

import atexit
import hashlib
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
from distributed import get_worker

from gongkai.batch.inputs import common
from gongkai.batch.ledger import Entry
from gongkai.batch.part import ENTRY

_PAUSE = 1.0
"""Seconds that a worker which does not fit holds an order, so that it does not get them all."""

_parts: dict[int, tuple[str, subprocess.Popen[bytes]]] = {}
"""For each thread the batch and the process that works for it."""
_over: set[str] = set()
_lock = threading.Lock()


class PartResult(msgspec.Struct, frozen=True):
    """What came of an order: entries of the ledger; none where the facts do not fit."""

    worker: str
    facts: dict[str, str]
    entries: tuple[Entry, ...] = ()


def facts_of(notebook: str, folders: list[str]) -> dict[str, str]:
    """Return what has to be the same on every machine of a batch, by hash.

    `folder` is empty where one of the folders of the batch is not there: the machines have
    to share them, under one path.
    """
    path = Path(notebook)
    return {
        **common(),
        "notebook": hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        "folder": "shared" if all(Path(folder).is_dir() for folder in folders) else "",
    }


def do_part(order: dict[str, Any], folder: str, topic: str, facts: dict[str, str]) -> Any:
    """Run a part of a batch and return a `PartResult` as plain values; tell each run at once.

    `folder` is where the batch was started: relative paths are meant from there. `topic`
    names the batch. `facts` are those of the machine that keeps the ledger: a worker may
    have joined since it compared them.

    Raises:
        RuntimeError: the process that does the work was lost, or the batch is over.
    """
    worker = get_worker()
    found = facts_of(order["notebook"], [order["scratch"], folder])
    if found != facts:
        time.sleep(_PAUSE)
        return msgspec.to_builtins(PartResult(worker.address, found))
    part = _part(topic, folder)
    assert part.stdin is not None  # noqa: S101 - for the type checker
    assert part.stdout is not None  # noqa: S101
    entries = []
    try:
        part.stdin.write(msgspec.json.encode(order) + b"\n")
        part.stdin.flush()
        for line in iter(part.stdout.readline, b"\n"):
            if not line:
                raise BrokenPipeError
            worker.log_event(topic, line.decode())
            if line.startswith(ENTRY):
                entries.append(msgspec.json.decode(line[1:], type=Entry))
    except OSError:
        part.kill()
        raise RuntimeError(f"the process of this part ended early ({part.wait()})") from None
    return msgspec.to_builtins(PartResult(worker.address, found, tuple(entries)))


def stop_parts(topic: str = "") -> None:
    """End what is running here for a batch, at once, and for good; for all without a topic."""
    with _lock:
        _over.add(topic)
        for thread, (other, part) in list(_parts.items()):
            if topic in (other, ""):
                part.kill()
                part.wait()
                del _parts[thread]


def _part(topic: str, folder: str) -> subprocess.Popen[bytes]:
    """The process that works for this thread; kept for the batch, so that it is warm."""
    thread = threading.get_ident()
    with _lock:
        if topic in _over:
            raise RuntimeError("the batch is over")
        known, part = _parts.get(thread, ("", None))
        if part is not None and (known != topic or part.poll() is not None):
            part.kill()
            part.wait()
            part = None
        if part is None:
            part = subprocess.Popen(
                [sys.executable, "-P", "-m", "gongkai.batch.part"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=folder,
                start_new_session=True,  # Ctrl-C at a terminal is not meant for it
            )
            _parts[thread] = topic, part
        return part


atexit.register(stop_parts)
