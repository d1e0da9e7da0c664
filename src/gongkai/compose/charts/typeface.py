"""The typeface of the charts: Noto Sans SC, loaded by its path, and how wide text runs.

The font file comes with the package `zhplot`. The package itself is not imported,
because that changes matplotlib's settings for everybody.
"""

from __future__ import annotations

import importlib.util
from functools import cache, lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import text_to_path

from gongkai.errors import InputError

FONT_FILE = "NotoSansSC-Regular.ttf"


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


@lru_cache(maxsize=1024)
def text_width(text: str, size: float) -> float:
    """Return how far a text runs, in points."""
    width, _, _ = text_to_path.get_text_width_height_descent(text, typeface(size), ismath=False)
    return float(width)
