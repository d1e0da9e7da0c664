"""Marks on a PDF page: letters and rulings that a person sees, hidden ones left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Mark: TypeAlias = dict[str, Any]
"""A char, line, rect, curve or image as pdfplumber gives it."""

INVISIBLE = "invisible"
_TINY = 1.5
_THIN = 2.5
_WHITE = 0.97


@dataclass(frozen=True, slots=True)
class Letter:
    """A visible sign with its box on the page; y grows downwards."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    turn: int = 0
    """0 upright, 1 turned clockwise (read downwards), -1 anticlockwise (upwards)."""

    is_struck: bool = False
    """A stroke is drawn through it."""

    @property
    def x(self) -> float:
        """The middle."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """The middle."""
        return (self.top + self.bottom) / 2


def visible(
    chars: Sequence[Mark], rects: Sequence[Mark], images: Sequence[Mark], size: tuple[float, float]
) -> tuple[list[Letter], list[str]]:
    """Return the letters that are seen, each once, and why others were left out."""
    hidden: dict[str, int] = defaultdict(int)
    kept: list[Letter] = []
    invisible: list[Letter] = []
    dark = [rect for rect in rects if rect.get("fill") and not _is_white(rect)]
    for char in chars:
        if not char["text"].strip() and char["text"] not in {" ", "\u3000"}:
            continue
        letter = _letter(char)
        reason = _reason(char, letter, [*dark, *images], size)
        if reason == INVISIBLE:
            invisible.append(letter)
        elif reason and char["text"].strip():
            hidden[reason] += 1
        elif not reason:
            kept.append(letter)
    notes = [f"有{count}个{reason}的字，没有读入" for reason, count in hidden.items()]
    if any(letter.text.strip() for letter in invisible):
        if any(letter.text.strip() for letter in kept):
            notes.append("有看不见的重复文字层，没有读入")
        else:
            notes.append("的文字取自扫描识别的隐藏文字层，可能有识别错误，请核对")
            kept = invisible
    once = _once(kept)
    if sum(1 for k in kept if k.text.strip()) > sum(1 for k in once if k.text.strip()):
        notes.append("有重叠的重复文字，只读一次")
    return once, notes


def _letter(char: Mark) -> Letter:
    a, b, c, d = char["matrix"][:4]
    turn = 0
    if abs(b) > abs(a) and abs(c) > abs(d):
        turn = 1 if b < 0 else -1
    text = "\ufffd" if char["text"].startswith("(cid:") else char["text"]
    x0, x1, top, bottom, size = (float(char[k]) for k in ("x0", "x1", "top", "bottom", "size"))
    return Letter(text, x0, x1, top, bottom, size, turn)


def _reason(
    char: Mark, letter: Letter, covers: Sequence[Mark], size: tuple[float, float]
) -> str | None:
    """Say why a letter is not seen; nothing where it is."""
    if char.get("tag") == INVISIBLE:
        return INVISIBLE
    width, height = size
    if not (0 <= letter.x <= width and 0 <= letter.y <= height):
        return "在页面之外"
    if letter.size < _TINY:
        return "小得看不见"
    a, b = char["matrix"][:2]
    if min(abs(a), abs(b)) > 0.1 * max(abs(a), abs(b)):
        return "斜排（如水印）"
    if _is_white(char) and not any(
        m["x0"] <= letter.x <= m["x1"] and m["top"] <= letter.y <= m["bottom"] for m in covers
    ):
        return "白色"
    return None


def _is_white(mark: Mark, key: str = "non_stroking_color") -> bool:
    """Tell whether a colour is white, in gray, RGB or CMYK."""
    color = mark.get(key)
    if isinstance(color, int | float):
        color = (color,)
    if not isinstance(color, tuple | list) or not color:
        return False
    if not all(isinstance(part, int | float) for part in color):
        return False
    if len(color) == 4:
        return bool(max(color) <= 1 - _WHITE)
    return len(color) in {1, 3} and bool(min(color) >= _WHITE)


def _once(letters: Iterable[Letter]) -> list[Letter]:
    """Leave out letters that stand on top of the same letter."""
    seen: dict[tuple[str, int, int], list[Letter]] = defaultdict(list)
    kept = []
    for letter in letters:
        column, row = int(letter.x // 2), int(letter.y // 2)
        near = (
            other
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for other in seen.get((letter.text, i, j), ())
        )
        reach = min(1.5, letter.size * 0.15)
        if any(abs(o.x - letter.x) <= reach and abs(o.y - letter.y) <= reach for o in near):
            continue
        seen[letter.text, column, row].append(letter)
        kept.append(letter)
    return kept


def is_ruling(mark: Mark) -> bool:
    """Tell whether a drawn object can be the rule of a table: a thin box or a stroke."""
    match mark["object_type"]:
        case "rect":
            if min(mark["width"], mark["height"]) <= _THIN:
                return not _is_white(mark, "stroking_color" if mark["stroke"] else _FILL)
            return bool(mark["stroke"]) and not _is_white(mark, "stroking_color")
        case "line" | "curve":
            return not _is_white(mark, "stroking_color")
        case _:
            return False


_FILL = "non_stroking_color"
