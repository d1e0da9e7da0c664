"""Tables of other things that use a word or two of the form: 建议提案, 近三年, 信息类别."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from gongkai.ingest.matching.gathered import Gathered, Run, Segment
from gongkai.ingest.matching.outcomes import TABLE
from gongkai.ingest.matching.regions import Token
from gongkai.ingest.words.figures import holds_figure
from gongkai.law import Edition


def without_strangers(found: Gathered, form: Edition) -> Gathered:
    """Leave to other tables what is theirs; their figures belong to nothing then.

    In text, where one table ends and the next one begins is not sure: there it is only looked
    for rows that nothing says to be of section two.
    """
    (block,) = form.table(TABLE).blocks
    runs = _strange_runs(found.runs, {column.id for column in block.columns})
    strays = _with(found.strays_of, ((run.source, run.slots) for run in runs))
    rows = _strange_rows(found, strays, _widths(form))
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
    """Runs under 总计 or 行政复议 alone, where another table has the outcomes.

    Where outcomes stand below one another there, their total may stand in another table: a
    page end parts them.
    """
    outcomes = columns - {"total"}
    heads: dict[int, set[str]] = defaultdict(set)
    is_across: dict[int, bool] = defaultdict(bool)
    for run in runs:
        names = {name for name, _ in run.heads}
        heads[run.source] |= names
        is_across[run.source] |= len(names & outcomes) > 1
    whole = (names for source, names in heads.items() if "total" in names or is_across[source])
    if not any(outcomes <= names for names in whole):
        return []
    return [run for run in runs if run.ends == "grid" and not outcomes & heads[run.source]]


def _strange_rows(
    found: Gathered, strays: dict[int, list[Token]], widths: dict[tuple[str, str], int]
) -> list[Segment]:
    """Rows in tables without a head or a title of the form.

    In section two, which is a list of short words, rows of other things beside them tell, if
    there is no head of another section either, whose rows they may be. Else each of the rows
    has to be read elsewhere, and most rows there to be none of the form, or none to have its
    cells.
    """
    rows: dict[tuple[str, int], list[Segment]] = defaultdict(list)
    for row in found.segments:
        rows[row.table, row.source].append(row)
    bare = {place: group for place, group in rows.items() if place not in found.headed}
    own = {
        (row.table, row.row)
        for place, group in rows.items()
        if place not in bare
        for row in group
        if row.slots
    }
    strange: list[Segment] = []
    for (table, source), group in bare.items():
        others = len({token.row for token in strays.get(source, [])})
        is_grid = all(row.ends == "grid" for row in group)
        is_read = is_grid and all((table, row.row) in own for row in group)
        is_like = any(len(row.slots) == widths.get((table, row.row)) for row in group)
        is_less = others >= max(1, _filled(group)) or not is_like
        is_alone = not any(at == source for _, at in found.headed)
        if (table == "disclosure" and others and is_alone) or (is_read and is_less):
            strange += group
    return strange


def _widths(form: Edition) -> dict[tuple[str, str], int]:
    """How many cells each row of the form has."""
    return Counter((address.table, address.row) for address in form.cells)


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
