"""Tables of other things that use a word or two of the form: 建议提案, 近三年, 各部门."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from gongkai.ingest.matching.gathered import Gathered, Run, Segment
from gongkai.ingest.matching.outcomes import TABLE
from gongkai.ingest.matching.regions import Token
from gongkai.ingest.words.figures import holds_figure
from gongkai.law import Edition


def without_strangers(found: Gathered, form: Edition) -> Gathered:
    """Leave to other tables what is theirs, where the form's own are in the document as well.

    Their figures belong to nothing then. Text is not looked at: where one table ends and the
    next one begins is not sure there.
    """
    (block,) = form.table(TABLE).blocks
    runs = _strange_runs(found.runs, {column.id for column in block.columns})
    strays = _with(found.strays_of, ((run.source, run.slots) for run in runs))
    rows = _strange_rows(found, strays)
    strays = _with(strays, ((row.source, row.slots) for row in rows))
    out = {id(each) for each in runs} | {id(each) for each in rows}
    return replace(
        found,
        segments=[row for row in found.segments if id(row) not in out],
        runs=[run for run in found.runs if id(run) not in out],
        strays_of=strays,
        grids=found.grids | {run.source for run in runs} | {row.source for row in rows},
    )


def _strange_runs(runs: list[Run], columns: set[str]) -> list[Run]:
    """Runs under 总计 or 行政复议 alone, where another table has every outcome."""
    heads: dict[int, set[str]] = defaultdict(set)
    for run in runs:
        heads[run.source] |= {name for name, _ in run.heads}
    if not any(columns <= names for names in heads.values()):
        return []
    outcomes = columns - {"total"}
    return [run for run in runs if run.ends == "grid" and not outcomes & heads[run.source]]


def _strange_rows(found: Gathered, strays: dict[int, list[Token]]) -> list[Segment]:
    """Rows in tables without a head of the form, most of whose rows are none of it.

    Each of these rows has to be read elsewhere.
    """
    headed = {(table, head.source) for table, head in found.heads}
    rows: dict[tuple[str, int], list[Segment]] = defaultdict(list)
    for row in found.segments:
        rows[row.table, row.source].append(row)
    strange = {
        place: group
        for place, group in rows.items()
        if place not in headed
        and all(row.ends == "grid" for row in group)
        and len({token.row for token in strays.get(place[1], [])}) >= max(1, _filled(group))
    }
    own = {
        (table, row.row)
        for (table, source), group in rows.items()
        if (table, source) not in strange
        for row in group
        if row.slots
    }
    return [
        row
        for group in strange.values()
        if all((each.table, each.row) in own for each in group)
        for row in group
    ]


def _filled(rows: Iterable[Segment]) -> int:
    return sum(any(holds_figure(slot.text) for slot in row.slots) for row in rows)


def _with(
    strays: dict[int, list[Token]], more: Iterable[tuple[int, list[Token]]]
) -> dict[int, list[Token]]:
    """Add the figures among some cells to the strays of their table."""
    strays = {source: list(tokens) for source, tokens in strays.items()}
    for source, cells in more:
        strays.setdefault(source, []).extend(each for each in cells if holds_figure(each.text))
    return strays
