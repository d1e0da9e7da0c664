"""`gongkai run`: parameter files to reports."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from gongkai.cli import exits


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
@click.option("--shard", default="1/1", metavar="I/N", help="Only part I of N of the batch.")
@click.option("--why", is_flag=True, help="Say for each what changed, and run nothing.")
@click.option(
    "--only",
    type=click.Choice(["failed", "withheld", "stale"]),
    help="Only what failed (then in any case), was withheld, or no longer follows.",
)
@click.option("--cause", default="", help="Only what failed or was withheld for this cause.")
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
def command(
    files: tuple[Path, ...],
    reports: Path,
    notebook: Path,
    jobs: int | None,
    shard: str,
    why: bool,
    only: str | None,
    cause: str,
    force: bool,
    timeout: int,
    run_timeout: int,
    memory: int,
) -> None:
    """Make the reports that the parameter files ask for (default: all of params/).

    Each agency-year gets a folder under --reports: report.html (as published),
    review.html, report.ipynb, findings.json and manifest.json. A report whose figures
    break a must-rule is withheld: it gets no report.html. What is unchanged since it was
    last run is not run again; the ledger in --reports remembers.

    Exit codes: 0 all published, 2 bad input (nothing was run), 3 some withheld,
    4 some failed, 7 another batch is writing to --reports, 130 and 143 interrupted.
    """
    from rich.console import Console

    from gongkai.batch.decide import Wanted
    from gongkai.batch.plan import master_notebook, parameter_files, plan
    from gongkai.batch.run import decisions, open_batch
    from gongkai.batch.shards import Shard
    from gongkai.batch.summary import follow, print_reasons, print_table
    from gongkai.batch.supervisor import Bounds, Workshop, default_jobs

    console = Console()
    wanted = Wanted(force=force, only=only or "", cause=cause)
    with exits.input_errors():
        part = Shard.parse(shard)
        workshop = Workshop(
            notebook=master_notebook(notebook),
            reports=reports,
            jobs=jobs or default_jobs(),
            bounds=Bounds(timeout, run_timeout, memory),
            clock=_now,
        )
        planned = plan(parameter_files(files, Path("params")))
        if why:
            print_reasons(decisions(planned, workshop, part, wanted), console)
            return
        with (
            exits.unwritable(reports, console.print),
            open_batch(planned, workshop, part, wanted, console.print) as batch,
        ):
            follow(batch.run(), len(batch.todo), console)
    print_table(batch.entries, batch.skipped, reports, console)
    exits.leave_if_interrupted(batch.stopped_by, console.print)
    sys.exit(exits.of_verdicts([entry.verdict for entry in batch.entries]))


def _now() -> str:
    return datetime.datetime.now(tz=datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
