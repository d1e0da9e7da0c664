"""Test beds: sentences of our own about fictional bodies, true ones and lies.

`beds/bodies.toml` holds the figures, `beds/NAME.toml` the sentences by body. In a `true`
sentence `{printed|role}` marks a number (or a phrase that means none) with what it says,
`{printed|role|lie}` also what it is changed to for a lie of its own; a `false` entry is a
role and a whole sentence that lies about it. A role is a row, or row/column where the
column is not the total; `a+b` says both, `a~b` either; `?` after it: right if read so, no
miss if not; `!last`: of the year before; `list`: adds up; `-`: answers to no cell.
Numbers without a mark answer to no cell either.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.checks.claims import Claim, claims
from gongkai.report import Agency, Report
from tests.checks.claims.gold import Score
from tests.reports import Value, report_of

BEDS = Path(__file__).parent / "beds"
DEVELOPMENT, HELD_OUT, THIRD = "development", "held_out", "third"

_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]*)(?:\|([^{}|]+))?\}")
_TABLES = {"requests", "disputes", "disclosure"}
_SAME = {
    "handled": "received",
    "disputes": "review",
    "litigation_direct": "litigation",
    "litigation_after_review": "litigation",
}


@dataclass(frozen=True)
class Mark:
    """A stretch of a sentence and what it says; `lie` is the false variant printed there."""

    start: int
    end: int
    said: str
    lie: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that are all said here."""
        named = self.said.removesuffix("?").removesuffix("!last")
        return () if named in {"", "-"} else tuple(named.split("+"))

    @property
    def optional(self) -> bool:
        """Whether not reading it so is no miss."""
        return self.said.endswith("?") or ("+" in self.said and "?" in self.said)


@dataclass(frozen=True)
class Sentence:
    """A text about a body; `lie` names the role a false one lies about."""

    body: str
    text: str
    marks: tuple[Mark, ...] = ()
    lie: str = ""


@dataclass
class Result:
    """What a bed shows: by family of roles, right readings and lies found."""

    sentences: int = 0
    roles: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    lies: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    false_alarms: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Score:
        """All roles together."""
        return _sum(self.roles.values())

    @property
    def all_lies(self) -> Score:
        """All lies together."""
        return _sum(self.lies.values())


def _sum(scores: Any) -> Score:
    total = Score()
    for score in scores:
        total.right += score.right
        total.missed += score.missed
        total.wrong += score.wrong
    return total


@cache
def bodies() -> Mapping[str, tuple[Report, Report | None]]:
    """The fictional reports, each with last year's where there is one."""
    read = tomllib.loads((BEDS / "bodies.toml").read_text(encoding="utf-8"))
    return {name: _reports(name, body) for name, body in read.items()}


def _reports(name: str, body: dict[str, Any]) -> tuple[Report, Report | None]:
    agency = Agency(f"bed-{name}", body["name"], body["level"], body["kind"])

    def of(rows: dict[str, list[Value]], year: int) -> Report:
        full = {row: _row(row, values) for row, values in rows.items()}
        return replace(report_of(full, year=year, scope=body["scope"]), agency=agency)

    last = of(body["last"], body["year"] - 1) if "last" in body else None
    return of(body["rows"], body["year"]), last


def _row(name: str, values: Sequence[Value]) -> Sequence[Value]:
    alone = name.startswith("requests") and len(values) == 1
    return [*values, 0, 0, 0, 0, 0, *values] if alone else values


def sentences(name: str) -> Iterator[Sentence]:
    """The sentences of a bed, the true ones with their marks."""
    read = tomllib.loads((BEDS / f"{name}.toml").read_text(encoding="utf-8"))
    for body, told in read.items():
        for marked in told["true"]:
            yield _unmarked(body, marked)
        for role, text in told["false"]:
            yield Sentence(body, text, lie=role)


def _unmarked(body: str, marked: str) -> Sentence:
    text, at, marks = "", 0, []
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        marks.append(Mark(len(text), len(text) + len(found[1]), found[2], found[3] or ""))
        text += found[1]
        at = found.end()
    return Sentence(body, text + marked[at:], tuple(marks))


