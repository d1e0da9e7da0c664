"""The annotated real narratives: what each number says.

`gold.toml` names a text by agency and year and lists value, unit and role in the order
of the text; the texts themselves are third-party documents and stay outside the project.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from gongkai import law
from gongkai.checks.claims import Claim, claims
from gongkai.report import Agency, Blank, Report, Scope

GOLD = Path(__file__).parent / "gold.toml"
COUNTY = "county-petition-bureau-2020.txt"
HOLES = ("", "list", "year", "left_over")


@dataclass
class Score:
    """What was found of one kind of role."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass
class Scores:
    """Scores by role, numbers found and missed, and contradictions without a reason."""

    numbers: Score = field(default_factory=Score)
    roles: dict[str, Score] = field(default_factory=dict)
    contradictions: list[str] = field(default_factory=list)


Spoken = tuple[str, str, str]
"""Value, unit and role."""


def annotated() -> list[tuple[str, int, list[Spoken]]]:
    """Agency, year and what is said, for each annotated text."""
    entries = tomllib.loads(GOLD.read_text(encoding="utf-8"))["text"]
    return [(e["agency"], e["year"], [tuple(s) for s in e["says"]]) for e in entries]


def texts(shared: Path) -> dict[tuple[str, int], tuple[str, str]]:
    """The real texts with their edition, by agency and year."""
    found = {}
    lines = (shared / "reports/narratives.jsonl").read_text(encoding="utf-8").splitlines()
    for line in filter(None, lines):
        entry = json.loads(line)
        found[entry["agency"], entry["year"]] = (entry["excerpt"], str(entry["edition"]))
    county = (shared / "reports" / COUNTY).read_text(encoding="utf-8")
    found["county-petition-bureau", 2020] = (county.partition("二、主动公开")[0], "2019")
    return found


def read(shared: Path, agency: str, year: int) -> tuple[Claim, ...]:
    """The claims of a real text, read against a form nobody filled in."""
    text, edition = texts(shared)[agency, year]
    return claims({"overview": text}, _unfilled(agency, year, edition))


def _unfilled(agency: str, year: int, edition: str) -> Report:
    form = law.edition(edition)
    whole = agency.rstrip("(本级汇总)").endswith(("市", "县", "区", "政府"))
    body = Agency("body", agency, "county", "government" if whole else "department")
    scope: Scope = "aggregated" if whole else "own"
    return Report(body, year, scope, form, dict.fromkeys(form.cells, Blank()))


def spoken(found: tuple[Claim, ...]) -> list[Spoken]:
    """Claims as annotations: those ignored are none."""
    return [
        (f"{claim.value.normalize():f}", claim.unit, claim.role)
        for claim in found
        if claim.status != "ignored"
    ]


def family(role: str) -> str:
    """The row a role is about, its kind, or what has no cell."""
    table, _, rest = role.partition("/")
    if not rest:
        return {"": "（表中无对应）", "list": "列举"}.get(role, role)
    return f"{table}/{rest.rsplit('/', 1)[0]}"


def score(shared: Path) -> Scores:
    """Compare what is read with the annotations."""
    total = Scores()
    for agency, year, wanted in annotated():
        found = read(shared, agency, year)
        got = Counter(spoken(found))
        want = Counter(wanted)
        numbers_got = Counter((value, unit) for value, unit, _ in got.elements())
        numbers_want = Counter((value, unit) for value, unit, _ in want.elements())
        _add(total.numbers, numbers_got, numbers_want)
        for name in {family(role) for _, _, role in [*got, *want]}:
            mine = Counter({s: n for s, n in got.items() if family(s[2]) == name})
            theirs = Counter({s: n for s, n in want.items() if family(s[2]) == name})
            _add(total.roles.setdefault(name, Score()), mine, theirs)
        total.contradictions += [c.text for c in found if c.status == "contradicted"]
    return total


def _add(score: Score, got: Counter, want: Counter) -> None:  # type: ignore[type-arg]
    right = (got & want).total()
    score.right += right
    score.missed += want.total() - right
    score.wrong += got.total() - right


def exact(text: str) -> Decimal:
    """A value as annotated."""
    return Decimal(text)
