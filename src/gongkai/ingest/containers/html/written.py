"""Text that a style sheet writes into a cell, beside what the cell holds itself.

Readers mark it while they gather a text, as they do with what is struck out; here it is
settled what the cell says. Of a figure in the markup and another from a sheet nobody knows
which is shown, as sheets hide as well as write.
"""

from __future__ import annotations

import re

from gongkai.ingest.words.figures import holds_figure
from gongkai.ingest.words.labels import look_up
from gongkai.ingest.words.shown import WRITTEN

_OPEN, _CLOSE = "\ufdd2", "\ufdd3"  # noncharacters: no document has them
UNKNOWN = "\ufdd4"
"""Stands for something that is shown and cannot be told."""

_MAY_BE = "\ufdd5"
_PIECE = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")


def written(text: str, *, may_be: bool = False) -> str:
    """Mark a text as written by a style sheet; `may_be` says that it may not be there."""
    return f"{_OPEN}{_MAY_BE if may_be else ''}{text}{_CLOSE}"


def has_written(text: str) -> bool:
    """Tell whether a style sheet wrote a part of a text."""
    return _OPEN in text


def shown_in_cell(text: str) -> str:
    """Return what a cell shows, from its own text and what style sheets write into it."""
    if _OPEN not in text:
        return text
    own = _PIECE.sub("", text).strip()
    pieces = _PIECE.findall(text)
    if any(UNKNOWN in piece for piece in pieces):
        is_certain = any(piece == UNKNOWN for piece in pieces)
        return f"{own}{WRITTEN if is_certain and holds_figure(own) else ''}" if own else WRITTEN
    said = "".join(pieces)
    whole = re.sub(f"[{_OPEN}{_CLOSE}]", "", text).strip()
    if not own or not said:
        return whole
    if holds_figure(own):
        if re.search(r"\d", said):
            return WRITTEN
        return whole if holds_figure(whole) else f"{own}〔{said}〕"
    return own if look_up(own) else whole


def shown_in_line(text: str) -> str:
    """Return running text with the figures that style sheets write, without their ornaments."""
    if _OPEN not in text:
        return text
    return _PIECE.sub(lambda found: found[1] if re.search(r"\d", found[1]) else "", text)
