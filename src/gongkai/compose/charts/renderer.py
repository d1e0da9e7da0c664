"""What matplotlib draws through here becomes a small SVG file.

matplotlib's own SVG backend writes every glyph in absolute coordinates of 1/6400 em, wraps
each stroke in a group, lays each text out anew and scatters definitions over the file.
Here glyphs stay on the grid that the font was drawn on (1/1000 em, so nothing is lost),
steps are relative, each glyph is defined once, and what draws nothing is not written: a
third of the bytes, in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform

from gongkai.compose.charts.typeface import EM, outline, shape

_COMMANDS = {
    int(Path.MOVETO): ("M", 1),
    int(Path.LINETO): ("L", 1),
    int(Path.CURVE3): ("Q", 2),
    int(Path.CURVE4): ("C", 3),
    int(Path.CLOSEPOLY): ("z", 1),
}


class SvgRenderer(RendererBase):
    """Takes paths, and lines of text with their starts, as matplotlib's renderers do.

    In points; `y` of a path is counted from the bottom, of a text from the top. Colours
    are solid, text stands upright.

    Raises (when drawing):
        ValueError: that cannot be drawn here.
    """

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self._width = width
        self._height = height
        self._parts: list[str] = []
        self._glyphs: dict[str, str] = {}

    def file(self) -> bytes:
        """Return what was drawn so far."""
        defined = "\n".join(
            f'<path id="{_name(n)}" d="{d}"/>' for n, d in self._glyphs.items() if d
        )
        body = "\n".join(self._parts)
        width, height = _short(self._width, 6), _short(self._height, 6)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
            f' width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">\n'
            f"<defs>\n{defined}\n</defs>\n{body}\n</svg>\n"
        ).encode()

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size of the page in points."""
        return self._width, self._height

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803 - matplotlib's signature
    ) -> None:
        """Fill or stroke a path."""
        drawn: Any = transform.transform(path.vertices)
        points = [(x, self._height - y) for x, y in drawn.tolist()]
        paint = ' fill="none"' if rgbFace is None else f' fill="{_solid(rgbFace)}"'
        if gc.get_linewidth():
            width = _short(gc.get_linewidth(), 6)
            paint += f' stroke="{_solid(gc.get_rgb())}" stroke-width="{width}"'
        self._parts.append(f'<path d="{_steps(points, _codes(path), 2)}"{paint}/>')

    def draw_text(  # noqa: PLR0913, PLR0917 - matplotlib's signature
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,  # noqa: ARG002
    ) -> None:
        """Write a line of text from its start on the baseline."""
        if angle or ismath:
            raise ValueError(f"the text {s!r} is turned or mathematics")
        uses = []
        for glyph, place in shape(s):
            if glyph not in self._glyphs:
                self._glyphs[glyph] = _glyph(glyph)
            if self._glyphs[glyph]:
                uses.append(f'<use xlink:href="#{_name(glyph)}" x="{_short(place, 0)}"/>')
        if not uses:
            return
        size = _short(prop.get_size_in_points() / EM, 5)
        where = f"translate({_short(x, 2)} {_short(y, 2)})scale({size} -{size})"
        self._parts.append(
            f'<g transform="{where}" fill="{_solid(gc.get_rgb())}">{"".join(uses)}</g>'
        )


def _name(glyph: str) -> str:
    """Return a short name, the same in every chart, so that charts can share one page."""
    return "g" + glyph.rpartition("-")[2]


def _solid(colour: Any) -> str:
    if len(colour) > 3 and colour[3] != 1:
        raise ValueError("a colour lets something shine through")
    return str(to_hex(colour))


# The few hundred glyphs that charts use come again in every chart.
@lru_cache(maxsize=1024)
def _glyph(glyph: str) -> str:
    """Return the outline of a glyph, on the grid of the font; a space has none."""
    points, codes = outline(glyph)
    return _steps(points.tolist(), codes.tolist(), 0)


def _codes(path: Path) -> list[int]:
    """Return what each point of a path is for; without codes, a line runs through them."""
    if path.codes is None:
        return [int(Path.MOVETO), *[int(Path.LINETO)] * (len(path) - 1)]
    codes: Any = path.codes
    return [int(code) for code in codes]


def _steps(points: Sequence[Sequence[float]], codes: list[int], digits: int) -> str:
    """Return an outline in relative steps, on a grid of so many digits."""
    steps: list[str] = []
    here = start = (0.0, 0.0)
    previous = ""
    place = 0
    while place < len(codes):
        command, length = _COMMANDS[codes[place]]
        stretch = () if command == "z" else points[place : place + length]
        grid = [(round(x, digits), round(y, digits)) for x, y in stretch]
        place += length
        if command == "M":
            start = grid[0]
        moves = [_short(b - a, digits) for point in grid for a, b in zip(here, point, strict=True)]
        letter, moves = _step(command, moves)
        written = "".join(move if move[0] == "-" else f" {move}" for move in moves)
        # A repeated command need not be named again.
        steps.append(written if letter == previous else letter + written.lstrip())
        previous = letter
        here = grid[-1] if grid else start
    return "".join(steps)


def _step(command: str, moves: list[str]) -> tuple[str, list[str]]:
    """Return the shortest relative command for a move: level and upright lines have their own."""
    if command == "L" and moves[1] == "0":
        return "h", moves[:1]
    if command == "L" and moves[0] == "0":
        return "v", moves[1:]
    return command.lower(), moves


def _short(value: float, digits: int) -> str:
    """Write a number without what it does not need: 0.50 as .5, -0 as 0."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return {"-0": "0", "": "0"}.get(
        text, text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    )
