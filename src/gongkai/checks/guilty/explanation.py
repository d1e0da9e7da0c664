"""The explanation of what does not hold in a report, as a reader is given it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

from gongkai.checks.guilty.evidence import ExtraRelation
from gongkai.checks.guilty.slips import Mechanism
from gongkai.checks.outcome import Number
from gongkai.law import Address

Blame: TypeAlias = Literal["document", "reading", "data entry"]

BLAME_NAMES: dict[Blame, str] = {
    "document": "公布的文件",
    "reading": "对文件的识读",
    "data entry": "数据录入",
}


class Change(NamedTuple):
    """One figure as published (text where unreadable, None where blank) and as suggested."""

    cell: Address
    published: Number | str | None
    suggested: Number


@dataclass(frozen=True)
class Explanation:
    """One way in which the figures can have come to be as they are.

    `findings` are the ids of the findings it would settle; `unique` says that no other
    explanation of its part of the report costs as little; `evidence` is Chinese.
    """

    findings: tuple[str, ...]
    mechanism: Mechanism
    changes: tuple[Change, ...]
    cost: float
    unique: bool
    evidence: str
    blame: Blame

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "findings": list(self.findings),
            "mechanism": self.mechanism,
            "changes": [
                {
                    "cell": str(change.cell),
                    "published": _plain(change.published),
                    "suggested": _plain(change.suggested),
                }
                for change in self.changes
            ],
            "cost": self.cost,
            "unique": self.unique,
            "evidence": self.evidence,
            "blame": self.blame,
        }


@dataclass(frozen=True)
class Context:
    """What is known of a report beside its figures.

    `originals` are the characters of unreadable cells; `doubtful` are cells that the
    reading of the document noted as uncertain, and why; `draft` says that no published document
    stands behind the figures.
    """

    extras: tuple[ExtraRelation, ...] = ()
    originals: Mapping[Address, str] = field(default_factory=dict)
    doubtful: Mapping[Address, str] = field(default_factory=dict)
    draft: bool = False

    def blame(self, cells: tuple[Address, ...]) -> Blame:
        """Say where a mistake in these cells was made."""
        if any(cell in self.originals or cell in self.doubtful for cell in cells):
            return "reading"
        return "data entry" if self.draft else "document"


def _plain(value: Number | str | None) -> int | float | str | None:
    if value is None or isinstance(value, (int, str)):
        return value
    return int(value) if value == int(value) else float(value)
