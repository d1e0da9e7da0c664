"""Rows as found, made ready for their columns: cells, heads, totals, how their table prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from gongkai.ingest.matching.gathered import Segment
from gongkai.ingest.matching.heads import Plan
from gongkai.ingest.matching.regions import Token
from gongkai.ingest.matching.slots import Manner, Slots, is_empty, manner_of
from gongkai.ingest.matching.vanished import Short
from gongkai.ingest.words.figures import is_slot, whole
from gongkai.ingest.words.labels import could_begin, is_label, is_part
from gongkai.ingest.words.pieces import width
from gongkai.law import Address

T = TypeVar("T")

NO_FIGURES = "没有找到这一行的数据"


def manners_of(tables: Mapping[T, Sequence[Slots]]) -> dict[T, Manner]:
    """How each table prints its rows; that one is set by blanks speaks for the others."""
    manners = {name: manner_of(rows) for name, rows in tables.items()}
    is_aligned = any(manner.bands for manner in manners.values())
    if not is_aligned:
        return manners
    return {name: manner_of(rows, is_aligned=True) for name, rows in tables.items()}


def shape_of(segment: Segment, planned: Plan) -> tuple[int, str, int]:
    """Return what rows printed alike have in common: table of the document and of the form."""
    return segment.source, segment.table, len(planned.columns)


def slots_of(segment: Segment, planned: Plan) -> Slots:
    """Return the cells after a row's label, with what is known of its columns."""
    by_name = {head.ids[0]: head.token for head in segment.heads if head.ids}
    heads = tuple(by_name[name] for name in planned.columns if name in by_name)
    count = len(planned.columns)
    total = planned.columns.index("total") if "total" in planned.columns else -1
    return Slots(
        _cells_of(segment),
        count,
        segment.ends,
        segment.blanks_kept,
        heads if len(heads) == count else (),
        (total,) * count if total >= 0 else (),
        tuple(head.token for head in segment.heads if not head.ids),
        width(segment.label.text),
    )


def _cells_of(segment: Segment) -> Sequence[Token]:
    """The cells after a label; a piece of it in a cell of its own is none of them.

    Where there is nothing else, it is not known what became of the cells.
    """
    said = segment.label.text
    for at, token in enumerate(segment.slots):
        if is_label(said) or is_slot(token.text) or not _goes_on(said, token.text):
            return segment.slots[at:]
        said += token.text
    return segment.slots


def _goes_on(said: str, text: str) -> bool:
    """Tell whether a text may be more of a label of which the beginning has been said."""
    whole = said + text
    return bool(text.strip()) and (is_part(text) or could_begin(whole) or is_label(whole))


def short_row(segment: Segment, planned: Plan) -> Short:
    """Return a row whose blanks vanished, to be placed by the sums."""
    cells = tuple(Address(segment.table, segment.row, column) for column in planned.columns)
    tokens = tuple(token for token in segment.slots if not is_empty(token))
    return Short(cells, tokens, planned.units)


def adder(planned: Plan) -> Callable[[list[str]], bool]:
    """Return what tells of a full row of figures whether its total is the sum of its parts."""

    def adds_up(texts: list[str]) -> bool:
        figures = [figure for text in texts if (figure := whole(text)) is not None]
        if "total" not in planned.columns or len(figures) < len(texts):
            return False
        total = figures.pop(planned.columns.index("total"))
        return total == sum(figures)

    return adds_up
