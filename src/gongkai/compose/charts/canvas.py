"""A page to draw on, in points from the top left corner.

What is drawn goes straight to a renderer of matplotlib's kind, with no figure and no
artists between: everything here has its place already. So nothing that a user has set
(matplotlibrc, style, backend) reaches a published chart.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from gongkai.compose.charts.renderer import SvgRenderer
from gongkai.compose.charts.style import BODY, SMALL, TEXT, WHITE
from gongkai.compose.charts.typeface import check_glyphs, text_width, typeface

Align: TypeAlias = Literal["left", "center", "right"]
Point: TypeAlias = tuple[float, float]
Edge: TypeAlias = tuple[float, float, float]
"""An upright edge: x, top, bottom."""

EDGE = 0.8
"""Width of the edge of a box."""

MIDDLE = 0.37
"""How far the middle of a Chinese line stands above its baseline, in ems."""

_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}
"""How much of a text stands before its point."""


class Canvas:
    """A drawing in the making. Later things lie upon earlier ones."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._renderer = SvgRenderer(width, height)
        # matplotlib counts y upwards, a page is read downwards.
        self._downwards = Affine2D().scale(1, -1).translate(0, height)
        self.box((0, 0), width, height, WHITE)

    def text(
        self,
        point: Point,
        text: str,
        *,
        size: float = BODY,
        colour: str = TEXT,
        align: Align = "left",
    ) -> None:
        """Write a line of text, its middle at the height of the point.

        Raises:
            InputError: the font lacks one of its characters.
            ValueError: the size is too small to be read in print.
        """
        if size < SMALL:
            raise ValueError(f"text of {size} pt cannot be read in print")
        check_glyphs(text)
        x, y = point
        gc = self._renderer.new_gc()
        gc.set_foreground(colour)
        start = x - _BEFORE[align] * text_width(text, size)
        self._renderer.draw_text(gc, start, y + MIDDLE * size, text, typeface(size), 0)

    def box(self, corner: Point, width: float, height: float, colour: str, edge: str = "") -> None:
        """Fill a rectangle, given its top left corner; an edge runs inside its outline."""
        x, y = corner
        if edge:
            self.box(corner, width, height, edge)
            x, y, width, height = x + EDGE, y + EDGE, width - 2 * EDGE, height - 2 * EDGE
        if width <= 0 or height <= 0:
            return
        right, bottom = x + width, y + height
        corners = [(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]
        self._fill(Path(corners, closed=True), colour)

    def band(self, start: Edge, end: Edge, colour: str) -> None:
        """Fill a band that flows from one upright edge to another.

        Both sides are Bézier curves that leave and arrive level, so that neighbouring
        bands fit together without a seam.
        """
        (x0, top0, bottom0), (x1, top1, bottom1) = start, end
        bend = (x0 + x1) / 2
        outline = [
            ((x0, top0), Path.MOVETO),
            ((bend, top0), Path.CURVE4),
            ((bend, top1), Path.CURVE4),
            ((x1, top1), Path.CURVE4),
            ((x1, bottom1), Path.LINETO),
            ((bend, bottom1), Path.CURVE4),
            ((bend, bottom0), Path.CURVE4),
            ((x0, bottom0), Path.CURVE4),
            ((x0, top0), Path.CLOSEPOLY),
        ]
        self._fill(Path([point for point, _ in outline], [code for _, code in outline]), colour)

    def thread(self, start: Point, end: Point, colour: str, width: float) -> None:
        """Draw a band too thin to be filled: a line bent like one, nowhere thinner."""
        bend = (start[0] + end[0]) / 2
        points = [start, (bend, start[1]), (bend, end[1]), end]
        self._stroke(Path(points, [Path.MOVETO, *[Path.CURVE4] * 3]), colour, width)

    def line(self, start: Point, end: Point, colour: str, width: float = 0.6) -> None:
        """Draw a straight line."""
        self._stroke(Path([start, end]), colour, width)

    def svg(self) -> bytes:
        """Return the drawing as an SVG file, the same bytes for the same drawing."""
        return self._renderer.file()

    def _fill(self, path: Path, colour: str) -> None:
        gc = self._renderer.new_gc()
        gc.set_linewidth(0)
        self._renderer.draw_path(gc, path, self._downwards, to_rgb(colour))

    def _stroke(self, path: Path, colour: str, width: float) -> None:
        gc = self._renderer.new_gc()
        gc.set_foreground(colour)
        gc.set_linewidth(width)
        self._renderer.draw_path(gc, path, self._downwards)
