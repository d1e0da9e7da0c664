"""ipykernel's own kernel, without sockets, threads and debugger."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import os
import sys
import threading
from collections.abc import Coroutine, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any, TypeVar

from ipykernel.ipkernel import IPythonKernel
from ipykernel.jsonutil import json_clean
from tornado.ioloop import IOLoop

from gongkai.notebook.forked.messages import SHELL, Message

T = TypeVar("T")

_DEBUGGER = "ipykernel.debugger"
_BETWEEN_CELLS = 0.02
"""Seconds; a stock kernel waits about as long for its next cell."""


class ForkedKernel(IPythonKernel):
    """A kernel that is handed its messages one by one."""

    owner: int
    """The process that runs the cells; no other that they fork."""

    def __init__(self, **options: Any) -> None:
        with _without_debugger():
            super().__init__(**options)
        self._execute_sleep = 0.0  # there is nobody to wait for
        self._context = contextvars.copy_context()
        # In the place of the thread that reads the shell channel:
        self.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())

    async def handle(self, message: Message) -> None:
        """Do what a message on the shell channel asks; replies and output go to the sink.

        All run in one context, so that a context variable set in a cell stays set.
        """
        await self._in_context(self._dispatch(message))

    async def execute(self, request: Message) -> Message:
        """Run a cell as a request asks; return the reply instead of sending it.

        For an asker in this very process, who is told only when the kernel is idle again.
        """
        return await self._in_context(self._execute(request))

    async def rest(self) -> None:
        """Let tasks that cells left running go on, as they do while a kernel waits."""
        if len(asyncio.all_tasks()) > 1:
            await asyncio.sleep(_BETWEEN_CELLS)

    async def _in_context(self, work: Coroutine[Any, Any, T]) -> T:
        loop = asyncio.get_running_loop()
        self.io_loop = IOLoop.current()
        return await loop.create_task(work, context=self._context)

    async def _execute(self, request: Message) -> Message:
        """Do as ipykernel's `execute_request` does."""
        content = request["content"]
        self.set_parent([], request, channel="shell")
        self.pre_handler_hook()
        try:
            self.execution_count += 1
            self._publish_execute_input(content["code"], request, self.execution_count)
            reply = await self.do_execute(
                content["code"],
                content["silent"],
                content["store_history"],
                content["user_expressions"],
                content["allow_stdin"],
            )
        finally:
            self.post_handler_hook()
        self._flush()
        # What comes behind this, from a task say, is no output of the cell.
        idle = {"msg_type": "status", "content": {"execution_state": "idle"}}
        session: Any = self.session  # a Recorder
        session.sink("iopub", {**idle, "parent_header": request["header"]})
        return {"content": json_clean(reply), "parent_header": request["header"]}

    async def _dispatch(self, message: Message) -> None:
        """Do as ipykernel's `dispatch_shell` does, from where the message is unpacked on."""
        self.set_parent([], message, channel="shell")
        self._publish_status("busy", "shell")
        self.pre_handler_hook()
        try:
            result = self.shell_handlers[message["msg_type"]](SHELL, [], message)
            if result is not None:
                await result
        except KeyboardInterrupt:
            self.log.exception("KeyboardInterrupt caught in kernel.")
        finally:
            self.post_handler_hook()
        self._flush()
        self._publish_status("idle", "shell")

    def _flush(self) -> None:
        """Send what is buffered. A process that a cell forked comes to its end here.

        It would take the requests of the kernel, or run the other cells a second time.
        """
        sys.stdout.flush()
        sys.stderr.flush()
        if os.getpid() != self.owner:
            os._exit(0)

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Abort nothing: the client asks for one thing after the other."""


@contextlib.contextmanager
def _without_debugger() -> Iterator[None]:
    """Keep ipykernel from importing its debugger: seconds, and hooks in every thread."""
    before = sys.modules.get(_DEBUGGER)
    absent = ModuleType(_DEBUGGER)
    absent._is_debugpy_available = False  # type: ignore[attr-defined]
    sys.modules[_DEBUGGER] = absent
    try:
        yield
    finally:
        del sys.modules[_DEBUGGER]
        if before is not None:
            sys.modules[_DEBUGGER] = before
