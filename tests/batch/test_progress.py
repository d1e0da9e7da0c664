"""What is told while a batch runs: to people on a terminal or not, and to programs."""

from __future__ import annotations

import contextlib
import io
import json
import re
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from gongkai.batch.events import EventLog
from gongkai.batch.progress import Lines, Watcher, watching
from tests.batch.fictional import entry, failed, withheld


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def console(*, terminal: bool = False, width: int = 200) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=width, color_system=None)


def said(screen: Console) -> str:
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def times() -> Iterator[str]:
    return (f"2025-01-01T00:00:{second:02}Z" for second in count())


def run_of(lines: Watcher, clock: Clock, number: int, seconds: float) -> None:
    """So many runs, one after another."""
    for place in range(number):
        lines.started(f"agency-{place}/2020")
        clock.now += seconds
        lines.ended(entry(f"agency-{place}", 2020))


def test_without_a_terminal_a_line_is_printed_now_and_then() -> None:
    screen, clock = console(), Clock()
    lines = Lines(screen, silent=False, clock=clock)
    lines.begin(100, 0, 0, 2)
    run_of(lines, clock, 45, 1)
    assert said(screen).splitlines() == [
        "10/100　运行中 0　已生成 10　每分钟 60 份　还需约2分钟",
        "20/100　运行中 0　已生成 20　每分钟 60 份　还需约1分钟",
        "30/100　运行中 0　已生成 30　每分钟 60 份　还需约1分钟",
        "40/100　运行中 0　已生成 40　每分钟 60 份　还需约1分钟",
    ]


def test_a_short_batch_without_a_terminal_prints_nothing() -> None:
    screen, clock = console(), Clock()
    lines = Lines(screen, silent=False, clock=clock)
    lines.begin(8, 0, 0, 2)
    run_of(lines, clock, 8, 1)
    lines.finish(interrupted=False)
    assert said(screen) == ""


def test_what_is_left_as_it_is_is_said_first() -> None:
    screen = console()
    Lines(screen, silent=False).begin(3, 90, 2, 1)
    assert said(screen) == "未变动 90，已隔离 2，运行 3\n"


def test_the_line_counts_verdicts_and_names_the_run_that_takes_long() -> None:
    clock = Clock()
    lines = Lines(console(), silent=False, clock=clock)
    lines.begin(9, 0, 0, 2)
    lines.started("slow/2020")
    for one in (entry(), withheld(year=2020), failed(year=2021)):
        lines.ended(one)
    clock.now += 42
    assert lines.line().plain == "3/9　运行中 1　已生成 1　暂不公布 1　出错 1　slow/2020 已42秒"


def test_on_a_terminal_one_line_lives_and_is_gone_at_the_end() -> None:
    screen, clock = console(terminal=True, width=60), Clock()
    lines = Lines(screen, silent=False, clock=clock)
    lines.begin(40, 0, 0, 2)
    run_of(lines, clock, 20, 1)
    shown = lines.line()
    lines.note("这里不能派生进程")
    lines.finish(interrupted=False)
    assert shown.plain.startswith("━━━━━━━━──────── 20/40　运行中 0")
    assert len(screen.render_lines(shown)) == 1
    assert "这里不能派生进程\n" in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", said(screen))
    assert said(screen).endswith("\x1b[2K")


def test_quiet_tells_notes_only() -> None:
    screen, clock = console(), Clock()
    lines = Lines(screen, silent=True, clock=clock)
    lines.begin(100, 5, 0, 2)
    run_of(lines, clock, 45, 1)
    lines.note("账本有一行损坏")
    assert said(screen) == "账本有一行损坏\n"


def events(**entries: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in entries["log"].getvalue().splitlines()]


