"""The warm process of `warm_batches`, run as `python -m tests.soak.warm_process`.

It reads an order a line, forks the process of a batch for each, and tells its process id
and how it ended. It adopts whatever a batch leaves running, and so knows of every process
left behind.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any, NoReturn, cast

from gongkai.batch.hands import WARM
from gongkai.forking import child, linux, template, template_process

_KERNEL: list[Any] = []
"""The streams that warming up made for notebooks: the template's, not the batch's."""

_GRACE = 20.0
"""Seconds for what a dead batch started to end, too, on a busy machine."""


class _Forked:
    """As much of `subprocess.Popen` as the supervisor uses, forked instead of executed."""

    def __init__(self, command: Sequence[str], pass_fds: Sequence[int], stdout: IO[bytes]) -> None:
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            try:
                _be_template(command[command.index("-m") + 2 :], pass_fds, stdout.fileno())
            finally:  # what it raises, its batch being dead, must not clear up after that batch
                os._exit(1)

    def poll(self) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self, timeout: float = 3600) -> int:
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("template", timeout)
            time.sleep(0.002)
        return cast("int", self.returncode)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)


def _be_template(arguments: Sequence[str], kept: Sequence[int], words: int) -> NoReturn:
    """Become what `python -m gongkai.forking.template_process` is."""
    os.setsid()
    sys.stdout, sys.stderr = _KERNEL
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(words, 1)
    os.dup2(words, 2)
    ends = [2, *sorted(kept), os.sysconf("SC_OPEN_MAX")]
    for before, after in pairwise(ends):
        os.closerange(before + 1, after)
    template_process.main(arguments[:2])  # it is warm


def _popen(command: Sequence[str], **options: Any) -> Any:
    """Fork where that is safe; where threads are about, start a process as always."""
    if linux.threads() > 1:
        return subprocess.Popen(command, **options)
    return _Forked(command, options["pass_fds"], options["stdout"])


def _live(order: Mapping[str, Any]) -> NoReturn:
    """Be `gongkai run`; `traced`: wait for a tracer first, `cold`: execute it,
    with more in its `environment`.

    `hurried` is for the warm process: it does not wait for what the batch left to end, so
    that the next one begins meanwhile.
    """
    code: Any = 1
    try:
        os.setsid()
        os.chdir(order["project"])
        said = os.open(order["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(said, 1)
        os.dup2(said, 2)
        os.close(said)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        _KERNEL[:] = sys.stdout, sys.stderr
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
        os.environ.update(order.get("environment", {}))
        if order.get("cold"):
            os.execv(sys.executable, [sys.executable, "-m", "gongkai", *order["arguments"]])  # noqa: S606
        names = {name: getattr(subprocess, name) for name in ("DEVNULL", "TimeoutExpired")}
        template.subprocess = SimpleNamespace(Popen=_popen, **names)  # type: ignore[attr-defined,assignment]
        while order.get("traced") and not _is_traced():
            time.sleep(0.005)
        from gongkai.cli.main import main

        main(order["arguments"], prog_name="gongkai")
    except SystemExit as error:
        code = error.code
    except BaseException:  # noqa: BLE001 - as Python itself would
        sys.__excepthook__(*sys.exc_info())
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            code = 120  # as Python itself would
        os._exit(code or 0)


def _is_traced() -> bool:
    status = Path("/proc/self/status").read_text("ascii", "replace")
    is_traced = "TracerPid:\t0\n" not in status
    if is_traced:
        time.sleep(0.05)  # the tracer first attaches, then sets up what it traces
    return is_traced


def _left() -> list[str]:
    """Wait for what was left to end; return what will not, and kill it."""
    until = time.monotonic() + _GRACE
    while there := linux.children():
        for pid in there:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        if time.monotonic() > until:
            for pid in linux.children():
                os.kill(pid, signal.SIGKILL)
            return sorted(map(str, there))
        time.sleep(0.005)
    return []


def _tell(**values: Any) -> None:
    os.write(1, json.dumps(values).encode() + b"\n")


def _serve() -> None:
    linux.adopt_orphans()
    for name in WARM:
        child.function_named(name)()
    for name in ("gongkai.cli.run", "gongkai.batch.run", "gongkai.batch.summary"):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    _tell(threads=linux.threads())
    for line in sys.stdin.buffer:
        pid = os.fork()
        if pid == 0:
            _live(json.loads(line))
        _tell(pid=pid)
        _, status = os.waitpid(pid, 0)
        left = [] if json.loads(line).get("hurried") else _left()
        _tell(code=os.waitstatus_to_exitcode(status), left=left)


if __name__ == "__main__":
    _serve()
