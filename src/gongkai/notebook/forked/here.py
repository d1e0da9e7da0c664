"""The kernel in this very process, which is a forked and bounded child already."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellExecutionComplete
from nbformat import NotebookNode, from_dict

from gongkai.forking import Line
from gongkai.notebook.forked import application
from gongkai.notebook.forked.client import Connection, ForkClient, Mailbox
from gongkai.notebook.forked.messages import Channel, Message

_OF_A_RESULT = ("data", "metadata", "execution_count")


class HereKernel:
    """Runs cells when asked to; handles other requests after them, in the client's loop."""

    def __init__(self, line: Line) -> None:
        self._boxes: dict[Channel, Mailbox] = {"shell": Mailbox(), "iopub": Mailbox()}
        self._kernel = application.begin(line, self._deliver, live=False)
        self._requests: deque[Message] = deque()
        self._task: asyncio.Task[None] | None = None
        self.connection = HereConnection(self, self._boxes)

    async def execute(self, request: Message) -> Message:
        """Run a cell, behind what was asked for before; return the reply."""
        await self._work()
        await self._kernel.rest()
        return await self._kernel.execute(request)

    def ask(self, message: Message) -> None:
        """Handle a message, behind those asked for before."""
        self._requests.append({"buffers": [], **message})
        if self._task is None or self._task.done():
            self._task = ensure_event_loop().create_task(self._work())

    def is_alive(self) -> bool:
        """Say yes: a dead kernel is a dead process here."""
        return True

    def interrupt_kernel(self) -> None:
        """Leave interruption to the supervisor."""

    async def _work(self) -> None:
        while self._requests:
            await self._kernel.handle(self._requests.popleft())

    def _deliver(self, channel: Channel, message: Message) -> None:
        self._boxes[channel].put(message)


class HereConnection(Connection):
    """A cell has been run, and its reply is there, when it has been asked for."""

    reply: Message

    def __init__(self, kernel: HereKernel, boxes: dict[Channel, Mailbox]) -> None:
        super().__init__(kernel, boxes)
        self._here = kernel

    async def execute(self, code: str, **options: Any) -> str:  # type: ignore[override]
        """Run a cell; return the id of the request."""
        request = self.execute_request(code, options)
        self.reply = await self._here.execute(request)
        return str(request["msg_id"])


class HereClient(ForkClient):
    """papermill's client, which neither waits nor asks a schema what cannot be wrong.

    nbclient has three tasks for each cell: they wait for its reply, for its output, and
    for the death of its kernel.
    """

    kc: HereConnection

    async def _async_poll_kernel_alive(self) -> None:
        """Do nothing: a dead kernel is a dead process."""

    async def _async_poll_output_msg(
        self, parent_msg_id: str, cell: NotebookNode, cell_index: int
    ) -> None:
        for message in self.kc.iopub_channel.taken():
            if message["parent_header"].get("msg_id") == parent_msg_id:
                try:
                    self.process_message(message, cell, cell_index)
                except CellExecutionComplete:
                    return

    async def _async_poll_for_reply(
        self,
        msg_id: str,  # noqa: ARG002 - nbclient's signature
        cell: NotebookNode,  # noqa: ARG002
        timeout: float | None,  # noqa: ARG002
        task_poll_output_msg: asyncio.Future[Any],
        task_poll_kernel_alive: asyncio.Future[Any],  # noqa: ARG002
    ) -> Message:
        await task_poll_output_msg
        return self.kc.reply

    def output(
        self, outs: list[NotebookNode], msg: Message, display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """Take an output. Texts under their media types are valid as they are."""
        content = msg["content"]
        if (
            msg["msg_type"] != "execute_result"
            or display_id
            or self.clear_before_next_output
            or self.output_hook_stack.get(msg["parent_header"].get("msg_id"))
            or any(type(value) is not str for value in content["data"].values())
        ):
            validated: NotebookNode | None = super().output(outs, msg, display_id, cell_index)
            return validated
        out: NotebookNode = from_dict({name: content[name] for name in _OF_A_RESULT})
        out.output_type = "execute_result"
        outs.append(out)
        return out


def run_here(nb_man: Any, line: Line, **options: Any) -> None:
    """Run the cells in this process; `line` hears which cell is begun."""
    kernel = HereKernel(line)

    def begun(cell: Any, cell_index: int) -> None:
        # papermill would read the time back from its text to take the difference.
        cell.metadata.papermill["start_time"] = None
        line({"cell": cell_index, "id": cell.get("id", "")})

    client = HereClient(nb_man, kernel, kernel.connection, on_cell_start=begun, **options)
    client.timeout = None  # a cell cannot be waited for in the process that runs it
    client.execute()
    application.end()
