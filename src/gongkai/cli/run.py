"""`gongkai run`: parameter files to reports."""

from __future__ import annotations

import sys
from functools import partial
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
    "--timeout",
    type=click.IntRange(min=1),
    default=300,
    show_default=True,
    help="Seconds a cell may take.",
)
def command(files: tuple[Path, ...], reports: Path, notebook: Path, timeout: int) -> None:
    """Make the reports that the parameter files ask for (default: all of params/).

    Each agency-year gets a folder under --reports: report.html (as published),
    review.html, report.ipynb, findings.json and manifest.json. A report whose figures
    break a must-rule is withheld: it gets no report.html.

    Exit codes: 0 all published, 2 bad input (nothing was run), 3 some withheld,
    4 some failed.
    """
    from rich.console import Console

    from gongkai.batch.plan import master_notebook, parameter_files, plan
    from gongkai.batch.run import Workshop, run
    from gongkai.batch.summary import print_table, run_all

    with exits.input_errors():
        workshop = Workshop(master_notebook(notebook), reports, timeout)
        jobs = plan(parameter_files(files, Path("params")))
    console = Console()
    outcomes = run_all(jobs, partial(run, workshop=workshop), console)
    print_table(outcomes, console)
    sys.exit(exits.of_verdicts([outcome.verdict for outcome in outcomes]))
