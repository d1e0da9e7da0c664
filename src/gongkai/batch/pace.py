"""How fast a batch goes, and how long it will still take, said no better than it is known."""

from __future__ import annotations

import math
from collections import deque

_KEPT = 400
_LEAST_ENDED = 10
_LEAST_SECONDS = 10.0
_MINUTE, _HOUR = 60.0, 3600.0


class Pace:
    """The moments at which runs ended, on a clock in seconds that never goes back.

    What has not ended counts as well: while nothing ends, the rate sinks.
    """

    def __init__(self, began: float) -> None:
        self._began = began
        self._ends: deque[float] = deque([began], maxlen=_KEPT + 1)

    def ended(self, now: float) -> None:
        """Note that a run ended."""
        self._ends.append(now)

    def rate(self, now: float) -> float | None:
        """Return runs a second, of late; None while it would mean nothing."""
        rates = self._rates(now)
        return rates[len(rates) // 2] if rates else None

    def remaining(self, left: int, now: float) -> tuple[float, float] | None:
        """Return in how many seconds `left` runs will have ended: at best, at worst.

        Both go by what was seen: the best and the worst of the recent stretches.
        """
        rates = self._rates(now)
        return (left / max(rates), left / min(rates)) if rates else None

    def _rates(self, now: float) -> list[float]:
        """Rates over the last quarter, half and all of the runs remembered, sorted."""
        known = len(self._ends) - 1
        if known < _LEAST_ENDED or now - self._began < _LEAST_SECONDS:
            return []
        spans = {known, known // 2, max(known // 4, _LEAST_ENDED // 2)}
        return sorted(span / (now - self._ends[-span - 1]) for span in spans)


def span_in_words(best: float, worst: float) -> str:
    """Return a time to go, in steps that its uncertainty allows: `2–3分钟`, `约1.5小时`."""
    if worst < _MINUTE:
        return "不到1分钟"
    unit, name = (_MINUTE, "分钟") if worst < 1.5 * _HOUR else (_HOUR, "小时")
    fine = 1.0 if unit == _MINUTE else 0.5
    step = fine if worst <= 10 * unit else 5.0
    low = math.floor(best / unit / step) * step
    high = math.ceil(worst / unit / step) * step
    if high - low <= step:
        middle = round((best + worst) / 2 / unit / step) * step
        return f"约{max(middle, step):g}{name}"
    return f"{low:g}–{high:g}{name}" if low else f"不到{high:g}{name}"
