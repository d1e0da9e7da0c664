"""A smaller SVG file with the same picture.

matplotlib writes every glyph in absolute coordinates of 1/6400 em, wraps each stroke in a
group and scatters definitions over the file. Here glyphs return to the grid the font was
drawn on (1/1000 em, so nothing is lost), steps are relative, and what draws nothing goes.
That leaves about a third. A file that is not built as expected is refused: better no
chart than a wrong one.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import lru_cache

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_EM = 1000
_GLYPH_EM = 6400
_TEXT_EM = 100
_ARGUMENTS = {"M": 2, "L": 2, "Q": 4, "C": 6, "z": 0}
_TOKEN = re.compile(r"[A-Za-z]|-?[\d.]+")
_PLACED = re.compile(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)(?: scale\(([-\d.]+)[ ,]-\3\))?")


def compact(svg: bytes) -> bytes:
    """Return the drawing that `Canvas` made with matplotlib as a small SVG file.

    Raises:
        ValueError: the file is not built the way matplotlib builds such drawings.
    """
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing, written a moment ago
    figure = root.find(f"{_SVG}g")
    if figure is None:
        raise ValueError("a drawing without a figure")
    glyphs: dict[str, str] = {}
    body = "\n".join(part for group in figure for part in _parts(group, glyphs))
    defined = "\n".join(f'<path id="{name}" d="{d}"/>' for name, d in glyphs.items() if d)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{root.get("width")}" height="{root.get("height")}"'
        f' viewBox="{root.get("viewBox")}">\n'
        f"<defs>\n{defined}\n</defs>\n{body}\n</svg>\n"
    ).encode()


def _parts(group: ET.Element, glyphs: dict[str, str]) -> Iterator[str]:
    """Return what a group draws; definitions of glyphs go to `glyphs`."""
    for element in group:
        if element.tag == f"{_SVG}path":
            yield f'<path d="{_steps(element.get("d", ""), 1, 2)}"{_paint(element)}/>'
        elif element.tag == f"{_SVG}g":
            yield _text(element, glyphs)
        else:
            raise ValueError(f"unexpected {element.tag} in a drawing")


def _text(group: ET.Element, glyphs: dict[str, str]) -> str:
    for glyph in group.iterfind(f"{_SVG}defs/{_SVG}path"):
        glyphs[_name(glyph.get("id", ""))] = _steps(glyph.get("d", ""), _EM / _GLYPH_EM, 0)
    x, y, scale = _placed(group)
    runs = "".join(_glyph(use, glyphs) for use in group.iterfind(f"{_SVG}use"))
    size = _short(scale * _TEXT_EM / _EM, 5)
    place = f"translate({_short(x, 2)} {_short(y, 2)})scale({size} -{size})"
    return f'<g transform="{place}"{_paint(group)}>{runs}</g>'


def _glyph(use: ET.Element, glyphs: dict[str, str]) -> str:
    """Return the reference to a glyph, nothing for a space.

    Some releases of matplotlib place glyphs by a transform, some by `x`; the first stands
    at 0.
    """
    name = _name(use.get(_LINK, ""))
    x, y, scale = _placed(use) if use.get("transform") else (float(use.get("x", 0)), 0.0, 1.0)
    if set(use.attrib) - {_LINK, "transform", "x"} or (y, scale) != (0, 1) or name not in glyphs:
        raise ValueError(f"unexpected glyph {use.attrib} in a drawing")
    return (
        f'<use xlink:href="#{name}" x="{_short(x * _EM / _TEXT_EM, 0)}"/>' if glyphs[name] else ""
    )


def _name(reference: str) -> str:
    """Return a short name, the same in every chart, so that charts can share one page."""
    return "g" + reference.rpartition("-")[2]


def _placed(element: ET.Element) -> tuple[float, float, float]:
    found = _PLACED.fullmatch(element.get("transform", ""))
    if found is None:
        raise ValueError(f"unexpected transform {element.get('transform')!r} in a drawing")
    return float(found[1]), float(found[2]), float(found[3] or 1)


def _paint(element: ET.Element) -> str:
    """Return fill and stroke as attributes; a page's rules on styles do not touch those."""
    style = dict(part.split(": ") for part in element.get("style", "").split("; ") if part)
    wanted = ("fill", "stroke", "stroke-width")
    return "".join(f' {name}="{style[name]}"' for name in wanted if name in style)


# The few hundred glyphs that charts use come again in every chart.
@lru_cache(maxsize=1024)
def _steps(outline: str, scale: float, digits: int) -> str:
    """Return an outline in relative steps, on a grid of so many digits."""
    steps: list[str] = []
    at = start = (0.0, 0.0)
    previous = ""
    for command, points in _commands(outline):
        grid = [(round(x * scale, digits), round(y * scale, digits)) for x, y in points]
        if command == "M":
            start = grid[0]
        moves = [_short(b - a, digits) for point in grid for a, b in zip(at, point, strict=True)]
        letter, moves = _step(command, moves)
        written = "".join(move if move[0] == "-" else f" {move}" for move in moves)
        # A repeated command need not be named again.
        steps.append(written if letter == previous else letter + written.lstrip())
        previous = letter
        at = start if command == "z" else grid[-1]
    return "".join(steps)


def _step(command: str, moves: list[str]) -> tuple[str, list[str]]:
    """Return the shortest relative command for a move: level and upright lines have their own."""
    if command == "L" and moves[1] == "0":
        return "h", moves[:1]
    if command == "L" and moves[0] == "0":
        return "v", moves[1:]
    return command.lower(), moves


def _commands(d: str) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    tokens = iter(_TOKEN.findall(d))
    for command in tokens:
        if command not in _ARGUMENTS:
            raise ValueError(f"unexpected step {command!r} in an outline")
        numbers = [float(next(tokens)) for _ in range(_ARGUMENTS[command])]
        yield command, list(zip(numbers[::2], numbers[1::2], strict=True))


def _short(value: float, digits: int) -> str:
    """Write a number without what it does not need: 0.50 as .5, -0 as 0."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return {"-0": "0", "": "0"}.get(
        text, text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    )
