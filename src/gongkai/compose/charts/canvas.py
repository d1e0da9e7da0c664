"""A page to draw on, in points from the top left corner; the only hand on matplotlib.

No pyplot: a figure of its own, drawn under matplotlib's factory settings, so that
nothing a user has set (matplotlibrc, style, backend) reaches a published chart.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, IdentityTransform

from gongkai.compose.charts.compact import compact
from gongkai.compose.charts.style import BODY, SMALL, TEXT, WHITE
from gongkai.compose.charts.typeface import check_glyphs, typeface

Align: TypeAlias = Literal["left", "center", "right"]
Point: TypeAlias = tuple[float, float]
Edge: TypeAlias = tuple[float, float, float]
"""An upright edge: x, top, bottom."""

_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}

EDGE = 0.8
"""Width of the edge of a box."""

MIDDLE = 0.37
"""How far the middle of a Chinese line stands above its baseline, in ems."""


class Canvas:
    """A drawing in the making. Later things lie upon earlier ones."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        # Artists take settings in when they are made, so they are made in `svg`.
        self._artists: list[Callable[[], Artist]] = []
        # matplotlib counts y upwards, a page is read downwards.
        self._downwards = Affine2D().scale(1, -1).translate(0, height)

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
        self._artists.append(
            lambda: Text(
                x,
                self.height - y - MIDDLE * size,
                text,
                color=colour,
                fontproperties=typeface(size),
                horizontalalignment=align,
                verticalalignment="baseline",
                parse_math=False,
                transform=IdentityTransform(),
            )
        )

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
        buffer = io.BytesIO()
        with mpl.rc_context(_settings()):
            size = (self.width / 72, self.height / 72)
            figure = Figure(figsize=size, dpi=72, facecolor=WHITE)
            FigureCanvasSVG(figure)
            for artist in self._artists:
                figure.add_artist(artist())
            figure.savefig(buffer, format="svg", metadata=_NO_METADATA)
        return compact(buffer.getvalue())

    def _fill(self, path: Path, colour: str) -> None:
        self._artists.append(
            lambda: PathPatch(
                path, facecolor=colour, edgecolor="none", linewidth=0, transform=self._downwards
            )
        )

    def _stroke(self, path: Path, colour: str, width: float) -> None:
        self._artists.append(
            lambda: PathPatch(
                path,
                facecolor="none",
                edgecolor=colour,
                linewidth=width,
                transform=self._downwards,
            )
        )


def _settings() -> Any:
    """Return matplotlib's own defaults and ours; the backend stays, switching it is global."""
    factory = mpl.rcParamsDefault.items()
    return {
        **{name: value for name, value in factory if not name.startswith("backend")},
        "svg.fonttype": "path",
        "svg.hashsalt": "gongkai",
    }
