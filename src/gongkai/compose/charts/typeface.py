"""The typeface of the charts: Noto Sans SC, loaded by its path, and how wide text runs.

The font file comes with the package `zhplot`. The package itself is not imported,
because that changes matplotlib's settings for everybody.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import text_to_path

from gongkai.errors import InputError

FONT_FILE = "NotoSansSC-Regular.ttf"

EM = 1000
"""Steps of the grid that the font was drawn on, to its size."""

_OUTLINES: dict[str, tuple[Any, Any]] = {}
"""By the name of the glyph: points and codes, as matplotlib reads them."""

_GRID = EM / text_to_path.FONT_SCALE

_PIECE = re.compile(r"[\d,.%]|[^\d,.%]+")


@cache
def font_path() -> Path:
    """Return the font file.

    Raises:
        InputError: the package that carries it is not installed, or lacks the file.
    """
    package = importlib.util.find_spec("zhplot")
    if package is not None and package.origin is not None:
        path = Path(package.origin).parent / "fonts" / FONT_FILE
        if path.is_file():
            return path
    raise InputError(
        f"图表字体 {FONT_FILE}", "没有找到字体文件", "请安装 zhplot，例如运行 make report"
    )


@lru_cache(maxsize=16)
def typeface(size: float) -> FontProperties:
    """Return the typeface at a size in points.

    Named by file, so matplotlib neither searches fonts nor falls back to another one.
    """
    return FontProperties(fname=font_path(), size=size)


def check_glyphs(text: str) -> None:
    """Refuse a text that the font cannot show in full.

    matplotlib only warns, and draws a box; a published chart must not hold boxes.

    Raises:
        InputError: a character has no glyph; the message names it and the text.
    """
    font = get_font(str(font_path()))
    for char in text:
        if not font.get_char_index(ord(char)):
            raise InputError(
                f"图表文字“{text}”",
                f"字体 {FONT_FILE} 没有“{char}”（U+{ord(char):04X}）的字形",
                "请换用其他写法",
            )


def text_width(text: str, size: float) -> float:
    """Return how far a text runs, in points."""
    return sum(_shaped(piece).advance for piece in _pieces(text)) * size / EM


def shape(text: str) -> Iterator[tuple[str, float]]:
    """Yield the glyphs of a text by name, and where each starts on the grid."""
    start = 0.0
    for piece in _pieces(text):
        shaped = _shaped(piece)
        for name, place in shaped.glyphs:
            yield name, start + place
        start += shaped.advance


def outline(glyph: str) -> tuple[Any, Any]:
    """Return the points of a glyph of some shaped text, on the grid, and their codes."""
    points, codes = _OUTLINES[glyph]
    return points * _GRID, codes


@dataclass(frozen=True)
class _Shaped:
    """A piece of text on the grid of the font: its glyphs with their starts, its advance."""

    glyphs: tuple[tuple[str, float], ...]
    advance: float


def _pieces(text: str) -> list[str]:
    """Part a text at its figures, which come in every combination and so are not kept.

    Figures are all equally wide and kern with nothing, which the tests hold the font to.
    """
    return _PIECE.findall(text)


# The few words that charts use come again in every chart.
@lru_cache(maxsize=1024)
def _shaped(piece: str) -> _Shaped:
    font = get_font(str(font_path()))
    font.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    placed, _, _ = text_to_path.get_glyphs_with_font(font, piece, glyph_map=_OUTLINES)
    width, _, _ = text_to_path.get_text_width_height_descent(piece, typeface(EM), ismath=False)
    return _Shaped(tuple((name, float(x) * _GRID) for name, x, _, _ in placed), float(width))
