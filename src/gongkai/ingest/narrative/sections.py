"""The text of the six sections in paragraphs, apart from tables and from the rest of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.ingest.bodies.titles import NAMED, compact
from gongkai.ingest.document import Line
from gongkai.ingest.matching.captions import sheet_of
from gongkai.ingest.narrative.closing import closing_of
from gongkai.ingest.narrative.headings import Found, Outline, outline
from gongkai.ingest.narrative.table_words import is_of_table
from gongkai.ingest.words.characters import readable
from gongkai.ingest.words.pieces import sole_cell
from gongkai.ingest.words.section_titles import sections, tabled

_PAGE = re.compile(
    r"[-—–－─·•\s]*\d{1,3}[-—–－─·•\s]*|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?"
    r"|[(（]?\s*单位\s*[：:].{1,8}?[)）]?|(?i:part|no)[.\s]*\d{1,2}"
)
_BARE = re.compile(r"\d{1,3}")
_FIGURES = re.compile(r"[+-]?\d[\d.,]*(?:\s+[+-]?\d[\d.,]*)+|\d+\.\d+")
_CONTENTS = "目录"
_ENDED = "。"
_SHOWN = 30


@dataclass(frozen=True)
class Narrative:
    """The paragraphs of each section, and in Chinese what was left out or moved in doubt.

    `known` counts the sections whose heading leaves no doubt that this is such a report.
    """

    sections: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...] = ()
    known: int = 0


def narrative_of(lines: Sequence[Line], tables: Sequence[int] = (), agency: str = "") -> Narrative:
    """Return the paragraphs of each section.

    `tables` says before which of the lines the tables of the document stand, `agency`
    whose report it is, as it may be signed.
    """
    raw = [sole_cell(line.text) for line in lines]
    texts = [readable(text).strip() for text in raw]
    found = outline(raw, tables)
    if not found.headings:
        return Narrative({})
    end, about_end = _end(lines, texts, found, agency)
    titles = {each.at: each for each in found.refused if each.at < end}
    notes = [*_before(texts, found.headings)]
    notes += [note for each in found.headings for note in _about_title(each)]
    pages = _pages(lines, texts)
    paragraphs: dict[str, list[str]] = {}
    ends = [*(each.at for each in found.headings[1:]), end]
    for start, until in zip(found.headings, ends, strict=True):
        section = start.heading.section
        start_place = lines[start.at].place
        kept = paragraphs.setdefault(section, [])
        if start.heading.rest:
            kept.append(readable(start.heading.rest))
        for at in range(start.at + 1, until):
            if at in titles and _is_repeated(titles[at], section):
                continue
            is_page = at in pages
            if why := _left_out(lines[at], texts[at], start_place, section, is_page=is_page):
                notes.append(why)
                continue
            if _is_text(texts[at], section):
                kept.append(texts[at])
                notes += [_about_refused(lines[at], texts[at])] if at in titles else []
    known = _known(found.headings)
    kept_sections = {section: tuple(kept) for section, kept in paragraphs.items() if kept}
    return Narrative(
        kept_sections, (*dict.fromkeys(notes), *about_end), len(known & kept_sections.keys())
    )


def _before(texts: Sequence[str], headings: Sequence[Found]) -> Iterator[str]:
    """What is to be said of the text above the first heading where section one has none."""
    first = next(iter(sections().values()))
    before = sum(_ENDED in text for text in texts[: headings[0].at])
    if before and first.id not in {each.heading.section for each in headings}:
        yield f"没有找到“{first.title}”的标题，第一个标题之前有{before}段文字，没有读入"


def _is_repeated(found: Found, section: str) -> bool:
    """Tell whether the heading of a section stands over it once more, as on a new page."""
    heading = found.heading
    return heading.section == section and not heading.rest and heading.number in {"", section}


def _about_refused(line: Line, text: str) -> str:
    return f"{line.place}的“{text}”像是一个部分的标题，编号、次序或下面的内容不相符，按正文读"


def _pages(lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """The lines that are numbers of pages: of their own page, or counting with a neighbour."""
    bare = [(at, int(text)) for at, text in enumerate(texts) if _BARE.fullmatch(text)]
    pages = {at for at, number in bare if lines[at].place == f"第{number}页"}
    for (one, number), (other, following) in pairwise(bare):
        if following == number + 1:
            pages |= {one, other}
    return pages


def _left_out(line: Line, text: str, start: str, section: str, *, is_page: bool) -> str:
    """Say why a line is none of the section's though it follows: another sheet, figures."""
    sheet = sheet_of(line.place)
    if sheet and sheet != sheet_of(start):
        return f"工作表“{sheet}”没有这一部分的标题，其中的文字没有作为正文读入"
    if section in tabled() and _FIGURES.fullmatch(text):
        return f"{line.place}的“{text}”只有数字，不是正文，也没有读入表格"
    if section not in tabled() and _BARE.fullmatch(text) and not is_page:
        return f"{line.place}的“{text}”只有数字，像是页码，没有读入正文"
    return ""


def _is_text(text: str, section: str) -> bool:
    """Tell whether a line is narrative: no number of a page, no words of a table."""
    if not text or _PAGE.fullmatch(text):
        return False
    return not (section in tabled() and is_of_table(text))


def _known(headings: Sequence[Found]) -> set[str]:
    """The sections whose headings tell that this is such a report, not another text in parts.

    Words such as 问题 or 其他 tell it only together with titles.
    """
    titles = {each.heading.section for each in headings if each.heading.is_known}
    words = {each.heading.section for each in headings if each.heading.sureness == "words"}
    return titles | (words if len(titles) > 1 else words & tabled())


def _about_title(found: Found) -> Iterator[str]:
    """What is to be said of a heading whose words are no title that is known."""
    heading = found.heading
    if heading.sureness == "title" and not heading.inner:
        return
    section = sections()[heading.section]
    yield f"标题“{heading.said}”按第{section.numeral}部分“{section.title}”读"


def _end(
    lines: Sequence[Line], texts: Sequence[str], found: Outline, agency: str
) -> tuple[int, list[str]]:
    """Where the text of the last section ends, and what is to be said of the rest."""
    start = found.headings[-1].at + 1
    notes = []
    end = len(texts)
    if found.again >= 0:
        before = {compact(text) for text in texts[: found.headings[0].at]}
        begins = (at for at in range(start, found.again) if _begins_again(texts[at], before))
        end = next(begins, found.again)
        read = {compact(text) for text in texts[:end]}
        more = [compact(text) for text in texts[found.again :] if "。" in text]
        if any(text not in read for text in more):
            notes.append("正文之后另有一份内容不同的正文，没有读入")
        elif more:
            notes.append("正文在页面上有两份，内容相同，只读一份")
    beside = [line.is_link or line.is_beside for line in lines[start:end]]
    closing = closing_of(texts[start:end], agency, beside)
    if closing.doubtful:
        said = _short(closing.doubtful[0])
        notes.append(f"正文末尾从“{said}”起有{len(closing.doubtful)}行不像正文，没有读入")
    return start + closing.length, notes


def _begins_again(text: str, before: set[str]) -> bool:
    """Tell whether a line begins a copy of the report, or its table of contents.

    A copy has the title of a report first, or what stood before the first heading.
    """
    said = compact(text)
    return said == _CONTENTS or said in before or bool(NAMED.fullmatch(said))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
