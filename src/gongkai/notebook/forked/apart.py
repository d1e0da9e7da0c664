"""The kernel in a forked child, asked and heard from the process that papermill runs in."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import threading
from pathlib import Path
from typing import Any

from gongkai.forking import Ended, ForkingUnavailable, Limits, Task, Template
from gongkai.notebook.forked.client import Connection, Mailbox
from gongkai.notebook.forked.messages import Channel, Message, as_json, from_json

_SERVE = "gongkai.notebook.forked.serve:serve"
_LEAVING = 5.0
"""Seconds that a kernel has to leave; a stock kernel has as many."""


class ApartKernel:
    """A child that serves; a thread of this process hears it."""

    def __init__(self, template: Template, folder: Path, limits: Limits) -> None:
        self._boxes: dict[Channel, Mailbox] = {"shell": Mailbox(), "iopub": Mailbox()}
        self._requests: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._template = template
        self._task = Task(_SERVE, {}, folder, limits)
        self._pid = 0
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="gongkai-fork", daemon=True)
        self._failure: BaseException | None = None
        self.ended: Ended | None = None
        self.connection = Connection(self, self._boxes)

    def start(self) -> None:
        """Fork the child and wait until it is ready.

        Raises:
            ForkingUnavailable: it cannot be forked, or does not get ready.
        """
        self._thread.start()
        self._started.wait()
        if isinstance(self._failure, ForkingUnavailable):
            raise self._failure
        if not self.is_alive():
            raise ForkingUnavailable(f"the child is not fit to run cells: {self._how()}")

    def ask(self, message: Message) -> None:
        """Have the child handle a message."""
        self._requests.put(as_json({"buffers": [], **message}))

    def is_alive(self) -> bool:
        """Whether the child lives."""
        return self._thread.is_alive() and self.ended is None

    def interrupt_kernel(self) -> None:
        """Raise KeyboardInterrupt in the cell."""
        self._signal(signal.SIGINT)

    def stop(self, *, kindly: bool) -> Ended | None:
        """End the child: kindly, when it is idle; return how it ended."""
        self._requests.put(None)
        if kindly:
            self._thread.join(_LEAVING)
        if self.is_alive():
            self._signal(signal.SIGKILL)
        self._thread.join()
        return self.ended

    def _run(self) -> None:
        try:
            self.ended = self._template.run(self._task, self._hear)
        except BaseException as error:  # noqa: BLE001 - told to who waits for the start
            self._failure = error
        finally:
            self._started.set()

    def _hear(self, event: Any) -> Any:
        if "ready" in event:
            self._pid = event["ready"]
            self._started.set()
            return self._requests.get()
        self._boxes[event["channel"]].put(from_json(event["message"]))
        return None

    def _signal(self, number: int) -> None:
        if self._pid and self.is_alive():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._pid, number)

    def _how(self) -> str:
        return self.ended.message if self.ended is not None else str(self._failure)
