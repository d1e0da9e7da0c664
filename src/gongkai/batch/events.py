"""A batch as a stream of events for programs: one JSON object a line, as it happens."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from gongkai.batch.ledger import Entry
from gongkai.errors import InputError

FORMAT = "gongkai-events/1"

_TOLD = (
    *("agency", "year", "verdict", "reservations", "message", "rules", "cause", "cell"),
    *("attempts", "seconds", "cpu_seconds", "peak_memory"),
)


@contextmanager
def open_log(path: Path | None) -> Iterator[TextIO | None]:
    """Give the stream to write events to: added to a file, `-` for the standard error.

    Raises:
        InputError: the file cannot be opened.
    """
    if path is None or str(path) == "-":
        yield None if path is None else sys.stderr
        return
    try:
        stream = path.open("a", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            f"--log-json {path}", f"文件打不开（{error.strerror or error}）", "请换一个可写的位置"
        ) from None
    with stream:
        yield stream


class EventLog:
    """Writes events (docs/reference/watching.md).

    A log that cannot be written must not stop the batch: `complain` is told once, and
    nothing more is written.
    """

    def __init__(
        self, stream: TextIO, now: Callable[[], str], complain: Callable[[str], None]
    ) -> None:
        self._stream = stream
        self._now = now
        self._complain = complain
        self._broken = False
        self._total = 0
        self._verdicts: Counter[str] = Counter()

    def begin(self, total: int, unchanged: int, quarantined: int, jobs: int) -> None:
        """Write what is going to be done."""
        self._total = total
        self._write(
            "begin",
            format=FORMAT,
            total=total,
            unchanged=unchanged,
            quarantined=quarantined,
            jobs=jobs,
        )

    def started(self, run: str) -> None:
        """Write that a run has started."""
        agency, _, year = run.partition("/")
        self._write("start", agency=agency, year=int(year))

    def ended(self, entry: Entry) -> None:
        """Write how a run ended."""
        self._verdicts[entry.verdict] += 1
        told = {name: getattr(entry, name) for name in _TOLD}
        self._write("end", **told, done=self._verdicts.total(), total=self._total)

    def note(self, text: str) -> None:
        """Write a sentence for people."""
        self._write("note", text=text)

    def finish(self, *, interrupted: bool) -> None:
        """Write that the batch is over, with the verdicts of this time's runs."""
        verdicts = dict(sorted(self._verdicts.items()))
        self._write("finish", interrupted=interrupted, verdicts=verdicts)

    def _write(self, event: str, **values: Any) -> None:
        if self._broken:
            return
        line = json.dumps({"event": event, "time": self._now(), **values}, ensure_ascii=False)
        try:
            self._stream.write(line + "\n")
            self._stream.flush()
        except (OSError, ValueError) as error:
            self._broken = True
            self._complain(f"事件日志写不进去（{error}），不再记录；批次继续运行")