def test_events_are_lines_of_json_with_the_time_they_were_given() -> None:
    log = io.StringIO()
    with watching(console(), quiet=False, log=log, now=times().__next__) as watcher:
        watcher.begin(2, 7, 1, 2)
        watcher.started("some-bureau/2024")
        watcher.ended(failed(seconds=1.5, cell="trend", attempts=0))
        watcher.note("一句话")
        watcher.finish(interrupted=True)
    begin, start, end, note, finish = events(log=log)
    assert begin == {
        "event": "begin",
        "time": "2025-01-01T00:00:00Z",
        "format": "gongkai-events/1",
        "total": 2,
        "unchanged": 7,
        "quarantined": 1,
        "jobs": 2,
    }
    assert start == {
        "event": "start",
        "time": "2025-01-01T00:00:01Z",
        "agency": "some-bureau",
        "year": 2024,
    }
    assert end == {
        "event": "end",
        "time": "2025-01-01T00:00:02Z",
        "agency": "some-bureau",
        "year": 2024,
        "verdict": "error",
        "reservations": False,
        "message": "KeyError: 'x'",
        "rules": [],
        "cause": "KeyError",
        "cell": "trend",
        "attempts": 0,
        "seconds": 1.5,
        "cpu_seconds": 0.0,
        "peak_memory": 0,
        "done": 1,
        "total": 2,
    }
    assert note == {"event": "note", "time": "2025-01-01T00:00:03Z", "text": "一句话"}
    assert finish == {
        "event": "finish",
        "time": "2025-01-01T00:00:04Z",
        "interrupted": True,
        "verdicts": {"error": 1},
    }


def test_events_on_the_same_stream_as_the_lines_stand_alone() -> None:
    screen = console(terminal=True)
    assert isinstance(screen.file, io.StringIO)
    with watching(screen, quiet=False, log=screen.file, now=times().__next__) as watcher:
        watcher.begin(1, 3, 0, 1)
        watcher.ended(entry())
        watcher.finish(interrupted=False)
    assert ["begin", "end", "finish"] == [line["event"] for line in events(log=screen.file)]


class FullDisk(io.StringIO):
    """A log that takes a few lines and no more."""

    def write(self, text: str) -> int:
        if self.tell() > 300:
            raise OSError(28, "No space left on device")
        return super().write(text)


def test_a_log_that_cannot_be_written_is_told_once_and_stops_nothing() -> None:
    screen, log = console(), FullDisk()
    with watching(screen, quiet=True, log=log, now=times().__next__) as watcher:
        watcher.begin(9, 0, 0, 1)
        for year in range(2019, 2025):
            watcher.ended(entry(year=year))
        watcher.finish(interrupted=False)
    assert said(screen).count("事件日志写不进去") == 1
    assert ["begin", "end"] == [line["event"] for line in events(log=log)]


def test_events_of_many_threads_are_whole_lines() -> None:
    log = io.StringIO()
    with watching(console(), quiet=True, log=log, now=times().__next__) as watcher:
        watcher.begin(400, 0, 0, 8)

        def slot(number: int) -> None:
            for year in range(2019, 2069):
                watcher.started(f"agency-{number}/{year}")
                watcher.ended(entry(f"agency-{number}", year))

        threads = [threading.Thread(target=slot, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    told = events(log=log)
    assert len(told) == 801
    assert [line["done"] for line in told if line["event"] == "end"] == list(range(1, 401))


@pytest.mark.parametrize("broken", [OSError(32, "Broken pipe"), ValueError("closed file")])
def test_a_reader_that_goes_away_stops_nothing(broken: Exception) -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise broken

    complaints: list[str] = []
    log = EventLog(Gone(), times().__next__, complaints.append)
    log.begin(1, 0, 0, 1)
    log.ended(entry())
    assert len(complaints) == 1


def test_that_nobody_can_be_told_does_not_stop_a_batch() -> None:
    full = Path("/dev/full").open("w", encoding="utf-8")  # noqa: SIM115
    try:
        Lines(Console(file=full), silent=False).note("磁盘满了")
    finally:
        with contextlib.suppress(OSError):
            full.close()
