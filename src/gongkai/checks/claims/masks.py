"""Numbers that claim nothing: dates, titles, document numbers, telephones, list numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.law.claims import vocabulary


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of text whose numbers are not claims, and why."""

    start: int
    end: int
    reason: str


_MASKS = re.compile(
    r"(?P<文件名称>《[^》\n]{0,100}》)"
    r"|(?P<文号>[\[(〔]\s?(?:19|20)\d\d\s?[\])〕] ?第? ?\d{0,6} ?号?)"
    r"|(?P<日期>(?:19|20)\d\d ?[-./年] ?\d{1,2} ?[-./月] ?\d{1,2} ?日?"
    r"|(?:19|20)\d\d ?年? ?\d{1,2} ?月(?: ?\d{1,2} ?日)?|(?<!\d)\d{1,2} ?月 ?\d{1,2} ?日)"
    r"|(?P<电子邮箱或网址>[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,64}"
    r"|(?:https?://|www\.)[!-~]{1,200})"
    r"|(?P<电话>(?<!\d)\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|12\d{3}(?=(?:”|')?(?:政务|便民|市民|热线|平台|公开电话))"
    r"|(?:电话|传真|邮编|邮政编码) ?:? ?[\d-]{5,16})"
    r"|(?P<序号>(?m:^) *[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)][、.]?|[、.](?!\d))"
    r"|(?<=[。;:!]) ?\d{1,2}[.、](?!\d)"
    r"|[(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]"
    r"|第 ?[(]?(?:\d{1,6}|[零〇一二三四五六七八九十百]{1,8})[)]?)"
    r"|(?P<年份>(?<![\d.])(?:19|20)\d\d ?[-—–~至到、和]{1,2} ?(?:19|20)\d\d(?!\d)"
    r"|(?<![\d.,])(?:19|20)\d\d ?年)"
)
_LETTER = re.compile(r"[A-Za-z]")


def masks(text: str) -> list[Mask]:
    """Return the stretches in order; they do not overlap."""
    return [
        Mask(found.start(), found.end(), found.lastgroup or "") for found in _MASKS.finditer(text)
    ]


def why_ignored(text: str, found: re.Match[str], unit: str, mask: Mask | None) -> str:
    """Return why a number claims nothing, empty where it may claim something."""
    if mask is not None:
        return mask.reason
    before = text[found.start() - 1 : found.start()]
    after = text[found.end() : found.end() + 2].lstrip()[:1]
    if _LETTER.match(before) or _LETTER.match(after):
        return "编号"
    if unit in vocabulary().durations:
        return "期限或时间"
    if not unit and after in {"月", "日", "时", "点", "号"}:
        return "日期"
    if found["chinese"] and unit in vocabulary().vague_units:
        return "泛指或列举"
    return ""
