"""The drawing of `trend`: three bars a year, and below them the figures as a small table."""

from __future__ import annotations

from gongkai.compose.charts.bars import SWATCH, swatch
from gongkai.compose.charts.canvas import Canvas
from gongkai.compose.charts.style import (
    HAIRLINE,
    MUTED,
    OPEN,
    OPEN_FILL,
    PAGE,
    SERIES,
    SMALL,
    TEXT,
    WHITE,
    colour_of,
)
from gongkai.compose.charts.trend_figures import Trend, YearOfTrend
from gongkai.compose.charts.typeface import text_width
from gongkai.compose.charts.words import grouped

TOP = 8.0
PLOT = 132.0
YEARS = 22.0
ROW = 18.0
WIDEST_BAR = 30.0
SEAM = 1.5
LEAST_BAR = 0.8
LETTER = 11.0
STEPS = 5
"""At most so many lines across the plot."""


def draw_trend(found: Trend) -> bytes:
    """Return the drawing as SVG."""
    left = SWATCH + 5 + max(text_width(label, SMALL) for label in found.labels) + 8
    figures = [figure for year in found.years for figure in year.figures]
    widest = max(text_width(grouped(figure), SMALL) for figure in figures) + 6
    slot = max((PAGE - left) / len(found.years), widest)
    canvas = Canvas(
        left + slot * len(found.years), TOP + PLOT + YEARS + ROW * len(found.labels) + 2
    )
    tallest = max(figure or 0 for figure in figures)
    _axis(canvas, left, tallest)
    for place, year in enumerate(found.years):
        centre = left + slot * (place + 0.5)
        canvas.text((centre, TOP + PLOT + YEARS / 2), str(year.year), align="center")
        _bars(canvas, year, centre, slot, PLOT / tallest)
        _figures(canvas, year, centre)
    canvas.text((0, TOP + PLOT + YEARS / 2), "单位：件", size=SMALL, colour=MUTED)
    for row, label in enumerate(found.labels):
        middle = _row(row)
        canvas.line((0, middle - ROW / 2), (canvas.width, middle - ROW / 2), HAIRLINE)
        hollow = bool(_edge(row))
        swatch(canvas, (0, middle - SWATCH / 2), colour_of(SERIES, row), is_open=hollow)
        canvas.text((SWATCH + 5, middle), label, size=SMALL)
    return canvas.svg()


def _axis(canvas: Canvas, left: float, tallest: int) -> None:
    step = step_for(tallest)
    for value in range(0, tallest + 1, step):
        y = TOP + PLOT * (1 - value / tallest)
        canvas.line((left, y), (canvas.width, y), MUTED if value == 0 else HAIRLINE)
        canvas.text((left - 6, y), grouped(value), size=SMALL, colour=MUTED, align="right")


def step_for(tallest: int) -> int:
    """Return the distance of the lines across the plot: 1, 2 or 5 with noughts."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if tallest / step <= STEPS:
                return step
        power *= 10


def _bars(canvas: Canvas, year: YearOfTrend, centre: float, slot: float, unit: float) -> None:
    if year.absent:
        _reason(canvas, year.absent, centre)
        return
    wide = min(WIDEST_BAR, slot * 0.74 / len(year.figures))
    x = centre - wide * len(year.figures) / 2
    for row, figure in enumerate(year.figures):
        if figure:
            tall = max(figure * unit, LEAST_BAR)
            corner = (x, TOP + PLOT - tall)
            canvas.box(corner, wide - SEAM, tall, colour_of(SERIES, row), _edge(row))
        x += wide


def _edge(row: int) -> str:
    """Return the outline of a series: what was carried over is hollow in every chart."""
    return OPEN if colour_of(SERIES, row) == OPEN_FILL else ""


def _reason(canvas: Canvas, reason: str, centre: float) -> None:
    """Write why a year is empty from top to bottom, narrow enough for any number of years."""
    top = TOP + PLOT - 8 - LETTER * len(reason)
    canvas.box((centre - LETTER, top - 3), 2 * LETTER, LETTER * len(reason) + 6, WHITE)
    for place, letter in enumerate(reason):
        point = (centre, top + LETTER * (place + 0.5))
        canvas.text(point, letter, size=SMALL, colour=MUTED, align="center")


def _figures(canvas: Canvas, year: YearOfTrend, centre: float) -> None:
    """Write the figures of a year under it."""
    for row, figure in enumerate(year.figures or [None] * len(SERIES)):
        colour = TEXT if figure else MUTED
        canvas.text((centre, _row(row)), grouped(figure), size=SMALL, colour=colour, align="center")


def _row(row: int) -> float:
    return TOP + PLOT + YEARS + ROW * (row + 0.5)
