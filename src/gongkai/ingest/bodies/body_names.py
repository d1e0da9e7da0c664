"""When two documents name one body: its name in one spelling, and whether the region tells it."""

from __future__ import annotations

import re

from gongkai.ingest.bodies.places import is_place, placed
from gongkai.ingest.words.characters import plain
from gongkai.law.bodies import body_endings

ENDING = f"(?:{'|'.join(body_endings())})"
"""What a body's name ends with, as a pattern without groups."""
_REMARK = re.compile(r"\((?:本级|汇总|盖章|公章|单位盖章|部门盖章)\)$|(?<=[省市县区旗州])本级$")
_BRACKETS = str.maketrans("〔【[﹝{〕】]﹞}", "((((()))))")
_PRINTED = str.maketrans("()", "（）")
_SHORT_GOVERNMENT = re.compile(r"(?<=[省市县区旗州乡镇])政府(?=办公[室厅]$|$)")


def key_of(name: str) -> str:
    """Return a name in the spelling in which names are compared.

    Width, blanks, kinds of brackets and remarks such as （汇总） do not tell bodies apart;
    nor do 青山县, 青山县政府 and 青山县人民政府. A government's office (办公室, 办公厅) is a
    body of its own, and no abbreviation is taken for what it may stand for.
    """
    text = _bare(name)
    if is_place(text):
        return text + ("办事处" if text.endswith("街道") else "人民政府")
    return _SHORT_GOVERNMENT.sub("人民政府", text)


def printed(name: str) -> str:
    """Return a name as a report shows it: as published, without blanks and remarks."""
    return _bare(name).translate(_PRINTED)


def _bare(name: str) -> str:
    text = re.sub(r"[\s\"'“”‘’《》]", "", plain(name)).translate(_BRACKETS)
    return _REMARK.sub("", text) or text


def tells_region(key: str) -> bool:
    """Tell whether a name leaves one body in the country to be meant."""
    return placed(key).is_one


def shorter(key: str) -> tuple[str, ...]:
    """Return what a name may be shortened to: without its widest places; 县财政局, 财政局."""
    found = placed(key)
    whole = ["".join(found.places[at:]) + found.rest for at in range(1, len(found.places) + 1)]
    return (*whole, found.places[-1][-1] + found.rest) if whole else ()


def may_be_one(one: str, other: str) -> bool:
    """Tell whether two names may be one body's: alike, or one says more places than the other."""
    return one == other or one in shorter(other) or other in shorter(one)


def initial(key: str) -> tuple[str, str]:
    """Return the place of a body and the first character of the rest: abbreviations keep both."""
    found = placed(key)
    return "".join(found.places), found.rest[:1]


def abbreviates(one: str, other: str) -> bool:
    """Tell whether a name may be short for another: 发改委 for 发展和改革委员会, of one place."""
    if one == other or initial(one) != initial(other):
        return False
    short, whole = placed(one).rest, iter(placed(other).rest)
    return len(short) > 2 and all(sign in whole for sign in short)
