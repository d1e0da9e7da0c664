"""Whether a sentence speaks of this report's body, of its office, or of someone else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gongkai.checks.claims.text import CLAUSE
from gongkai.checks.claims.words import pattern
from gongkai.law.claims import vocabulary
from gongkai.report import Report

_APPLIED_TO = re.compile(r"向((?:省|市|县|区|镇|州)(?:人民)?政府)[^,。;]{0,20}提出")
_STRETCH = re.compile(r"[\u4e00-\u9fff]{1,14}$")
_CUTS = re.compile(r"[、和及与由是为的对在年月日件份起到收中有了其]")
_OFFICES = ("办公室", "办公厅", "政府办", "府办")
_AREAS = "省市县区州旗盟镇乡"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a number may not be this report's; `sure` where not even a match would count."""

    reason: str = ""
    sure: bool = False


@cache
def _others() -> re.Pattern[str]:
    """Words that end a body's name, and groups of bodies."""
    scope = vocabulary().scope
    names = "|".join(sorted(map(re.escape, scope.bodies), key=len, reverse=True))
    no = "|".join(map(re.escape, scope.not_bodies))
    groups = "|".join(sorted(map(re.escape, scope.groups), key=len, reverse=True))
    after = "".join(scope.not_after)
    return re.compile(
        rf"(?P<none>{no})"
        r"|(?P<group>[\d一二两三四五六七八九十]+ ?(?:个|家)[^,。;:、()\d]{0,8}"
        r"(?:[县市区镇乡州旗]|街道|部门|单位|行政机关|分局)"
        rf"|各(?:[县市区镇乡地省州]|街道|部门|单位|分局|村)|{groups})"
        rf"|(?P<body>{names})(?![{after}])"
    )


def whose(before: str, report: Report) -> Doubt:
    """Return whom the words up to a number speak of, where that is not plainly us.

    The last body named counts; one asked, reported to or published by does not. Named in
    the number's own clause it is surely meant, named earlier it may be.
    """
    if applied_elsewhere(before, report):
        return Doubt("说的是另一机关")
    own = _own(before, report)
    other = _last_other(before, report)
    if other is not None and other.end() > own:
        if own >= 0 and ";" in before[other.end() :]:
            return _office(before[:own], report)
        text = _said(before, other)
        same = CLAUSE.search(before, other.end()) is None
        own_office = report.agency.kind == "government" and text.endswith(_OFFICES)
        several = other["group"] is not None
        return Doubt(f"说的是“{text}”", sure=same and not (several or own_office))
    return _office(before, report)


def _own(before: str, report: Report) -> int:
    """Where we were last named as ourselves or our whole area, -1 where never."""
    found = [m.end() for m in pattern("scope.ours").finditer(before)]
    whole = [m.end() for m in pattern("scope.aggregated").finditer(before)]
    if report.scope == "aggregated" or report.agency.kind == "government":
        found += whole
    return max(found, default=-1)


def _last_other(before: str, report: Report) -> re.Match[str] | None:
    last = None
    for found in _others().finditer(before):
        if found["none"] or _oblique(before, found.start(), found.end()):
            continue
        if found["body"] and _is_ours(_stretch(before, found), report.agency.name):
            last = None
            continue
        if found["body"] and len(_stretch(before, found)) < 2:
            continue
        last = found
    return last


def _stretch(before: str, found: re.Match[str]) -> str:
    """The name that ends with a match, as far as it can be told without word borders."""
    run = _STRETCH.search(before[: found.start()])
    name = run[0] if run else ""
    cut = list(_CUTS.finditer(name))
    return (name[cut[-1].end() :] if cut else name) + found[0]


def _said(before: str, found: re.Match[str]) -> str:
    return _stretch(before, found) if found["body"] else found[0]


def _oblique(before: str, start: int, end: int) -> bool:
    """`向市政府`, `会同县信访局`, `县政府网站`: named, but not as the one who acts."""
    run = _STRETCH.search(before[:start])
    name = (run[0] if run else "")[-7:]
    return pattern("scope.towards").search(name) is not None or (
        pattern("scope.of_body").match(before, end) is not None
    )


def _is_ours(stretch: str, name: str) -> bool:
    """A short form of our own name: its characters in our order (市发展改革委)."""
    for at in range(len(stretch) - 1):
        said = stretch[at:]
        rest = stretch[:at]
        if _within(said, name):
            return not rest or pattern("scope.adverbs").sub("", rest) == ""
    return False


def _within(said: str, name: str) -> bool:
    """Tell whether the characters of a word stand in a name in the same order."""
    left = iter(name)
    return all(char in left for char in said)


def _office(before: str, report: Report) -> Doubt:
    office = next((m[0] for m in pattern("scope.own").finditer(before) if "政府办" in m[0]), "")
    if office and not _within(office, report.agency.name):
        return Doubt(f"说的是“{office}”")
    own = [
        m for m in pattern("scope.own").finditer(before) if not _within(m[0], report.agency.name)
    ]
    whole = list(pattern("scope.aggregated").finditer(before))
    if own and report.scope == "aggregated" and (not whole or own[-1].start() > whole[-1].start()):
        return Doubt(f"“{own[-1][0]}”与本报告的汇总口径不同")
    if whole and not _area_is_ours(whole[-1][0], report):
        return Doubt(f"“{whole[-1][0]}”与本报告的口径不同")
    return Doubt()


def _area_is_ours(said: str, report: Report) -> bool:
    """`全市` in the report of a city; a department counts its own only."""
    if report.agency.kind == "department" and report.scope == "own":
        return False
    area = said[1:2]
    named = report.agency.name.removesuffix("人民政府")
    return said[0] != "全" or area not in _AREAS or area in named


def applied_elsewhere(text: str, report: Report) -> str:
    """Return the government that applications were made to, if it is not this body."""
    found = _APPLIED_TO.search(text)
    name = report.agency.name
    if found is None or found[1] in name:
        return ""
    ours = report.agency.kind == "government" and found[1][0] in name[-6:]
    office = ours or name.endswith(("办公室", "办公厅"))
    return "" if office else found[1]
