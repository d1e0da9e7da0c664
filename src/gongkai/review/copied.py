"""Words that are nearly last year's or another body's (N9), among reports at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gongkai import law
from gongkai.checks import Finding
from gongkai.checks.likeness import Key, Likeness, finding_of, likeness
from gongkai.report import Report


def alike_among(reports: Iterable[Report]) -> dict[tuple[str, int], list[Likeness]]:
    """Return by agency and year what is nearly the same in an earlier text.

    References to figures are left as they are written: they are no words.
    """
    ordered = sorted(reports, key=lambda report: (report.year, report.agency.id))
    texts: dict[Key, str] = {
        (report.agency.id, report.year, section): passage.text
        for report in ordered
        for section, passage in report.narrative.items()
    }
    names = {report.agency.id: report.agency.name for report in ordered}
    found: dict[tuple[str, int], list[Likeness]] = defaultdict(list)
    for pair in likeness(texts, names):
        found[pair.key[:2]].append(pair)
    return found


def copied(
    report: Report, pairs: Sequence[Likeness], names: Mapping[str, str]
) -> Iterator[Finding]:
    """Turn the pairs of one report into findings, the likest other of each section."""
    rule = next(rule for rule in law.rules() if rule.id == "N9")
    best: dict[str, Likeness] = {}
    for pair in pairs:
        section = pair.key[2]
        if section in report.narrative and (
            section not in best or pair.share > best[section].share
        ):
            best[section] = pair
    for pair in best.values():
        agency, year, _ = pair.other
        yield finding_of(pair, rule, report, f"{names.get(agency, agency)}{year}年度报告")
