"""Of what time a number speaks: the report year, the year before, or some other span."""

from __future__ import annotations

import re

from gongkai.checks.claims.scope import Doubt
from gongkai.checks.claims.words import pattern

_SPANS = re.compile(
    r"(?:19|20)\d\d ?年?度?(?:[-—~至到、和]|以来)+ ?(?:19|20)\d\d"
    r"|近[一二两三四五六七八九十几\d]{1,3} ?年|过去[一二两三四五六七八九十几\d]{1,3} ?年"
    r"|[一二两三四五六七八九十几\d]{1,3} ?年(?:来|间)(?<!一年来)|\"?十[一二三四五]五\"?"
    r"|(?:自|从)[^,。;]{0,24}(?:以来|起[,累共])|以来|历年|有史|累计至今|成立至今|历史上"
)
_HERE = re.compile(r"今年|本年|全年|当年|年内|一年来|报告期|本报告期")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?年")
_TOUCHED = re.compile(r"(?:[比较与同跟自从至到由]|截至|截止|结转[至到]?|相比|于)$")
_NOT_TIME = re.compile(
    r" ?(?:度?(?:相比|相较|同期|结转|末|底)|度?工作(?:要点|计划|部署)|以来|至今|起|[-—~至到、]"
    r"|修订|印发|施行|版)"
)
_TO_DATE = re.compile(r"截至|截止|目前为止|迄今")
_PART = re.compile(
    r"当月|本月|该月|当季|当日|当天|年 ?(?:[2-9]|1[0-2]?) ?月(?:份|底|末)?(?! ?\d| ?[-—~至到])"
    r"|第?[一二三四1-4] ?季度|[上下]半年|(?<![\d年])\d{1,2} ?(?:[-—~至到] ?\d{1,2} ?)?月份?(?! ?\d)"
)


_WHOLE = re.compile(r"1 ?月(?: ?1 ?日)? ?[-—~至到]+ ?12 ?月(?: ?31 ?日)?")


def when(before: str, year: int) -> tuple[Doubt, int]:
    """Return why a number may be of another time, and the year it speaks of.

    The last word of time before it counts; a report year said, or 全年, brings it back.
    """
    before = _WHOLE.sub("", before)
    here = _last(_HERE, before)
    spoken, at = year, -1
    for found in _YEAR.finditer(before):
        plain = not _TOUCHED.search(before[: found.start()]) and not _NOT_TIME.match(
            before, found.end()
        )
        if plain:
            spoken, at = int(found[1]), found.end()
    if here > at:
        spoken, at = year, here
    if spoken != year:
        return Doubt(f"说的是{spoken}年", sure=spoken != year - 1), spoken
    span = next(iter([m for m in _SPANS.finditer(before) if m.end() > at][-1:]), None)
    if span is not None:
        return Doubt(f"“{span[0]}”不只是本年", sure=True), year
    for vague in (_TO_DATE, _PART):
        word = next(iter([m for m in vague.finditer(before) if m.end() > at][-1:]), None)
        if word is not None:
            return Doubt(f"“{word[0]}”的起止不同于全年"), year
    return Doubt(), year


def _last(words: re.Pattern[str], text: str) -> int:
    return max((m.end() for m in words.finditer(text)), default=-1)


def compared_with(lead: str, year: int) -> int | None:
    """Return the year a comparison is made with, None where none is named."""
    found = re.search(r"[比较与同跟] ?((?:19|20)\d\d) ?年", lead)
    if found:
        return int(found[1])
    return year - 1 if pattern("phrases.compared").search(lead) else None
