"""Tasks where no process can be forked: each in a Python of its own, started from nothing.

Slow, and as isolated as can be; what a task is and how it ends is said as in
`gongkai.forking`. Run as `python -m gongkai.batch.spawned`, it is the other side: it
reads one task from standard input and writes events and answer to it, a line each.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from gongkai.forking import Ended, Task

_MEGABYTE = 1 << 20


class Spawner:
    """Starts a process for each task; threads may call it at once."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._running: set[subprocess.Popen[bytes]] = set()

    def run(self, task: Task, on_event: Callable[[Any], None] | None = None) -> Ended:
        """Have a task done, and wait for its end."""
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=task.folder,
            env={**os.environ, **self._environment, **task.environment},
            start_new_session=True,
        )
        self._running.add(process)
        late = threading.Event()
        timer = _Deadline(process, task.limits.seconds, task.limits.patience, late)
        try:
            answer, last = _converse(process, task, on_event)
        finally:
            _signal(process, signal.SIGKILL)  # and whatever it left running
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = code = os.waitstatus_to_exitcode(status)
            timer.cancel()
            self._running.discard(process)
        facts: dict[str, Any] = {
            "last": last,
            "signal": -code if code < 0 else None,
            "exit_code": code if code >= 0 else None,
            "peak_memory": usage.ru_maxrss * 1024,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
        }
        if late.is_set():
            return Ended("timeout", message=f"ran longer than {task.limits.seconds} s", **facts)
        if "returned" in answer:
            return Ended("returned", answer["returned"], **facts)
        if "raised" in answer:
            return Ended("raised", message=answer["raised"], **facts)
        return Ended("killed", message="ended without an answer", **facts)

    def stop_all(self) -> None:
        """Kill every process now; may be called from a signal handler."""
        for process in list(self._running):
            _signal(process, signal.SIGKILL)

    def close(self) -> None:
        """Leave nothing running."""
        self.stop_all()


class _Deadline:
    """First a word, then force, when a process takes too long."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        seconds: float | None,
        patience: float,
        late: threading.Event,
    ) -> None:
        self._timers: list[threading.Timer] = []
        if seconds is not None:
            self._after(seconds, late.set)
            self._after(seconds, _signal, process, signal.SIGINT)
            self._after(seconds + patience, _signal, process, signal.SIGKILL)

    def _after(self, seconds: float, do: Callable[..., None], *arguments: Any) -> None:
        timer = threading.Timer(seconds, do, arguments)
        timer.daemon = True
        timer.start()
        self._timers.append(timer)

    def cancel(self) -> None:
        for timer in self._timers:
            timer.cancel()


def _converse(
    process: subprocess.Popen[bytes], task: Task, on_event: Callable[[Any], None] | None
) -> tuple[dict[str, Any], Any]:
    """Hand over the task; return its answer and the last event."""
    assert process.stdin is not None  # noqa: S101 - for the type checker
    assert process.stdout is not None  # noqa: S101
    with contextlib.suppress(BrokenPipeError), process.stdin as stream:
        memory = task.limits.memory_megabytes
        order = {"function": task.function, "arguments": task.arguments, "memory": memory}
        stream.write(json.dumps(order).encode())
    answer: dict[str, Any] = {}
    last = None
    with process.stdout as lines:
        for line in lines:
            message = json.loads(line)
            if "event" not in message:
                answer = message
                break
            last = message["event"]
            if on_event is not None:
                on_event(last)
    return answer, last


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def main() -> None:
    """Do one task."""
    order = json.load(sys.stdin)
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what is printed is nobody's answer
    if order["memory"] is not None:
        limit = order["memory"] * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    def send(message: Mapping[str, Any]) -> None:
        answers.write(json.dumps(message) + "\n")

    module, _, name = order["function"].partition(":")
    try:
        function = getattr(import_module(module), name)
        answer = {"returned": function(order["arguments"], lambda event: send({"event": event}))}
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
        answer = {"raised": f"{type(error).__name__}: {error}"}
    send(answer)
    signal.pause()  # the other side ends this process, with all that is left of it


if __name__ == "__main__":
    main()
