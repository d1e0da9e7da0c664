"""Ways to make many reports: the same notebook and data, notebook and both pages of each.

Each takes a project, an empty folder and the agency-years, and says how long it took,
and how long each report took once the processes were warm.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

AgencyYear = tuple[str, int]

BIN = Path(sys.executable).parent
NOTEBOOK = Path("notebooks/annual_report.ipynb")
QUIET = {
    **os.environ,
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PLOOMBER_STATS_ENABLED": "false",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


@dataclass(frozen=True)
class Took:
    """Wall time in seconds, start and warming included, and of one report without them.

    `lines` says after how many seconds how many reports had been made, where that is known.
    """

    reports: int
    seconds: float
    each: float
    lines: tuple[tuple[float, int], ...] = ()

    @property
    def a_minute(self) -> float:
        """Reports a minute once warm."""
        return 60 / self.each


def shell_loop(project: Path, out: Path, wanted: Sequence[AgencyYear]) -> Took:
    """What anybody would write: papermill, then jupyter nbconvert for each page."""
    script = "\n".join(
        f"papermill -p agency {agency} -p year {year} --no-progress-bar --log-level ERROR"
        f" {NOTEBOOK} '{out}/{agency}-{year}.ipynb'\n"
        + "\n".join(
            f"jupyter nbconvert --log-level CRITICAL --to {exporter} --output"
            f" '{agency}-{year}-{exporter}' '{out}/{agency}-{year}.ipynb' 2>/dev/null || true"
            for exporter in ("gongkai-review", "gongkai")
        )
        for agency, year in wanted
    )
    environment = {**QUIET, "PATH": f"{BIN}:{os.environ['PATH']}"}
    started = time.perf_counter()
    subprocess.run(["/bin/sh", "-ec", script], cwd=project, env=environment, check=True)
    spent = time.perf_counter() - started
    return Took(len(wanted), spent, spent / len(wanted))


def floor(project: Path, out: Path, wanted: Sequence[AgencyYear], processes: int = 2) -> Took:
    """One warm process per core; see `benchmarks/floor.py`."""
    return _pool("floor", project, out, wanted, processes)


def forked_floor(project: Path, out: Path, wanted: Sequence[AgencyYear]) -> Took:
    """The floor, each report in a child forked for it: what isolation costs, and nothing else."""
    return _pool("forked floor", project, out, wanted, 2)


def papermill_pool(project: Path, out: Path, wanted: Sequence[AgencyYear]) -> Took:
    """A pool of two that calls papermill and keeps one exporter of each kind."""
    return _pool("papermill", project, out, wanted, 2)


def ploomber_pool(project: Path, out: Path, wanted: Sequence[AgencyYear]) -> Took:
    """A pool of two that calls ploomber-engine and keeps one exporter of each kind."""
    return _pool("ploomber", project, out, wanted, 2)


def gongkai(
    project: Path,
    out: Path,
    wanted: Sequence[AgencyYear],
    jobs: int,
    watch: Callable[[int], None] = lambda _: None,
    more: Sequence[str] = (),
) -> Took:
    """`gongkai run` over a project that asks for all these and no others; `more` are options.

    `watch` is called with the process id some twenty times a second. How long a report
    takes once warm is told by the lines of the ledger as they come, the first tenth apart.
    """
    ledger = out / "ledger.jsonl"
    command = [BIN / "gongkai", "run", "--reports", out, "--jobs", str(jobs), *more]
    seen: list[tuple[float, int]] = [(0.0, 0)]
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=project, env=QUIET, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        lines = _Lines(ledger)
        while process.poll() is None:
            if lines.count() > seen[-1][1]:
                seen.append((time.perf_counter() - started, lines.known))
            watch(process.pid)
            time.sleep(0.05)
        said = process.stderr.read().decode() if process.stderr else ""
    spent = time.perf_counter() - started
    if process.returncode not in (0, 3) or lines.count() not in (0, len(wanted)):
        raise RuntimeError(f"gongkai run ended with {process.returncode}: {said[-2000:]}")
    warm = [at for at in seen if at[1] >= len(wanted) // 10] or [(0.0, 0), (spent, len(wanted))]
    (since, before), (until, after) = warm[0], warm[-1]
    each = (until - since) / (after - before) if after > before else spent / len(wanted)
    return Took(len(wanted), spent, each, tuple(seen))


def why(project: Path, out: Path) -> float:
    """How long `gongkai run --why` takes to say that nothing changed."""
    command = [BIN / "gongkai", "run", "--reports", out, "--why"]
    started = time.perf_counter()
    subprocess.run(command, cwd=project, env=QUIET, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


class _Lines:
    """Counts the lines of a growing file, each byte read once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known = 0
        self._read = 0

    def count(self) -> int:
        if self.path.exists():
            with self.path.open("rb") as stream:
                stream.seek(self._read)
                new = stream.read()
            self._read += len(new)
            self.known += new.count(b"\n")
        return self.known


