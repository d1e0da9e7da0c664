"""Where a document has titles of reports, and which of them stands above its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias, get_args

from gongkai import law
from gongkai.ingest.bodies.split_names import Texts, beginning_of
from gongkai.ingest.bodies.title_names import ends_as_body
from gongkai.ingest.bodies.titles import Title, compact, title_in
from gongkai.ingest.bodies.years import PERIOD
from gongkai.ingest.document import Document, Line
from gongkai.ingest.words.section_titles import heading_and_rest

Where: TypeAlias = Literal["near", "heading", "page", "next", "far", "running", "link"]
"""Nearest above the text; a main heading above it; of the page; of a report after it; ..."""

_LONGEST = 120
_PIECE = 40
_MOST_PIECES = 4
_LABELLED = re.compile(r"[：:]|\d[-/.]\d")
_YEAR_ALONE = re.compile(r"20\d\d年?度?")
_OPENING = re.compile(r"《?(?:中华人民共和国)?政府信息公开条例》?")
_PAGE = re.compile(r"第\d+页")


@dataclass(frozen=True)
class Found:
    """A title, where it stands, and a line above it that may be the name it lacks."""

    title: Title
    where: Where
    above: str = ""


@dataclass(frozen=True)
class _Block:
    """A title over the lines from `start` to `end`, the last included."""

    title: Title
    start: int
    end: int
    above: str = ""


class TitleLines:
    """The titles of a document's lines and of its page."""

    def __init__(self, document: Document, lines: Sequence[Line]) -> None:
        self._page = document.title
        self._lines = lines
        self._compact = [compact(line.text) if len(line.text) < _LONGEST else "" for line in lines]

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """All titles, those that are surest to be the document's own first."""
        blocks = self._blocks
        near = self._near
        anchor = min(self._starts, default=0)
        found = []
        for block in blocks:
            line = self._lines[block.end]
            where: Where = "far"
            if block in near:
                where = "near" if block is near[0] else "next"
            elif block in self._running:
                where = "running"
            elif block.end < anchor and line.level in {1, 2} and not block.title.is_said:
                where = "heading"
            elif self._is_link(block):
                where = "link"
            found.append(Found(block.title, where, block.above))
        found += [Found(title, "page") for title in _in_page_title(self._page)]
        order = get_args(Where)
        return tuple(sorted(dict.fromkeys(found), key=lambda one: order.index(one.where)))

    @cached_property
    def other_texts(self) -> list[str]:
        """The lines that hold no title."""
        titled = {at for block in self._blocks for at in range(block.start, block.end + 1)}
        return [line.text for at, line in enumerate(self._lines) if at not in titled]

    @cached_property
    def end(self) -> int:
        """Where the document's first report ends: at the title of another, or with the lines."""
        return self._near[1].start if len(self._near) > 1 else len(self._lines)

    @cached_property
    def texts(self) -> Texts:
        """What is said in the lines, to look names up in."""
        return Texts([*(compact(line.text) for line in self._lines), compact(self._page)])

    @cached_property
    def _starts(self) -> list[int]:
        """Where a report's text starts: 一、总体情况, or what there is instead of it."""
        first = list(law.editions().values())[-1].sections[0].id
        headings = {
            at: found[0]
            for at, line in enumerate(self._lines)
            if (found := heading_and_rest(line.text))
        }
        starts = [at for at, section in headings.items() if section == first] or list(headings)[:1]
        if starts:
            return [at for at in starts if self._has_text(at, headings)] or starts
        opening = (
            at
            for at, line in enumerate(self._lines)
            if PERIOD.search(text := compact(line.text)) or _OPENING.search(text)
        )
        return [at for at in [next(opening, None)] if at is not None]

    def _has_text(self, at: int, headings: Collection[int]) -> bool:
        """A heading that words follow: in a table of contents other headings do."""
        after = range(at + 1, min(at + 3, len(self._lines)))
        return at + 1 not in headings and any(
            len(self._compact[below]) > _PIECE or len(self._lines[below].text) >= _LONGEST
            for below in after
            if below not in headings
        )

    @cached_property
    def _blocks(self) -> list[_Block]:
        blocks = []
        for at, text in enumerate(self._compact):
            if ("报" in text or "告" in text) and (block := self._ending_at(at)):
                blocks.append(self._completed(block))
        return blocks

    def _ending_at(self, at: int) -> _Block | None:
        """The title that ends in a line: of this line, or of it and the short ones above."""
        undated = None
        for size in range(1, _MOST_PIECES + 1):
            start = at - size + 1
            if size > 1 and not self._is_piece(start):
                break
            text = "".join(line.text for line in self._lines[start : at + 1])
            title = title_in(text)
            if title is None:
                continue
            if title.year is None:
                undated = undated or _Block(title, start, at)
            elif size == 1 or len(title.text) > len("".join(self._compact[start:at])):
                return _Block(title, start, at)
        return undated

    def _is_piece(self, at: int) -> bool:
        """A line that may be the upper part of a title; of a list of years none is."""
        if at < 0 or not self._compact[at] or len(self._compact[at]) >= _PIECE:
            return False
        is_listed = (
            at > 0
            and bool(_YEAR_ALONE.fullmatch(self._compact[at]))
            and bool(_YEAR_ALONE.fullmatch(self._compact[at - 1]))
        )
        return not is_listed and not _LABELLED.search(self._lines[at].text)

    def _completed(self, block: _Block) -> _Block:
        """A title with the name, or the beginning of it, that stands in the lines above."""
        title, start = block.title, block.start
        if not title.agency and not title.is_said and self._is_piece(start - 1):
            above = self._compact[start - 1]
            if not ends_as_body(above) or title_in(above):
                return replace(block, above="" if title_in(above) else above)
            title = replace(title, agency=above, text=above + title.text)
            start -= 1
        while title.agency and self._is_piece(start - 1):
            above = self._compact[start - 1]
            if not beginning_of(above, title.agency, self.texts):
                break
            title = replace(title, agency=above + title.agency, text=above + title.text)
            start -= 1
        return _Block(title, start, block.end)

    @cached_property
    def _near(self) -> list[_Block]:
        """The title nearest above the text; where there are several reports, that of each.

        Where no title is above the text, the first.
        """
        blocks = [
            block
            for block in self._blocks
            if not block.title.is_said and block.title.year and block not in self._running
        ]
        own = [block for block in blocks if not self._is_link(block)] or blocks or self._blocks
        nearest: list[_Block] = []
        for start in self._starts:
            above = [block for block in own if block.end < start][-1:]
            if above and all(_differs(above[0].title, block.title) for block in nearest):
                nearest += above
        return nearest or ([] if self._starts else own[:1])

    def _is_link(self, block: _Block) -> bool:
        line = self._lines[block.end]
        return line.is_link and line.level not in {1, 2}

    @cached_property
    def _running(self) -> frozenset[_Block]:
        """Titles that head page after page, unless there is no other."""
        pages = defaultdict(set)
        for block in self._blocks:
            if page := _PAGE.match(self._lines[block.start].place):
                pages[block.title.text].add(page[0])
        running = [block for block in self._blocks if len(pages[block.title.text]) > 1]
        return frozenset(running if len(running) < len(self._blocks) else ())


def _differs(one: Title, other: Title) -> bool:
    """Whether two titles are of different reports, as far as both say it."""
    has_names = bool(one.agency and other.agency)
    return one.year != other.year or (has_names and one.agency != other.agency)


def _in_page_title(text: str) -> list[Title]:
    """The title of a report in that of a page, which commonly names the site too."""
    parts = re.split(r"[_|]|\s+[-—–]?\s*|(?<=[\u4e00-\u9fff])[-—–]", text)
    titles = [title for part in (*reversed(parts), text) if (title := title_in(part))]
    return [title for title in titles if title.agency][:1] or titles[:1]
