"""The drawing of `applicants`: one bar of full length for each kind, parted by result."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.compose.charts.bars import (
    LEGEND_LINE,
    Segment,
    draw_legend,
    draw_segments,
    legend_height,
)
from gongkai.compose.charts.canvas import Canvas
from gongkai.compose.charts.figures import Composition
from gongkai.compose.charts.style import BODY, HAIRLINE, MUTED, PAGE, RESULTS, SMALL, colour_of
from gongkai.compose.charts.typeface import text_width
from gongkai.compose.charts.words import grouped, share

BAR = 20.0
PITCH = 30.0
COUNT_HEAD = "件数"


def draw_applicants(bars: Sequence[Composition]) -> bytes:
    """Return the drawing as SVG; the last of several bars is the whole."""
    left = max(text_width(bar.label, BODY) for bar in bars) + 10
    right = (
        max(text_width(COUNT_HEAD, SMALL), *(text_width(grouped(bar.sum), BODY) for bar in bars))
        + 12
    )
    width = PAGE - left - right
    used = [
        (part.label, colour_of(RESULTS, place))
        for place, part in enumerate(bars[0].parts)
        if any(bar.parts[place].count for bar in bars)
    ]
    head = legend_height(used, PAGE - right) + 6
    apart = 8.0 if len(bars) > 1 else 0.0
    canvas = Canvas(PAGE, head + PITCH * len(bars) + apart)
    draw_legend(canvas, used, PAGE - right)
    canvas.text(
        (PAGE, head - 6 - LEGEND_LINE / 2), COUNT_HEAD, size=SMALL, colour=MUTED, align="right"
    )
    for row, bar in enumerate(bars):
        middle = head + PITCH * (row + 0.5)
        if apart and row == len(bars) - 1:
            canvas.line((0, head + PITCH * row + 2), (PAGE, head + PITCH * row + 2), HAIRLINE)
            middle += apart - 2
        canvas.text((left - 10, middle), bar.label, align="right")
        draw_segments(canvas, (left, middle - BAR / 2), width, BAR, _segments(bar))
        canvas.text((PAGE, middle), grouped(bar.sum), align="right")
    return canvas.svg()


def _segments(bar: Composition) -> list[Segment]:
    return [
        Segment(part.count, colour_of(RESULTS, place), share(part.count, bar.sum))
        for place, part in enumerate(bar.parts)
        if part.count
    ]
