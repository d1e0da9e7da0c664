"""The time to go is said when it means something, and then it is true."""

from __future__ import annotations

import random

import pytest

from gongkai.batch.pace import Pace, span_in_words


def gone(ends: list[float]) -> Pace:
    pace = Pace(0.0)
    for end in ends:
        pace.ended(end)
    return pace


def steady(number: int, apart: float) -> list[float]:
    return [apart * (place + 1) for place in range(number)]


def test_nothing_is_said_before_there_is_something_to_go_by() -> None:
    assert gone(steady(9, 10)).remaining(50, 90) is None
    assert gone(steady(50, 0.1)).remaining(50, 5) is None
    assert gone([]).rate(100) is None


def test_a_steady_batch_is_told_exactly() -> None:
    pace = gone(steady(100, 0.5))
    assert pace.rate(50) == pytest.approx(2)
    assert pace.remaining(200, 50) == pytest.approx((100, 100))


def test_a_batch_that_slows_down_is_told_as_a_span_from_fast_to_slow() -> None:
    ends = [*steady(100, 0.1), *(10 + end for end in steady(40, 1))]
    assert gone(ends).remaining(140, 50) == pytest.approx((50, 140))


def test_while_nothing_ends_the_time_to_go_grows() -> None:
    pace = gone(steady(20, 1))
    spans = [pace.remaining(10, now) or (0, 0) for now in (20, 40, 80)]
    assert spans == sorted(spans)
    assert spans[-1][1] > 4 * spans[0][1]


def test_only_the_recent_past_counts() -> None:
    slow = steady(100, 60)
    pace = gone([*slow, *(slow[-1] + end for end in steady(400, 1))])
    assert pace.remaining(100, slow[-1] + 400) == pytest.approx((100, 100))


@pytest.mark.parametrize("seed", range(20))
def test_uneven_runs_end_about_when_it_was_said(seed: int) -> None:
    """Two slots, runs of one to four seconds: what was said halfway, against what came."""
    dice = random.Random(seed)
    slots, ends = [0.0, 0.0], []
    for _ in range(400):
        slots.sort()
        slots[0] += dice.uniform(1, 4)
        ends.append(slots[0])
    ends.sort()
    best, worst = gone(ends[:200]).remaining(200, ends[199]) or (0, 0)
    assert 0.8 * best <= ends[-1] - ends[199] <= 1.25 * worst


@pytest.mark.parametrize(
    ("best", "worst", "said"),
    [
        (5, 59, "不到1分钟"),
        (30, 90, "不到2分钟"),
        (61, 62, "约1分钟"),
        (70, 170, "1–3分钟"),
        (100, 118, "约2分钟"),
        (11 * 60, 14 * 60, "约10分钟"),
        (16 * 60, 29 * 60, "15–30分钟"),
        (5500, 6000, "约1.5小时"),
        (3600, 3 * 3600, "1–3小时"),
        (20 * 3600, 31 * 3600, "20–35小时"),
    ],
)
def test_a_span_is_said_no_finer_than_it_is_known(best: float, worst: float, said: str) -> None:
    assert said == span_in_words(best, worst)
