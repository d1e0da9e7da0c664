"""The supervisor: hands out runs to a few slots, looks at what comes back, puts it in place.

A run is first worked on in a private folder; then, in this order, its files are looked at
and made durable, the folder is put in place in one step, and the ledger gets its line. So
the batch can be killed at any point: what is in place is whole and true, and what the
ledger does not know of is done again, with the same result.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Protocol

import msgspec

from gongkai.batch.decide import Decision
from gongkai.batch.hands import Hands
from gongkai.batch.ledger import Entry
from gongkai.batch.outcome import Answer, Done, answer_of, entry_of, unwritten
from gongkai.batch.publish import publish
from gongkai.batch.scratch import has_own_folder, make_room
from gongkai.batch.stopping import Stop
from gongkai.forking import Ended, Limits, Task
from gongkai.notebook.parameters import locate

_AHEAD = 4
"""Finished runs that may wait for their turn to be put in place, per slot."""

_NUDGE = 0.5
"""Seconds between two looks at whether the batch was told to stop."""

MAKE = "gongkai.batch.work:make"


@dataclass(frozen=True)
class Bounds:
    """What one run may take: seconds for a cell and for all, megabytes of memory and file."""

    cell_seconds: int = 300
    run_seconds: int = 1800
    memory_megabytes: int = 4096
    file_megabytes: int = 256


@dataclass(frozen=True)
class Workshop:
    """Where runs read the notebook from and put their results, and how many at once.

    clock: tells the time for the ledger, UTC, ISO 8601.
    """

    notebook: Path
    reports: Path
    jobs: int
    bounds: Bounds
    clock: Callable[[], str]


class Keeper(Protocol):
    """Whoever keeps the ledger, here or elsewhere."""

    def append(self, entry: Entry) -> None:
        """Take an entry down."""

    def sync(self) -> None:
        """Make durable what was taken down."""


class Supervisor:
    """The runs of one batch on this machine.

    `started` hears the name of each run as it starts, from the thread that starts it.
    """

    def __init__(
        self,
        workshop: Workshop,
        hands: Hands,
        ledger: Keeper,
        scratch: Path,
        started: Callable[[str], None],
    ) -> None:
        self._workshop = workshop
        self._hands = hands
        self._ledger = ledger
        self._scratch = scratch
        self._started = started
        self._done: SimpleQueue[Done | BaseException | None] = SimpleQueue()
        self._room = threading.Semaphore(_AHEAD * workshop.jobs)
        self._todo: deque[tuple[int, Decision]] = deque()
        self._stop = Stop(self._stop_all)

    @property
    def slots(self) -> int:
        """How many runs there are at once."""
        return self._workshop.jobs

    @property
    def stopped_by(self) -> int:
        """The signal that ended the batch early, 0 where none did."""
        return self._stop.number

    def run(self, decisions: Sequence[Decision]) -> Iterator[Entry]:
        """Run what was decided on; yield a line of the ledger for each run as it is done."""
        self._todo.extend(enumerate(longest_first(decisions)))
        slots = [
            threading.Thread(target=self._slot, name=f"slot-{number}", daemon=True)
            for number in range(min(self._workshop.jobs, len(decisions)))
        ]
        with self._stop.on_signals():
            try:
                for slot in slots:
                    slot.start()
                yield from self._settle_all(len(slots))
            finally:
                self._todo.clear()
                if any(slot.is_alive() for slot in slots):
                    self._hands.stop_all()
                for _ in slots:
                    self._room.release()  # those that wait for room find nothing to do
                for slot in slots:
                    slot.join()

    def _slot(self) -> None:
        """Work on one run after another until there is none left."""
        try:
            while True:
                self._room.acquire()
                try:
                    number, decision = self._todo.popleft()
                except IndexError:
                    break
                self._done.put(self._work(self._scratch / str(number), decision))
            self._done.put(None)
        except BaseException as error:  # noqa: BLE001 - raised again by whom it concerns
            self._done.put(error)

    def _work(self, room: Path, decision: Decision) -> Done:
        bounds, job = self._workshop.bounds, decision.job
        began = time.monotonic()
        self._started(job.name)
        ended, engine, failure = Ended("raised"), "", ""
        here = has_own_folder(job.parameters.data_dir)
        try:
            working, finished = make_room(room)
        except OSError as error:
            finished = room / "finished"
            return Done(decision, ended, finished, 0.0, "", error.strerror or str(error))
        order = {
            "place": job.place,
            "data": str(locate(job.parameters.data_dir).absolute()),
            "working": str(working.absolute()),
            "parameters": msgspec.to_builtins(job.parameters),
            "given": dict(job.given),
            "notebook": str(self._workshop.notebook.absolute()),
            "finished": str(finished.absolute()),
            "seconds": bounds.cell_seconds,
        }
        limits = Limits(
            seconds=bounds.run_seconds,
            event_seconds=bounds.cell_seconds,
            memory_megabytes=bounds.memory_megabytes,
            file_megabytes=bounds.file_megabytes,
        )
        try:
            ended, engine = self._hands.run(
                Task(MAKE, order, working if here else Path.cwd(), limits), _ignore
            )
        except OSError as error:
            failure = error.strerror or str(error)
        return Done(decision, ended, finished, time.monotonic() - began, engine, failure)

    def _settle_all(self, slots: int) -> Iterator[Entry]:
        """Put in place what comes back, as much at once as there is."""
        while slots:
            group: list[Done] = []
            for one in self._drained():
                if one is None:
                    slots -= 1
                elif isinstance(one, BaseException):
                    raise one
                elif not self.stopped_by or one.ended.ending == "returned":
                    group.append(one)
                else:
                    self._let_go(one)
            yield from self._settle(group)

    def _drained(self) -> Iterator[Done | BaseException | None]:
        """Wait for one thing, then take what else is there."""
        while True:
            try:
                yield self._done.get(timeout=_NUDGE)
                break
            except Empty:
                if self.stopped_by:  # a run may have begun while the others were stopped
                    self._hands.stop_all()
        with contextlib.suppress(Empty):
            while True:
                yield self._done.get_nowait()

    def _settle(self, group: Sequence[Done]) -> Iterator[Entry]:
        entries = [self._put_in_place(done) for done in group]
        for entry in entries:
            self._ledger.append(entry)
        if entries:
            self._ledger.sync()
        for done in group:
            self._let_go(done)
        yield from entries

    def _put_in_place(self, done: Done) -> Entry:
        place = self._workshop.reports / done.decision.job.name
        answer = Answer()
        try:
            answer = answer_of(done, self._workshop.notebook)
            if not answer.unwritable:
                entry = entry_of(done, answer, self._workshop.clock())
                publish(done.finished, place)
                return entry
        except OSError as error:
            answer = Answer(unwritable=error.strerror or str(error))
        return entry_of(done, unwritten(answer, place), self._workshop.clock())

    def _let_go(self, done: Done) -> None:
        shutil.rmtree(done.finished.parent, ignore_errors=True)
        self._room.release()

    def _stop_all(self) -> None:
        self._todo.clear()
        self._hands.stop_all()


def default_jobs() -> int:
    """Return how many processors this process may use, a container's quota considered."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(cores or 1, _quota()))


def _quota() -> int:
    """The processors a control group grants, rounded up; without one, more than there are."""
    try:
        granted, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return -(-int(granted) // int(period))
    except (OSError, ValueError):
        return 1 << 20


def longest_first(decisions: Sequence[Decision]) -> list[Decision]:
    """Sort by what runs took last time; one that was never run counts as the mean of the others."""
    known = [one.entry.seconds for one in decisions if one.entry is not None]
    mean = sum(known) / len(known) if known else 0.0
    return sorted(decisions, key=lambda one: -(one.entry.seconds if one.entry else mean))


def _ignore(_event: Any) -> None:
    """Events matter only where they are the last: they are kept with the ending."""
