"""Where the parts of the flow drawing stand.

Nodes stand in slots that are as high as their labels need, so labels cannot meet however
unequal the figures are: 1 beside 14,000 has a line of its own and a thread for a band.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.compose.charts.figures import Part
from gongkai.compose.charts.flow_figures import Flow
from gongkai.compose.charts.slots import centres, scale_for
from gongkai.compose.charts.style import BODY, INK, PAGE, RESULTS, SMALL, colour_of
from gongkai.compose.charts.typeface import text_width
from gongkai.compose.charts.words import grouped

ROOM = 214.0
"""Height shared by the results: with the other lines the drawing is half as high as wide."""
WIDEST_UNIT = 12.0
"""Height of one application at most: three applications are not drawn like thousands."""
LINE = 18.0
SOURCE_LINES = 32.0
GAP = 3.0
HEADER = 20.0
NODE = 7.0
BESIDE = 8.0
"""From a node to its label."""
BOX_TEXT = 12.0
LEAST_BOX = 40.0
LEAST_REACH = 40.0

WHOLE = "应办理"
SHARE_HEAD = "占办结总数"


@dataclass(frozen=True)
class Node:
    """A source or a result: its height, its middle; hollow if it has no colour.

    `joint` is the top of its band where that meets the whole: there the bands lie one
    upon the other, in the order of the nodes.
    """

    part: Part
    colour: str
    thick: float
    middle: float
    joint: float


@dataclass(frozen=True)
class Columns:
    """Where things stand from left to right; `count` and `share` are right edges."""

    source: float
    box: float
    box_width: float
    sink: float
    name: float
    count: float
    share: float


@dataclass(frozen=True)
class Layout:
    """The whole drawing."""

    columns: Columns
    height: float
    sources: tuple[Node, ...]
    sinks: tuple[Node, ...]
    box_middle: float
    box_height: float
    sum_middle: float


def lay_out(flow: Flow) -> Layout:
    """Place everything."""
    sources = [part.count or 0 for part in flow.sources]
    sinks = [part.count or 0 for part in flow.sinks]
    whole = max(flow.come_in, flow.gone_out)
    scale = min(
        scale_for((sources, sinks), (SOURCE_LINES, LINE), ROOM),
        max(WIDEST_UNIT, LEAST_BOX / whole),
    )
    source_slots = [max(value * scale, SOURCE_LINES) for value in sources]
    sink_slots = [max(value * scale, LINE) for value in sinks]
    # The line of the sum stands between the results and what was carried over.
    sink_slots.insert(-1, LINE)
    tallest = max(_stacked(source_slots), _stacked(sink_slots))
    *results, sum_middle, carried_out = centres(sink_slots, HEADER, GAP)
    sink_middles = [*results, carried_out]
    # The whole stands level with where most of it goes, so that broad bands run straight.
    weight = sum(value * middle for value, middle in zip(sinks, sink_middles, strict=True))
    level = weight / flow.gone_out if flow.gone_out else HEADER + tallest / 2
    box_height = max(whole * scale, LEAST_BOX)
    box_middle = _within(level, box_height, tallest)
    source_height = _stacked(source_slots)
    source_top = _within(level, source_height, tallest) - source_height / 2
    sink_colours = (*(colour_of(RESULTS, place) for place in range(len(results))), "")
    source_middles = centres(source_slots, source_top, GAP)
    joint = box_middle - whole * scale / 2
    return Layout(
        _columns(flow),
        HEADER + tallest + 2,
        _nodes(flow.sources, (INK, ""), source_middles, scale, joint),
        _nodes(flow.sinks, sink_colours, sink_middles, scale, joint),
        box_middle,
        box_height,
        sum_middle,
    )


def cases_label(count: int | None) -> str:
    """Return a figure with its unit, a dash for none."""
    return "—" if count is None else f"{grouped(count)} 件"


def box_label(flow: Flow) -> str:
    """Return what had to be handled, a dash where a source has no figure and is missed."""
    missing = any(part.count is None for part in flow.sources)
    return cases_label(None if missing and flow.come_in != flow.gone_out else flow.come_in)


def sum_name(flow: Flow) -> str:
    """Return what the sum of the results is called; it is no 合计 if the form's differs."""
    return "办理结果合计" if flow.results.is_consistent else "以上各项之和"


def _nodes(
    parts: Sequence[Part],
    colours: Sequence[str],
    middles: Sequence[float],
    scale: float,
    joint: float,
) -> tuple[Node, ...]:
    nodes = []
    for part, colour, middle in zip(parts, colours, middles, strict=True):
        thick = (part.count or 0) * scale
        nodes.append(Node(part, colour, thick, middle, joint))
        joint += thick
    return tuple(nodes)


def _columns(flow: Flow) -> Columns:
    """Give text the width it needs and leave the rest to the bands."""
    source_texts = [text for part in flow.sources for text in (part.label, cases_label(part.count))]
    names = [*(part.label for part in flow.sinks), sum_name(flow)]
    counts = [grouped(part.count) for part in flow.sinks] + [grouped(flow.handled)]
    left = _widest(source_texts) + BESIDE
    box = max(text_width(WHOLE, BODY), text_width(box_label(flow), BOX_TEXT)) + 20
    name, count = _widest(names), _widest(counts) + 16
    share = text_width(SHARE_HEAD, SMALL) + 14
    taken = left + NODE + box + NODE + BESIDE + name + count + share
    # Figures of absurd length make the drawing wider rather than its parts collide.
    reach = max((PAGE - taken) / 2, LEAST_REACH)
    box_left = left + NODE + reach
    sink = box_left + box + reach
    name_left = sink + NODE + BESIDE
    count_right = name_left + name + count
    return Columns(left, box_left, box, sink, name_left, count_right, count_right + share)


def _widest(texts: Sequence[str]) -> float:
    return max(text_width(text, BODY) for text in texts)


def _within(level: float, height: float, tallest: float) -> float:
    """Return the middle nearest to a level at which something of a height stays on the page."""
    return min(max(level, HEADER + height / 2), HEADER + tallest - height / 2)


def _stacked(slots: Sequence[float]) -> float:
    return sum(slots) + GAP * (len(slots) - 1)
