"""What people see of a batch: progress while it runs, a table of verdicts at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
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
    """Print verdicts and where to look, then what is wrong where something is."""
    table = Table(title="年度报告", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("结论", no_wrap=True)
    table.add_column("查看", no_wrap=True, overflow="ignore")
    for outcome in outcomes:
        table.add_row(_verdict(outcome), Text(str(place_to_look(outcome))))
    console.print(table)
    for outcome in outcomes:
        if outcome.message:
            console.print(Text.assemble(_verdict(outcome), f" {outcome.job.name}"))
            for line in outcome.message.split("\n"):
                console.print(Text(f"  {line}"), soft_wrap=True)
    counts = Counter(outcome.verdict for outcome in outcomes)
    console.print("，".join(f"{VERDICT_NAMES[v]} {counts[v]}" for v in VERDICT_NAMES if counts[v]))


def _verdict(outcome: Outcome) -> Text:
    if outcome.verdict == "published" and outcome.message:
        return Text("带标记公布", style="yellow")
    return Text(VERDICT_NAMES[outcome.verdict], style=_COLOURS.get(outcome.verdict, "red"))


def place_to_look(outcome: Outcome) -> Path:
    """Return the file a person should open: the report, the review, or what failed."""
    names = {"published": "report.html", "withheld": "review.html"}
    path = outcome.folder / names.get(outcome.verdict, "failed.ipynb")
    return path if path.exists() else outcome.folder
