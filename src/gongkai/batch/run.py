"""One batch from end to end: lock, ledger, what must run, and the runs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from gongkai.batch.decide import Decision, Wanted, decide
from gongkai.batch.hands import Hands
from gongkai.batch.index_page import NAME as INDEX
from gongkai.batch.index_page import write_index
from gongkai.batch.ledger import Entry, Ledger, LedgerWriter, read_ledger
from gongkai.batch.lock import in_turn, locked
from gongkai.batch.merge import latest
from gongkai.batch.plan import Job
from gongkai.batch.progress import Watcher
from gongkai.batch.scratch import private_folder
from gongkai.batch.shards import Shard
from gongkai.batch.supervisor import Supervisor, Workshop

if TYPE_CHECKING:
    from gongkai.batch.cluster import Cluster


@dataclass
class Batch:
    """A batch under way, with the lock of its folder held.

    entries: what the ledger says of each agency-year of the batch, in order, where it says
        anything; those of `todo` change as they are done, and then are without `inputs`.
    stopped_by: the signal that ended the batch early, 0 where none did.
    left: how many of `todo` are not done.
    """

    decisions: Sequence[Decision]
    _crew: Callable[[], AbstractContextManager[Cluster | Supervisor]]
    _watcher: Watcher
    stopped_by: int = 0
    left: int = 0

    def __post_init__(self) -> None:
        self._last = {one.job.name: one.entry for one in self.decisions}
        self.left = len(self.todo)

    @property
    def todo(self) -> list[Decision]:
        """What must run."""
        return [one for one in self.decisions if one.reason and not one.quarantined]

    @property
    def skipped(self) -> list[Decision]:
        """What need not run, or was killed too often."""
        return [one for one in self.decisions if not one.reason or one.quarantined]

    @property
    def entries(self) -> list[Entry]:
        """The last entry of each agency-year that has one, in the order of the plan."""
        return [entry for entry in self._last.values() if entry is not None]

    @property
    def quarantined(self) -> list[str]:
        """The names of what was killed too often."""
        return [one.job.name for one in self.decisions if one.quarantined]

    def run(self) -> None:
        """Run what must run, and tell the watcher."""
        counts = self.left, len(self.skipped) - len(self.quarantined), len(self.quarantined)
        if not self.todo:
            self._watcher.begin(*counts, 0)
        else:
            with self._crew() as crew:
                self._watcher.begin(*counts, crew.slots)
                try:
                    for entry in crew.run(self.todo):
                        self._last[entry.run] = _remembered(entry)
                        self.left -= 1
                        self._watcher.ended(entry)
                finally:
                    self.stopped_by = crew.stopped_by
        self._watcher.finish(interrupted=bool(self.stopped_by))


def _remembered(entry: Entry) -> Entry:
    """Leave out what only the ledger needs: a batch of a whole country is kept in memory."""
    return msgspec.structs.replace(entry, inputs={})


@contextlib.contextmanager
def open_batch(
    jobs: Sequence[Job],
    workshop: Workshop,
    shard: Shard,
    wanted: Wanted,
    watcher: Watcher,
    cluster: str | None = None,
) -> Iterator[Batch]:
    """Lock the folder of reports, read its ledgers and decide what must run.

    Afterwards the index page shows what the ledgers say then. `watcher` is told how the
    batch goes, and what is out of the ordinary. `cluster` is the address of a Dask
    scheduler, or `local`; None for this machine alone.

    Raises:
        FolderInUseError: another batch is writing there.
        InputError: a ledger or the data folder cannot be read.
        OSError: the folder cannot be written to.
    """
    reports = workshop.reports
    with contextlib.ExitStack() as held:
        held.enter_context(locked(reports, shard))
        ledger = known(reports)
        if ledger.damaged:
            watcher.note(f"{reports} 的账本有{ledger.damaged}行不完整（上次中断所致），已跳过")
        decided = _decide(jobs, ledger, workshop, shard, wanted)
        scratch = held.enter_context(private_folder(reports, shard))
        writer = held.enter_context(LedgerWriter(reports / shard.ledger))

        yield Batch(decided, partial(_crew, cluster, workshop, writer, scratch, watcher), watcher)
        show_all(reports, scratch, watcher.note)


@contextlib.contextmanager
def _crew(
    cluster: str | None,
    workshop: Workshop,
    writer: LedgerWriter,
    scratch: Path,
    watcher: Watcher,
) -> Iterator[Cluster | Supervisor]:
    """Who does the runs: workers elsewhere, or this machine."""
    if cluster is not None:
        from gongkai.batch.cluster import Cluster  # slow to load, and seldom needed

        with Cluster(cluster, workshop, writer, scratch, watcher) as crew:
            yield crew
    else:
        with Hands(watcher.note) as hands:
            yield Supervisor(workshop, hands, writer, scratch, watcher.started)


def decisions(
    jobs: Sequence[Job], workshop: Workshop, shard: Shard, wanted: Wanted
) -> list[Decision]:
    """Decide what would have to run, and change nothing.

    Raises:
        InputError: a ledger or the data folder cannot be read.
    """
    return _decide(jobs, known(workshop.reports), workshop, shard, wanted)


def show_all(reports: Path, scratch: Path, tell: Callable[[str], None]) -> None:
    """Write the index page; that it cannot be written must not spoil the batch.

    Parts of a batch may end at once: who writes last has read the ledgers last.
    """
    try:
        with in_turn(reports):
            write_index(reports, known(reports).entries.values(), scratch)
    except OSError as error:
        tell(f"{reports / INDEX} 写不进去（{error.strerror or error}），各份报告不受影响")


def _decide(
    jobs: Sequence[Job], ledger: Ledger, workshop: Workshop, shard: Shard, wanted: Wanted
) -> list[Decision]:
    mine = [job for job in jobs if shard.has(job.name)]
    return list(decide(mine, ledger, workshop.notebook, workshop.reports, wanted))


def known(reports: Path) -> Ledger:
    """Return what all ledgers of a folder say; of an agency-year, the latest line counts.

    Raises:
        InputError: one of them cannot be read.
    """
    return latest([read_ledger(path) for path in sorted(reports.glob("ledger*.jsonl"))])
