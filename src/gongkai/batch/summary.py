"""What a batch came to: every report where there are few, else verdicts and clusters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gongkai.batch.decide import QUARANTINE, Decision
from gongkai.batch.ledger import Entry, Verdict
from gongkai.batch.run import Batch
from gongkai.batch.words import VERDICT_NAMES, cause_of, place_to_look, verdict_of

FEW = 20
"""Up to so many reports are listed one by one."""

UNCHANGED = "没有变动"
QUARANTINED = f"已隔离：连续{QUARANTINE}次超时或被终止，此后没有变动；--force 可重新运行"

_MOST_CLUSTERS = 5
_MOST_LINES = 2
_MOST_NAMED = 5
_COLOURS = {"published": "green", "withheld": "yellow"}


@dataclass(frozen=True)
class Summary:
    """What a batch came to.

    entries: the ledger's line on each report that was asked for, in the order of the plan.
    reports: the folder of the results.
    rerun: the command that was given, without what chooses among the reports.
    unchanged: how many of them did not run because nothing changed.
    quarantined: those that were killed too often (`agency/year`).
    left: how many are not done because the batch was interrupted.
    """

    entries: Sequence[Entry]
    reports: Path
    rerun: str
    unchanged: int = 0
    quarantined: Sequence[str] = ()
    left: int = 0


def summary_of(batch: Batch, reports: Path, rerun: str) -> Summary:
    """Return what a batch came to once it ran; `rerun` as in `Summary`."""
    quarantined = batch.quarantined
    unchanged = len(batch.skipped) - len(quarantined)
    return Summary(batch.entries, reports, rerun, unchanged, quarantined, batch.left)


def print_reasons(decisions: Sequence[Decision], console: Console) -> None:
    """Print for each agency-year why it must run, or that it need not."""
    lines = [f"{one.job.name}  {_reason(one)}" for one in decisions]
    if lines:
        console.print(Text("\n".join(lines)), soft_wrap=True)


def _reason(one: Decision) -> str:
    return QUARANTINED if one.quarantined else one.reason or UNCHANGED


def print_summary(summary: Summary, console: Console, *, quiet: bool = False) -> None:
    """Print what came of a batch; with `quiet` only what was not published, and why."""
    few = len(summary.entries) <= FEW
    if not quiet and not (summary.entries or summary.left):
        console.print(Text("没有符合所选条件的报告"))
    elif not quiet:
        console.print(_listed(summary) if few else _counted(summary))
    for line in _reasons(summary.entries) if few else _clusters(summary):
        console.print(line, soft_wrap=True)
    if not quiet and few and summary.entries:
        counts = Counter(entry.verdict for entry in summary.entries)
        told = [f"{VERDICT_NAMES[v]} {counts[v]}" for v in VERDICT_NAMES if counts[v]]
        console.print(Text("，".join(told)), soft_wrap=True)
    elif not quiet and not few:
        console.print(Text(f"共 {len(summary.entries):,} 份，逐份查看：{_index(summary)}"))
    for text in _remarks(summary, quiet=quiet):
        console.print(Text(text), soft_wrap=True)


def _table() -> Table:
    table = Table(title="年度报告", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("结论", no_wrap=True)
    return table


def _listed(summary: Summary) -> Table:
    table = _table()
    table.add_column("查看", no_wrap=True, overflow="ignore")
    for entry in summary.entries:
        table.add_row(_coloured(entry), Text(str(place_to_look(entry, summary.reports))))
    return table


def _counted(summary: Summary) -> Table:
    table = _table()
    table.add_column("份数", no_wrap=True, justify="right")
    for verdict in VERDICT_NAMES:
        same = [entry for entry in summary.entries if entry.verdict == verdict]
        for reserved in (False, True):
            alike = [entry for entry in same if entry.reservations == reserved]
            if alike:
                table.add_row(_coloured(alike[0]), f"{len(alike):,}")
    return table


def _reasons(entries: Sequence[Entry]) -> Iterator[Text]:
    """What is wrong, report by report."""
    for entry in entries:
        if entry.message:
            yield Text.assemble(_coloured(entry), f" {entry.run}")
            yield from (Text(f"  {line}") for line in entry.message.split("\n"))


def _clusters(summary: Summary) -> Iterator[Text]:
    """What is wrong, once for all that is alike, by verdict and cause."""
    for verdict in VERDICT_NAMES:
        if verdict == "published":
            continue
        clusters: dict[str, list[Entry]] = defaultdict(list)
        for entry in summary.entries:
            if entry.verdict == verdict:
                clusters[entry.cause].append(entry)
        ranked = sorted(clusters.items(), key=lambda item: (-len(item[1]), item[0]))
        for cause, members in ranked[:_MOST_CLUSTERS]:
            yield from _cluster(verdict, cause, members, summary)
        if others := [entry for _, members in ranked[_MOST_CLUSTERS:] for entry in members]:
            kinds = len(ranked) - _MOST_CLUSTERS
            named = f" 其他 {kinds} 种原因：{len(others):,} 份，见 {_index(summary)}"
            yield Text.assemble(_named(verdict), named)


def _cluster(
    verdict: Verdict, cause: str, members: Sequence[Entry], summary: Summary
) -> Iterator[Text]:
    """How many, the plainest of them, and the command that runs just these again."""
    plainest = min(members, key=lambda entry: (len(entry.message), entry.run))
    place = place_to_look(plainest, summary.reports)
    yield Text.assemble(_named(verdict), f" {cause_of(cause)}：{len(members):,} 份，如 {place}")
    lines = plainest.message.split("\n")
    yield from (Text(f"  {line}") for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield Text(f"  另有{len(lines) - _MOST_LINES}项")
    chosen = f"--cause {quote(cause)}" if cause else ""
    only = "withheld" if verdict == "withheld" else "failed"
    yield Text(f"  重新运行：{summary.rerun} --only {only} {chosen}".rstrip())


def _remarks(summary: Summary, *, quiet: bool) -> Iterator[str]:
    """What was not run this time, and what to do about it."""
    if summary.unchanged and not quiet:
        yield f"其中 {summary.unchanged:,} 个{UNCHANGED}，未重新运行"
    for run in summary.quarantined[:_MOST_NAMED]:
        yield f"{run} {QUARANTINED}"
    if len(summary.quarantined) > _MOST_NAMED:
        yield f"另有 {len(summary.quarantined) - _MOST_NAMED:,} 个{QUARANTINED}"
    verdicts = {entry.verdict for entry in summary.entries}
    if 1 < len(summary.entries) <= FEW:
        if verdicts - {"published", "withheld"}:
            yield f"只重新运行没有完成的：{summary.rerun} --only failed"
        if "withheld" in verdicts and not quiet:
            name = VERDICT_NAMES["withheld"]
            yield f"改正后只重新运行{name}的：{summary.rerun} --only withheld"
    if summary.left:
        yield f"还有 {summary.left:,} 个没有运行"


def _index(summary: Summary) -> Path:
    return summary.reports / "index.html"


def _coloured(entry: Entry) -> Text:
    if entry.reservations:
        return Text(verdict_of(entry), style="yellow")
    return _named(entry.verdict)


def _named(verdict: Verdict) -> Text:
    return Text(VERDICT_NAMES[verdict], style=_COLOURS.get(verdict, "red"))
