"""Which section a heading begins: by its words, whatever its numbering."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from gongkai import law
from gongkai.ingest.characters import key, numbered, plain

_LONGEST = 46
_CLOSE = 0.8
_LEAST_FOLDED = 300
_LEAST_HEADINGS = 3
_NUMERALS = "一二三四五六七八九十"
_AFTER = re.compile(r"[。；;：:，,]|[。.]?\s{2,}|\s(?=\S{8,})")


@cache
def _titles() -> dict[str, str]:
    titles: dict[str, str] = {}
    for edition in law.editions().values():
        for section in edition.sections:
            for text in (section.title, *section.aliases):
                titles[key(text)] = section.id
    return titles


@cache
def _numerals() -> dict[str, str]:
    newest = list(law.editions().values())[-1]
    return {section.numeral: section.id for section in newest.sections}


@lru_cache(maxsize=8192)
def section_of(text: str) -> str | None:
    """Return the section whose heading a line is, None for other text."""
    said = plain(text).strip().strip("|").strip()
    if not said or len(said) > _LONGEST:
        return None
    number = numbered(said)
    if re.match(r"[(（〔\[【]", said) or number.isdigit():
        return None  # a heading inside a section
    words = key(said.rstrip("：:。"))
    if words in _titles():
        return _titles()[words]
    close = [
        (Levenshtein.normalized_similarity(words, title), section)
        for title, section in _titles().items()
    ]
    score, section = max(close, default=(0.0, ""))
    if score >= _CLOSE and len(words) >= 6:
        return section
    meant = _numerals().get(number)
    if number in _NUMERALS and meant and score >= 0.55 and meant == section and len(words) >= 4:
        return section
    return None


def heading_and_rest(text: str) -> tuple[str, str] | None:
    """Part `一、总体情况：2023年……`: the section, and the text on the heading's line."""
    section = section_of(text)
    if section is not None:
        return section, ""
    if numbered(text) not in _numerals():
        return None
    for found in _AFTER.finditer(text[:_LONGEST]):
        if section := section_of(text[: found.start()]):
            return section, text[found.end() :].strip()
    return None


@cache
def _headings() -> re.Pattern[str]:
    """The headings of sections with their numbers, between blanks."""
    titles = sorted(
        {
            text
            for edition in law.editions().values()
            for section in edition.sections
            for text in (section.title, *section.aliases)
        },
        key=len,
        reverse=True,
    )
    return re.compile(
        rf"(?:^|\s)([{_NUMERALS}]、\s?(?:{'|'.join(map(re.escape, titles))}))(?=\s|$)"
    )


def unfolded(text: str) -> list[str]:
    """Part a line that holds several sections, as the text of a page without its line ends."""
    if len(text) < _LEAST_FOLDED:
        return [text]
    parts = _headings().split(text)
    if len(parts) < 2 * _LEAST_HEADINGS + 1:
        return [text]
    return [*parts[0].split(), *(part.strip() for part in parts[1:] if part.strip())]
