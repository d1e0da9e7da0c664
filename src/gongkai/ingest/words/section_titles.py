"""What a line says as the heading of a section: by its words and the number before them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from rapidfuzz.distance import Levenshtein

from gongkai import law
from gongkai.ingest.words.characters import key, plain
from gongkai.law.form import Section

Sureness: TypeAlias = Literal["title", "close", "words", "number"]
"""A title in full; nearly one; words of the section's own and its number; its number alone."""

_LONGEST = 46
_LONGEST_LINE = 200
"""With the blanks in it, and the dots that lead to the number of a page."""

_LONGEST_UNKNOWN = 30
_CLOSE = 0.8
_NEARLY = 0.55
_LEAST_FOLDED = 300
_LEAST_HEADINGS = 3
_NUMERALS = "一二三四五六七八九十"
_CAPITALS = "壹贰叁肆伍陆"
_LATIN = "I", "II", "III", "IV", "V", "VI"
_HAN = rf"[{_NUMERALS}]{{1,3}}"
_MAIN = re.compile(
    rf"(?:第(?P<part>{_HAN})(?:部分|章)[、:.\s]*|(?P<han>{_HAN})(?:\s*[、.,:·。]\s*|\s+)"
    rf"|(?P<other>[{_CAPITALS}]|(?:VI|IV|V|I{{1,3}})(?![A-Za-z]))(?:\s*[、.,:·。]\s*|\s+)"
    r"|(?i:part|no)[.\s]*(?P<word>\d{1,2}|VI|IV|V|I{1,3})(?![A-Za-z\d])[、.,:·。\s]*"
    r"|0(?P<figure>[1-9])(?!\d)[、.,:·。/|\s]*)"
)
_INNER = re.compile(
    rf"(?:[(〔\[【〈<]\s*(?P<bracketed>{_HAN}|\d{{1,2}})\s*[)〕\]】〉>][、.,:]?"
    rf"|(?P<digits>\d{{1,2}})(?:\s*[、.,):·。]|\s+)(?!\d)|(?P<half>{_HAN})\s*\))\s*"
)
_CELLS = re.compile(r"\||[(（]")
_ATTACHED = re.compile(r"附?[表件]\s*[\d一二三四五六]{0,2}[、.,:：\s]\s*")
_LONE = re.compile(rf"0[1-9]|{_HAN}|[{_CAPITALS}]")
_AFTER = re.compile(r"[。；;：:，,]|[。.]?\s{2,}|\s(?=\S{8,})")
_SENTENCE = re.compile(r"[。；;！!？?，,：:]")
_NONE = re.compile(r"(?!.{0,6}未[来能]).{0,6}?(?:无|没有|不存在|未)")
"""How an answer begins that says there is nothing of the kind: 无其他需要报告的事项."""

_LEADER = re.compile(r"[\s.…·・]{2,}\d{1,3}$|\t\d{1,3}$")
"""Dots and the number of a page, as a table of contents has them."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading a line may be: of which section, how surely, and the text after it.

    `number` is the section that the printed number names, empty where there is none;
    `inner` a number such as （一） or 1., as headings inside a section commonly have; `said`
    the heading as printed.
    """

    section: str
    sureness: Sureness
    number: str
    inner: bool = False
    rest: str = ""
    said: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the words are those of a title."""
        return self.sureness in {"title", "close"}

    @property
    def agrees(self) -> bool:
        """Whether the number is the section's own."""
        return self.number == self.section

    @property
    def is_sure(self) -> bool:
        """Whether a line is a heading wherever it stands."""
        return not self.inner and (self.is_known or (self.sureness == "words" and self.agrees))


@cache
def sections() -> Mapping[str, Section]:
    """The six sections of the newest form, in order."""
    newest = list(law.editions().values())[-1]
    return {section.id: section for section in newest.sections}


@cache
def tabled() -> frozenset[str]:
    """The sections that are a table in the form, which has their names."""
    newest = list(law.editions().values())[-1]
    return frozenset(table.id for table in newest.tables)


@cache
def _titles() -> dict[str, str]:
    titles: dict[str, str] = {}
    for edition in law.editions().values():
        for section in edition.sections:
            for text in (section.title, *section.aliases):
                titles[key(text)] = section.id
    return titles


@cache
def _numbers() -> dict[str, str]:
    """The sections by number, in every kind of figures; the others name no section."""
    numbers: dict[str, str] = {}
    for section in sections().values():
        at = _NUMERALS.index(section.numeral)
        kinds = section.numeral, str(at + 1), f"0{at + 1}", _CAPITALS[at], _LATIN[at]
        numbers.update(dict.fromkeys(kinds, section.id))
    return numbers


