"""Every number of a text: its span, value, unit and precision, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, TypeAlias

from gongkai.checks.claims.masks import Mask, masks, why_ignored
from gongkai.checks.claims.numerals import chinese_number
from gongkai.law.claims import vocabulary

Closeness: TypeAlias = Literal["exact", "about", "at_least", "below"]

MOST_NUMBERS = 5_000
"""In one section; what comes after is not read, and said so."""

_LONGEST = 16
_NAUGHT = re.compile(r"(?:为|是|:)$")
_NUMBER = re.compile(
    r"(?P<percent>百分之(?P<share>[零〇一二两三四五六七八九十百点]{1,12}))"
    r"|(?P<arabic>\d+(?:,\d{3}(?!\d))*(?: \d+)*(?:\.\d+)?)"
    r"|(?P<chinese>[零〇一二两三四五六七八九十百][零〇一二两三四五六七八九十百千万亿]*)"
)
_SCALES = {"千": 10**3, "万": 10**4, "亿": 10**8, "百万": 10**6, "千万": 10**7, "万亿": 10**12}
_BEFORE = re.compile(r"(约|近|超过|超|逾|达到|不少于|至少|将近|大约|突破)$")
_AFTER = re.compile(r" ?(?:以上|左右|上下|以内|以下)")


@dataclass(frozen=True, slots=True)
class Number:
    """One number as printed. `step` is one unit of its last printed digit."""

    start: int
    end: int
    value: Decimal
    unit: str
    step: Decimal
    closeness: Closeness = "exact"
    ignored: str = ""
    joined: bool = False
    """Digits printed apart were read as one number."""

    @property
    def exact(self) -> bool:
        """Printed to the last one, without 余, 约 and the like."""
        return self.closeness == "exact" and self.step <= 1


@cache
def _tail() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, vocabulary().units), key=len, reverse=True))
    return re.compile(
        rf" ?(?P<more>[余多几])?(?P<scale>万亿|百万|千万|[千万亿])?(?P<more2>[余多])? ?"
        rf"(?P<unit>%|‰|{units})?(?P<more3>余|多)?"
    )


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a normalised text in order, the ignored ones with a reason."""
    hidden = masks(text)
    at = 0
    for found in _NUMBER.finditer(text):
        while at < len(hidden) and hidden[at].end <= found.start():
            at += 1
        mask = hidden[at] if at < len(hidden) and hidden[at].start < found.end() else None
        number = _read(text, found, mask)
        if number is not None:
            yield number


def _read(text: str, found: re.Match[str], mask: Mask | None) -> Number | None:
    value, step, joined = _value(found)
    tail = _tail().match(text, found.end())
    more = scale = unit = ""
    end = found.end()
    if tail is not None:
        scale, unit = tail["scale"] or "", tail["unit"] or ""
        more = tail["more"] or tail["more2"] or tail["more3"] or ""
        end = tail.end() if unit or scale or more else end
    if found["chinese"] == "零" and not unit and _NAUGHT.search(text[: found.start()][-4:]):
        return Number(found.start(), found.end(), Decimal(0), "件", Decimal(1))
    if found["chinese"] and (not unit or text[max(0, found.start() - 1)] in _GLUED):
        return None
    if found["percent"]:
        unit = "%"
    if found["chinese"] and unit in {"大", "方面"}:
        return None
    reason = why_ignored(text, found, unit, mask)
    if value is None:
        return Number(found.start(), end, Decimal(0), unit, Decimal(1), ignored="号码或编号")
    if scale == "亿" and unit == "元":
        value, step, unit = value * 10**4, step * 10**4, "万元"
    elif scale == "万" and unit == "元":
        unit = "万元"
    elif scale:
        value, step = value * _SCALES[scale], step * _SCALES[scale]
    return Number(
        found.start(), end, value, unit, step, _closeness(text, found.start(), end, more),
        reason, joined,
    )  # fmt: skip


_GLUED = "第统同每唯之某任逐进万单专归合惟"


def _value(found: re.Match[str]) -> tuple[Decimal | None, Decimal, bool]:
    if found["percent"]:
        whole, _, rest = found["share"].partition("点")
        value = chinese_number(whole)
        digits = "".join(str(chinese_number(char)) for char in rest if char not in "十百")
        if value is None:
            return None, Decimal(1), False
        return Decimal(f"{value}.{digits}" if digits else value), _step(len(digits)), False
    if found["chinese"]:
        value = chinese_number(found["chinese"])
        return (None if value is None else Decimal(value)), Decimal(1), False
    printed = found["arabic"]
    digits = printed.replace(",", "").replace(" ", "")
    if len(digits) > _LONGEST:
        return None, Decimal(1), False
    fraction = len(digits.partition(".")[2])
    return Decimal(digits), _step(fraction), " " in printed


def _step(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def _closeness(text: str, start: int, end: int, more: str) -> Closeness:
    before = _BEFORE.search(text[max(0, start - 4) : start])
    after = _AFTER.match(text, end)
    if more or (before and before[1] in {"超过", "超", "逾", "不少于", "至少", "突破"}):
        return "at_least"
    if after and after[0].strip() == "以上":
        return "at_least"
    if before and before[1] != "达到":
        return "below" if before[1] in {"近", "将近"} else "about"
    return "about" if after else "exact"
