"""Which year is reported on: what titles, period, dates and text say, weighed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.ingest.identity.names_said import ALWAYS_TOLD, PLACES, WEIGHTS
from gongkai.ingest.identity.title_lines import Found

_STRONG = 3


@dataclass(frozen=True)
class Year:
    """A year that a document says, where, and what that weighs."""

    year: int
    where: str
    weight: float

    @property
    def is_strong(self) -> bool:
        """It is said where only the year of the report is."""
        return self.weight >= _STRONG


def years_of(
    titles: Sequence[Found],
    period: int | None,
    before_date: int | None,
    in_cell: int | None,
    in_name: int | None,
    in_text: int | None,
) -> list[Year]:
    """Return the years a document says, the surest first."""
    said = [
        Year(found.title.year, PLACES[found.where], WEIGHTS[found.where])
        for found in titles
        if found.title.year
    ]
    others = (
        (period, "统计期限", 3),
        (before_date, "成文日期的上一年", 2),
        (in_cell, "表中单独一格", 2),
        (in_name, "文件名", 1),
        (in_text, "正文", 1),
    )
    said += [Year(year, where, weight) for year, where, weight in others if year]
    return sorted(said, key=lambda one: -one.weight)


def chosen(said: Sequence[Year]) -> tuple[int | None, list[str]]:
    """Return the year that most speaks for, and Chinese sentences on how it was found."""
    if not said:
        return None, []
    places: dict[int, dict[str, float]] = defaultdict(dict)
    for one in said:
        places[one.year].setdefault(one.where, one.weight)
    year = max(places, key=lambda year: sum(places[year].values()))
    best = next(one for one in said if one.year == year)
    notes = list(
        dict.fromkeys(
            f"{best.where}是{year}年，{other.where}是{other.year}年，按{best.where}"
            for other in said
            if other.year != year and _tells(best, other, is_alone=len(places[year]) == 1)
        )
    )
    if best.where == "统计期限" and not any(one.where in PLACES.values() for one in said):
        notes.append("标题没有年度，年度取自统计期限")
    elif not best.is_strong:
        told = "、".join(places[year])
        notes.append(f"没有标题和统计期限，年度按{told}推定为{year}年")
    return year, notes


def _tells(best: Year, other: Year, *, is_alone: bool) -> bool:
    """Whether a year speaks against the best: one elsewhere does where nothing else says that.

    The date tells nothing against a title: reports of all years are put on new sites.
    """
    if other.where in ALWAYS_TOLD or other.is_strong:
        return True
    if other.where == PLACES["far"]:
        return is_alone
    return not best.is_strong and other.where != PLACES["link"]
