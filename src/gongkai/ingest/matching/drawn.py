"""Tables drawn in signs: rules of `+---+` or `├──┤` between rows of several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.ingest.document import Line
from gongkai.ingest.words.pieces import BAR, barred, width

RULE = re.compile(r"[\s|:+=─━┼├┤┌┐└┘┬┴-]*(?:[-=─━]{3,}|[─━┼├┤┌┐└┘┬┴]{2,})[\s|:+=─━┼├┤┌┐└┘┬┴-]*")
_EDGE = re.compile(r"\s*[+|├┼┌└│┃]")
_LEAST_RULES = 4
_LINES_A_RULE = 6
_MOST_LINES = 2_000


def drawn_to(lines: Sequence[Line], start: int) -> int:
    """Return where a drawn table that starts at a line ends; 0 where none starts."""
    if not (RULE.fullmatch(lines[start].text) and _EDGE.match(lines[start].text)):
        return 0
    end = start
    most = min(len(lines), start + _MOST_LINES)
    while end < most and _EDGE.match(lines[end].text):
        end += 1
    return end if _is_drawn(lines[start:end]) else 0


def _is_drawn(lines: Sequence[Line]) -> bool:
    """Tell whether rules part the rows: there are many, and few lines between them."""
    rules = sum(bool(RULE.fullmatch(line.text)) for line in lines)
    return rules >= _LEAST_RULES and len(lines) <= rules * _LINES_A_RULE


def without_rules(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without rules; in a drawn table the lines of a row are made one."""
    if not _is_drawn(lines):
        return [line for line in lines if not RULE.fullmatch(line.text) or len(line.text) < 3]
    return [row for group in _groups(lines) for row in _row(group)]


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between two rules; a rule under some columns only ends those."""
    group: list[Line] = []
    for line in lines:
        if RULE.fullmatch(line.text):
            if group:
                yield group
            group = []
        else:
            group.append(line)
    if group:
        yield group


def _row(lines: Sequence[Line]) -> Iterator[Line]:
    """One line for a row: the parts of each cell joined where bars stand one below another."""
    bars = {
        tuple(width(line.text[: bar.start()]) for bar in BAR.finditer(line.text)) for line in lines
    }
    if len(lines) == 1 or len(bars) > 1:
        yield from lines
        return
    cells = zip(*(barred(line.text) for line in lines), strict=True)
    joined = ["".join(part for part in parts if part) for parts in cells]
    yield Line("|".join(joined), lines[0].place)
