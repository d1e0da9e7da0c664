"""Of what time a number speaks: the report year, the year before, or some other span."""

from __future__ import annotations

import re

from gongkai.checks.claims.scope import Doubt
from gongkai.checks.claims.words import pattern, shaped

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?年")
_SPANS = (
    r"(?:19|20)\d\d ?年?度?<period.through>+ ?(?:19|20)\d\d"
    r"|<period.recent>[一二两三四五六七八九十几\d]{1,3} ?年"
    r"|[一二两三四五六七八九十几\d]{1,3} ?年<period.lasting>(?<!一年来)|\"?<period.plans>\"?"
    r"|<period.since>[^,。;]{0,24}<period.until_now>|<period.ever>"
)
_TOUCHED = r"<period.touched>$"
_NOT_TIME = r" ?(?:度?<period.year_ends>|<period.not_time>)"
_TO_DATE = r"<period.to_date>"
_PART = (
    r"<period.part>|年 ?(?:[2-9]|1[0-2]?) ?月(?:份|底|末)?(?! ?\d| ?<period.to>)"
    r"|第?[一二三四1-4] ?季度"
    r"|(?<![\d年])\d{1,2} ?(?:<period.to> ?\d{1,2} ?)?月份?(?! ?\d)"
)
_WHOLE = r"1 ?月(?: ?1 ?日)? ?<period.to>+ ?12 ?月(?: ?31 ?日)?"
_AGAINST = r"<period.against> ?((?:19|20)\d\d) ?年"


def when(before: str, year: int) -> tuple[Doubt, int]:
    """Return why a number may be of another time, and the year it speaks of.

    The last word of time before it counts; a report year said, or 全年, brings it back.
    """
    before = shaped(_WHOLE).sub("", before)
    here = _last(pattern("period.here"), before)
    spoken, at = year, -1
    for found in _YEAR.finditer(before):
        plain = not shaped(_TOUCHED).search(before[: found.start()]) and not shaped(
            _NOT_TIME
        ).match(before, found.end())
        if plain:
            spoken, at = int(found[1]), found.end()
    if here > at:
        spoken, at = year, here
    if spoken != year:
        return Doubt(f"说的是{spoken}年", sure=spoken != year - 1), spoken
    span = next(iter([m for m in shaped(_SPANS).finditer(before) if m.end() > at][-1:]), None)
    if span is not None:
        return Doubt(f"“{span[0]}”不只是本年", sure=True), year
    for vague in (_TO_DATE, _PART):
        word = next(iter([m for m in shaped(vague).finditer(before) if m.end() > at][-1:]), None)
        if word is not None:
            return Doubt(f"“{word[0]}”的起止不同于全年"), year
    return Doubt(), year


def _last(words: re.Pattern[str], text: str) -> int:
    return max((m.end() for m in words.finditer(text)), default=-1)


def compared_with(lead: str, year: int) -> int | None:
    """Return the year a comparison is made with, None where none is named."""
    found = shaped(_AGAINST).search(lead)
    if found:
        return int(found[1])
    return year - 1 if pattern("phrases.compared").search(lead) else None
