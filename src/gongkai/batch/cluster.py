"""A batch shared out over a Dask cluster: parts of it go to workers, ledger lines come back.

A part of some dozens of agency-years, not one of them, is what the scheduler deals with:
it is told to one worker, and told anew to another when that one is lost. What both ran is
the same to the byte, so it does not matter who put it in place. This side alone keeps the
ledger, from the lines that the workers send while they work.
"""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TypeAlias

import msgspec
from distributed import Future

from gongkai.batch.cluster_client import ClusterError, compare, connected, unlike
from gongkai.batch.cluster_worker import PartResult, do_part, stop_parts
from gongkai.batch.decide import Decision
from gongkai.batch.ledger import Entry, LedgerWriter
from gongkai.batch.part import ENTRY, NOTE, STARTED, Order, Piece
from gongkai.batch.progress import Watcher
from gongkai.batch.stopping import Stop
from gongkai.batch.supervisor import Workshop, longest_first

_MOST = 100
"""Agency-years in a part at the most: what a lost worker may cost."""
_PARTS_EACH = 4
"""Parts for each processor at the least, so that all end at about the same time."""
_TRIES = 3
"""How often a part is tried that fails; a worker that is lost costs Dask's own tries."""
_NUDGE = 0.5
"""Seconds between two looks at whether the batch was told to stop."""


@dataclass(frozen=True)
class _Part:
    """Agency-years that are done together, and for the how manieth time they are tried."""

    decisions: Sequence[Decision]
    tried: int
    future: Future[object]


_Heard: TypeAlias = "str | Future[object]"


