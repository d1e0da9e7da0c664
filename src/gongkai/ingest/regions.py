"""Tables among lines: where they begin and end, and their cells, in the flattened styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gongkai.ingest.document import Line
from gongkai.ingest.figures import holds_figure, is_slot
from gongkai.ingest.labels import could_begin, look_up
from gongkai.ingest.section_titles import section_of

BAR = re.compile(r"[|｜│┃┆¦]")
_RULE = re.compile(r"[\s|:+=─━┼├┤┌┐└┘┬┴-]*(?:[-=─━]{3,}|[─━┼├┤┌┐└┘┬┴]{2,})[\s|:+=─━┼├┤┌┐└┘┬┴-]*")
_WIDE_GAP = re.compile(r"\s{2,}|\u3000+|\t+")
_LONGEST = 60
_MOST_GAP = 3


@dataclass(frozen=True, slots=True)
class Token:
    """One cell text with its place; `row` is its row or line, `width` its columns."""

    text: str
    place: str
    row: int = 0
    column: int = 0
    width: int = 1


@dataclass(frozen=True)
class Row:
    """Tokens that a flattened table keeps together."""

    tokens: tuple[Token, ...]
    ends: Literal["rows", "stream"]
    blanks_kept: bool


@dataclass(frozen=True)
class Region:
    """Consecutive lines that are running text, or that are a table."""

    lines: tuple[Line, ...]
    is_text: bool


def find_regions(lines: Sequence[Line]) -> Iterator[Region]:
    """Part lines into running text and tables, in order."""
    start = 0
    at = 0
    while at < len(lines):
        end, known = _extent(lines, at)
        if known >= 3:
            if start < at:
                yield Region(tuple(lines[start:at]), is_text=True)
            yield Region(tuple(lines[at:end]), is_text=False)
            start = at = end
        else:
            at = max(end, at + 1)
    if start < len(lines):
        yield Region(tuple(lines[start:]), is_text=True)


def _extent(lines: Sequence[Line], start: int) -> tuple[int, int]:
    """Return where a table that starts at a line would end, and how many labels it has."""
    known: set[str] = set()
    end = at = start
    gap = 0
    while at < len(lines) and gap <= _MOST_GAP:
        text = lines[at].text
        if section_of(text) is not None:
            break
        labels = _labels_in(text)
        if labels:
            known.update(labels)
        elif not known:
            break
        if labels or _is_filling(text):
            gap = 0
            end = at + 1
        elif len(text) > _LONGEST:
            break
        else:
            gap += not could_begin(text)
        at += 1
    return end, len(known)


def _labels_in(text: str) -> list[str]:
    """The words of the form among the cells of a line."""
    if len(text) > 600:
        return []
    return [str(found) for piece in _pieces(text) if piece and (found := look_up(piece))]


def _is_filling(text: str) -> bool:
    """Tell whether a line is nothing but figures, blanks and bars."""
    return bool(_RULE.fullmatch(text)) or all(is_slot(piece) for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    if BAR.search(text):
        return [piece.strip() for piece in BAR.split(text)]
    return [piece for piece, _ in _bare_pieces(text)]


def _bare_pieces(text: str) -> Iterator[tuple[str, int]]:
    """Cells of a line without bars, each with its column: wide gaps part them.

    A single space parts a label from the figures after it, and figures after a label.
    """
    for found in re.finditer(r"\S+(?: \S+)*", re.sub(r"[\t\u3000\u00a0]", "  ", text)):
        words = found[0].split(" ")
        first = len(words)
        while first > 1 and holds_figure(words[first - 1]):
            first -= 1
        if first == len(words) or (first == 1 and holds_figure(words[0])):
            yield found[0], found.start()
            continue
        yield " ".join(words[:first]), found.start()
        for word in words[first:]:
            yield word, found.start()


def tokens_of_region(lines: Sequence[Line]) -> Iterator[Row]:
    """Return the cells of a table among lines, row by row where rows can be told."""
    kept = [line for line in lines if not _RULE.fullmatch(line.text) or len(line.text) < 3]
    barred = [line for line in kept if BAR.search(line.text)]
    tabbed = [line for line in kept if "\t" in line.text.strip("\t")]
    if len(barred) * 3 >= len(kept):
        many = [line for line in barred if sum(map(bool, _pieces(line.text))) > 1]
        if len(many) * 5 >= len(barred) * 2:
            yield from _rows(kept, many)
        else:
            yield Row(tuple(_terminated(kept)), "stream", blanks_kept=True)
    elif len(tabbed) * 3 >= len(kept):
        for number, line in enumerate(kept):
            cells = [piece.strip() for piece in line.text.split("\t")]
            yield Row(_tokens(cells, line, number), "rows", blanks_kept=True)
    else:
        yield Row(
            tuple(
                Token(piece, line.place, number, column)
                for number, line in enumerate(kept)
                for piece, column in _bare_pieces(line.text)
            ),
            "stream",
            blanks_kept=False,
        )


def _rows(lines: Sequence[Line], many: Sequence[Line]) -> Iterator[Row]:
    """A row on each line: `| a | b |`, `a | b |` or `a | b`."""
    opened = sum(bool(BAR.match(line.text.strip())) for line in many) * 2 > len(many)
    closed = sum(bool(BAR.match(line.text.strip()[-1])) for line in many) * 10 >= len(many) * 9
    for number, line in enumerate(lines):
        cells = [piece.strip() for piece in BAR.split(line.text.strip("\n"))]
        if opened and len(cells) > 1 and not cells[0]:
            cells = cells[1:]
        if (opened or closed) and len(cells) > 1 and not cells[-1]:
            cells = cells[:-1]
        cells = [re.sub(r"\s*<br\s*/?>\s*", "\n", cell) for cell in cells]
        yield Row(_tokens(cells, line, number), "rows", blanks_kept=True)


def _tokens(cells: Sequence[str], line: Line, number: int) -> tuple[Token, ...]:
    return tuple(Token(cell, line.place, number, at) for at, cell in enumerate(cells))


def _terminated(lines: Sequence[Line]) -> Iterator[Token]:
    """One cell per line, a bar ending each: the bar at the line's end, or alone."""
    held: list[Line] = []
    for number, line in enumerate(lines):
        cells = BAR.split(line.text)
        for at, cell in enumerate(cells):
            if cell.strip():
                held.append(Line(cell.strip(), line.place))
            if at < len(cells) - 1:
                yield from _cell(held, line, number)
                held = []
    for line in held:
        yield Token(line.text, line.place, len(lines))


def _cell(held: list[Line], line: Line, number: int) -> Iterator[Token]:
    """The lines of one cell: one token if they are one label or figure, else several."""
    if not held:
        yield Token("", line.place, number)
        return
    whole = "\n".join(part.text for part in held)
    if len(held) == 1 or look_up(whole) or all(holds_figure(part.text) for part in held):
        yield Token(whole, held[0].place, number)
        return
    for part in held[:-1]:
        yield Token(part.text, part.place, number - 1)
    yield Token(held[-1].text, held[-1].place, number)
