"""Standard output and error of the cells, also of what writes past Python."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import socket
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Self

from ipykernel import iostream

from gongkai.forking import Line
from gongkai.forking.channel import PACKET, Receiver, Sender
from gongkai.notebook.forked.messages import Message

_BLOCK = 64 * 1024
_LIVE_SECONDS = 0.2
"""How long text is buffered while its cell runs; ipykernel's `flush_interval`."""

_LAST_WORDS = 2048


class NoThread(iostream.IOPubThread):
    """In the place of ipykernel's publishing thread: what is to be sent is sent at once."""

    def __init__(self) -> None:
        self.thread = None  # type: ignore[assignment]
        self.io_loop = None  # type: ignore[assignment]

    def schedule(self, f: Callable[[], Any]) -> None:
        """Do it now."""
        f()


class OutStream(iostream.OutStream):
    """ipykernel's stream, in order with what was written to the descriptor below it.

    Named like it: errors that a notebook shows name the class.
    """

    capture: Capture | None = None
    _buffered_at: float | None = None

    def write(self, string: str) -> int | None:  # type: ignore[override]
        """Buffer text, behind what the descriptor holds."""
        if self.capture is not None:
            self.capture.drain()
        return super().write(string)

    def take(self, text: str) -> None:
        """Buffer text that came through the descriptor."""
        super().write(text)

    def begin(self, capture: Capture, terminal: int) -> None:
        """Belong to this process from now on."""
        self._master_pid = os.getpid()
        self._original_stdstream_copy = terminal
        self.capture = capture

    def renew_lock(self) -> None:
        """Make a new lock, in a process forked while another thread may have held it."""
        self._buffer_lock = threading.RLock()

    def _schedule_flush(self) -> None:
        """Buffers are sent by `flush`, and by the thread of the capture."""
        if self._buffered_at is None:
            self._buffered_at = time.monotonic()

    def send_what_waited(self) -> None:
        """Send what is buffered, if its first text has waited: a `print` is several writes."""
        if self._buffered_at is not None and time.monotonic() - self._buffered_at >= _LIVE_SECONDS:
            self._flush()  # what `flush` comes to in any thread

    def _flush(self) -> None:
        self._buffered_at = None
        if self.capture is None:
            super()._flush()
            return
        with self.capture.lock:
            self.capture.drain()
            super()._flush()


class Capture:
    """Reads what the process and its descendants write to descriptors 1 and 2.

    A thread reads, so that nobody who writes much has to wait for the end of a cell;
    whoever writes or flushes in Python reads first, so that the order is kept. With
    `live`, the thread also sends what was buffered for a fifth of a second.
    """

    def __init__(
        self,
        streams: Mapping[int, OutStream],
        line: Line,
        relayed: Callable[[Message], None],
        *,
        live: bool,
    ) -> None:
        self.lock = threading.RLock()
        self._streams = streams
        self._line = line
        self._relayed = relayed
        self._live = live
        self._owner = os.getpid()
        decoder = codecs.getincrementaldecoder("utf-8")
        self._decoders = {number: decoder("replace") for number in streams}

    def begin(self) -> Self:
        """Redirect the descriptors and start to read."""
        spoken = self._line.listen_to_output()
        written, write = os.pipe()
        os.dup2(write, 1)
        os.close(write)
        inbox, outbox = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        inbox.setblocking(False)
        self._inbox, self._relay, self._receiver = inbox, Sender(outbox), Receiver()
        self._sources = {written: 1, spoken: 2, inbox.fileno(): 0}
        self._poll, self._watch = select.poll(), select.poll()
        for source in self._sources:
            os.set_blocking(source, False)
            self._poll.register(source, select.POLLIN)
            self._watch.register(source, select.POLLIN)
        terminal = os.open(os.devnull, os.O_WRONLY)
        for stream in self._streams.values():
            stream.begin(self, terminal)
        os.register_at_fork(after_in_child=self._disown)
        threading.Thread(target=self._read_on, name="output", daemon=True).start()
        return self

    @property
    def is_owner(self) -> bool:
        """Whether this process runs the cells, and is not one that a cell forked."""
        return os.getpid() == self._owner

    def relay(self, message: Message) -> None:
        """Pass a message on from a process that a cell forked."""
        self._relay.send(message)

    def drain(self) -> None:
        """Take what was written so far."""
        if not self.is_owner:
            return
        with self.lock:
            while ready := self._poll.poll(0):
                for source, _ in ready:
                    self._take(source)

    def _take(self, source: int) -> None:
        number = self._sources[source]
        if number == 0:
            for message in self._receiver.take(self._inbox.recv(PACKET)):
                self._relayed(message)
            return
        data = os.read(source, _BLOCK)
        if not data:  # a cell closed the descriptor: there is nothing more to come
            self._poll.unregister(source)
            self._watch.unregister(source)
            return
        self._streams[number].take(self._decoders[number].decode(data))
        if number == 2:
            self._line.say(data[-_LAST_WORDS:].decode(errors="replace"))

    def _read_on(self) -> None:
        while True:
            self._watch.poll(_LIVE_SECONDS * 1000 if self._live else None)
            with contextlib.suppress(BlockingIOError):
                self.drain()
            if self._live:
                for stream in self._streams.values():
                    stream.send_what_waited()

    def _disown(self) -> None:
        self.lock = threading.RLock()
        for stream in self._streams.values():
            stream.renew_lock()
