"""Where the text of a page ends by its markup: with the element that holds all headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from gongkai.ingest.document import Line, Part
from gongkai.ingest.words.section_titles import section_of

_LEAST_SECTIONS = 4


def beside_article(parts: Sequence[Part], owners: Sequence[etree._Element]) -> list[Part]:
    """Mark the lines below a report that stand outside of the element its headings are in.

    `owners` are the elements in which the parts begin. Nothing is marked where the text of
    the last section does not stand with its heading, or where there are few headings.
    """
    headings: dict[str, int] = {}
    for at, part in enumerate(parts):
        is_own = isinstance(part, Line) and not (part.is_link or part.is_beside)
        if is_own and isinstance(part, Line) and (section := section_of(part.text)):
            headings[section] = at
    last = max(headings.values(), default=0)
    if len(headings) < _LEAST_SECTIONS or last + 1 >= len(parts):
        return list(parts)
    article = _common([owners[at] for at in headings.values()])
    inside = [_is_in(owner, article) for owner in owners[last + 1 :]]
    if not inside[0]:
        return list(parts)
    below = zip(parts[last + 1 :], inside, strict=True)
    return [
        *parts[: last + 1],
        *(
            replace(part, is_beside=True) if isinstance(part, Line) and not is_in else part
            for part, is_in in below
        ),
    ]


def _common(elements: Sequence[etree._Element]) -> etree._Element:
    """The smallest element that holds others, or is one of them."""
    first, *others = elements
    path = [first, *first.iterancestors()]
    for other in others:
        above = {other, *other.iterancestors()}
        path = [element for element in path if element in above]
    return path[0]


def _is_in(element: etree._Element, article: etree._Element) -> bool:
    return element is article or any(above is article for above in element.iterancestors())
