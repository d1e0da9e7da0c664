"""The figures of the chart over several years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Absence: TypeAlias = Literal["", "无数据", "口径不同"]
Figures: TypeAlias = tuple[int | None, ...]


@dataclass(frozen=True)
class YearOfTrend:
    """One place on the axis: the figures of a year, or why there are none."""

    year: int
    figures: Figures
    absent: Absence = ""


@dataclass(frozen=True)
class Trend:
    """The years of the drawing without a gap in the count, and the names of the series."""

    labels: tuple[str, ...]
    years: tuple[YearOfTrend, ...]
