"""The warm process: it imports, waits for tasks, forks a child for each, and buries them.

Started as `python -m gongkai.forking.template_process CONTROL PARENT FUNCTION…` with an
inherited socket, the process id to outlive by no moment, and the functions that warm it.
It stays single-threaded: a fork copies one thread, and a lock held by another would
never be released in the child.
"""

from __future__ import annotations

import array
import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from gongkai.forking import child, linux

_DESCRIPTORS = 5
_REQUEST = 64 * 1024
_STUBBORN = 5.0
"""Seconds to wait for killed orphans that the kernel does not let go of."""


@dataclass
class Running:
    """A child that lives: its process, the pipe to report its end on, its next deadline."""

    pid: int
    handle: int
    report: int
    patience: float
    due: float | None
    late: bool = False


class Yard:
    """The children of the template."""

    def __init__(self, control: socket.socket, parent: int) -> None:
        self._control = control
        self._parent = parent
        self._running: dict[int, Running] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        self._selector.register(parent, selectors.EVENT_READ)

    def serve(self) -> None:
        """Fork, watch and bury until the supervisor is gone; then leave nothing behind."""
        try:
            open_for_work = True
            while open_for_work:
                for key, _ in self._selector.select(self._patience()):
                    if key.data is not None:
                        self._bury(key.data)
                    elif key.fileobj == self._parent or not self._obey():
                        open_for_work = False
                self._enforce()
        finally:
            self._control.close()  # whoever asks now, hears that nobody is there
            self._kill(self._running)
            for number in list(self._running):
                self._bury(number)

    def _obey(self) -> bool:
        """Do what the supervisor asks; False where it hung up."""
        request, descriptors = _receive(self._control)
        if request is None:
            return False
        if request["do"] == "run":
            self._fork(request, *descriptors)
        elif request["do"] == "stop":
            self._kill(self._running)
        elif request["do"] == "kill":
            self._kill([request["number"]])
        elif request["number"] in self._running:
            self._interrupt(self._running[request["number"]])
        return True

    def _fork(self, request: Any, *descriptors: int) -> None:
        *given, report = descriptors
        try:
            if linux.threads() > 1:
                _write(report, {"refused": "the template process has more than one thread"})
                os.close(report)
                return
            here = os.getpid()
            pid = os.fork()
            if pid == 0:
                self._forget(report)
                child.live(here, *given)
        except OSError as error:
            _write(report, {"refused": f"no child can be forked: {error}"})
            os.close(report)
            return
        finally:
            for descriptor in given:
                os.close(descriptor)
        seconds = request["seconds"]
        due = None if seconds is None else time.monotonic() + seconds
        running = Running(pid, os.pidfd_open(pid), report, request["patience"], due)
        self._running[request["number"]] = running
        self._selector.register(running.handle, selectors.EVENT_READ, request["number"])
        _write(report, {"pid": pid})

    def _forget(self, report: int) -> None:
        """Close, in a child, what belongs to the template and to other children."""
        self._selector.close()
        self._control.close()
        os.close(self._parent)
        os.close(report)
        for running in self._running.values():
            os.close(running.handle)
            os.close(running.report)

    def _patience(self) -> float | None:
        """Seconds until the next deadline."""
        due = [one.due for one in self._running.values() if one.due is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _enforce(self) -> None:
        now = time.monotonic()
        for number, one in self._running.items():
            if one.due is None or now < one.due:
                continue
            if one.late:
                one.due = None
                self._kill([number])
            else:
                self._interrupt(one)

    def _interrupt(self, one: Running) -> None:
        """Tell a child to come to an end; the next deadline kills it."""
        one.late = True
        one.due = time.monotonic() + one.patience
        _signal_group(one.pid, signal.SIGINT)

    def _kill(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            if number in self._running:
                _signal_group(self._running[number].pid, signal.SIGKILL)

    def _bury(self, number: int) -> None:
        """Reap a child, kill what it left running, then report its end."""
        one = self._running.pop(number)
        self._selector.unregister(one.handle)
        os.close(one.handle)
        _, status, usage = os.wait4(one.pid, 0)
        _sweep({other.pid for other in self._running.values()})
        code = os.waitstatus_to_exitcode(status)
        ended = {
            "exit_code": code if code >= 0 else None,
            "signal": -code if code < 0 else None,
            "late": one.late,
            "peak_memory": usage.ru_maxrss * 1024,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
        }
        _write(one.report, {"ended": ended})
        os.close(one.report)


def _sweep(known: set[int]) -> None:
    """Kill the orphans that came to the template, and the orphans that this makes.

    A child adopts the orphans of its own tree while it lives, so whatever else is found
    here was left by a child that is dead.
    """
    until = time.monotonic() + _STUBBORN
    while orphans := linux.children() - known:
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in orphans:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        if time.monotonic() > until:
            return
        time.sleep(0.001)


def _signal_group(pid: int, number: int) -> None:
    """Signal a child with its process group; it may not have come to make the group yet."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number) if os.getpgid(pid) != pid else os.killpg(pid, number)


def _receive(control: socket.socket) -> tuple[Any, list[int]]:
    """Return a request and the descriptors that came with it; None where nobody is there."""
    descriptors = array.array("i")
    space = socket.CMSG_SPACE(_DESCRIPTORS * descriptors.itemsize)
    data, extra, _, _ = control.recvmsg(_REQUEST, space, socket.MSG_CMSG_CLOEXEC)
    for level, kind, content in extra:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            descriptors.frombytes(content[: len(content) - len(content) % descriptors.itemsize])
    return (json.loads(data) if data else None), list(descriptors)


def _write(descriptor: int, message: Any) -> None:
    """Write one short line, which a pipe takes whole; a reader that left needs none."""
    with contextlib.suppress(BrokenPipeError):
        os.write(descriptor, json.dumps(message).encode() + b"\n")


def main(arguments: Sequence[str]) -> NoReturn:
    """Warm up, say so, and serve."""
    control = socket.socket(fileno=int(arguments[0]))
    control.set_inheritable(False)
    parent = os.pidfd_open(int(arguments[1]))
    if os.getppid() != int(arguments[1]):
        sys.exit("the supervisor is gone")
    linux.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        for name in arguments[2:]:
            if ":" in name:
                child.function_named(name)()
            else:
                importlib.import_module(name)
        gc.collect()
        gc.freeze()
        linux.gather_pages()
        ready = {"threads": linux.threads()}
    except BaseException as error:  # noqa: BLE001 - told to the supervisor
        ready = {"failed": child.told(error)}  # type: ignore[dict-item]
    sys.stdout.flush()
    sys.stderr.flush()
    control.sendall(json.dumps(ready).encode())
    try:
        Yard(control, parent).serve()
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