def _pool(how: str, project: Path, out: Path, wanted: Sequence[AgencyYear], processes: int) -> Took:
    """A pool of fresh processes, each warmed by two reports before the clock starts."""
    started = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    os.environ.update(QUIET)
    ready = context.Barrier(processes + 1)
    arguments = (how, project, out, ready, list(wanted[:2]))
    with context.Pool(processes, _warm_up, arguments) as pool:
        ready.wait()
        warm = time.perf_counter()
        for _ in pool.imap_unordered(_make, wanted):
            pass
        ended = time.perf_counter()
    return Took(len(wanted), ended - started, (ended - warm) / len(wanted))


_maker: Callable[[str, int, Path], None]
_out: Path


def _warm_up(how: str, project: Path, out: Path, ready: Any, first: list[AgencyYear]) -> None:
    global _maker, _out
    os.chdir(project)
    _maker, _out = _MAKERS[how](project), out
    for agency, year in first:
        folder = out / f"warm-{os.getpid()}-{agency}-{year}"
        folder.mkdir(parents=True)
        _maker(agency, year, folder)
    ready.wait()


def _make(one: AgencyYear) -> None:
    agency, year = one
    folder = _out / agency / str(year)
    folder.mkdir(parents=True)
    _maker(agency, year, folder)


def _floor(project: Path) -> Callable[[str, int, Path], None]:
    from benchmarks.floor import Floor

    return Floor(project / NOTEBOOK).make


def _forked_floor(project: Path) -> Callable[[str, int, Path], None]:
    """A floor that has made a report by itself first, so that a child finds everything warm."""
    import gc

    make = _floor(project)
    is_warm = False

    def make_in_child(agency: str, year: int, folder: Path) -> None:
        nonlocal is_warm
        if not is_warm:
            make(agency, year, folder)
            gc.freeze()
            is_warm = True
            return
        child = os.fork()
        if child == 0:
            code = 1
            try:
                make(agency, year, folder)
                code = 0
            finally:
                os._exit(code)
        if os.waitpid(child, 0)[1] != 0:
            raise RuntimeError(f"{agency} {year}: the child failed")

    return make_in_child


def _executed_by(
    execute: Callable[[str, str, dict[str, Any]], Any],
) -> Callable[[str, int, Path], None]:
    """An engine that writes the notebook, and exporters that are made once."""
    from gongkai.notebook.canonical import read_notebook
    from gongkai.notebook.exporter import ReportExporter, ReviewExporter
    from gongkai.notebook.payload import seal_of

    review, report = ReviewExporter(), ReportExporter()

    def make(agency: str, year: int, folder: Path) -> None:
        path = folder / "report.ipynb"
        execute(str(NOTEBOOK), str(path), {"agency": agency, "year": year})
        notebook = read_notebook(path)
        (folder / "review.html").write_text(review.from_notebook_node(notebook)[0])
        if (seal_of(notebook) or {})["verdict"] == "published":
            (folder / "report.html").write_text(report.from_notebook_node(notebook)[0])

    return make


def _papermill(_: Path) -> Callable[[str, int, Path], None]:
    import logging

    import papermill

    logging.getLogger("papermill").disabled = True
    return _executed_by(
        lambda source, target, given: papermill.execute_notebook(
            source, target, given, progress_bar=False
        )
    )


def _ploomber(_: Path) -> Callable[[str, int, Path], None]:
    from ploomber_engine import execute_notebook

    return _executed_by(
        lambda source, target, given: execute_notebook(
            source, target, parameters=given, progress_bar=False
        )
    )


_MAKERS: dict[str, Callable[[Path], Callable[[str, int, Path], None]]] = {
    "floor": _floor,
    "forked floor": _forked_floor,
    "papermill": _papermill,
    "ploomber": _ploomber,
}
