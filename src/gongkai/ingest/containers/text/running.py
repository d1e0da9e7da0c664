"""Running heads and feet in text that was copied from a printed document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from gongkai.ingest.document import Line
from gongkai.ingest.words.figures import holds_figure
from gongkai.ingest.words.labels import is_part
from gongkai.ingest.words.pieces import BAR

_LEAST_PAGES = 3
_LEAST_APART = 6
"""Lines: less is no page."""

_LONG = 8
_ENDED = "。；！？"
_DIGITS = re.compile(r"\d+")


def without_running(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Leave out lines that stand again on page after page; return their texts as well.

    Their figures are the same each time, or count the pages; words of the form are none, for
    the heads of a table may stand again on every page.
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if _may_run(line.text):
            alike[_DIGITS.sub("0", line.text.strip())].append(at)
    out: set[int] = set()
    told: list[str] = []
    for places in alike.values():
        texts = [lines[at].text.strip() for at in places]
        if len(places) >= _LEAST_PAGES and _are_apart(places) and _do_count(texts):
            out.update(places)
            told.append(texts[0])
    return [line for at, line in enumerate(lines) if at not in out], told


def _may_run(text: str) -> bool:
    said = text.strip()
    is_long = len(said) >= _LONG and any(sign.isdecimal() for sign in said)
    is_of_table = BAR.search(said) or holds_figure(said) or is_part(said)
    return is_long and said[-1] not in _ENDED and not is_of_table


def _are_apart(places: Sequence[int]) -> bool:
    return all(other - one >= _LEAST_APART for one, other in pairwise(places))


def _do_count(texts: Sequence[str]) -> bool:
    """Tell whether each figure stays, or grows by one, from page to page."""
    figures = [[int(each) for each in _DIGITS.findall(text)] for text in texts]
    steps = [
        {other[at] - one[at] for one, other in pairwise(figures)} for at in range(len(figures[0]))
    ]
    return all(step in ({0}, {1}) for step in steps)
