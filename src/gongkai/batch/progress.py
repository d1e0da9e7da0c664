"""What people see of a batch while it runs: one live line, or plain lines, or nothing."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Protocol, TextIO

from rich.console import Console
from rich.live import Live
from rich.text import Text

from gongkai.batch.events import EventLog
from gongkai.batch.ledger import Entry
from gongkai.batch.pace import Pace, span_in_words
from gongkai.batch.words import VERDICT_NAMES

_BAR = 16
_SLOW = 10.0
_PLAIN_EVERY = 10.0
_COLOURS = {"published": "green", "withheld": "yellow"}


class Watcher(Protocol):
    """What is told how a batch goes; from any thread."""

    def begin(self, total: int, unchanged: int, quarantined: int, jobs: int) -> None:
        """`total` runs will be made, `jobs` at a time; the others are left as they are."""

    def started(self, run: str) -> None:
        """A run (`agency/year`) has started."""

    def ended(self, entry: Entry) -> None:
        """A run is over and stands in the ledger."""

    def note(self, text: str) -> None:
        """Something people should know: one sentence in Chinese."""

    def finish(self, *, interrupted: bool) -> None:
        """The batch is over, or was interrupted."""


@contextmanager
def watching(
    console: Console, *, quiet: bool, log: TextIO | None, now: Callable[[], str]
) -> Iterator[Watcher]:
    """Give the watcher of a batch: progress on `console`, events in `log`.

    `now` gives the time of an event. A terminal gets one live line; anything else a plain
    line now and then; with `quiet`, or where the log goes to the same place, only notes.
    """
    lines = Lines(console, silent=quiet or (log is not None and log is console.file))
    watchers: list[Watcher] = [lines]
    if log is not None:
        watchers.append(EventLog(log, now, lines.note))
    try:
        yield _Together(watchers)
    finally:
        lines.close()


class _Together:
    """Tells several watchers, one caller at a time."""

    def __init__(self, watchers: Sequence[Watcher]) -> None:
        self._watchers = watchers
        self._lock = threading.Lock()

    def begin(self, total: int, unchanged: int, quarantined: int, jobs: int) -> None:
        self._tell(lambda watcher: watcher.begin(total, unchanged, quarantined, jobs))

    def started(self, run: str) -> None:
        self._tell(lambda watcher: watcher.started(run))

    def ended(self, entry: Entry) -> None:
        self._tell(lambda watcher: watcher.ended(entry))

    def note(self, text: str) -> None:
        self._tell(lambda watcher: watcher.note(text))

    def finish(self, *, interrupted: bool) -> None:
        self._tell(lambda watcher: watcher.finish(interrupted=interrupted))

    def _tell(self, tell: Callable[[Watcher], None]) -> None:
        with self._lock:
            for watcher in self._watchers:
                tell(watcher)


class Lines:
    """Progress for people. `clock` gives seconds and never goes back."""

    def __init__(
        self, console: Console, *, silent: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._console = console
        self._silent = silent
        self._clock = clock
        self._total = 0
        self._jobs = 0
        self._running: dict[str, float] = {}
        self._verdicts: Counter[str] = Counter()
        self._pace = Pace(clock())
        self._said = clock()
        self._live: Live | None = None

    def begin(self, total: int, unchanged: int, quarantined: int, jobs: int) -> None:
        """Say what is left as it is, and show the line."""
        self._total, self._jobs = total, jobs
        self._pace, self._said = Pace(self._clock()), self._clock()
        if self._silent:
            return
        others = [(unchanged, "未变动"), (quarantined, "已隔离")]
        told = [f"{name} {number}" for number, name in others if number]
        if told and total:
            self._print(f"{'，'.join(told)}，运行 {total}")
        if total and self._console.is_terminal and not self._console.is_dumb_terminal:
            self._live = Live(
                get_renderable=self.line,
                console=self._console,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start()

    def started(self, run: str) -> None:
        """Count a run as running."""
        self._running[run] = self._clock()

    def ended(self, entry: Entry) -> None:
        """Count a run as done; without a terminal, say so from time to time."""
        now = self._clock()
        self._running.pop(entry.run, None)
        self._verdicts[entry.verdict] += 1
        self._pace.ended(now)
        if self._live is None and not self._silent and now - self._said >= _PLAIN_EVERY:
            self._said = now
            self._print(self.line().plain)

    def note(self, text: str) -> None:
        """Print a sentence above the line; notes are never silenced."""
        self._print(text)

    def finish(self, *, interrupted: bool) -> None:  # noqa: ARG002 - the summary says it
        """Take the line away."""
        self.close()

    def close(self) -> None:
        """Take the line away, if it is there."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def line(self) -> Text:
        """Return the line as it is now."""
        now, done = self._clock(), sum(self._verdicts.values())
        running = min(len(self._running), self._jobs)  # those done wait to be put in place
        line = Text(no_wrap=True, overflow="ellipsis")
        if self._live is not None:
            filled = done * _BAR // self._total
            line.append("━" * filled, "green").append("─" * (_BAR - filled) + " ", "dim")
        line.append(f"{done}/{self._total}").append(f"　运行中 {running}")
        for verdict, name in VERDICT_NAMES.items():
            if self._verdicts[verdict]:
                colour = _COLOURS.get(verdict, "red")
                line.append("　").append(f"{name} {self._verdicts[verdict]}", colour)
        for text in (*self._speed(now, self._total - done), self._slowest(now)):
            line.append(f"　{text}" if text else "")
        return line

    def _speed(self, now: float, left: int) -> Iterator[str]:
        rate, span = self._pace.rate(now), self._pace.remaining(left, now)
        if rate is not None and span is not None and left:
            yield f"每分钟 {rate * 60:.2g} 份" if rate < 1 else f"每分钟 {rate * 60:.0f} 份"
            yield f"还需{span_in_words(*span)}"

    def _slowest(self, now: float) -> str:
        """The run that has been at it for long, if there is one."""
        if not self._running:
            return ""
        run, since = min(self._running.items(), key=lambda item: item[1])
        return f"{run} 已{now - since:.0f}秒" if now - since >= _SLOW else ""

    def _print(self, text: str) -> None:
        with suppress(OSError):  # that nobody can be told must not stop the batch
            self._console.print(Text(text), soft_wrap=True)
