"""Which columns a row has, told by the heads above it; the order of the form otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.ingest.matching.gathered import Head, Segment
from gongkai.law import Edition
from gongkai.law.form import Block

_BY_ORDER = "列标题没有全部认出，按格式的次序读"
_DAMAGED = "列标题有损坏，且顺序与格式不同"


@dataclass(frozen=True)
class Plan:
    """The columns of a row in the order they are printed; `units` of money that heads name."""

    columns: tuple[str, ...]
    units: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    problem: str = ""


def plan(segment: Segment, form: Edition) -> Plan | None:
    """Return the columns of a row, None if the form has no such row."""
    try:
        block = form.table(segment.table).block_of(segment.row)
    except KeyError:
        return None
    names = tuple(column.id for column in block.columns)
    heads = _own(segment.heads, names)
    units = {
        head.ids[0]: head.unit
        for head in heads
        if head.ids and head.unit and head.unit != _unit(block, head.ids[0])
    }
    said = [head.ids[0] for head in heads if head.ids]
    if not said and len(names) > 1:
        return Plan(names, note=_BY_ORDER)
    if block.column_groups:
        count = len(segment.slots) if segment.blanks_kept else 0
        return _of_grouped(block, _once(heads), count, above=_are_above(heads, segment))
    return _of_listed(heads, said, names, units)


def _of_listed(
    heads: list[Head], said: list[str], names: tuple[str, ...], units: Mapping[str, str]
) -> Plan:
    """Heads in one line: all of them, or some of the columns."""
    if not said or said == list(names) or len(set(said)) != len(said):
        return Plan(names, units)
    if len(heads) == len(names):
        return _of_full(heads, said, names, units)
    if len(heads) == len(said) < len(names):
        return Plan(tuple(said), units, note="表头只列出部分列，按列标题读")
    return Plan(names, units)


def _own(heads: tuple[Head, ...], names: tuple[str, ...]) -> list[Head]:
    """The heads of this block: those of another that stand before it are not its own."""
    if any(head.ids and head.ids[0] not in names for head in heads):
        return []
    return list(heads)


def _of_full(
    heads: list[Head], said: list[str], names: tuple[str, ...], units: Mapping[str, str]
) -> Plan:
    """As many heads as columns: those that are known must stand where the form has them."""
    if len(said) == len(names):
        return Plan(tuple(said), units, note="列的顺序与格式不同，按列标题读")
    if _stand_as(heads, list(names)):
        return Plan(names, units)
    return Plan(names, problem=_DAMAGED)


def _of_grouped(block: Block, heads: list[Head], count: int, *, above: bool) -> Plan:
    """Heads in two lines: 自然人 … 总计 above, the kinds of organisations below.

    Of heads that lack one, the column may be lost or only its head: rows are read by
    order, and that is said. `count` is how many cells the row has, 0 where it is unknown.
    `above` says that each head stands over a figure: then columns tell their order.
    """
    names = tuple(column.id for column in block.columns)
    outer = [c.id for c in block.columns if c.group != block.column_groups[-1].id]
    inner = [c.id for c in block.columns if c.group == block.column_groups[-1].id]
    patterns = (list(names), outer + inner)
    said = [head.ids[0] for head in heads if head.ids]
    if any(_stand_as(heads, pattern) for pattern in patterns):
        moved = _of_moved(heads, names) if above and len(said) == len(names) else Plan(names)
        return Plan(names) if moved.problem else moved
    if len(heads) == len(names) != len(said):
        return Plan(names, problem=_DAMAGED)
    if any(_is_part(said, pattern) for pattern in patterns):
        if count == len(said) == len(heads) > 1:
            listed = tuple(name for name in names if name in said)
            return Plan(listed, note="表头只列出部分列，按列标题读")
        return Plan(names, note=_BY_ORDER)
    return _of_moved(heads, names)


def _are_above(heads: list[Head], segment: Segment) -> bool:
    """Tell whether each head begins where a cell of the row does; wrong spans shift them."""
    columns = sorted(slot.column for slot in segment.slots)
    return segment.ends == "grid" and sorted(head.token.column for head in heads) == columns


def _of_moved(heads: list[Head], names: tuple[str, ...]) -> Plan:
    """All heads, in another order: that in which they stand, where each stands apart."""
    ordered = tuple(
        head.ids[0] for head in sorted(heads, key=lambda each: each.token.column) if head.ids
    )
    if len(ordered) < len(names) or len({head.token.column for head in heads}) != len(names):
        return Plan(names, problem="列的顺序与格式不同")
    if ordered == names:
        return Plan(names)
    return Plan(ordered, note="列的顺序与格式不同，按列标题读")


def _once(heads: list[Head]) -> list[Head]:
    """Each head once, where a merged one is written again; what is unknown stays."""
    known = {head.ids: head for head in reversed(heads)}
    return [head for head in heads if not head.ids or known[head.ids] is head]


def _stand_as(heads: list[Head], pattern: list[str]) -> bool:
    """Tell whether as many heads stand in this order; one that is not known may be any."""
    return len(heads) == len(pattern) and all(
        not head.ids or head.ids[0] == name for head, name in zip(heads, pattern, strict=True)
    )


def _is_part(said: list[str], pattern: list[str]) -> bool:
    """Tell whether heads are those of a pattern in order, some of them missing."""
    rest = iter(pattern)
    return all(name in rest for name in said)


def _unit(block: Block, column: str) -> str:
    return next(c.unit for c in block.columns if c.id == column)
