"""The drawing of `flow`: bands from the sources through the whole to the results."""

from __future__ import annotations

from gongkai.compose.charts.canvas import Canvas
from gongkai.compose.charts.flow_figures import Flow
from gongkai.compose.charts.flow_layout import (
    BESIDE,
    BOX_TEXT,
    GAP,
    LINE,
    NODE,
    SHARE_HEAD,
    WHOLE,
    Layout,
    Node,
    box_label,
    cases_label,
    lay_out,
    sum_name,
)
from gongkai.compose.charts.style import (
    HAIRLINE,
    INK,
    MUTED,
    OPEN,
    OPEN_FILL,
    SMALL,
    TEXT,
    WARNING,
    WHITE,
    luminance,
    tint,
)
from gongkai.compose.charts.words import grouped, share

THREAD = 1.6
"""A band thinner than this is drawn as a line, in full colour."""
LEAST_THREAD = 0.7
LEAST_NODE = 1.4


def draw_flow(flow: Flow) -> bytes:
    """Return the drawing as SVG."""
    layout = lay_out(flow)
    columns = layout.columns
    canvas = Canvas(columns.share, layout.height)
    for node in layout.sources:
        _band(canvas, node, columns.source + NODE, columns.box)
        _node(canvas, node, columns.source)
        _source(canvas, node, columns.source - BESIDE)
    _box(canvas, flow, layout)
    for node in layout.sinks:
        _band(canvas, node, columns.sink, columns.box + columns.box_width)
        _node(canvas, node, columns.sink)
        base = 0 if node.part is flow.carried_out else flow.base
        _sink(canvas, node, layout, base)
    _table(canvas, flow, layout)
    return canvas.svg()


def _band(canvas: Canvas, node: Node, node_side: float, box_side: float) -> None:
    """Draw the band between a node and the whole."""
    if node.thick >= THREAD:
        half = node.thick / 2
        canvas.band(
            (node_side, node.middle - half, node.middle + half),
            (box_side, node.joint, node.joint + node.thick),
            _pale(node.colour),
        )
    elif node.thick:
        start, end = (node_side, node.middle), (box_side, node.joint + node.thick / 2)
        canvas.thread(start, end, node.colour or OPEN, max(node.thick, LEAST_THREAD))


def _pale(colour: str) -> str:
    """Return the colour of a band: light colours are thinned out less than dark ones."""
    return tint(colour, 0.28 + 0.3 * luminance(colour)) if colour else tint(OPEN, 0.26)


def _node(canvas: Canvas, node: Node, left: float) -> None:
    """Draw a node; what was carried over is hollow, because it is not disposed of."""
    if node.thick:
        thick = max(node.thick, LEAST_NODE)
        edge = "" if node.colour else OPEN
        canvas.box((left, node.middle - thick / 2), NODE, thick, node.colour or OPEN_FILL, edge)


def _source(canvas: Canvas, node: Node, right: float) -> None:
    colour = TEXT if node.part.count else MUTED
    above, below = (right, node.middle - 7.5), (right, node.middle + 7.5)
    canvas.text(above, node.part.label, colour=colour, align="right")
    canvas.text(below, cases_label(node.part.count), colour=colour, align="right")


def _box(canvas: Canvas, flow: Flow, layout: Layout) -> None:
    left, width = layout.columns.box, layout.columns.box_width
    centre, middle = left + width / 2, layout.box_middle
    canvas.box((left, middle - layout.box_height / 2), width, layout.box_height, INK)
    canvas.text((centre, middle - 9), WHOLE, colour=WHITE, align="center")
    label = box_label(flow)
    canvas.text((centre, middle + 8), label, size=BOX_TEXT, colour=WHITE, align="center")


def _sink(canvas: Canvas, node: Node, layout: Layout, base: int) -> None:
    columns, part = layout.columns, node.part
    colour = TEXT if part.count else MUTED
    canvas.text((columns.name, node.middle), part.label, colour=colour)
    canvas.text((columns.count, node.middle), grouped(part.count), colour=colour, align="right")
    if base and part.count:
        canvas.text((columns.share, node.middle), share(part.count, base), align="right")


def _table(canvas: Canvas, flow: Flow, layout: Layout) -> None:
    """Write head and sum, which make a table of the labels and name the base of the shares."""
    columns, middle = layout.columns, layout.sum_middle
    colour = TEXT if flow.results.is_consistent else WARNING
    canvas.text((columns.count, 6), "件数", size=SMALL, colour=MUTED, align="right")
    top = middle - (LINE + GAP) / 2
    canvas.line((columns.name, top), (columns.share, top), HAIRLINE)
    canvas.text((columns.name, middle), sum_name(flow), colour=colour)
    canvas.text((columns.count, middle), grouped(flow.handled), colour=colour, align="right")
    if flow.base:
        canvas.text((columns.share, 6), SHARE_HEAD, size=SMALL, colour=MUTED, align="right")
        canvas.text((columns.share, middle), "100%", align="right")
