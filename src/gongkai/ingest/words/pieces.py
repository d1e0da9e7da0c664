"""The cells of one line of text: by bars, tabs or commas, else by blanks and known words."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.ingest.words.figures import is_slot
from gongkai.ingest.words.labels import is_label, longest, look_up

BAR = re.compile(r"[|｜│┃┆¦]")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_PHRASE = re.compile(r"\S+(?: \S+)*")
_LABELLED = re.compile(r"(.*[^\d.,+-])([+-]?\d[\d.,]*)")
_LEAST_COMMAS = 2
_FIGURES = 5
_TOGETHER = 3
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A text on a line: where it starts and how far it goes, in signs and as shown.

    A Chinese sign is shown twice as wide as a digit.
    """

    text: str
    start: int
    shown: int


def cells_in(text: str) -> list[str]:
    """Return the cells of a line, whatever parts them."""
    if len(text) > _LONGEST:
        return []
    if BAR.search(text):
        return barred(text)
    return by_commas(text) or [piece.text for piece in by_blanks(text, together=False)]


def barred(text: str) -> list[str]:
    """Return the cells between bars; `<br>` inside a cell is a line end."""
    return [_BREAK.sub("\n", piece.strip()) for piece in BAR.split(text.strip("\n"))]


@lru_cache(maxsize=1024)
def by_commas(text: str) -> list[str]:
    """Return the cells between commas; nothing where commas do not part words of the form."""
    if text.count(",") < _LEAST_COMMAS or "\t" in text:
        return []
    cells = comma_cells(text)
    slots = sum(map(is_slot, cells))
    known = slots + sum(bool(look_up(cell)) for cell in cells if not is_slot(cell))
    is_row = known > slots or (slots == len(cells) and slots >= _FIGURES)
    return cells if is_row and known * 3 >= len(cells) * 2 else []


def comma_cells(text: str) -> list[str]:
    """Return the cells of a line of a comma separated file."""
    try:
        return [cell.strip() for cell in next(csv.reader([text]))]
    except (csv.Error, StopIteration):
        return [text]


def sole_cell(text: str) -> str:
    """Return what a line of a comma separated file says, if one cell alone is filled."""
    said = text.strip()
    if not (said.startswith(",,") or said.endswith(",,")):
        return text
    filled = [cell for cell in comma_cells(said) if cell]
    return filled[0] if len(filled) == 1 else text


def has_label(cells: Sequence[str]) -> bool:
    """Tell whether some cell is a word of the form."""
    return any(cell and look_up(cell) for cell in cells)


def words_of(text: str) -> list[str]:
    """Return what blanks of any kind part."""
    return re.sub(r"[\t\u3000\u00a0]", " ", text).split()


def are_figures(text: str) -> bool:
    """Tell whether a line is figures parted by blanks: more than one figure broken in two."""
    words = words_of(text)
    return len(words) >= _TOGETHER and all(map(is_slot, words))


def by_blanks(text: str, *, together: bool) -> Iterator[Piece]:
    """Yield the cells of a line without bars: wide gaps part them, and known words.

    A single blank parts labels and figures from one another where labels are known.
    `together` says that figures of a row stand on one line, so that `1 2` are two; they are
    in a line of nothing else, too.
    """
    said = re.sub(r"[\t\u3000\u00a0]", "  ", text)
    are_apart = together or are_figures(said)
    for found in _PHRASE.finditer(said):
        shown = width(said[: found.start()])
        for piece, at in _of_phrase(found[0], together=are_apart):
            yield Piece(piece, found.start() + at, shown + width(found[0][:at]))


def _of_phrase(phrase: str, *, together: bool) -> Iterator[tuple[str, int]]:
    """The cells of words with one blank between them, each with its offset."""
    words: list[str] = []
    starts: list[int] = []
    for found in re.finditer(r"\S+", phrase):
        for word, at in _parted(found[0]):
            words.append(word)
            starts.append(found.start() + at)
    if all(map(is_slot, words)):
        if together or len(words) >= _TOGETHER:
            yield from zip(words, starts, strict=True)
        else:
            yield phrase, 0
        return
    parts = _known(words)
    if not parts:
        last = len(words)
        while is_slot(words[last - 1]):
            last -= 1
        parts = [(0, last), *((at, at + 1) for at in range(last, len(words)))]
    ends = [*starts[1:], len(phrase)]
    for first, end in parts:
        yield phrase[starts[first] : ends[end - 1]].strip(), starts[first]


def _parted(word: str) -> Iterator[tuple[str, int]]:
    """A word; a label with a figure written to it without a blank is two."""
    found = _LABELLED.fullmatch(word)
    if found and found[2] and is_label(found[1]) and not is_label(word):
        yield found[1], 0
        yield found[2], found.start(2)
    else:
        yield word, 0


def _known(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where labels, figures and other words begin and end; nothing where no label is."""
    parts: list[tuple[int, int]] = []
    kinds: list[str] = []
    at = 0
    while at < len(words):
        used = 0 if is_slot(words[at]) else longest(words[at : at + 12])
        kind = "label" if used else "figure" if is_slot(words[at]) else "other"
        before = " ".join(words[parts[-1][0] : at + 1]) if parts else ""
        if kind == "other" and kinds and (kinds[-1] == "other" or is_slot(before)):
            parts[-1] = parts[-1][0], at + 1
        else:
            parts.append((at, at + (used or 1)))
            kinds.append(kind)
        at += used or 1
    return parts if "label" in kinds else []


@lru_cache(maxsize=8192)
def width(text: str) -> int:
    """Return how wide a text is shown: Chinese signs count twice."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
