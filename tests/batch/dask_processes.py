"""A Dask scheduler and workers as real processes on this machine."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from distributed import Client

_PATIENCE = 60


class DaskCluster:
    """One scheduler; workers of one thread each are added as processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._workers: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        options = ("--host", "127.0.0.1", "--port", "0", "--no-show", "--no-dashboard")
        self.scheduler = self._start("scheduler", *options, "--scheduler-file", str(file))
        self.address = _address(file)

    def worker(self, *, path: str | None = None) -> psutil.Process:
        """Start a worker; `path` goes before its Python path."""
        more = {} if path is None else {"PYTHONPATH": path}
        options = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
        process = self._start("worker", self.address, *options, environment=more)
        self._workers.append(process)
        return psutil.Process(process.pid)

    def wait_for_workers(self, count: int) -> None:
        """Wait until the scheduler has seen them all."""
        with Client(self.address) as client:
            client.wait_for_workers(count, timeout=_PATIENCE)

    def end_workers(self) -> None:
        """End all workers."""
        while self._workers:
            worker = self._workers.pop()
            worker.kill()
            worker.wait()

    def close(self) -> None:
        """End all processes."""
        self.end_workers()
        self.scheduler.kill()
        self.scheduler.wait()

    def _start(
        self, kind: str, *arguments: str, environment: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        with (self._folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments],
                cwd=self._folder,
                env={**os.environ, **(environment or {})},
                stdout=log,
                stderr=log,
            )


def _address(file: Path) -> str:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, ValueError, KeyError):
            address: str = json.loads(file.read_text(encoding="utf-8"))["address"]
            return address
        time.sleep(0.05)
    raise AssertionError("the scheduler does not start")


@contextlib.contextmanager
def dask_cluster(folder: Path) -> Iterator[DaskCluster]:
    """Give a cluster without workers; all of its processes are gone afterwards."""
    cluster = DaskCluster(folder)
    try:
        yield cluster
    finally:
        cluster.close()
