"""Who does a task: a forked child of a warm process, or a fresh process where none can be."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from gongkai.batch.spawned import Spawner
from gongkai.forking import Ended, ForkingUnavailable, Task, Template
from gongkai.notebook.environment import ENVIRONMENT

WARM = (
    "gongkai.notebook.lean:load",
    "gongkai.notebook.execute_here:warm",
    "gongkai.notebook.warm:warm",
    "gongkai.batch.work:warm",
)


class Hands:
    """Has tasks done; threads may call it at once. A context manager.

    `tell` hears once, in a sentence, that processes cannot be forked here.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._template = Template(WARM, ENVIRONMENT)
        self._spawner = Spawner(ENVIRONMENT)
        self._forking = True
        self._lock = threading.Lock()

    def run(self, task: Task, on_event: Callable[[Any], None]) -> tuple[Ended, str]:
        """Have a task done; return how it ended and the engine that was at work."""
        if self._forking:
            try:
                return self._template.run(task, on_event), "gongkai-fork"
            except ForkingUnavailable as error:
                self._do_without(error)
        return self._spawner.run(task, on_event), "papermill"

    def _do_without(self, error: ForkingUnavailable) -> None:
        with self._lock:
            first, self._forking = self._forking, False
        if first:
            self._tell(f"这里不能派生预热好的进程（{error}），改为逐个启动，会慢得多")

    def stop_all(self) -> None:
        """Kill what is running, now; may be called from a signal handler."""
        self._template.stop_all()
        self._spawner.stop_all()

    def __enter__(self) -> Hands:
        """Start and warm what there is to start."""
        try:
            self._template.start()
        except ForkingUnavailable as error:
            self._do_without(error)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._template.close()
        self._spawner.close()
