"""The batch: reports a minute against the ways there are, and what ten thousand cost.

Full size takes about a quarter of an hour on two cores and ten gigabytes for a while;
`GONGKAI_BENCH=0.1` shows the shape and leaves the page as it is.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil

from benchmarks import contestants
from benchmarks.agency_years import agency_years, write_project
from benchmarks.contestants import AgencyYear, Took
from benchmarks.curve import draw
from benchmarks.page import SCALE, machine, put, table

ROUNDS = 3
COUNT = max(20, round(200 * SCALE))
MANY = max(100, round(10_000 * SCALE))

_Contestant = Callable[[Path, Path, Sequence[AgencyYear]], Took]

PEERS: dict[str, tuple[int, _Contestant]] = {
    "shell loop: `papermill`, `jupyter nbconvert` twice": (6, contestants.shell_loop),
    "pool of 2: papermill, exporters kept": (30, contestants.papermill_pool),
}
"""How many reports are enough to know what one costs; measured once."""

RIVALS: dict[str, _Contestant] = {
    "warm pool of 2: ploomber-engine, exporters kept": contestants.ploomber_pool,
    "floor: one warm process per core": contestants.floor,
    "the floor, in a forked child for each report": contestants.forked_floor,
    "`gongkai run --jobs 2`": partial(contestants.gongkai, jobs=2),
    "`gongkai run --jobs 1`": partial(contestants.gongkai, jobs=1),
    "`gongkai run --jobs 2 --cluster local`": partial(
        contestants.gongkai, jobs=2, more=("--cluster", "local")
    ),
}
"""Close to one another: measured in turn, several rounds, the middle one told."""

OURS = "`gongkai run --jobs 2`"
CLUSTER = "`gongkai run --jobs 2 --cluster local`"


def main() -> None:
    """Measure, and write what came out into docs/benchmarks.md."""
    against_peers()
    from_hundred_to_ten_thousand()


def against_peers() -> None:
    """The same 200 agency-years, made in every way."""
    took: dict[str, list[Took]] = {}
    with _project(COUNT) as (project, wanted):
        for name, (enough, peer) in PEERS.items():
            took[name] = [_once(peer, project, wanted[:enough])]
        for _ in range(ROUNDS):
            for name, rival in RIVALS.items():
                took.setdefault(name, []).append(_once(rival, project, wanted))
    each = {name: statistics.median(one.each for one in some) for name, some in took.items()}
    rows = [
        (
            name,
            str(took[name][0].reports),
            f"{each[name] * 1000:,.0f} ms",
            f"{60 / each[name]:,.0f}",
            f"{each[name] / each[OURS]:.2f}",
        )
        for name in took
    ]
    heads = ("", "reports made", "each", "a minute", "times the cost of ours")
    whole, cluster = (
        statistics.median(one.seconds for one in took[name]) for name in (OURS, CLUSTER)
    )
    put(
        "batch peers",
        f"{machine('papermill', 'nbconvert', 'ploomber-engine', 'matplotlib')}\n\n"
        f"{table(heads, rows)}\n\n"
        f"Start included, `gongkai run --jobs 2` took {whole:.1f} s for the {COUNT} reports; "
        f"a cluster of two workers, which it starts and ends, {cluster:.1f} s: "
        f"{whole / cluster:.2f} times the reports a minute, {each[OURS] / each[CLUSTER]:.2f} "
        "times once warm.",
    )


def from_hundred_to_ten_thousand() -> None:
    """Cost per report against the size of the batch; memory; a second run of the largest."""
    rows = []
    for count in (MANY // 100, MANY // 10):
        with _project(count) as (project, wanted):
            rows.append(_row(_once(partial(contestants.gongkai, jobs=2), project, wanted)))
    with _project(MANY) as (project, wanted):
        memory = _Memory()
        out = project.parent / "reports"
        out.mkdir()
        took = contestants.gongkai(project, out, wanted, jobs=2, watch=memory.look)
        rows.append(_row(took))
        started = time.perf_counter()
        contestants.gongkai(project, out, wanted, jobs=2)
        again = time.perf_counter() - started
        decided = contestants.why(project, out)
    draw(took.lines, "batch-curve.svg")
    begin, end = _pace(took.lines, 0.05, 0.15), _pace(took.lines, 0.9, 1)
    heads = ("reports in the batch", "each, once warm", "whole command")
    put(
        "batch size",
        f"{machine('papermill', 'nbconvert', 'matplotlib')}\n\n"
        f"{table(heads, rows)}\n\n"
        "![Cost per report over the largest batch: a level line](images/batch-curve.svg)\n\n"
        f"| Of the {MANY:,} | |\n| --- | ---: |\n"
        f"| reports a minute in the last tenth, of the beginning's | {end / begin:.0%} |\n"
        f"| memory of the parent after a tenth, at the end, at most | {memory} |\n"
        f"| nothing changed: decided (`--why`) | {decided:.1f} s |\n"
        f"| nothing changed: whole command, index page included | {again:.1f} s |",
    )


def _once(way: _Contestant, project: Path, wanted: Sequence[AgencyYear]) -> Took:
    """Into a folder of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=project.parent) as folder:
        took = way(project, Path(folder), wanted)
    print(f"  {getattr(way, '__name__', 'gongkai')}: {took.each * 1000:.0f} ms each", flush=True)
    return took


def _row(took: Took) -> tuple[str, str, str]:
    return f"{took.reports:,}", f"{took.each * 1000:.0f} ms", f"{took.seconds:,.1f} s"


def _pace(lines: Sequence[tuple[float, int]], start: float, end: float) -> float:
    """Reports a second between two parts of the batch."""
    total = lines[-1][1]
    part = [at for at in lines if start * total <= at[1] <= end * total]
    return (part[-1][1] - part[0][1]) / (part[-1][0] - part[0][0])


class _Memory:
    """The memory of the parent over its life."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def look(self, pid: int) -> None:
        try:
            self.seen.append(psutil.Process(pid).memory_info().rss)
        except psutil.NoSuchProcess:  # it has just ended
            return

    def __str__(self) -> str:
        seen = [self.seen[len(self.seen) // 10], self.seen[-1], max(self.seen)]
        return ", ".join(f"{one / 2**20:.0f} MB" for one in seen)


@contextmanager
def _project(count: int) -> Iterator[tuple[Path, list[AgencyYear]]]:
    folder = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    try:
        yield (
            write_project(folder / "project", count),
            [(one.agency, one.year) for one in agency_years(count)],
        )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