class Cluster:
    """A supervisor whose runs are done elsewhere; a context manager."""

    def __init__(
        self,
        address: str,
        workshop: Workshop,
        ledger: LedgerWriter,
        scratch: Path,
        watcher: Watcher,
    ) -> None:
        """Keep what is needed; `scratch` is the private folder of the batch."""
        self._address = address
        self._workshop = workshop
        self._ledger = ledger
        self._scratch = str(scratch.absolute())
        self._watcher = watcher
        self._topic = f"gongkai-{scratch.name}"
        self._numbers = itertools.count()
        self._parts: dict[str, _Part] = {}
        self._missing: set[str] = set()
        self._unfit: set[str] = set()
        self._said: set[str] = set()
        self._failure = ""
        self._heard: SimpleQueue[_Heard] = SimpleQueue()
        self._stop = Stop(lambda: None)
        self._held = contextlib.ExitStack()

    @property
    def slots(self) -> int:
        """How many runs there are at once, as of now."""
        return sum(self._client.nthreads().values())

    @property
    def stopped_by(self) -> int:
        """The signal that ended the batch early, 0 where none did."""
        return self._stop.number

    def run(self, decisions: Sequence[Decision]) -> Iterator[Entry]:
        """Have run what was decided on; yield a line of the ledger for each as it is heard of.

        Raises:
            ClusterError: the scheduler or every worker that fits was lost, or a part could
                not be done however often it was tried.
        """
        self._missing = {one.job.name for one in decisions}
        self._client.subscribe_topic(self._topic, lambda event: self._heard.put(event[1]))
        with self._stop.on_signals():
            self._deal(longest_first(decisions))
            while self._parts and not self.stopped_by:
                with contextlib.suppress(Empty):
                    heard = self._heard.get(timeout=_NUDGE)
                    if isinstance(heard, str):
                        yield from self._told(heard)
                    else:
                        yield from self._ended(self._parts.pop(str(heard.key)))
        if self._missing and not self.stopped_by:
            raise ClusterError(
                f"--cluster {self._address}",
                f"有{len(self._missing)}个机关年度没有做完（{self._failure}）",
                "已完成的都在账本里；请查看工作进程的日志，然后重新运行，会从断处继续",
            )

    def _deal(self, decisions: Sequence[Decision]) -> None:
        """Deal the runs out in parts, the long ones over all of them."""
        size = min(_MOST, math.ceil(len(decisions) / (_PARTS_EACH * max(1, self.slots))))
        count = math.ceil(len(decisions) / size)
        for number in range(count):
            self._submit(decisions[number::count], 1)

    def _submit(self, decisions: Sequence[Decision], tried: int) -> None:
        order = Order(
            notebook=str(self._workshop.notebook.absolute()),
            reports=str(self._workshop.reports.absolute()),
            scratch=self._scratch,
            bounds=self._workshop.bounds,
            pieces=tuple(Piece.of(one) for one in decisions),
        )
        told = (msgspec.to_builtins(order), str(Path.cwd()), self._topic, self._facts)
        # A name of its own: what was run before is no answer to what is asked now.
        name = f"{self._topic}-{next(self._numbers)}"
        fit = sorted(self._client.nthreads().keys() - self._unfit) if self._unfit else None
        preferred = {"workers": fit, "allow_other_workers": True} if fit else {}
        future = self._client.submit(do_part, *told, key=name, **preferred)
        self._parts[name] = _Part(decisions, tried, future)
        future.add_done_callback(self._heard.put)

    def _told(self, line: str) -> Iterator[Entry]:
        """Take what a worker says while it works."""
        kind, text = line[:1].encode(), line[1:].rstrip("\n")
        if kind == ENTRY:
            yield from self._note([msgspec.json.decode(text, type=Entry)])
        elif kind == STARTED and text in self._missing:
            self._watcher.started(text)
        elif kind == NOTE:
            self._say(text)

    def _ended(self, part: _Part) -> Iterator[Entry]:
        """Take what came of a part, and have done again what did not."""
        if part.future.status == "cancelled":
            raise self._lost("调度程序断开了")
        tried = part.tried + 1
        try:
            result = msgspec.convert(part.future.result(), PartResult)
        except Exception as error:  # noqa: BLE001 - whatever happened to it elsewhere
            self._failure = f"{type(error).__name__}：{error}"
        else:
            yield from self._note(result.entries)
            if result.facts != self._facts:
                tried = part.tried
                self._leave_out(result.worker, result.facts)
        left = [one for one in part.decisions if one.job.name in self._missing]
        if left and tried <= _TRIES:
            self._submit(left, tried)

    def _leave_out(self, worker: str, facts: Mapping[str, str]) -> None:
        self._unfit.add(worker)
        self._say(f"工作进程 {worker} {unlike(self._facts, facts)}，不分给它报告")
        if self._client.nthreads().keys() <= self._unfit:
            raise self._lost("剩下的工作进程都与本机不一致")

    def _note(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """Take down what is news; a part that was done twice tells some things twice."""
        news = [one for one in entries if one.run in self._missing]
        for entry in news:
            self._missing.discard(entry.run)
            self._ledger.append(entry)
        if news:
            self._ledger.sync()
        yield from news

    def _say(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            self._watcher.note(sentence)

    def _lost(self, problem: str) -> ClusterError:
        return ClusterError(
            f"--cluster {self._address}",
            f"{problem}，还有{len(self._missing)}个机关年度没有做完",
            "已完成的都在账本里；集群恢复后重新运行，会从断处继续",
        )

    def __enter__(self) -> Cluster:
        """Connect, and look whether every worker runs the same program.

        Raises:
            ClusterError: nobody answers, there is no worker, or one does not fit.
        """
        with contextlib.ExitStack() as held:
            self._client = held.enter_context(connected(self._address, self._workshop.jobs))
            notebook = str(self._workshop.notebook.absolute())
            self._facts = compare(self._client, notebook, [self._scratch, str(Path.cwd())])
            held.callback(self._end)
            self._held = held.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.close()

    def _end(self) -> None:
        """Leave nothing running for this batch anywhere."""
        if self._client.status == "running":
            with contextlib.suppress(OSError, TimeoutError):
                self._client.cancel([part.future for part in self._parts.values()], force=True)
                self._client.run(stop_parts, self._topic, on_error="return")
