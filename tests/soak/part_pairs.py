"""Every pair of damages to the tables of every style: how one hides behind the other.

The random documents of `part_readers` meet each pair by chance, some never. Printing a PDF and
extracting text with trafilatura are slow, and left to chance.
"""

from __future__ import annotations

import random
from itertools import product
from typing import Any

from tests.soak.mutations import LENGTHS, MUTATIONS
from tests.soak.part_readers import structured, told
from tests.soak.rendering import RENDERERS

__all__ = ["CASES", "attempt", "told"]

QUICK = sorted(set(RENDERERS) - {"pdf", "by_trafilatura"})
"""Styles that need neither a browser nor a guess at what is the text of a page."""
PAIRS = [
    pair for pair in product(sorted(MUTATIONS), repeat=2) if not LENGTHS.issuperset(pair)
]  # as in `part_readers.chosen`: one that changes the length of a row at most
CASES = len(QUICK) * len(PAIRS)


def attempt(seed: int, case: int) -> dict[str, Any]:
    """Make a document and read it."""
    pair, style = divmod(case, len(QUICK))
    return damaged_by(PAIRS[pair], QUICK[style], seed)


def damaged_by(pair: tuple[str, ...], kind: str, seed: int) -> dict[str, Any]:
    """Read a document of a style with these damages."""
    return structured(kind, random.Random(f"{kind} {pair} {seed}"), pair)