def lies(sentence: Sentence) -> Iterator[Sentence]:
    """The false variants of a true sentence, one number changed in each."""
    for mark in sentence.marks:
        if mark.lie:
            text = sentence.text[: mark.start] + mark.lie + sentence.text[mark.end :]
            yield Sentence(sentence.body, text, lie=mark.roles[0])


def read(sentence: Sentence) -> tuple[Claim, ...]:
    """The claims of a sentence, held against its body's figures."""
    report, last = bodies()[sentence.body]
    return claims({"overview": sentence.text}, report, last)


def is_wrong(claim: Claim) -> bool:
    """Something the prose is called wrong for: no hint."""
    return claim.status == "contradicted"


def short(role: str) -> str:
    """A role of a claim as the beds write it."""
    table, _, rest = role.partition("/")
    return rest.removesuffix("/total") if table in _TABLES else role


def family(role: str) -> str:
    """The row of a role, what differs only in its readings as one."""
    row = (
        role.split("~", maxsplit=1)[0]
        .split("/", maxsplit=1)[0]
        .split(".", maxsplit=1)[0]
        .removesuffix("!last")
    )
    return _SAME.get(row, row)


def measure(name: str) -> Result:
    """Read a whole bed."""
    result = Result()
    for sentence in sentences(name):
        if sentence.lie:
            _count_lie(sentence, result)
            continue
        result.sentences += 1
        _count_true(sentence, result)
        for lie in lies(sentence):
            _count_lie(lie, result)
    return result


def _count_lie(sentence: Sentence, result: Result) -> None:
    found = read(sentence)
    told = any(is_wrong(claim) for claim in found)
    if sentence.lie in {"year", "left_over"}:
        told = any(claim.role == sentence.lie and claim.rule for claim in found)
    score = result.lies[family(sentence.lie)]
    score.right += told
    score.missed += not told
    if not told:
        result.misses.append(f"lie {sentence.lie}: {sentence.text}")


def _count_true(sentence: Sentence, result: Result) -> None:
    found = read(sentence)
    wrong = [claim for claim in found if is_wrong(claim) or claim.rule in {"N8", "N9"}]
    for claim in wrong:
        why = f"{claim.rule} {claim.role} {claim.value:f}{claim.unit} {claim.note}"
        result.false_alarms.append(f"{why} :: {sentence.text}")
    used: set[int] = set()
    for mark in sentence.marks:
        for role in mark.roles:
            _count_mark(sentence, mark, role, found, used, result)
        if mark.said == "?":
            used |= {at for at, claim in enumerate(found) if _over(mark, claim)}
    for at, claim in enumerate(found):
        if at not in used and claim.status in {"matched", "contradicted"}:
            result.roles[family(short(claim.role))].wrong += 1
            said = f"{claim.value:f}{claim.unit} as {short(claim.role)} {claim.status}"
            result.misses.append(f"read {said}: {sentence.text}")


def _count_mark(
    sentence: Sentence, mark: Mark, role: str, found: Sequence[Claim], used: set[int],
    result: Result,
) -> None:  # fmt: skip
    score = result.roles[family(role.removesuffix("?"))]
    for at, claim in enumerate(found):
        if at not in used and _over(mark, claim) and _right(role.removesuffix("?"), claim):
            used.add(at)
            score.right += 1
            return
    if not mark.optional and not role.endswith("?"):
        score.missed += 1
        here = [f"{short(c.role)} {c.status} {c.note}" for c in found if _over(mark, c)]
        printed = sentence.text[mark.start : mark.end]
        result.misses.append(f"miss {printed} as {role}, got {here}: {sentence.text}")


def _over(mark: Mark, claim: Claim) -> bool:
    start, end = claim.span
    return start < mark.end and mark.start < end


def _same_row(role: str) -> str:
    row, slash, column = role.removesuffix("!last").partition("/")
    return _SAME.get(row, row) + slash + column


def _right(role: str, claim: Claim) -> bool:
    if role == "list":
        return claim.status in {"consistent", "matched"}
    named = _same_row(short(claim.role))
    wanted = [_same_row(one) for one in role.split("~")]
    close = named in wanted or ("/" not in role and family(named) in {family(w) for w in wanted})
    return close and claim.status in {"matched", "consistent"}
