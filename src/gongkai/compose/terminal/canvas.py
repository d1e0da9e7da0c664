"""A canvas of terminal cells: boxes with joined lines, Chinese signs two columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from wcwidth import wcswidth, wcwidth

Tone: TypeAlias = Literal["", "line", "head", "total", "zero", "blank", "raw", "error", "doubt"]
Segments: TypeAlias = list[tuple[str, Tone]]

_JOINTS = " ╵╶└╷│┌├╴┘─┴┐┤┬┼"
"""By the arms that meet: 1 up, 2 right, 4 down, 8 left."""
_NEVER_FIRST = tuple("，。、；：）」”！？》")
_TAKEN = ""
"""The second half of a wide sign."""


@dataclass(frozen=True)
class Area:
    """Where a box stands: lines of the canvas within its borders."""

    top: int
    left: int
    height: int
    width: int


class Canvas:
    """Signs on a grid, each with a tone."""

    def __init__(self, height: int, width: int) -> None:
        self._signs: list[list[str]] = [[" "] * width for _ in range(height)]
        self._tones: list[list[Tone]] = [[""] * width for _ in range(height)]
        self._arms: list[list[int]] = [[0] * width for _ in range(height)]

    def frame(self, area: Area, *, above: bool, below: bool) -> None:
        """Draw the border around an area; borders that touch are joined.

        Without a line `above` or `below` the area goes on there into its neighbour.
        """
        top = area.top - (1 if above else 0)
        bottom = area.top + area.height - (0 if below else 1)
        left, right = area.left - 1, area.left + area.width
        for row in [top] * above + [bottom] * below:
            for column in range(left, right + 1):
                self._arms[row][column] |= (8 if column > left else 0) | (
                    2 if column < right else 0
                )
        for column in (left, right):
            for row in range(top, bottom + 1):
                up = row > top or not above
                down = row < bottom or not below
                self._arms[row][column] |= (1 if up else 0) | (4 if down else 0)

    def write(self, area: Area, lines: Sequence[str], side: str, tone: Tone) -> None:
        """Write lines into an area, in the middle of its height."""
        row = area.top + (area.height - len(lines)) // 2
        for line in lines:
            room = area.width - wcswidth(line)
            shift = {"left": 0, "right": room, "centre": room // 2}[side]
            self._write_line(row, area.left + max(0, shift), line, tone)
            row += 1

    def fill(self, area: Area, tone: Tone) -> None:
        """Give a whole area a tone."""
        for row in range(area.top, area.top + area.height):
            for column in range(area.left, area.left + area.width):
                self._tones[row][column] = tone

    def lines(self) -> Iterator[Segments]:
        """Yield the canvas line by line, neighbours of one tone joined."""
        for signs, tones, arms in zip(self._signs, self._tones, self._arms, strict=True):
            told: list[tuple[str, Tone]] = [
                (_JOINTS[arm], "line") if arm else (sign, tone)
                for sign, tone, arm in zip(signs, tones, arms, strict=True)
            ]
            yield [
                ("".join(sign for sign, _ in run), tone)
                for tone, run in groupby(told, key=lambda pair: pair[1])
            ]

    def _write_line(self, row: int, column: int, line: str, tone: Tone) -> None:
        for sign in line:
            wide = max(0, wcwidth(sign))
            if wide == 0 or column + wide > len(self._signs[row]):
                continue
            self._signs[row][column], self._tones[row][column] = sign, tone
            if wide == 2:
                self._signs[row][column + 1], self._tones[row][column + 1] = _TAKEN, tone
            column += wide


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of a width; figures and Latin words stay whole if they fit."""
    lines = [""]
    for piece in _pieces(text):
        if wcswidth(lines[-1] + piece) <= width:
            lines[-1] += piece
        elif piece in _NEVER_FIRST and len(lines[-1]) > 1:
            lines[-1:] = [lines[-1][:-1], lines[-1][-1] + piece]
        elif wcswidth(piece) <= width:
            lines.append(piece)
        else:
            for sign in piece:
                if lines[-1] and wcswidth(lines[-1] + sign) > width:
                    lines.append("")
                lines[-1] += sign
    return [line for line in lines if line] or [""]


def _pieces(text: str) -> Iterator[str]:
    """Single wide signs, runs of narrow ones; signs without width are left out."""
    shown = "".join(sign if wcwidth(sign) > 0 else " " if sign.isspace() else "" for sign in text)
    for narrow, run in groupby(shown, key=lambda sign: wcwidth(sign) == 1):
        if narrow:
            yield "".join(run)
        else:
            yield from run
