"""Who signs or publishes a document, and when."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.ingest.bodies.body_names import ENDING
from gongkai.ingest.bodies.dates import date_in, without_date
from gongkai.ingest.bodies.titles import YEAR, compact, title_in, year_of
from gongkai.ingest.bodies.years import PERIOD
from gongkai.ingest.document import Document, Line, Ruled
from gongkai.ingest.words.section_titles import section_of

_BODY = re.compile(rf"[\u4e00-\u9fff（）()·]{{1,30}}?{ENDING}")
_PUBLISHER = re.compile(
    r"(?:(?:发布|公开|发文|制作|编制|责任|填报|填表|报送)(?:机构|机关|单位|部门)|单位名称)\s*[：:]\s*([\u4e00-\u9fff（）()·]{2,30})"
)
_YEAR = re.compile(rf"[(（]?{YEAR}年度?[)）]?")
_DATED = re.compile(r"(?:发布|公开|成文|发文|生成)(?:日期|时间)")
_TAIL = 25
_LONGEST = 45
_HEAD = 60
"""Boxes at the beginning of a table that may say whose it is."""


@dataclass(frozen=True)
class Signed:
    """Who signs and when; `above` is a body's name in the line before, perhaps its beginning."""

    body: str = ""
    above: str = ""
    date: datetime.date | None = None


def signed(lines: Sequence[Line]) -> Signed:
    """Find the body that signs just before the date at the end of the text, then of the page."""
    last = max((at for at, line in enumerate(lines) if section_of(line.text)), default=-1)
    of_text = lines[last + 1 :] if last >= 0 else ()
    for tail in (of_text, lines[-_TAIL:]):
        texts = [compact(line.text) for line in tail]
        for at, text in enumerate(texts):
            start, date = date_in(text) if len(text) <= _LONGEST else (0, None)
            if date is None:
                continue
            before = [text[:start], *reversed(texts[max(0, at - 2) : at])]
            names = before[start == 0 :]
            if names and _BODY.fullmatch(names[0]):
                above = names[1] if len(names) > 1 and _BODY.fullmatch(names[1]) else ""
                return Signed(names[0], above, date)
    return Signed()


def published_on(lines: Sequence[Line]) -> datetime.date | None:
    """A date on a line of its own near the end, or after 发布日期 at the top.

    The date of a link to a report is that report's.
    """
    for line in [*reversed(lines[-_TAIL:]), *lines[:40]]:
        text = compact(line.text)
        start, date = date_in(text)
        is_short = len(text) - len(without_date(text)) >= len(text) - 30
        if date is None or PERIOD.search(text) or not (_DATED.search(text) or is_short):
            continue
        if _DATED.search(text) or not title_in(text[:start]):
            return date
    return None


def year_in_cell(document: Document) -> int | None:
    """Return the year that has a cell of its own above a table, if all that do agree."""
    boxes = (
        box for part in document.parts if isinstance(part, Ruled) for box in part.boxes[:_HEAD]
    )
    years = {year_of(found[1]) for box in boxes if (found := _YEAR.fullmatch(compact(box.text)))}
    return next(iter(years)) if len(years) == 1 else None


def labelled(document: Document, lines: Sequence[Line]) -> str:
    """The body that a page names as publisher, beside its title or in a table of its own."""
    for line in lines[:40]:
        if found := _PUBLISHER.search(re.sub(r"[ \u00a0]+", " ", line.text)):
            return found[1].strip()
    for part in document.parts:
        if isinstance(part, Ruled):
            for box in part.boxes[:_HEAD]:
                if found := _PUBLISHER.fullmatch(compact(box.text)):
                    return found[1]
            for label, value in pairwise(part.boxes[:_HEAD]):
                if found := _PUBLISHER.fullmatch(
                    compact(f"{label.text.strip('：: ')}：{value.text}")
                ):
                    return found[1]
    return ""
