"""The one way in which templates are filled in: all is escaped, nothing may be missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

__all__ = ["Environment", "Template", "environment"]


def environment(
    folder: Path, *, last_newline: bool = True, **filters: Callable[..., Any]
) -> Environment:
    """Return what fills in the templates of a folder; `filters` by the names they have there.

    `last_newline` says whether the line feed at a template's end is kept.
    """
    found = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=last_newline,
        auto_reload=False,  # a look at each template's file for each piece
    )
    found.filters |= filters
    return found
