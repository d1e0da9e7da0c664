"""Names of files as a person can read them: any bytes may be a name, not all are text."""

from __future__ import annotations

import os
from pathlib import PurePath


def readable(path: PurePath | str) -> str:
    """Return a path as text: GB 18030 where it is not UTF-8, other bytes and signs spelt out.

    Archives made in China commonly name their files in GB 18030.
    """
    raw = os.fsencode(path)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            text = raw.decode(errors="backslashreplace")
    return "".join(sign if sign.isprintable() else _spelt(sign) for sign in text)


def _spelt(sign: str) -> str:
    return sign.encode("unicode_escape").decode()
