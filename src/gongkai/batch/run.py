"""One batch from end to end: lock, ledger, what must run, and the runs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.batch.decide import Decision, Wanted, decide
from gongkai.batch.hands import Hands
from gongkai.batch.index_page import NAME as INDEX
from gongkai.batch.index_page import write_index
from gongkai.batch.ledger import Entry, Ledger, LedgerWriter, read_ledger
from gongkai.batch.lock import locked
from gongkai.batch.merge import latest
from gongkai.batch.plan import Job
from gongkai.batch.progress import Watcher
from gongkai.batch.scratch import private_folder
from gongkai.batch.shards import Shard
from gongkai.batch.supervisor import Supervisor, Workshop


@dataclass
class Batch:
    """A batch under way, with the lock of its folder held.

    entries: what the ledger says of each agency-year of the batch, in order, where it says
        anything; those of `todo` change as they are done.
    stopped_by: the signal that ended the batch early, 0 where none did.
    left: how many of `todo` are not done.
    """

    decisions: Sequence[Decision]
    _run: Callable[[Batch], Iterator[Entry]]
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

    def run(self, jobs: int) -> None:
        """Run what must run, `jobs` at a time, and tell the watcher."""
        unchanged = len(self.skipped) - len(self.quarantined)
        self._watcher.begin(self.left, unchanged, len(self.quarantined), jobs)
        for entry in self._run(self) if self.todo else ():
            self._last[entry.run] = entry
            self.left -= 1
            self._watcher.ended(entry)
        self._watcher.finish(interrupted=bool(self.stopped_by))


@contextlib.contextmanager
def open_batch(
    jobs: Sequence[Job],
    workshop: Workshop,
    shard: Shard,
    wanted: Wanted,
    watcher: Watcher,
) -> Iterator[Batch]:
    """Lock the folder of reports, read its ledgers and decide what must run.

    Afterwards the index page shows what the ledgers say then. `watcher` is told how the
    batch goes, and what is out of the ordinary.

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

        def run(batch: Batch) -> Iterator[Entry]:
            with Hands(watcher.note) as hands:
                supervisor = Supervisor(workshop, hands, writer, scratch, watcher.started)
                try:
                    yield from supervisor.run(batch.todo)
                finally:
                    batch.stopped_by = supervisor.stopped_by

        yield Batch(decided, run, watcher)
        _show_all(reports, scratch, watcher)


def decisions(
    jobs: Sequence[Job], workshop: Workshop, shard: Shard, wanted: Wanted
) -> list[Decision]:
    """Decide what would have to run, and change nothing.

    Raises:
        InputError: a ledger or the data folder cannot be read.
    """
    return _decide(jobs, known(workshop.reports), workshop, shard, wanted)


def _show_all(reports: Path, scratch: Path, watcher: Watcher) -> None:
    """Write the index page; that it cannot be written must not spoil the batch."""
    try:
        write_index(reports, known(reports).entries.values(), scratch)
    except OSError as error:
        watcher.note(f"{reports / INDEX} 写不进去（{error.strerror or error}），各份报告不受影响")


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
