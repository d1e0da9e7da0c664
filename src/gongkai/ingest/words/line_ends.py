"""What stands between two signs where a line ended, or nothing did."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def is_narrow(sign: str) -> bool:
    """Tell whether a sign is a Latin letter, a digit or the like, written with spaces."""
    return sign.isalnum() and unicodedata.east_asian_width(sign[-1]) in {"Na", "N", "H"}


def joined(texts: Sequence[str], between: str) -> str:
    """Join the lines of a paragraph or cell; `between` only parts Latin letters and digits."""
    text = ""
    for line in texts:
        is_parted = text and line and is_narrow(text[-1]) and is_narrow(line[0])
        text += (between if is_parted else "") + line
    return text
