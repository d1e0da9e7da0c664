"""How figures are put into words: digits, percentages, changes, lists.

Conventions of Chinese official reports: plain digits without separators; money exactly
as published; percentages with one decimal, always printed (12.0%, as in the statistical
communiqué), rounded half up from exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from gongkai.report.cells import LARGEST, MOST_DECIMALS

Number: TypeAlias = int | Decimal


class Item(NamedTuple):
    """One part of a list: what it is, how many, in which unit."""

    label: str
    value: Number
    unit: str


def sayable(value: Number) -> bool:
    """Tell whether a freely typed figure is one that a cell could hold as well."""
    if isinstance(value, int):
        return abs(value) <= LARGEST
    if not value.is_finite() or abs(value) > LARGEST:
        return False
    return -int(value.as_tuple().exponent) <= MOST_DECIMALS


def say(value: Number, unit: str = "") -> str:
    """Write a figure out, exactly, with its unit: `26件`, `59237.2449万元`."""
    digits = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f"{digits}{unit}"


def percent(ratio: Fraction) -> str:
    """Write a ratio that is not negative as a percentage: 1/8 is `12.5%`."""
    tenths = int(ratio * 1000 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}%"


def change(now: Number, before: Number) -> str:
    """Compare with last year in percent: `同比增长12.5%`, `同比下降3.2%`, `与上年持平`.

    A difference too small for one decimal is `与上年基本持平`: 0.0% would deny it.

    Raises:
        ZeroDivisionError: last year's figure is zero and this year's is not.
    """
    if now == before:
        return "与上年持平"
    ratio = abs(Fraction(now) - Fraction(before)) / abs(Fraction(before))
    amount = percent(ratio)
    if amount == "0.0%":
        return "与上年基本持平"
    return f"同比{'增长' if now > before else '下降'}{amount}"


def difference(now: Number, before: Number, unit: str = "") -> str:
    """Compare with last year in units: `增加3件`, `减少3件`, `持平`."""
    if now == before:
        return "持平"
    if now > before:
        return f"增加{say(now - before, unit)}"
    return f"减少{say(before - now, unit)}"


def share(part: Number, whole: Number) -> str:
    """Write a part of a whole in percent: `42.3%`.

    What rounding would call nothing or all is `不足0.1%` or `超过99.9%`.

    Raises:
        ZeroDivisionError: the whole is zero.
    """
    ratio = Fraction(part) / Fraction(whole)
    text = percent(ratio)
    if text == "0.0%" and part != 0:
        return "不足0.1%"
    if text == "100.0%" and part != whole:
        return "超过99.9%"
    return text


def listed(items: Iterable[Item]) -> str:
    """Write a list out: `信访条例1个、公开指南1则`; parts that are zero are left out."""
    return "、".join(
        f"{''.join(item.label.splitlines())}{say(item.value, item.unit)}"
        for item in items
        if item.value
    )
