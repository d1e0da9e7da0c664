"""JSON messages between a child and its supervisor, whole or not at all.

A packet socket takes each packet whole even where a signal handler raises in the middle
of a message or several threads send at once: packets carry the number of their message,
and a message whose last packet never comes is dropped.
"""

from __future__ import annotations

import itertools
import json
import math
import os
import socket
import struct
from collections.abc import Iterator
from typing import Any

_HEAD = struct.Struct("!QB")
_PIECE = 32 * 1024
PACKET = _HEAD.size + _PIECE


class Sender:
    """The end that messages go in; processes forked later may use it too."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._numbers = itertools.count()

    def send(self, message: Any) -> None:
        """Send JSON values.

        Raises:
            TypeError, ValueError: the message is not JSON.
            OSError: nobody listens any more.
        """
        data = json.dumps(message, separators=(",", ":")).encode()
        number = os.getpid() << 32 | next(self._numbers)
        for start in range(0, len(data), _PIECE):
            last = start + _PIECE >= len(data)
            self._end.sendall(_HEAD.pack(number, last) + data[start : start + _PIECE])


class Receiver:
    """The end that messages come out of: packets in, messages out, `limit` bytes in all."""

    def __init__(self, limit: float = math.inf) -> None:
        self._pieces: dict[int, list[bytes]] = {}
        self._left = limit

    @property
    def full(self) -> bool:
        """Whether more came than allowed; what came since is not taken."""
        return self._left < 0

    def take(self, packet: bytes) -> Iterator[Any]:
        """Take one packet; yield the message it completes."""
        self._left -= len(packet)
        if self.full or len(packet) < _HEAD.size:
            return
        number, last = _HEAD.unpack_from(packet)
        pieces = self._pieces.setdefault(number, [])
        pieces.append(packet[_HEAD.size :])
        if last:
            yield json.loads(b"".join(self._pieces.pop(number)))
