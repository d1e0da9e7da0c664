"""What people see of a batch: progress while it runs, a table of verdicts at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from gongkai.batch.plan import Job
from gongkai.batch.run import Outcome, Verdict

VERDICT_NAMES: dict[Verdict, str] = {
    "published": "已生成",
    "withheld": "暂不公布",
    "error": "出错",
    "timeout": "超时",
    "killed": "被终止",
}
_COLOURS = {"published": "green", "withheld": "yellow"}


def run_all(jobs: Sequence[Job], run: Callable[[Job], Outcome], console: Console) -> list[Outcome]:
    """Run the jobs one after another under a progress bar."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    outcomes = []
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=len(jobs))
        for job in jobs:
            progress.update(task, description=job.name)
            outcomes.append(run(job))
            progress.advance(task)
    return outcomes


def print_table(outcomes: Sequence[Outcome], console: Console) -> None:
    """Print the verdicts, what is wrong and where to look, and the counts."""
    table = Table(title="年度报告", title_justify="left", show_lines=False, pad_edge=False)
    table.add_column("机关 / 年度", no_wrap=True)
    table.add_column("结论", no_wrap=True)
    table.add_column("说明", overflow="fold")
    table.add_column("查看", overflow="fold")
    for outcome in outcomes:
        name = VERDICT_NAMES[outcome.verdict]
        table.add_row(
            Text(outcome.job.name),
            Text(name, style=_COLOURS.get(outcome.verdict, "red")),
            Text(outcome.message),
            Text(str(place_to_look(outcome))),
        )
    console.print(table)
    counts = Counter(outcome.verdict for outcome in outcomes)
    console.print("，".join(f"{VERDICT_NAMES[v]} {counts[v]}" for v in VERDICT_NAMES if counts[v]))


def place_to_look(outcome: Outcome) -> Path:
    """Return the file a person should open: the report, the review, or what failed."""
    names = {"published": "report.html", "withheld": "review.html"}
    path = outcome.folder / names.get(outcome.verdict, "failed.ipynb")
    return path if path.exists() else outcome.folder
