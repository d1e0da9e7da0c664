"""Write docs/verification-of-prose.md: how well the prose is read, measured on real texts.

Needs the sample reports beside the checkout (`GONGKAI_SHARED`): run it as
`python docs/verify_prose.py` from the checkout's root.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from gongkai.checks.claims import claims  # noqa: E402
from tests.checks.claims.bed import Result, measure  # noqa: E402
from tests.checks.claims.gold import Score, annotated, score  # noqa: E402
from tests.checks.claims.test_shipped import ALL, load, texts_of  # noqa: E402

PAGE = ROOT / "docs/verification-of-prose.md"
MARK = "<!-- Figures: docs/verify_prose.py -->"


def figures(shared: Path) -> list[str]:
    """The measured part of the page."""
    scores = score(shared)
    lines = [
        (
            f"{len(annotated())} texts, {scores.numbers.right + scores.numbers.missed} numbers and"
            f" zero phrases; numbers found: precision {scores.numbers.precision:.1%}, recall"
            f" {scores.numbers.recall:.1%}."
        ),
        "",
        "| role | annotated | precision | recall |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, role in sorted(scores.roles.items()):
        row = f"| {name} | {role.right + role.missed} | {role.precision:.1%} | {role.recall:.1%} |"
        lines.append(row)
    return [*beds(), "", "### The real excerpts", "", *lines, "", *shipped(), ""]


BEDS = ("development", "development_2", "development_3", "held_out", "third", "fourth", "fifth")


def beds() -> list[str]:
    """The beds of our own sentences as they are read now, whole and by role."""
    results = {name: measure(name) for name in BEDS}
    lines = [
        MARK,
        "",
        "| bed | true sentences | numbers | precision | recall | lies | found | false alarms |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, found in results.items():
        said, told = found.whole, found.all_lies
        lines.append(
            f"| {name} | {found.sentences} | {said.right + said.missed} | {said.precision:.1%}"
            f" | {said.recall:.1%} | {told.right + told.missed} | {told.recall:.1%}"
            f" | {len(found.false_alarms)} |"
        )
    development = [results[name] for name in BEDS if name.startswith("development")]
    others = [results[name] for name in BEDS if not name.startswith("development")]
    return [
        *lines,
        "",
        "By role, development beds and the others (precision / recall / lies found of lies):",
        "",
        "| role | development | others |",
        "| --- | --- | --- |",
        *_by_role(development, others),
    ]


def _by_role(development: list[Result], others: list[Result]) -> list[str]:
    names = {name for one in (*development, *others) for name in (*one.roles, *one.lies)}
    return [
        f"| {name} | {_told(development, name)} | {_told(others, name)} |" for name in sorted(names)
    ]


def _told(results: list[Result], name: str) -> str:
    said, lied = Score(), Score()
    for one in results:
        for total, part in ((said, one.roles[name]), (lied, one.lies[name])):
            total.right += part.right
            total.missed += part.missed
            total.wrong += part.wrong
    return f"{said.precision:.1%} / {said.recall:.1%} / {lied.right} of {lied.right + lied.missed}"


def shipped() -> list[str]:
    """The shipped narratives as they are, and with one figure of the text changed."""
    counts: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for agency, year in ALL:
        report, last = load(agency, year)
        texts = texts_of(report, last)
        found = claims(texts, report, last)
        counts.update(claim.status for claim in found)
        for claim in found:
            if claim.status != "matched" or not claim.value:
                continue
            start, end = claim.span
            text = texts[claim.section]
            wrong = re.sub(r"\d+", lambda m: str(int(m[0]) + 7), text[start:end], count=1)
            after = claims({claim.section: text[:start] + wrong + text[end:]}, report, last)
            here = next((c for c in after if c.span[0] == start), None)
            changed[here.status if here else "lost"] += 1
    total = sum(changed.values())
    told = ", ".join(f"{name} {number}" for name, number in counts.most_common())
    after_change = ", ".join(f"{name} {number}" for name, number in changed.most_common())
    return [
        f"Shipped narratives ({len(ALL)} agency-years), filled with their figures: {told}.",
        (
            f"With one matched figure of the text changed by 7, one at a time ({total} cases):"
            f" {after_change}."
        ),
    ]


def main() -> None:
    """Replace the measured part of the page."""
    shared = Path(os.environ.get("GONGKAI_SHARED") or ROOT.parent / "shared")
    said = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(said + "\n".join(figures(shared)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
