"""What people see of a batch: progress while it runs, a table of verdicts at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from gongkai.batch.decide import QUARANTINE, Decision
from gongkai.batch.ledger import Entry, Verdict

VERDICT_NAMES: dict[Verdict, str] = {
    "published": "已生成",
    "withheld": "暂不公布",
    "error": "出错",
    "timeout": "超时",
    "killed": "被终止",
}
_COLOURS = {"published": "green", "withheld": "yellow"}
UNCHANGED = "没有变动"
QUARANTINED = f"已隔离：连续{QUARANTINE}次超时或被终止，此后没有变动；--force 可重新运行"


def follow(entries: Iterator[Entry], total: int, console: Console) -> None:
    """Show a progress bar while the runs are done."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total)
        for entry in entries:
            progress.update(task, description=entry.run, advance=1)


def print_reasons(decisions: Sequence[Decision], console: Console) -> None:
    """Print for each agency-year why it must run, or that it need not."""
    for one in decisions:
        reason = QUARANTINED if one.quarantined else one.reason or UNCHANGED
        console.print(Text(f"{one.job.name}  {reason}"), soft_wrap=True)


def print_table(
    entries: Sequence[Entry], skipped: Sequence[Decision], reports: Path, console: Console
) -> None:
    """Print verdicts and where to look, then what is wrong where something is."""
    table = Table(title="年度报告", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("结论", no_wrap=True)
    table.add_column("查看", no_wrap=True, overflow="ignore")
    for entry in entries:
        table.add_row(_verdict(entry), Text(str(place_to_look(entry, reports))))
    console.print(table)
    for entry in entries:
        if entry.message:
            console.print(Text.assemble(_verdict(entry), f" {entry.run}"))
            for line in entry.message.split("\n"):
                console.print(Text(f"  {line}"), soft_wrap=True)
    counts = Counter(entry.verdict for entry in entries)
    console.print("，".join(f"{VERDICT_NAMES[v]} {counts[v]}" for v in VERDICT_NAMES if counts[v]))
    quarantined = [one for one in skipped if one.quarantined]
    if unchanged := len(skipped) - len(quarantined):
        console.print(f"其中 {unchanged} 个没有变动，未重新运行")
    for one in quarantined:
        console.print(Text(f"{one.job.name} {QUARANTINED}"), soft_wrap=True)


def _verdict(entry: Entry) -> Text:
    if entry.verdict == "published" and entry.reservations:
        return Text("带标记公布", style="yellow")
    return Text(VERDICT_NAMES[entry.verdict], style=_COLOURS.get(entry.verdict, "red"))


def place_to_look(entry: Entry, reports: Path) -> Path:
    """Return the file a person should open: the report, the review, or what failed."""
    names = {"published": "report.html", "withheld": "review.html"}
    folder = reports / entry.run
    name = names.get(entry.verdict, "failed.ipynb")
    return folder / name if name in entry.files else folder
