"""Section four: figures put to 行政复议 and the two kinds of 行政诉讼 by the heads before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from gongkai.ingest.matching.fit import fit
from gongkai.ingest.matching.gathered import Gathered, Run
from gongkai.ingest.matching.regions import Token
from gongkai.ingest.matching.slots import Slots, manner_of
from gongkai.ingest.matching.vanished import Short
from gongkai.ingest.words.figures import holds_figure, whole
from gongkai.law import Address, Edition

TABLE = "disputes"
_CASES = 3


@dataclass(frozen=True)
class Placed:
    """One cell of section four: its row and column, and the token it was read from."""

    row: str
    column: str
    token: Token
    note: str = ""


@dataclass(frozen=True)
class Problem:
    """Figures of section four that could not be put to cells, and which rows they are of."""

    rows: tuple[str, ...]
    text: str
    tokens: tuple[Token, ...]
    short: Short | None = None


def by_order(found: Gathered, form: Edition) -> Iterator[Placed]:
    """Section four under heads that cannot be read: by the order of the form.

    There has to be one line of as many figures as the table has cells, and no other, and
    the figures have to add up to their totals.
    """
    (block,) = form.table(TABLE).blocks
    target = [(row.id, column.id) for row in block.rows for column in block.columns]
    lines = [line for _, line in found.bare if len(line) == len(target)]
    if len(lines) != 1 or not _sums(target)([token.text for token in lines[0]]):
        return
    for (row, column), token in zip(target, lines[0], strict=True):
        yield Placed(row, column, token, "表头认不出来，数据个数恰好、合计相符，按格式的次序读")


def place_outcomes(runs: list[Run], form: Edition) -> Iterator[Placed | Problem]:
    """Put runs of figures to cells; what cannot be put is a problem, never dropped."""
    (block,) = form.table(TABLE).blocks
    rows = [row.id for row in block.rows]
    columns = [column.id for column in block.columns]
    groups: list[str] = []
    outcomes: list[str] = []
    last = -1
    for run in runs:
        names = [name for name, _ in _from_the_left(run, columns)]
        own_rows = [name for name, _ in groupby(name for name in names if name in rows)]
        own_columns = [name for name in names if name in columns]
        target: list[tuple[str, str]] = []
        last = -1 if own_rows else last
        if len(own_rows) == len(own_columns) == len(run.slots) == 1:
            target = [(own_rows[0], own_columns[0])]
            groups, outcomes = own_rows, []
        elif len(own_rows) == 1 and not own_columns and outcomes:
            is_whole = len(outcomes) == len(columns)
            target = [(own_rows[0], column) for column in outcomes if is_whole]
            groups = own_rows
        elif len(own_columns) == 1 and not own_rows and len(groups) > 0:
            if len(groups) == 1 and columns.index(own_columns[0]) <= last:
                groups = []  # another case has begun, and its name was not read
            target = [(row, own_columns[0]) for row in groups]
        elif own_rows:
            target = _in_order(own_rows, own_columns, columns)
            groups = own_rows
            outcomes = own_columns[: len(columns)]
        yield from _put(run, target)
        last = max([last, *map(columns.index, own_columns)])
        if not own_rows and not own_columns:
            continue
        groups = groups or own_rows
        outcomes = outcomes or own_columns


def _from_the_left(run: Run, columns: list[str]) -> list[tuple[str, Token]]:
    """The heads as they stand beside one another, where a grid tells; else as they are read.

    A case whose name stands on a lower line may still stand left of the others. Each outcome
    has to stand over a figure: wrong spans shift them.
    """
    at = sorted(token.column for name, token in run.heads if name in columns)
    if run.ends != "grid" or at != sorted(slot.column for slot in run.slots):
        return list(run.heads)
    return sorted(run.heads, key=lambda head: head[1].column)


def _in_order(rows: list[str], heads: list[str], columns: list[str]) -> list[tuple[str, str]]:
    """Rows beside one another, each with its outcomes; nothing if the heads do not say so."""
    if len(set(rows)) != len(rows):
        return []
    heads_of_one = heads[: len(columns)]
    times = len(heads) // len(columns)
    # once for all of them, or as often as there are cases; more often where a merged head is
    # written again, and then no case may be missing: its heads would be the surplus
    fits = times in {1, len(rows)} or (len(rows) == _CASES and times > _CASES)
    if not fits or heads != heads_of_one * times:
        return []
    if sorted(heads_of_one) != sorted(columns):
        return []
    return [(row, column) for row in rows for column in heads_of_one]


def _put(run: Run, target: list[tuple[str, str]]) -> Iterator[Placed | Problem]:
    told = tuple(dict.fromkeys(row for row, _ in target))
    if not target:
        if run.slots:
            yield Problem(told, "第四部分的表头认不出来", tuple(run.slots))
        return
    filled = sum(holds_figure(token.text) for token in run.slots)
    if len(target) == 1 < filled:
        yield Problem(told, f"应有1个数据，却有{filled}个", tuple(run.slots))
        return
    heads = _heads_over(run, target)
    totals = tuple(at for at, (_, column) in enumerate(target) if column == "total")
    own = tuple(next((t for t in totals if t >= at), 0) for at in range(len(target)))
    if not run.slots and run.blanks_kept:
        return
    slots = Slots(run.slots, len(target), run.ends, run.blanks_kept, heads, own if totals else ())
    manner = manner_of([slots])
    if not manner.padding and (first := _first_column(run)) is not None:
        manner = replace(
            manner, padding={0: "after", len(run.slots) - len(target): "before"}.get(first, "")
        )
    fitted = fit(slots, manner, _sums(target))
    if fitted.problem:
        cells = tuple(Address(TABLE, row, column) for row, column in target)
        short = Short(cells, tuple(slots.filled), {}) if fitted.vanished else None
        # More than the heads ask for: whose the others are, is not known.
        yield Problem(
            told if filled <= len(target) else (), fitted.problem, tuple(run.slots), short
        )
        return
    for (row, column), token in zip(target, fitted.tokens, strict=True):
        if token is not None:
            yield Placed(row, column, token, fitted.note)


def _heads_over(run: Run, target: list[tuple[str, str]]) -> tuple[Token, ...]:
    """The heads of the outcomes from left to right, where there is one for each figure."""
    names = [column for _, column in target]
    heads = sorted(
        (token for name, token in run.heads if name in names), key=lambda token: token.column
    )
    return tuple(heads) if len(heads) == len(target) else ()


def _first_column(run: Run) -> int | None:
    """Where the line of heads begins: figures begin there, too, unless the grid says more."""
    if run.ends == "grid":
        return None
    return min((token.column for _, token in run.heads), default=0)


def _sums(target: list[tuple[str, str]]):  # type: ignore[no-untyped-def]
    """Whether each row of a full line of figures adds up to its total, which comes last."""

    def adds_up(texts: list[str]) -> bool:
        totals: dict[str, int] = {}
        for (row, column), text in zip(target, texts, strict=True):
            if (figure := whole(text)) is None:
                return False
            sign = -1 if column == "total" else 1
            totals[row] = totals.get(row, 0) + sign * figure
        return not any(totals.values())

    return adds_up
