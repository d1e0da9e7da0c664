"""Damaged documents over all readers: no crash, no hang, no wrong figure without a note.

Of ten documents six have damaged tables, and it is known what those say (`mutations`);
four have damaged bytes, of the file or of what is packed in it, and must be read or
refused in a sentence, in time and within the memory that a reader has.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from gongkai import law
from gongkai.errors import InputError
from gongkai.ingest.limits.bounded import BOUNDS, MANY, BoundedReader
from gongkai.ingest.reading import readings_in
from gongkai.ingest.values import Reading
from gongkai.report import Report
from tests.ingest.publishing import Drawing, Editor, as_is
from tests.reports import balanced
from tests.soak.damaged import damaged, kinds, sample
from tests.soak.drafts import Draft, Truth
from tests.soak.mutations import LENGTHS, MUTATIONS
from tests.soak.oracle import wrongs
from tests.soak.rendering import LOSING, PADDED, RENDERERS, usual
from tests.soak.runner import Outcome

CASES = 20_000
FORMS = (("2019", ""), ("2021", ""), ("2021", "single_other_row"))
_HEADS = (
    "document",
    "cases",
    "complete",
    "partial",
    "refused, or another document",
    "crash, hang, memory",
    "wrong, only a failing sum says so",
    "**wrong, nothing said**",
)
_FAULTS = ("无法解析", "还没有读完", "超出限度")


@cache
def reader() -> BoundedReader:
    """The bounded reader of this worker, as a folder's files have it; started already."""
    made = BoundedReader(MANY)
    made.read(readings_in, "无".encode(), "a.txt")
    return made


def attempt(seed: int, case: int) -> dict[str, Any]:
    """Make a document and read it."""
    dice = random.Random(f"readers {seed} {case}")
    if dice.random() < 0.6:
        return structured(usual(dice), dice)
    return bytewise(dice.choice(kinds()), dice)


def bytewise(kind: str, dice: random.Random) -> dict[str, Any]:
    """A document whose bytes are damaged; what it says is not known."""
    data, name = damaged(kind, sample(kind, dice), dice)
    reading, said, seconds = read(data, name)
    return {
        "kind": kind,
        "damage": "bytes",
        "outcome": reading.outcome if reading else "refused",
        "fault": said if not reading and any(fault in said for fault in _FAULTS) else "",
        "wrong": [],
        "seconds": seconds,
    }


def structured(kind: str, dice: random.Random, damages: Sequence[str] = ()) -> dict[str, Any]:
    """A document whose tables are damaged, by chance or as asked; what they still say is known."""
    report = balanced(law.edition(*dice.choice(FORMS)), dice.randrange(1000))
    names = damages or chosen(kind, dice)
    draft = Draft(report, dice, is_padded=kind in PADDED)

    def alter(tables: dict[str, Drawing]) -> None:
        if draft.tables or len(tables) < 3:
            return
        draft.take(tables)
        for mutation in names:
            MUTATIONS[mutation](draft)

    try:
        data, name = RENDERERS[kind](report, Editor(alter, as_is))
    except IndexError:  # spans that overlap cannot be drawn cell by cell
        kind = "plain_html"
        draft.tables.clear()
        data, name = RENDERERS[kind](report, Editor(alter, as_is))
    reading, said, seconds = read(data, name)
    return {
        "kind": kind,
        "damage": "+".join(names),
        "outcome": reading.outcome if reading else "refused",
        "fault": "" if reading else said,
        "wrong": silent(report, draft.truth, reading) if reading else [],
        "seconds": seconds,
    }


def chosen(kind: str, dice: random.Random) -> list[str]:
    """Up to three mutations; one at most that makes a row longer or shorter.

    Where one cell is lost and another one put in, the row is as long as it should be, and
    what it says is what is printed.
    """
    names: list[str] = []
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        name = dice.choice(sorted(MUTATIONS))
        if name not in lengths(kind) or not lengths(kind).intersection(names):
            names.append(name)
    return names


def lengths(kind: str) -> frozenset[str]:
    """The mutations that make a row of a style longer or shorter."""
    return LENGTHS | {"blank"} if kind in LOSING else LENGTHS


def silent(
    report: Report, truth: dict[Any, Truth], reading: Reading
) -> list[tuple[str, str, str, bool]]:
    """Wrong cells of which nothing is said, as plain values."""
    found = wrongs(report, truth, reading)
    return [(each.address, each.expected, each.got, each.is_doubted) for each in found]


def read(data: bytes, name: str) -> tuple[Reading | None, str, float]:
    """Read a document within bounds; what was said where it is refused, and how long it took."""
    bounded = reader()
    started = time.monotonic()
    reading, said = None, ""
    try:
        reading = bounded.read(readings_in, data, name)[0]
    except InputError as error:
        said = str(error)
    return reading, said, round(time.monotonic() - started, 3)


def told(outcomes: Sequence[Outcome]) -> str:
    """The counts by reader."""
    lines = [f"| {' | '.join(_HEADS)} |", "| --- |" + " ---: |" * (len(_HEADS) - 1)]
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        what = "bytes" if outcome["damage"] == "bytes" else "tables"
        groups.setdefault(f"{outcome['kind']}, damaged {what}", []).append(outcome)
    lines += [_line(name, groups[name]) for name in sorted(groups)]
    lines.append(_line("**all**", outcomes))
    slowest = max((outcome["seconds"] for outcome in outcomes), default=0)
    faults = Counter(outcome["fault"] for outcome in outcomes if outcome["fault"])
    first = (
        f"{len(outcomes):,} documents; the longest took {slowest:.1f} s by the clock. A file may "
        f"take {BOUNDS.seconds:g}, not counting the time that its reader waits for a processor."
    )
    crashes = (f"\n- {count} × {fault}" for fault, count in faults.most_common(20))
    return "\n".join([first, "", *lines, *crashes])


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    came = Counter(outcome["outcome"] for outcome in outcomes)
    silent_ = sum(any(not wrong[3] for wrong in outcome["wrong"]) for outcome in outcomes)
    doubted = sum(bool(outcome["wrong"]) for outcome in outcomes) - silent_
    faults = sum(bool(outcome["fault"]) for outcome in outcomes)
    counts = (len(outcomes), came["complete"], came["partial"], came["refused"] + came["foreign"])
    numbers = (*counts, faults, doubted, silent_)
    return f"| {name} | " + " | ".join(f"{number:,}" for number in numbers) + " |"
