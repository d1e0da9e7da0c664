"""Where a finding is: the cells it speaks of, named once for what they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from gongkai.checks import Finding
from gongkai.checks.messages import say
from gongkai.checks.outcome import Number
from gongkai.compose.blocks import Mark
from gongkai.compose.tables.figures import in_thousands
from gongkai.law import Address
from gongkai.report import Report

_SEPARATOR = "·"


@dataclass(frozen=True)
class CellLink:
    """A cell of a table, with its figure; `address` is also its anchor on the page."""

    label: str
    figure: str
    address: str
    mark: Mark


@dataclass(frozen=True)
class Place:
    """Cells with what their names share: `表四·行政复议`, then 结果维持, 结果纠正 …"""

    label: str
    cells: tuple[CellLink, ...]


def place_of(finding: Finding, report: Report) -> Place:
    """Return where a finding is; the rule's title where it is in no table."""
    if not finding.cells:
        return Place(finding.rule.title, ())
    names = [report.form.describe(cell).split(_SEPARATOR) for cell in finding.cells]
    shared, labels = _factor(names)
    mark: Mark = "error" if finding.is_error else "doubt" if finding.is_open else ""
    links = tuple(
        CellLink(label, _figure(report, cell), str(cell), mark)
        for cell, label in zip(finding.cells, labels, strict=True)
    )
    return Place(shared, links)


def shared_label(labels: Sequence[str]) -> str:
    """What names of cells have in common in front, empty where that is nothing."""
    return _SEPARATOR.join(_common([label.split(_SEPARATOR) for label in labels]))


def size(difference: Number) -> str:
    """Return how far two sides are apart, whichever is the larger."""
    return say(difference if difference >= 0 else -difference)


def _figure(report: Report, cell: Address) -> str:
    return in_thousands(report.cells[cell]) or "空白"


def _factor(names: Sequence[list[str]]) -> tuple[str, list[str]]:
    """Split names into what all of them share, in front or behind, and the rest."""
    if len(names) == 1:
        return _SEPARATOR.join(names[0]), [names[0][-1]]
    front = len(_common(names))
    behind = len(_common([name[front:][::-1] for name in names]))
    behind = min(behind, *(len(name) - front - 1 for name in names))
    first = names[0]
    shared = first[:front] + (first[-behind:] if behind else [])
    rest = [name[front : len(name) - behind] for name in names]
    return _SEPARATOR.join(shared), [_SEPARATOR.join(parts) for parts in rest]


def _common(names: Sequence[list[str]]) -> list[str]:
    return [
        parts[0]
        for parts in takewhile(lambda parts: len(set(parts)) == 1, zip(*names, strict=False))
    ]
