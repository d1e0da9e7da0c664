"""Characters that show nothing are not printed.

Control characters have no form and HTML forbids most of them. Direction overrides and
zero-width characters can make a reader see another figure than the one that is stored
and checked; without them, characters stand in the order in which they were written.
They are removed rather than made visible: most come from word processors, and a mark in
their place would spoil a page that is otherwise right. Tabs stay, because taking one out
would join two figures into one.
"""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\xad\u061c\u200b\u200e\u200f\u202a-\u202e"  # soft hyphen, zero width, direction
    "\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"  # invisible operators, tags
)
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")  # cannot be saved as UTF-8 or XML


def visible(text: str) -> str:
    """Return the text without the characters that show nothing."""
    return _NO_CHARACTER.sub("\ufffd", _HIDDEN.sub("", text))


def excerpt(text: str, length: int = 60) -> str:
    """Return the beginning of a text on one line, for a message."""
    line = " ".join(visible(text[: length * 2]).split())
    return line if len(line) <= length and len(text) <= length * 2 else f"{line[:length]}…"
