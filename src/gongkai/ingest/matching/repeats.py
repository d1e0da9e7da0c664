"""Rows that may stand twice: a line whose label is not known says what a row beside it says."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from gongkai.ingest.matching.gathered import Segment
from gongkai.ingest.matching.tokens import Strip
from gongkai.ingest.words.characters import key
from gongkai.ingest.words.figures import holds_figure

_LEAST_ALIKE = 3
_LEAST_BY_NAME = 2
"""Enough equal figures where the label, too, is much like the row's."""

_SAME_NAME = 0.5


def mark_repeats(lines: Iterable[tuple[Strip, Segment | None]]) -> None:
    """Mark the rows that unknown lines repeat: the one above, or one of like name below.

    `lines` are those of the document in order, each with the row it opens, if it does.
    """
    above: Segment | None = None
    unknown: Strip | None = None
    for strip, row in lines:
        if row is None:
            unknown = strip
            if above and above.source == strip.table and _repeats(strip, above):
                _mark(above, strip)
            continue
        is_near = unknown is not None and unknown.table == row.source
        if unknown and is_near and _is_named_like(unknown, row) and _repeats(unknown, row):
            _mark(row, unknown)
        above, unknown = row, None


def _repeats(strip: Strip, row: Segment) -> bool:
    said = [slot.text for slot in row.slots if holds_figure(slot.text)]
    again = _figures(strip)
    alike = _common(said, again)
    least = _LEAST_BY_NAME if _is_named_like(strip, row) else _LEAST_ALIKE
    return alike >= least and 2 * alike > max(len(said), len(again))


def _is_named_like(strip: Strip, row: Segment) -> bool:
    names = (key(token.text) for token in strip.tokens if not holds_figure(token.text))
    mine = key(row.label.text)
    return any(SequenceMatcher(None, mine, name).ratio() >= _SAME_NAME for name in names if name)


def _common(one: list[str], other: list[str]) -> int:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _figures(strip: Strip) -> list[str]:
    return [token.text for token in strip.tokens if holds_figure(token.text)]


def _mark(row: Segment, strip: Strip) -> None:
    row.repeated = " | ".join(_figures(strip))