@lru_cache(maxsize=8192)
def heading_of(text: str) -> Heading | None:
    """Return the heading that a whole line may be; whether it is one, its place decides."""
    line = plain(text) if len(text) <= _LONGEST_LINE else ""
    said = _LEADER.sub("", line.strip().strip("|").strip())
    if not 0 < len(said) <= _LONGEST:
        return None
    main = _MAIN.match(said)
    found = main or _INNER.match(said) or _ATTACHED.match(said)
    number = next(filter(None, found.groups()), "") if found else ""
    words = key((said[found.end() :] if found else said).rstrip("：:。"))
    if not found and words[:1] in _numbers() and words[1:] in _titles():
        number, words = words[0], words[1:]  # 一总体情况
    named = _numbers().get(number, number)
    inner = found is not None and found.re is _INNER
    if words in _titles():
        return Heading(_titles()[words], "title", named, inner, said=said)
    if _NONE.match(words):
        return _answered(said[main.end() :], words, named) if main else None
    is_sentence = bool(_SENTENCE.search(said[found.end() if found else 0 :].rstrip("：:。")))
    if not main and (is_sentence or (not found and said.endswith("。"))):
        return None  # 其他需要报告的事项：无。
    near = _near(words, "" if inner else named)
    if near:
        return Heading(near, "close", named, inner, said=said)
    return None if main is None or is_sentence else _by_number(said, words, number)


def _answered(text: str, words: str, named: str) -> Heading | None:
    """A heading that is the answer as well, 六、无其他需要报告的事项: kept as text too."""
    if named in sections() and _has(words, sections()[named]):
        return Heading(named, "words", named, rest=text.strip(), said=text.strip())
    return None


def _by_number(said: str, words: str, number: str) -> Heading | None:
    """A heading that has the number of a section, and none of the titles.

    Figures such as 01 count passages inside a section as well: alone they name none.
    """
    named = _numbers().get(number, number)
    own = {section for section, each in sections().items() if _has(words, each)}
    if named in own:
        return Heading(named, "words", named, said=said)
    if len(own) == 1 and not own & tabled() and number in _NUMERALS and not _CELLS.search(said):
        return Heading(own.pop(), "words", named, said=said)  # 二、存在问题
    is_sure = number in _NUMERALS and not said.endswith("。")
    is_short = 1 < len(words) <= _LONGEST_UNKNOWN
    if named in sections() and not own and is_sure and is_short:
        return Heading(named, "number", named, said=said)
    return None


def _near(words: str, named: str) -> str:
    """The section whose title the words resemble, and do not speak of another."""
    close = [
        (Levenshtein.normalized_similarity(words, title), section)
        for title, section in _titles().items()
    ]
    score, section = max(close, default=(0.0, ""))
    is_named = named == section and score >= _NEARLY and len(words) >= 4
    if not (is_named or (score >= _CLOSE and len(words) >= 6)):
        return ""
    own = {each for each, found in sections().items() if _has(words, found)}
    return "" if own and section not in own else section


def _has(words: str, section: Section) -> bool:
    return any(word in words for word in section.words)


@lru_cache(maxsize=8192)
def section_of(text: str) -> str | None:
    """Return the section whose heading a line is by itself, None for other text."""
    found = heading_of(text)
    return found.section if found and found.is_sure else None


def numbered(number: str, title: str) -> str:
    """Return the heading that a number on a line and the title on the next are; else nothing.

    The number may not be a figure: it has a zero before it, or is a Chinese numeral.
    """
    alone = heading_of(title)
    if not _LONE.fullmatch(number.strip()) or alone is None or alone.number:
        return ""
    whole = f"{number.strip()} {title.strip()}"
    found = heading_of(whole)
    return whole if found and found.is_known and found.agrees else ""


def headed(text: str) -> Heading | None:
    """Part `一、总体情况：2023年……`: the heading, and the text on its line."""
    whole = heading_of(text)
    if whole is not None and (whole.sureness != "close" or whole.inner):
        return whole
    if not _MAIN.match(plain(text[:_LONGEST]).lstrip()):
        return whole
    for after in _AFTER.finditer(text[:_LONGEST]):
        found = heading_of(text[: after.start()])
        rest = text[after.end() :].strip()
        # A title in full goes before one that is nearly the whole line: 六、其他：无
        if found and found.sureness != "number" and not (whole and found.sureness != "title"):
            return replace(found, rest=rest) if rest else found
    return whole


def heading_and_rest(text: str) -> tuple[str, str] | None:
    """Return the section a line begins by itself, and the text on the heading's line."""
    found = headed(text)
    return (found.section, found.rest) if found and found.is_sure else None


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
