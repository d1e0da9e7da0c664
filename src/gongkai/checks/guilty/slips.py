"""What kinds of mistake there are, how likely each is, and how one figure shows its own.

Costs are read like minus the logarithm of how often a mistake is met: the smaller, the
likelier. They count mechanisms, not cells: a digit split by a space changes seven cells
and is one mistake.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

Mechanism: TypeAlias = Literal[
    "unreadable",
    "left_blank",
    "total_missing",
    "total_omits_part",
    "sign",
    "transposed",
    "digit",
    "yuan",
    "mistyped",
    "swapped",
    "moved",
    "split",
    "dropped",
    "doubled",
    "two_mistakes",
    "several_mistakes",
    "undetermined",
]

NAMES: dict[Mechanism, str] = {
    "unreadable": "原样辨认不清",
    "left_blank": "漏填",
    "total_missing": "总计未填（空白或填零）",
    "total_omits_part": "总计漏加一项",
    "sign": "正负号写反",
    "transposed": "相邻两位数字颠倒",
    "digit": "一位数字有误",
    "yuan": "以元代替万元",
    "mistyped": "数字填错",
    "swapped": "相邻两格互换",
    "moved": "错填到相邻的行或列",
    "split": "一个数被拆成两格，其后各格顺移",
    "dropped": "漏填一格，其后各格前移",
    "doubled": "一格重复，其后各格后移",
    "two_mistakes": "两处互不相干的差错",
    "several_mistakes": "多处差错",
    "undetermined": "可能的解释不止一种",
}

COSTS: dict[Mechanism, float] = {
    "unreadable": 0.3,
    "left_blank": 0.6,
    "total_missing": 0.8,
    "sign": 1.0,
    "yuan": 1.0,
    "total_omits_part": 1.2,
    "transposed": 1.3,
    "digit": 1.5,
    "mistyped": 2.0,
    "moved": 2.25,
    "swapped": 2.2,
    "split": 2.4,
    "dropped": 2.5,
    "doubled": 2.5,
}

ANOTHER = 1.0
"""What a second, independent mistake costs beside its own."""


def slip(
    published: int | None, suggested: int, parts: Iterable[int] = (), *, total: bool = False
) -> Mechanism:
    """Say what turns the suggested figure into the published one, the likeliest first.

    `parts` are the figures a total is the sum of, where the cell is a total.
    """
    if total and not published:
        return "total_missing"
    if published is None:
        return "left_blank"
    kinds: dict[Mechanism, bool] = {
        "sign": published == -suggested,
        "total_omits_part": total and suggested - published in {p for p in parts if p > 0},
        "transposed": _transposed(str(published), str(suggested)),
        "digit": published * suggested != 0 and _one_digit(str(published), str(suggested)),
    }
    return next((kind for kind, holds in kinds.items() if holds), "mistyped")


def _transposed(one: str, other: str) -> bool:
    if len(one) != len(other):
        # 10 read as 01 is printed 1
        width = max(len(one), len(other))
        one, other = one.zfill(width), other.zfill(width)
    differing = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    first, second = differing
    return one[first] == other[second] and one[second] == other[first]


def _one_digit(one: str, other: str) -> bool:
    """One digit written wrong, left out or put in; a figure of one digit does not count."""
    if max(len(one), len(other)) < 2:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )
