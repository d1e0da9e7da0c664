"""The drawing of `disputes`: bars, and under each one its outcomes in figures."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.compose.charts.bars import SWATCH, Segment, draw_segments, swatch
from gongkai.compose.charts.canvas import Canvas
from gongkai.compose.charts.figures import Composition
from gongkai.compose.charts.style import (
    BODY,
    MUTED,
    OUTCOMES,
    PAGE,
    SMALL,
    TEXT,
    WARNING,
    colour_of,
)
from gongkai.compose.charts.typeface import text_width
from gongkai.compose.charts.words import grouped

BAR = 18.0
LINE = 18.0
APART = 14.0


def draw_disputes(kinds: Sequence[Composition]) -> bytes:
    """Return the drawing as SVG."""
    left = max(text_width(kind.label, BODY) for kind in kinds) + 12
    longest = max(kind.sum for kind in kinds)
    room = PAGE - left - max(text_width(_end(kind), BODY) for kind in kinds) - 8
    heights = [BAR + (LINE if kind.sum else 0) for kind in kinds]
    canvas = Canvas(PAGE, sum(heights) + APART * (len(kinds) - 1) + 4)
    y = 2.0
    for kind, height in zip(kinds, heights, strict=True):
        middle = y + BAR / 2
        colour = TEXT if kind.sum else MUTED
        canvas.text((left - 12, middle), kind.label, colour=colour, align="right")
        length = room * kind.sum / longest
        draw_segments(canvas, (left, y), length, BAR, _segments(kind))
        end_colour = colour if kind.is_consistent else WARNING
        canvas.text((left + (length + 8 if kind.sum else 0), middle), _end(kind), colour=end_colour)
        if kind.sum:
            _outcomes(canvas, kind, left, y + BAR + LINE / 2 + 1)
        y += height + APART
    return canvas.svg()


def _segments(kind: Composition) -> list[Segment]:
    last = len(kind.parts) - 1
    return [
        Segment(part.count, colour_of(OUTCOMES, place), "", is_open=place == last)
        for place, part in enumerate(kind.parts)
        if part.count
    ]


def _outcomes(canvas: Canvas, kind: Composition, left: float, middle: float) -> None:
    """Write every outcome with its colour, in the same columns under each bar."""
    column = (PAGE - left) / len(kind.parts)
    for place, part in enumerate(kind.parts):
        x = left + column * place
        swatch(
            canvas,
            (x, middle - SWATCH / 2),
            colour_of(OUTCOMES, place),
            is_open=place == len(kind.parts) - 1,
        )
        colour = TEXT if part.count else MUTED
        canvas.text(
            (x + SWATCH + 4, middle),
            f"{part.label} {grouped(part.count)}",
            size=SMALL,
            colour=colour,
        )


def _end(kind: Composition) -> str:
    """Return what stands at the end of a bar: the total, or both where they differ."""
    if kind.missing and not kind.is_known:
        return "—" if kind.total is None else f"公布总计 {grouped(kind.total)} 件"
    if not kind.is_consistent:
        return f"各项合计 {grouped(kind.sum)} 件，公布总计 {grouped(kind.total)} 件"
    return f"{grouped(kind.sum)} 件"
