"""`gongkai run`: parameter files to reports."""

from __future__ import annotations

import datetime
import shlex
import sys
from pathlib import Path

import click
from click.core import ParameterSource

from gongkai.cli import exits
from gongkai.errors import InputError


@click.command("run")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[PARAMS]...")
@click.option(
    "--reports",
    type=click.Path(path_type=Path),
    default="reports",
    show_default=True,
    help="Folder the results go to.",
)
@click.option(
    "--notebook",
    type=click.Path(path_type=Path),
    default="notebooks/annual_report.ipynb",
    show_default=True,
    help="Master notebook.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Runs at once.  [default: processors to be had]"
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have it run by the workers of a Dask scheduler; `local` starts --jobs of them here.",
)
@click.option("--shard", default="1/1", metavar="I/N", help="Only part I of N of the batch.")
@click.option("--why", is_flag=True, help="Say for each what changed, and run nothing.")
@click.option(
    "--only",
    type=click.Choice(["failed", "withheld", "stale"]),
    help="Only what failed (then in any case), was withheld, or no longer follows.",
)
@click.option("--cause", default="", help="Only what failed or was withheld for this cause.")
@click.option(
    "--quiet", is_flag=True, help="No progress and no list: only what is not published, and why."
)
@click.option(
    "--log-json",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Add events to FILE as lines of JSON; - is the standard error.",
)
@click.option("--force", is_flag=True, help="Run what is unchanged or in quarantine, too.")
@click.option(
    "--timeout",
    type=click.IntRange(min=1),
    default=300,
    show_default=True,
    help="Seconds a cell may take.",
)
@click.option(
    "--run-timeout",
    type=click.IntRange(min=1),
    default=1800,
    show_default=True,
    help="Seconds a whole run may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=64),
    default=4096,
    show_default=True,
    help="Megabytes of memory a run may take.",
)
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    reports: Path,
    notebook: Path,
    jobs: int | None,
    cluster: str | None,
    shard: str,
    why: bool,
    only: str | None,
    cause: str,
    quiet: bool,
    log_json: Path | None,
    force: bool,
    timeout: int,
    run_timeout: int,
    memory: int,
) -> None:
    """Make the reports that the parameter files ask for (default: all of params/).

    Each agency-year gets a folder under --reports: report.html (as published),
    review.html, report.ipynb, findings.json and manifest.json. A report whose figures
    break a must-rule is withheld: it gets no report.html. What is unchanged since it was
    last run is not run again; the ledger in --reports remembers. index.html there shows
    all of them. Progress goes to the standard error, verdicts to the standard output.

    Exit codes: 0 all published, 2 bad input (nothing was run), 3 some withheld,
    4 some failed (or the cluster did), 7 another batch is writing, 130, 143 interrupted.
    """
    from gongkai.batch.decide import Wanted
    from gongkai.batch.events import open_log
    from gongkai.batch.plan import master_notebook, parameter_files, plan
    from gongkai.batch.progress import watching
    from gongkai.batch.run import decisions, open_batch
    from gongkai.batch.screen import Screen
    from gongkai.batch.shards import Shard
    from gongkai.batch.summary import print_reasons, print_summary, summary_of
    from gongkai.batch.supervisor import Bounds, Workshop

    console, wanted = Screen(), Wanted(force=force, only=only or "", cause=cause)
    with exits.input_errors():
        part, bounds = Shard.parse(shard), Bounds(timeout, run_timeout, memory)
        source, at_once = master_notebook(notebook), _at_once(jobs, cluster)
        workshop = Workshop(source, reports, at_once, bounds, _now)
        planned = plan(parameter_files(files, Path("params")))
        if why:
            print_reasons(decisions(planned, workshop, part, wanted), console)
            return
        with (
            exits.unwritable(reports, console.say),
            open_log(log_json) as log,
            watching(Screen(stderr=True), quiet=quiet, log=log, now=_now) as watcher,
            open_batch(planned, workshop, part, wanted, watcher, cluster) as batch,
        ):
            batch.run()
    with exits.unprintable():
        print_summary(summary_of(batch, reports, _given(context)), console, quiet=quiet)
    exits.leave_if_interrupted(batch.stopped_by, console.say)
    sys.exit(exits.of_verdicts([entry.verdict for entry in batch.entries]))


def _at_once(jobs: int | None, cluster: str | None) -> int:
    """How many runs at once here; elsewhere the workers decide."""
    from gongkai.batch.supervisor import default_jobs

    if cluster not in (None, "local") and jobs:
        raise InputError(
            f"--jobs {jobs}",
            "--jobs 不能与 --cluster 的地址一起用",
            "各工作进程有几个线程，就同时运行几份；请在 dask worker 那里定",
        )
    return jobs or default_jobs()


_CHOOSING = ("only", "cause", "force", "quiet", "log_json")


def _given(context: click.Context) -> str:
    """Return the command as it was given, without what chooses among the reports."""
    words = ["gongkai", "run", *map(str, context.params["files"])]
    for option in context.command.params:
        name = str(option.name)
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and isinstance(option, click.Option) and name not in _CHOOSING:
            words += [option.opts[0], str(context.params[name])]
    return shlex.join(words)


def _now() -> str:
    return datetime.datetime.now(tz=datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
