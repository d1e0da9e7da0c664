"""A part of a batch on another machine: runs what it is told and writes ledger lines.

Run as `python -m gongkai.batch.part`, it reads one order a line from standard input and
writes a line for each thing to be known, as it happens, then an empty one. When the other
side goes, this process goes, and with it all it started.
"""

from __future__ import annotations

import datetime
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import msgspec

from gongkai.batch.decide import Decision
from gongkai.batch.hands import Hands
from gongkai.batch.ledger import Entry
from gongkai.batch.plan import Job
from gongkai.batch.supervisor import Bounds, Supervisor, Workshop
from gongkai.notebook.parameters import Parameters

ENTRY, STARTED, NOTE = b"=", b"+", b"!"
"""How a line begins: an entry of the ledger, the name of a run that starts, a sentence."""


class Piece(msgspec.Struct, frozen=True):
    """One agency-year of an order: what a decision says of it, as plain values."""

    place: str
    parameters: Parameters
    given: dict[str, Any]
    key: str
    inputs: dict[str, str]
    attempts: int

    @classmethod
    def of(cls, decision: Decision) -> Piece:
        """Return what another machine has to know of a decision."""
        job = decision.job
        return cls(
            place=job.place,
            parameters=job.parameters,
            given=dict(job.given),
            key=decision.key,
            inputs=dict(decision.inputs),
            attempts=decision.attempts,
        )

    def decision(self) -> Decision:
        """Return the decision again."""
        job = Job(self.place, self.parameters, self.given)
        return Decision(job, self.key, self.inputs, "", None, self.attempts)


class Order(msgspec.Struct, frozen=True):
    """What a part is to run, and where.

    notebook, reports: absolute. scratch: an existing private folder below `reports`; it
        goes when the batch ends, and nothing is put in place after that.
    """

    notebook: str
    reports: str
    scratch: str
    bounds: Bounds
    pieces: tuple[Piece, ...]


class _Lines:
    """Tells the one who keeps the ledger what is to be known; from any thread."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def append(self, entry: Entry) -> None:
        self.write(ENTRY, msgspec.json.encode(entry))

    def sync(self) -> None:
        """The ledger is made durable where it is kept."""

    def started(self, run: str) -> None:
        self.write(STARTED, run.encode())

    def note(self, sentence: str) -> None:
        self.write(NOTE, sentence.replace("\n", " ").encode())

    def write(self, kind: bytes = b"", text: bytes = b"") -> None:
        line = kind + text + b"\n"
        with self._lock:
            while line:
                line = line[os.write(self._descriptor, line) :]


def main() -> None:
    """Serve orders until standard input ends."""
    lines = _Lines(os.dup(1))
    os.dup2(2, 1)  # what is printed is no line
    orders: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    with Hands(lines.note) as hands:
        while True:
            order = msgspec.json.decode(orders.get(), type=Order)
            for _ in _run(order, hands, lines):
                pass
            lines.write()


def _run(order: Order, hands: Hands, lines: _Lines) -> Iterator[Entry]:
    workshop = Workshop(Path(order.notebook), Path(order.reports), 1, order.bounds, _now)
    own = Path(order.scratch, f"{os.uname().nodename}-{os.getpid()}")
    own.mkdir(exist_ok=True)
    decisions = [piece.decision() for piece in order.pieces]
    return Supervisor(workshop, hands, lines, own, lines.started).run(decisions)


def _listen(orders: SimpleQueue[bytes]) -> None:
    """Pass orders on; at the end of input end the process, whatever it is doing.

    The template of the forked children goes with this process, and they with it.
    """
    for line in sys.stdin.buffer:
        orders.put(line)
    os._exit(0)


def _now() -> str:
    return datetime.datetime.now(tz=datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    main()
