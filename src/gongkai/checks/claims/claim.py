"""A claim: one number (or zero) that the prose states, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from gongkai.law import Address

Status: TypeAlias = Literal["matched", "contradicted", "consistent", "unmatched", "ignored"]

STATUS_NAMES: dict[Status, str] = {
    "matched": "与表一致",
    "contradicted": "与表不符",
    "consistent": "自洽",
    "unmatched": "表中无对应",
    "ignored": "不计",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read a claim: its name, cells with coefficients, and the figure they give."""

    name: str
    terms: tuple[tuple[int, Address], ...]
    figure: Decimal | None
    last: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One number of the prose.

    `text` is the clause it stands in, `span` its place in the section's text; `role` is
    the address of what it says (`requests/received/total`), a name (`share`, `change`,
    `difference`, `list`, `year`) or empty. `reading` names the reading that fits, `note`
    the reason of the status; `rule` is the rule a contradiction breaks; `options` are
    all readings that were tried.
    """

    text: str
    section: str
    span: tuple[int, int]
    value: Decimal
    unit: str
    role: str
    status: Status
    cells: tuple[Address, ...] = ()
    reading: str = ""
    note: str = ""
    rule: str = ""
    options: tuple[Option, ...] = ()
    exact: bool = True

    def as_json(self) -> dict[str, Any]:
        """Return the claim as plain JSON values."""
        return {
            "text": self.text,
            "section": self.section,
            "span": list(self.span),
            "value": int(self.value) if self.value == int(self.value) else float(self.value),
            "unit": self.unit,
            "role": self.role,
            "status": self.status,
            "cells": [str(cell) for cell in self.cells],
        }

    def settled(self, status: Status, **changes: Any) -> Claim:
        """Return the claim with another status."""
        return replace(self, status=status, **changes)
