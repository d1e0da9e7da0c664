"""Places for the nodes of a drawing, one above the other, none touching the next."""

from __future__ import annotations

from collections.abc import Sequence


def scale_for(columns: Sequence[Sequence[int]], least: Sequence[float], room: float) -> float:
    """Return the height of one unit so that every column of nodes fits into `room`.

    A node takes its value's height, but never less than its column's `least`, which is
    what its label needs. The answer is exact: nodes are taken as proportional one after
    the other, the largest first, as long as that leaves each more than `least`.
    """
    return min(_scale(column, low, room) for column, low in zip(columns, least, strict=True))


def _scale(values: Sequence[int], least: float, room: float) -> float:
    best = float("inf")
    ordered = sorted(values, reverse=True)
    taken = 0
    for position, value in enumerate(ordered):
        if not value:
            break
        taken += value
        best = max(0.0, room - least * (len(ordered) - position - 1)) / taken
        following = ordered[position + 1] if position + 1 < len(ordered) else 0
        if following * best <= least:
            break
    return best


def centres(heights: Sequence[float], top: float, gap: float) -> list[float]:
    """Return the middle of each node when they stand below one another from `top`."""
    places = []
    for height in heights:
        places.append(top + height / 2)
        top += height + gap
    return places
