"""Tables among lines: where they begin and end, and their cells, in the flattened styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from gongkai.ingest.document import Line
from gongkai.ingest.matching.drawn import RULE, drawn_to, without_rules
from gongkai.ingest.words.figures import holds_figure, is_slot
from gongkai.ingest.words.labels import Label, could_begin, look_up
from gongkai.ingest.words.pieces import (
    BAR,
    are_figures,
    by_blanks,
    by_commas,
    cells_in,
    comma_cells,
    has_label,
    width,
)
from gongkai.ingest.words.pieces import barred as barred_cells
from gongkai.ingest.words.section_titles import section_of

_LONGEST = 60
_MOST_GAP = 3
_LEAST_CELLS = 3
_FAR = 30


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
            end = _with_figures_below(lines, end)
            if start < at:
                yield Region(tuple(lines[start:at]), is_text=True)
            yield Region(tuple(lines[at:end]), is_text=False)
            start = at = end
        else:
            at = max(end, at + 1)
    if start < len(lines):
        yield Region(tuple(lines[start:]), is_text=True)


def _extent(lines: Sequence[Line], start: int) -> tuple[int, int]:
    """Return where a table that starts at a line would end, and how many labels it has.

    Names of rows alone, without a head or a figure, are no table but a list of links.
    """
    if drawn := drawn_to(lines, start):
        return drawn, _MOST_GAP if any(map(_labels_in, _texts(lines[start:drawn]))) else 0
    known: set[Label] = set()
    is_filled = False
    end = at = start
    gap = 0
    begun = ""
    while at < len(lines) and gap <= _MOST_GAP:
        text = lines[at].text
        if section_of(text) is not None:
            break
        cells = cells_in(text)
        labels = _labels_in(text) or _labels_across(begun, cells)
        known.update(labels)
        if not known:
            break
        filling = _is_filling(text, cells)
        is_filled = is_filled or any(map(holds_figure, cells))
        if labels or filling:
            gap = 0
            end = at + 1
            begun = text if labels else ""
        elif _is_sentence(text) and len(cells) < _LEAST_CELLS:
            break
        else:
            begun = next((said for said in (begun + text, text) if _may_be_label(said)), "")
            gap += not begun
        at += 1
    is_table = is_filled or any(label.what in {"head", "title", "stub"} for label in known)
    return end, len(known) if is_table else 0


def _is_sentence(text: str) -> bool:
    return len(text) > _LONGEST or text.rstrip().endswith("。")


def _with_figures_below(lines: Sequence[Line], end: int) -> int:
    """Where a table ends with the figures below it, if what parts them is no more than words.

    They are of a row whose label was not recognised: not text, and no page numbers either,
    which stand alone.
    """
    begun = 0
    for at, line in enumerate(lines[end : end + _FAR], start=end):
        is_text = _is_sentence(line.text) or section_of(line.text) is not None
        if is_text or _labels_in(line.text):
            break
        cells = [cell for cell in cells_in(line.text) if cell]
        are_figures_only = bool(cells) and all(map(holds_figure, cells))
        begun = begun + len(cells) if are_figures_only else 0
        if begun > 1:
            end = at + 1
    return end


def _may_be_label(text: str) -> bool:
    """Tell whether a text is a label or its beginning, as line ends leave it."""
    return could_begin(text) or bool(look_up(text))


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def _labels_in(text: str) -> list[Label]:
    """The words of the form among the cells of a line."""
    return [label for cell in cells_in(text) if cell for label in look_up(cell)[:1]]


def _labels_across(begun: str, cells: Sequence[str]) -> list[Label]:
    """The label that a line begins and the next goes on with, figures behind it."""
    words = [*takewhile(lambda cell: not is_slot(cell), cells)]
    if not begun or not words or len(words) == len(cells):
        return []
    return list(look_up(begun + "".join(words))[:1])


def _is_filling(text: str, cells: Sequence[str]) -> bool:
    """Tell whether a line is figures, blanks and bars, with at most the end of a label."""
    if RULE.fullmatch(text) or len(BAR.findall(text)) >= _LEAST_CELLS:
        return True
    words = [cell for cell in cells if not is_slot(cell)]
    return not words or (len(words) == 1 and len(cells) >= _LEAST_CELLS and len(words[0]) < 20)


def tokens_of_region(lines: Sequence[Line]) -> Iterator[Row]:
    """Return the cells of a table among lines, row by row where rows can be told."""
    kept = without_rules(lines)
    barred = [line for line in kept if BAR.search(line.text)]
    tabbed = [line for line in kept if "\t" in line.text.strip("\t")]
    commas = [line for line in kept if has_label(by_commas(line.text))]
    if len(barred) * 3 >= len(kept):
        if sum(_is_lonely(line.text) for line in barred) * 5 < len(barred):
            yield from _rows(kept, barred)
        else:
            yield Row(tuple(_terminated(kept)), "stream", blanks_kept=True)
    elif len(tabbed) * 3 >= len(kept):
        for number, line in enumerate(kept):
            cells = [piece.strip() for piece in line.text.split("\t")]
            yield Row(_tokens(cells, line, number), "rows", blanks_kept=True)
    elif len(commas) * 3 >= len(kept):
        for number, line in enumerate(kept):
            yield Row(_tokens(comma_cells(line.text), line, number), "rows", blanks_kept=True)
    else:
        yield Row(tuple(_by_blanks(kept)), "stream", blanks_kept=False)


def _by_blanks(lines: Sequence[Line]) -> Iterator[Token]:
    """Cells parted by blanks; where a column starts is kept, as shown or in signs."""
    together = any(are_figures(line.text) for line in lines)
    pieces = [list(by_blanks(line.text, together=together)) for line in lines]
    in_signs = _spread([[p.start for p in line] for line in pieces]) < _spread(
        [[p.shown for p in line] for line in pieces]
    )
    for number, (line, row) in enumerate(zip(lines, pieces, strict=True)):
        for piece in row:
            start = piece.start if in_signs else piece.shown
            size = len(piece.text) if in_signs else width(piece.text)
            yield Token(piece.text, line.place, number, start, size)


def _spread(starts: Sequence[Sequence[int]]) -> int:
    """How many different places the cells of the fullest lines start at."""
    most = max(map(len, starts), default=0)
    return len({start for line in starts if len(line) == most for start in line})


def _is_lonely(text: str) -> bool:
    """Tell whether a line is a single figure or blank with the bar that ends it."""
    filled = [cell for cell in barred_cells(text) if cell]
    return len(filled) < 2 and all(map(holds_figure, filled)) and len(BAR.findall(text)) < 3


def _rows(lines: Sequence[Line], barred: Sequence[Line]) -> Iterator[Row]:
    """A row on each line: `| a | b |`, `a | b |` or `a | b`.

    Whether a bar ends a row is told by rows without blank cells, if there are any.
    """
    full = [line for line in barred if not re.search(r"[|｜]\s*[|｜]", line.text)]
    many = [line for line in full or barred if len(barred_cells(line.text)) > 2] or barred
    opened = sum(bool(BAR.match(line.text.strip())) for line in many) * 2 > len(many)
    ends = sum(bool(BAR.match(line.text.strip()[-1])) for line in many)
    closed = ends * 10 >= len(many) * 9 or (opened and ends * 2 > len(many))
    for number, line in enumerate(lines):
        cells = barred_cells(line.text)
        if opened and len(cells) > 1 and not cells[0]:
            cells = cells[1:]
        if closed and len(cells) > 1 and not cells[-1]:
            cells = cells[:-1]
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
