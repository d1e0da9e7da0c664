"""Which lines of a document are the headings of its six sections: by words, number and place.

The title of a section may stand in a table of contents, over a passage inside section one,
or in a second copy of the report. So nothing is decided line by line: of all lines that may
be headings, those are taken that together make the likeliest report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.ingest.words.section_titles import Heading, headed, sections, tabled

_TITLE, _UNNUMBERED, _INNER, _WORDS, _DOUBTED, _NUMBER = 10.0, 7.0, 6.0, 6.0, 4.0, 3.0
_CLOSE = 1.0
_WITH_REST = 0.5
_EMPTY = 0.25
"""What a heading with nothing under it counts, as those of a table of contents have."""

_LEAST_NUMBERED = 2
_LEAST_AGAIN = 3


@dataclass(frozen=True)
class Found:
    """A line that is a heading, by its place among the lines, and what it counts."""

    at: int
    heading: Heading
    weight: float
    has_table: bool = False
    """Whether a table stands before the next line that may be a heading."""


@dataclass(frozen=True)
class Outline:
    """The headings of a document in its order.

    `again` is the first heading after them that begins another copy, or a table of
    contents, -1 if there is none. `refused` are lines with the title of a section that
    are none of its headings.
    """

    headings: tuple[Found, ...] = ()
    again: int = -1
    refused: tuple[Found, ...] = field(default=())


def outline(texts: Sequence[str], tables: Sequence[int]) -> Outline:
    """Find the headings among lines; `tables` says before which of them tables stand."""
    may_be = _without_echoes(
        _without_doubles(
            [(at, heading) for at, text in enumerate(texts) if (heading := headed(text))]
        )
    )
    weighed = list(_weighed(may_be, len(texts), tables))
    chain = _likeliest([found for found in weighed if found.weight])
    if not chain:
        return Outline()
    again = _again(chain[-1].at, weighed)
    taken = {found.heading.section for found in chain}
    within = [f for f in weighed if chain[0].at < f.at < (len(texts) if again < 0 else again)]
    for found in within:  # sections that stand out of order
        if _may_be_out_of_order(found) and found.heading.section not in taken:
            chain.append(found)
            taken.add(found.heading.section)
    chain.sort(key=lambda found: found.at)
    places = {found.at for found in chain}
    refused = [f for f in within if f.at not in places and _is_title(f.heading)]
    return Outline(tuple(chain), again, tuple(refused))


def _may_be_out_of_order(found: Found) -> bool:
    """Tell whether a line is a heading even out of order: tables are attached below the text.

    Its number may be another then (二、存在的主要问题及改进情况), if no table has its name.
    """
    heading = found.heading
    if heading.section not in tabled() and heading.sureness != "number" and not heading.inner:
        return found.weight >= _DOUBTED - _CLOSE
    return found.weight >= _UNNUMBERED - _CLOSE


def _without_doubles(may_be: Sequence[tuple[int, Heading]]) -> list[tuple[int, Heading]]:
    """Leave out passages that have words of a section's title, where a line is that heading."""
    headings = {heading.section for _, heading in may_be if heading.is_sure}
    return [
        (at, heading)
        for at, heading in may_be
        if heading.sureness != "words" or heading.agrees or heading.section not in headings
    ]


def _without_echoes(may_be: Sequence[tuple[int, Heading]]) -> list[tuple[int, Heading]]:
    """Leave out a line that says the title of its section again, right under its heading.

    The caption of a table does so.
    """
    kept: list[tuple[int, Heading]] = []
    for at, heading in may_be:
        above, over = kept[-1] if kept else (-1, heading)
        is_below = above == at - 1 and over.section == heading.section
        if not (is_below and over.agrees and not heading.number):
            kept.append((at, heading))
    return kept


def _weighed(
    may_be: Sequence[tuple[int, Heading]], count: int, tables: Sequence[int]
) -> list[Found]:
    """What may be a heading with what it counts; nothing where it can be none."""
    agreeing = {h.section for _, h in may_be if h.is_known and h.agrees and not h.inner}
    is_numbered = len(agreeing) >= _LEAST_NUMBERED
    named = {h.section for _, h in may_be if h.sureness != "number" and not h.inner}
    weighed = []
    for place, (at, heading) in enumerate(may_be):
        end = may_be[place + 1][0] if place + 1 < len(may_be) else count
        has_table = any(at < table <= end for table in tables)
        weight = _weight(heading, is_numbered=is_numbered, has_table=has_table)
        if heading.sureness == "number" and len(named - {heading.section}) < _LEAST_NUMBERED:
            weight = 0.0
        if not (heading.rest or has_table or end > at + 1):
            weight *= _EMPTY
        weighed.append(Found(at, heading, weight, has_table))
    return weighed


def _weight(heading: Heading, *, is_numbered: bool, has_table: bool) -> float:
    """What a line counts as a heading by its words and its number."""
    is_tabled = heading.section in tabled()
    if heading.sureness == "number":
        return 0.0 if is_tabled and not has_table else _NUMBER
    if heading.sureness == "words":
        weight = _WORDS if heading.agrees else _DOUBTED
    elif heading.agrees:
        weight = _INNER if heading.inner else _TITLE
    elif heading.inner:
        return 0.0  # （一）主动公开政府信息情况, inside section one
    elif heading.number or is_numbered:
        # The title of another number, or without one among others that have theirs: a
        # passage of section one may have it, but no table follows there.
        weight = 0.0 if is_tabled and not has_table else _DOUBTED
    else:
        weight = _UNNUMBERED
    if weight and heading.sureness == "close":
        weight -= _CLOSE
    return weight - (_WITH_REST if weight and heading.rest else 0.0)


def _likeliest(weighed: Sequence[Found]) -> list[Found]:
    """The headings in the order of the form that count most together; the first such."""
    order = {section: place for place, section in enumerate(sections())}
    best: list[tuple[float, list[Found]]] = [(0.0, [])] * (len(order) + 1)
    for found in weighed:
        rank = order[found.heading.section]
        before = max(best[: rank + 1], key=lambda each: each[0])
        total = before[0] + found.weight
        if total > best[rank + 1][0]:
            best[rank + 1] = total, [*before[1], found]
    return list(max(best, key=lambda each: each[0])[1])


def _again(last: int, weighed: Sequence[Found]) -> int:
    """Where titles of several sections follow after the last heading: the first of them."""
    after = [f for f in weighed if f.at > last and f.heading.is_known]
    if len({found.heading.section for found in after}) < _LEAST_AGAIN:
        return -1
    return after[0].at


def _is_title(heading: Heading) -> bool:
    return heading.sureness == "title" and not heading.inner
