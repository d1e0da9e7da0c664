"""Figures in Chinese words, for the alternative text, captions and labels of charts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

UNKNOWN = "数据空白或无法辨认"


def cases(count: int) -> str:
    """Return a count as prose has it: `3525件`."""
    return f"{count}件"


def grouped(count: int | None) -> str:
    """Return a count as a chart labels it, thousands parted: `3,525`; no figure is `—`."""
    return "—" if count is None else f"{count:,}"


def share(part: int, whole: int) -> str:
    """Return a share as a chart labels it: percent with one decimal, rounded half up.

    What is not nothing is never called 0%, what is not everything never 100%.
    """
    exact = Decimal(100 * part) / Decimal(whole)
    rounded = exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    if part and not rounded:
        return "<0.1%"
    if part != whole and rounded == 100:
        return ">99.9%"
    return "100%" if part == whole else f"{rounded}%"


def share_in_words(part: int, whole: int) -> str:
    """Return a share as prose has it: `占13.4%`, `占比不足0.1%`."""
    return "占" + share(part, whole).replace("<", "比不足").replace(">", "比超过")


def listed(parts: Iterable[str]) -> str:
    """Join parts of equal rank: `甲、乙、丙`."""
    return "、".join(parts)


def sentences(parts: Iterable[str]) -> str:
    """Join statements into prose, a full stop after each; empty ones fall away."""
    return "".join(f"{part}。" for part in parts if part)


def missing(whose: str, parts: Iterable[str]) -> str:
    """Say which parts have no figure."""
    return f"{whose}的{listed(parts)}{UNKNOWN}，图中未计入"


def contradiction(what: str, summed: int, published: int | None) -> str:
    """Say that parts do not add up to the published total, and what the chart does."""
    return f"{what}之和{cases(summed)}与公布的总计{cases(published or 0)}不符，图中按各项绘制"
