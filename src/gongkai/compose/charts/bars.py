"""Bars made of segments, and the legend that names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.compose.charts.canvas import Canvas
from gongkai.compose.charts.slots import scale_for
from gongkai.compose.charts.style import OPEN, SMALL, text_on
from gongkai.compose.charts.typeface import text_width

SWATCH = 9.0
LEGEND_LINE = 16.0
BETWEEN = 16.0
SEAM = 1.0
LEAST_SEGMENT = 2.4


@dataclass(frozen=True)
class Segment:
    """A part of a bar: its count, colour and label; outlined if not finished."""

    count: int
    colour: str
    label: str
    is_open: bool = False


def draw_segments(
    canvas: Canvas,
    corner: tuple[float, float],
    width: float,
    height: float,
    segments: Sequence[Segment],
) -> None:
    """Draw segments side by side; a label stands in its segment where it fits, else not at all.

    A white seam parts neighbours in print. No segment is so narrow that it is lost, the
    others give way: what was published is seen.
    """
    x, y = corner
    counts = [segment.count for segment in segments]
    unit = scale_for([counts], [LEAST_SEGMENT], width)
    for place, segment in enumerate(segments):
        length = max(segment.count * unit, LEAST_SEGMENT)
        seam = SEAM if place + 1 < len(segments) else 0.0
        edge = OPEN if segment.is_open else ""
        canvas.box((x, y), length - seam, height, segment.colour, edge)
        if text_width(segment.label, SMALL) + 6 <= length:
            canvas.text(
                (x + (length - seam) / 2, y + height / 2),
                segment.label,
                size=SMALL,
                colour=text_on(segment.colour),
                align="center",
            )
        x += length


def swatch(
    canvas: Canvas, corner: tuple[float, float], colour: str, *, is_open: bool = False
) -> None:
    """Draw a small square of a colour."""
    canvas.box(corner, SWATCH, SWATCH, colour, OPEN if is_open else "")


def draw_legend(canvas: Canvas, entries: Sequence[tuple[str, str]], width: float) -> None:
    """Draw labels and their colours at the top, in as many lines as the width asks for."""
    for line, row in enumerate(_lines(entries, width)):
        x, middle = 0.0, LEGEND_LINE * (line + 0.5)
        for label, colour in row:
            swatch(canvas, (x, middle - SWATCH / 2), colour)
            canvas.text((x + SWATCH + 4, middle), label, size=SMALL)
            x += _entry_width(label)


def legend_height(entries: Sequence[tuple[str, str]], width: float) -> float:
    """Return how high `draw_legend` draws."""
    return LEGEND_LINE * len(_lines(entries, width))


def _lines(entries: Sequence[tuple[str, str]], width: float) -> list[list[tuple[str, str]]]:
    lines: list[list[tuple[str, str]]] = [[]]
    taken = 0.0
    for entry in entries:
        if lines[-1] and taken + _entry_width(entry[0]) - BETWEEN > width:
            lines.append([])
            taken = 0.0
        lines[-1].append(entry)
        taken += _entry_width(entry[0])
    return lines


def _entry_width(label: str) -> float:
    return SWATCH + 4 + text_width(label, SMALL) + BETWEEN
