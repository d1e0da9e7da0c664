"""Titles of reports: whose and of which year a text says that it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.ingest.bodies.title_names import is_said, name_in, without_number, without_stamp
from gongkai.ingest.words.characters import readable

_DIGITS = {
    **{c: str(n) for n, c in enumerate("〇一二三四五六七八九")},
    **dict.fromkeys("零○ＯOo", "0"),
}
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
YEAR = r"(20[1-4]\d|二[〇零○ＯOo0][一二三四][〇零○ＯOo0一二三四五六七八九])"
"""A year in figures or in Chinese numerals, with what is typed for the sign of zero."""
_SUBJECT = r"(?:(?:政府)?信息公开|政务公开)"
_REPORT = r"(?:工作)?(?:情况)?(?:的)?(?:(?:年度)?(?:工作)?报告|年报)"
_DATED = (
    re.compile(rf"^(?P<name>.*?){YEAR}\s*年?度?{_SUBJECT}{_REPORT}"),
    re.compile(rf"^{YEAR}\s*年?度?(?P<name>.*?){_SUBJECT}{_REPORT}"),
    re.compile(rf"^(?P<name>.*?){_SUBJECT}(?:工作)?{YEAR}\s*年?度?(?:工作)?报告"),
    re.compile(rf"^(?P<name>.*?){_SUBJECT}(?:工作)?年度(?:工作)?报告[（(]{YEAR}\s*年?度?[）)]"),
)
_UNDATED = re.compile(
    rf"^(?P<name>[^，。；]{{2,40}}?){_SUBJECT}(?:工作)?(?:年度(?:工作)?报告|年报)$"
)
NAMED = re.compile(rf".{{0,40}}{_SUBJECT}.{{0,20}}(?:报告|年报)")
"""What the name of a report looks like, whosever and whenever; for a whole line."""
_COLUMN = re.compile(r"专栏|专题|栏目|列表|目录|平台")
_MARKS = "《》“”\"'#*-—_|"


@dataclass(frozen=True)
class Title:
    """A title as printed, the body it names and its year, as far as it says them.

    `is_said` marks what a sentence says of a report.
    """

    text: str
    agency: str = ""
    year: int | None = None
    is_said: bool = False


def compact(text: str) -> str:
    """Return a text as titles, dates and signatures are looked for: no blanks, plain digits."""
    return re.sub(r"\s+", "", readable(text)).translate(_WIDE)


def title_in(text: str) -> Title | None:
    """Return the title of a report that a text begins with; that of a list of them is none."""
    shown = re.sub(r"\s+", "", without_stamp(readable(text).translate(_WIDE))).strip(_MARKS)
    shown = without_number(shown).lstrip(_MARKS)
    if "报" not in shown:
        return None
    for pattern in _DATED:
        if found := pattern.match(shown):
            if _COLUMN.match(shown, found.end()):
                return None
            year = year_of(next(g for g in found.groups() if g and re.fullmatch(YEAR, g)))
            return Title(found[0], name_in(found["name"]), year, is_said(found["name"]))
    if (found := _UNDATED.match(shown)) and (agency := name_in(found["name"])):
        return Title(found[0], agency)
    return None


def year_of(text: str) -> int:
    """Return the number of a year in figures or in Chinese numerals."""
    return int("".join(_DIGITS.get(character, character) for character in text))
