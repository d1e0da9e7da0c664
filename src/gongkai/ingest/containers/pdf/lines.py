"""Letters of a PDF page set into lines, and lines into text without invented spaces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.ingest.containers.pdf.marks import Letter
from gongkai.ingest.words.line_ends import is_narrow, joined
from gongkai.ingest.words.shown import raised, settled, struck

_NARROW_GAP = 0.25
_WIDE_GAP = 2.0
_SAME_LINE = 0.45
_SMALL = 0.9
_RAISE = 0.1
_POINTS = frozenset(".,")


@dataclass(frozen=True)
class Row:
    """Letters that stand on one line, from left to right, blanks left out."""

    letters: tuple[Letter, ...]
    spaces: tuple[float, ...] = ()

    @property
    def x0(self) -> float:
        """The left end."""
        return self.letters[0].x0

    @property
    def x1(self) -> float:
        """The right end."""
        return max(letter.x1 for letter in self.letters)

    @property
    def top(self) -> float:
        """The upper end."""
        return min(letter.top for letter in self.letters)

    @property
    def bottom(self) -> float:
        """The lower end."""
        return max(letter.bottom for letter in self.letters)

    @property
    def size(self) -> float:
        """The size of most letters."""
        sizes = sorted(letter.size for letter in self.letters)
        return sizes[len(sizes) // 2]

    @property
    def text(self) -> str:
        """The text; a space only where two Latin letters or digits stand apart.

        Beside the point of a figure one counts if it is drawn: distance alone says nothing there.
        """
        parts = [_sign(self.letters[0], None)]
        base = self.letters[0]
        for before, letter in zip(self.letters, self.letters[1:], strict=False):
            text = _sign(letter, base)
            base = letter if text == letter.text else base
            gap = letter.x0 - before.x1
            is_apart = gap > _WIDE_GAP * letter.size
            if is_narrow(before.text) and is_narrow(letter.text):
                is_apart |= gap > _NARROW_GAP * letter.size or self._has_space(before, letter)
            elif _is_at_point(before, letter):
                is_apart |= self._has_space(before, letter)
            parts.append(f" {text}" if is_apart else text)
        return "".join(parts)

    def _has_space(self, before: Letter, letter: Letter) -> bool:
        return any(before.x < x < letter.x for x in self.spaces)

    def segments(self, gap: float) -> list[Row]:
        """Return the pieces of the line that stand at least so many ems apart."""
        pieces = [[self.letters[0]]]
        for letter in self.letters[1:]:
            if letter.x0 - max(each.x1 for each in pieces[-1][-3:]) > gap * letter.size:
                pieces.append([])
            pieces[-1].append(letter)
        return [Row(tuple(piece), self.spaces) for piece in pieces]


def _sign(letter: Letter, base: Letter | None) -> str:
    """The sign a letter stands for: a small raised figure is the number of a note."""
    text = letter.text
    if base is not None and _is_raised(letter, base):
        text = raised(text)
    return struck(text) if letter.is_struck else text


def _is_raised(letter: Letter, base: Letter) -> bool:
    return (
        letter.text.isdecimal()
        and letter.size < _SMALL * base.size
        and letter.bottom < base.bottom - _RAISE * base.size
    )


def _is_at_point(before: Letter, letter: Letter) -> bool:
    one, other = before.text, letter.text
    return (one.isdecimal() and other in _POINTS) or (one in _POINTS and other.isdecimal())


def rows_of(letters: Iterable[Letter]) -> list[Row]:
    """Set letters into lines, from top to bottom."""
    rows: list[list[Letter]] = []
    level = 0.0
    for letter in sorted(letters, key=lambda each: each.y):
        if rows and letter.y - level <= _SAME_LINE * letter.size:
            rows[-1].append(letter)
            level += (letter.y - level) / len(rows[-1])
        elif letter.text.strip():
            rows.append([letter])
            level = letter.y
    return [_row(row) for row in rows]


def _row(letters: list[Letter]) -> Row:
    letters.sort(key=lambda each: each.x)
    inked = tuple(letter for letter in letters if letter.text.strip())
    return Row(inked, tuple(letter.x for letter in letters if not letter.text.strip()))


def text_in_cell(letters: Sequence[Letter]) -> str:
    """Return the text of a table cell, also where it is turned by a quarter.

    Lines are joined; between two digits or Latin letters the line end stays visible.
    """
    turned = sum(letter.turn for letter in letters if letter.text.strip())
    if abs(turned) * 2 <= sum(1 for letter in letters if letter.text.strip()):
        return settled(joined([row.text for row in rows_of(letters)], "\n"))
    way = 1 if turned > 0 else -1
    upright = [
        Letter(
            letter.text,
            way * (letter.top if way > 0 else letter.bottom),
            way * (letter.bottom if way > 0 else letter.top),
            -way * (letter.x1 if way > 0 else letter.x0),
            -way * (letter.x0 if way > 0 else letter.x1),
            letter.size,
        )
        for letter in letters
    ]
    return joined([row.text for row in rows_of(upright)], "\n")
