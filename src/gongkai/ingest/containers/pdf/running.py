"""Lines that stand on every page of a PDF: running heads and feet, the line a browser prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from gongkai.ingest.containers.pdf.lines import Row
from gongkai.ingest.words.characters import readable
from gongkai.ingest.words.labels import is_part

_MARGIN = 0.1
_OUTERMOST = 2
_LEVEL = 3.0
_ALIKE = 0.8
_LEAST_PAGES = 2
_ADDRESS = re.compile(r"(?:https?|file|ﬁle):/\S+.*?\d+\s*/\s*\d+")
"""The address of a page and the number of the sheet, as a browser prints them below."""

_ENDED = "。；！？"


@dataclass(frozen=True)
class Leaf:
    """The lines of a page from top to bottom, and its height."""

    rows: Sequence[Row]
    height: float


@dataclass(frozen=True)
class _Running:
    """A line at the edge of a page: its words, its figures, where it stands."""

    page: int
    text: str
    figures: tuple[int, ...]
    top: float

    def is_like(self, other: _Running) -> bool:
        """Tell whether two lines are one running head.

        Its end may be cut on one page, and one figure may count the pages; other figures
        that differ are those of two sentences.
        """
        return (
            abs(self.top - other.top) < _LEVEL
            and all(
                theirs - own in {0, other.page - self.page}
                for own, theirs in zip(self.figures, other.figures, strict=False)
            )
            and Levenshtein.normalized_similarity(self.text, other.text) >= _ALIKE
        )


def without_running(leaves: Sequence[Leaf]) -> tuple[list[list[Row]], list[str]]:
    """Leave out lines that are alike on all pages, or all but one; return their texts as well.

    Words of the form are none: the heads of a table may stand again on every page.
    """
    edges = [
        [(row, _running(row, page)) for row in _edge(leaf)] for page, leaf in enumerate(leaves)
    ]
    least = max(_LEAST_PAGES, len(leaves) - 1)
    kept: list[list[Row]] = []
    left_out: dict[str, str] = {}
    for leaf, edge in zip(leaves, edges, strict=True):
        out = []
        for row, running in edge:
            pages = sum(any(running.is_like(other) for _, other in each) for each in edges)
            if pages >= least or _ADDRESS.fullmatch(row.text):
                out.append(row)
                left_out.setdefault(running.text, readable(row.text))
        kept.append([row for row in leaf.rows if not any(row is each for each in out)])
    return kept, list(left_out.values())


def _edge(leaf: Leaf) -> list[Row]:
    """The outermost lines in the upper and the lower margin."""
    above = [row for row in leaf.rows if row.bottom < _MARGIN * leaf.height]
    below = [row for row in leaf.rows if row.top > (1 - _MARGIN) * leaf.height]
    return [
        row
        for row in (*above[:_OUTERMOST], *below[-_OUTERMOST:])
        if not is_part(row.text) and re.search(r"[^\W\d]", row.text) and row.text[-1] not in _ENDED
    ]


def _running(row: Row, page: int) -> _Running:
    figures = tuple(int(each) for each in re.findall(r"\d{1,9}", row.text))
    return _Running(page, re.sub(r"\d+", "0", row.text), figures, row.top)
