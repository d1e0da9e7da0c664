"""Prose: how the time of likeness and of reading numbers grows, in one run.

The texts are made from a thousand invented words, so that two of them are alike only
where one is a copy of the other.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping

from gongkai import law
from gongkai.checks.claims import claims
from gongkai.checks.likeness import Key, likeness
from gongkai.report import Agency, Count, Report

SIZE = 660
"""Characters of a narrative, as in common reports."""

FEW, MANY = 1_000, 4_000
_SENTENCE = (
    "全年新收政府信息公开申请32件，予以公开12件，占37.5%，通过网站公开信息860条，其中动态500条。"
)


def main() -> None:
    """Print a row for each measurement."""
    dice = random.Random(20261126)
    words = ["".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(2)) for _ in range(1000)]

    def text() -> str:
        return "".join(dice.choice(words) for _ in range(SIZE // 2))

    own = {_key(at): text() for at in range(MANY)}
    same = dict.fromkeys(own, text())
    print("| what | texts or characters | seconds | against the first |")
    print("| --- | ---: | ---: | ---: |")
    _row("likeness, all different", FEW, first := _likeness(own, FEW), first)
    _row("likeness, all different", MANY, _likeness(own, MANY), first)
    _row("likeness, all copies of one", FEW, copied := _likeness(same, FEW), copied)
    _row("likeness, all copies of one", MANY, _likeness(same, MANY), copied)
    report = _report()
    short = _time(lambda: claims({"overview": _SENTENCE * 50}, report))
    long = _time(lambda: claims({"overview": _SENTENCE * 800}, report))
    _row("numbers read", len(_SENTENCE) * 50, short, short)
    _row("numbers read", len(_SENTENCE) * 800, long, short)


def _key(at: int) -> Key:
    return (f"body-{at:06}", 2024, "overview")


def _likeness(texts: Mapping[Key, str], count: int) -> float:
    some = {_key(at): texts[_key(at)] for at in range(count)}
    return _time(lambda: likeness(some))


def _report() -> Report:
    form = law.edition("2021")
    agency = Agency("body", "某市某局", "prefecture", "department")
    return Report(agency, 2024, "own", form, dict.fromkeys(form.cells, Count(7)))


def _time(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _row(what: str, size: int, seconds: float, first: float) -> None:
    print(f"| {what} | {size:,} | {seconds:.2f} | {seconds / first:.1f} |", flush=True)
