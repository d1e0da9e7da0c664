"""Ids of agencies: safe as folder names on every system."""

from __future__ import annotations

import re

from gongkai.errors import InputError
from gongkai.law.mistakes import plain

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_slug(agency: str) -> bool:
    """Tell whether a text can be the id of an agency."""
    return len(agency) <= 64 and _SLUG.fullmatch(agency) is not None


def check_slug(agency: str) -> str:
    """Return an agency id that is safe as a folder name.

    Raises:
        InputError: it is not lower-case ASCII words joined by hyphens, 64 at most.
    """
    if not is_slug(agency):
        raise InputError(
            f"agency “{plain(agency)}”",
            "机关代号只能用小写英文字母、数字和连字符",
            "请改成如 county-petition-bureau 的写法，不超过64个字符",
        )
    return agency
