"""What the names of administrative bodies and institutions end with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gongkai.law.strict import Strict, load

_FILE = Path(__file__).parent / "bodies.toml"


class _Bodies(Strict, frozen=True):
    words: tuple[str, ...]
    signs: str


@cache
def body_endings() -> tuple[str, ...]:
    """Return the words and single signs that a body's name ends with, words first.

    Source: the kinds of bodies that 政府信息公开条例 obliges (arts. 10, 54, 55: 行政机关, bodies
    entrusted with public affairs, enterprises of public utility), by their usual names.

    Raises:
        InputError: the file breaks its schema.
    """
    bodies = load(_FILE, _Bodies)
    return (*bodies.words, *bodies.signs)
