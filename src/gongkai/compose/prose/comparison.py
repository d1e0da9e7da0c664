"""How composed prose compares a figure with last year's."""

from __future__ import annotations

from gongkai.compose.prose import wording

SMALLEST_BASE = 100
"""Below it a percentage exaggerates (from 2 to 3 is not `增长50.0%`): units are named."""


def compared(now: wording.Number, before: wording.Number | None, unit: str) -> str:
    """Return `，同比增长12.5%` or `，比上年增加3件`; empty where there is nothing to say."""
    if before is None or now == before == 0:
        return ""
    if now == before or before >= SMALLEST_BASE:
        return f"，{wording.change(now, before)}"
    return f"，比上年{wording.difference(now, before, unit)}"
