"""Every pair of damages to the tables of every style: how one hides behind the other.

The random documents of `part_readers` meet each pair by chance, some never. Printing a PDF and
extracting text with trafilatura are slow, and left to chance.
"""

from __future__ import annotations

import random
from itertools import product
from typing import Any

from tests.soak.mutations import MUTATIONS
from tests.soak.part_readers import lengths, structured, told
from tests.soak.rendering import RENDERERS

__all__ = ["CASES", "attempt", "told"]

QUICK = sorted(set(RENDERERS) - {"pdf", "by_trafilatura"})
"""Styles that need neither a browser nor a guess at what is the text of a page."""
DOCUMENTS = [
    (pair, kind)
    for pair, kind in product(product(sorted(MUTATIONS), repeat=2), QUICK)
    if not lengths(kind).issuperset(pair)  # as in `part_readers.chosen`
]
CASES = len(DOCUMENTS)


def attempt(seed: int, case: int) -> dict[str, Any]:
    """Make a document and read it."""
    return damaged_by(*DOCUMENTS[case], seed)


def damaged_by(pair: tuple[str, ...], kind: str, seed: int) -> dict[str, Any]:
    """Read a document of a style with these damages."""
    return structured(kind, random.Random(f"{kind} {pair} {seed}"), pair)
