"""papermill's own client, talking to a kernel in this process or in a forked child."""

from __future__ import annotations

import asyncio
import contextlib
import queue
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from jupyter_client.session import Session
from papermill.clientwrap import PapermillNotebookClient

from gongkai.notebook.forked.messages import Channel, Message


class Kernel(Protocol):
    """What the client needs of whatever runs the cells."""

    def ask(self, message: Message) -> None:
        """Have a message handled; replies and output arrive in the mailboxes."""

    def is_alive(self) -> bool:
        """Whether it can still answer."""

    def interrupt_kernel(self) -> None:
        """Raise KeyboardInterrupt in the cell that runs."""


class Mailbox:
    """Messages of one channel, in the order in which they came; filled from any thread."""

    def __init__(self) -> None:
        self._messages: deque[Message] = deque()
        self._news = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.send: Callable[[Message], None]

    def put(self, message: Message) -> None:
        """Add a message and wake who waits for it."""
        self._messages.append(message)
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
                self._loop.call_soon_threadsafe(self._news.set)

    def taken(self) -> Iterator[Message]:
        """Take the messages that are there."""
        while self._messages:
            yield self._messages.popleft()

    async def get_msg(self, timeout: float | None = None) -> Message:
        """Return the next message.

        Raises:
            queue.Empty: there was none for `timeout` seconds.
        """
        self._loop = asyncio.get_running_loop()
        while not self._messages:
            self._news.clear()
            if self._messages:
                break
            try:
                await asyncio.wait_for(self._news.wait(), timeout)
            except TimeoutError:
                raise queue.Empty from None
        return self._messages.popleft()


class Connection:
    """What nbclient takes for its kernel client: requests go out, messages come in."""

    allow_stdin = False

    def __init__(self, kernel: Kernel, boxes: dict[Channel, Mailbox]) -> None:
        self._kernel = kernel
        self.session = Session()
        self.shell_channel = boxes["shell"]
        self.iopub_channel = boxes["iopub"]
        self.shell_channel.send = kernel.ask

    def execute(self, code: str, **options: Any) -> str:
        """Ask for a cell to be run; return the id of the request."""
        return self._ask(self.execute_request(code, options))

    def execute_request(self, code: str, options: Mapping[str, Any]) -> Message:
        """Return the request to run a cell, as jupyter_client makes it."""
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": self.allow_stdin,
            "stop_on_error": True,
            **options,
        }
        return self.session.msg("execute_request", content)

    def kernel_info(self) -> str:
        """Ask what language this is; return the id of the request."""
        return self._ask(self.session.msg("kernel_info_request", {}))

    def is_alive(self) -> bool:
        """Whether the kernel can still answer."""
        return self._kernel.is_alive()

    def _ask(self, message: Message) -> str:
        self._kernel.ask(message)
        return str(message["msg_id"])


class ForkClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client on a kernel that is there already."""

    def __init__(self, nb_man: Any, kernel: Kernel, connection: Connection, **options: Any) -> None:
        super().__init__(nb_man, km=kernel, **options)
        self.kc = connection

    @contextlib.contextmanager
    def setup_kernel(self, **_: Any) -> Iterator[None]:
        """Start and stop nothing."""
        yield
