"""The child's side of a kernel that is asked from another process.

It imports nothing of papermill: that loads pyarrow and numpy, which start threads.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Mapping
from typing import Any

from gongkai.forking import Line
from gongkai.notebook.forked import application
from gongkai.notebook.forked.messages import Channel, Message, as_json, from_json


def serve(_: Mapping[str, Any], line: Line) -> None:
    """Handle, in the child, what is asked for, until nothing more is."""

    def deliver(channel: Channel, message: Message) -> None:
        line({"channel": channel, "message": as_json(message)})

    kernel = application.begin(line, deliver, live=True)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # but while a cell runs
    while (request := line.ask({"ready": os.getpid()})) is not None:
        loop.run_until_complete(kernel.handle(from_json(request)))
        loop.run_until_complete(kernel.rest())
    application.end()
