"""The supervisor's side: start a template process, have tasks done, hear how they ended."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from gongkai.forking.run import Run
from gongkai.forking.task import Ended, ForkingUnavailable, Task


class Template:
    """A warm process that forks a child for each task; a context manager.

    It starts with the first task, or with `start`. Where it dies, the tasks under way
    are told as killed, and the next task starts it anew. When this process ends, however
    it ends, the template and everything its children started ends with it.
    """

    def __init__(
        self, warm: Sequence[str], environment: Mapping[str, str], start_seconds: float = 300
    ) -> None:
        """Keep what to start with.

        `warm` names functions (`module:name`) to call once in the template, without
        arguments, and modules to import; they must leave no thread behind, and be done
        in `start_seconds`. `environment` is set before Python starts, on top of this
        process's own.
        """
        self._warm = tuple(warm)
        self._environment = dict(environment)
        self._start_seconds = start_seconds
        self._lock = threading.RLock()
        self._numbers = itertools.count()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._closed = False

    def __enter__(self) -> Self:
        """Return the template; it starts with its first task."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def start(self) -> socket.socket:
        """Start and warm the process, where it does not run; return the way to it.

        Raises:
            ForkingUnavailable: not on this platform, or the process cannot be started,
                warmed or kept to a single thread.
        """
        with self._lock:
            if self._closed:
                raise ForkingUnavailable("the template is closed")
            if self._process is None or self._process.poll() is not None:
                self._end()
                self._control = self._begin()
            assert self._control is not None  # noqa: S101 - for the type checker
            return self._control

    def run(self, task: Task, on_event: Callable[[Any], Any] | None = None) -> Ended:
        """Have a task done by a child, and wait for its end; threads may call it at once.

        `on_event` is called with each event, in order, in the calling thread; what it
        returns goes to a child that asked. Where it raises, or this thread is
        interrupted, the child is killed.

        Raises:
            ForkingUnavailable: no child was forked; nothing was done.
        """
        limits = task.limits
        for _ in range(2):  # the process may die between two tasks, with this one unread
            number = next(self._numbers)
            request = {
                "number": number,
                "seconds": limits.seconds,
                "patience": limits.patience,
            }
            control = self.start()

            def order(what: str, control: Any = control, request: Any = request) -> None:
                _send(control, {**request, "do": what})

            with Run(task, on_event) as run:
                sent = _send(control, {**request, "do": "run"}, run.handed_over())
                run.hand_over()
                ended = run.follow(order) if sent else None
            if ended is not None:
                return ended
            self._bury(control)
        raise ForkingUnavailable("the template process dies again and again")

    def stop_all(self) -> None:
        """Kill every child now; may be called from a signal handler."""
        if self._control is not None:
            _send(self._control, {"do": "stop"})

    def close(self) -> None:
        """Kill every child, end the process and wait for it."""
        with self._lock:
            self._closed = True
            self._end()

    def _bury(self, control: socket.socket) -> None:
        with self._lock:
            if self._control is control:
                self._end()

    def _begin(self) -> socket.socket:
        if not sys.platform.startswith("linux"):
            raise ForkingUnavailable(f"forking a warm process is not done on {sys.platform}")
        try:
            return self._launch()
        except OSError as error:
            raise ForkingUnavailable(
                f"the template process cannot be started: {error.strerror or error}"
            ) from None

    def _launch(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with contextlib.ExitStack() as failed, theirs:
            failed.enter_context(ours)
            words = failed.enter_context(tempfile.TemporaryFile())
            number = str(theirs.fileno())
            self._process = subprocess.Popen(
                # -P: the working folder is no place to import from
                [sys.executable, "-P", "-m", _PROCESS, number, str(os.getpid()), *self._warm],
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                pass_fds=[theirs.fileno()],
                env={**os.environ, **self._environment},
                start_new_session=True,
            )
            theirs.close()
            problem = _problem(ours, self._start_seconds)
            if problem is not None:
                self._process.kill()
                self._process.wait()
                words.seek(0)
                last = words.read().decode(errors="replace").strip().splitlines()[-1:]
                raise ForkingUnavailable("：".join([problem, *last]))
            words.close()
            failed.pop_all()
        return ours

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()  # the process ends when its supervisor hangs up
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


_PROCESS = "gongkai.forking.template_process"


def _send(control: socket.socket, request: Mapping[str, Any], files: Sequence[int] = ()) -> bool:
    """Send a request, in one packet; False where the process is gone."""
    try:
        socket.send_fds(control, [json.dumps(request).encode()], files)
    except OSError:
        return False
    return True


def _problem(control: socket.socket, seconds: float) -> str | None:
    """Wait for the process to be warm; say why it is not."""
    control.settimeout(seconds)
    try:
        data = control.recv(64 * 1024)
    except TimeoutError:
        return f"the template process was not warm after {seconds:g} seconds"
    except OSError:
        data = b""
    control.settimeout(None)
    if not data:
        return "the template process died while it warmed up"
    ready = json.loads(data)
    if "failed" in ready:
        return f"the template process cannot be warmed: {ready['failed']}"
    if ready["threads"] > 1:
        return "the template process has more than one thread"
    return None
