"""A child's line to its supervisor: what a task's function is given to speak through."""

from __future__ import annotations

import itertools
import os
import socket
from typing import Any

from gongkai.forking.channel import PACKET, Receiver, Sender


class Line:
    """Call it with an event to tell one; it does nothing in processes forked later."""

    def __init__(self, end: socket.socket, spoken: int) -> None:
        self._end = end
        self._sender = Sender(end)
        self._owner = os.getpid()
        self._questions = itertools.count()
        self._spoken = spoken

    def __call__(self, event: Any) -> None:
        """Tell an event: JSON values."""
        self.answer({"event": event})

    def ask(self, event: Any) -> Any:
        """Tell an event and return what the supervisor's `on_event` returned for it."""
        return self._ask({"ask": event})

    def listen_to_output(self) -> int:
        """Take over reading what is written to standard output and error.

        Returns the end of the pipe to read from. The supervisor reads what is left in it
        when this process ends.
        """
        self._ask({"quiet": True})
        return self._spoken

    def say(self, words: str) -> None:
        """Give the supervisor output that was read here, for the last words."""
        self.answer({"words": words})

    def answer(self, message: Any) -> bool:
        """Send a message as it is; False where this is not the process to speak."""
        if os.getpid() != self._owner:
            return False
        self._sender.send(message)
        return True

    def _ask(self, message: dict[str, Any]) -> Any:
        number = next(self._questions)
        self.answer(message | {"question": number})
        receiver = Receiver()
        while packet := self._end.recv(PACKET):
            for reply in receiver.take(packet):
                if reply["question"] == number:  # else: asked for by who was interrupted
                    return reply["reply"]
        raise ConnectionError("the supervisor is gone")
