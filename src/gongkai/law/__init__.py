"""The law as data: editions of the form, rules, instruments, deadlines.

Everything here is read from the dated, cited TOML files in this folder; to change a
label, a rule or a citation, or to add an edition, change those files and no code.
"""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from gongkai.errors import InputError
from gongkai.law.address import Address
from gongkai.law.edition import CellSpec, Edition, load_edition
from gongkai.law.form import Citation, Instrument
from gongkai.law.rules import Rule, load_rules
from gongkai.law.strict import Strict, load

__all__ = [
    "Address",
    "CellSpec",
    "Citation",
    "Edition",
    "Instrument",
    "Rule",
    "cite",
    "deadline",
    "edition",
    "edition_of_year",
    "editions",
    "files",
    "instruments",
    "rules",
]

FOLDER = Path(__file__).parent


class _Instruments(Strict, frozen=True):
    instruments: tuple[Instrument, ...] = msgspec.field(name="instrument")


class Deadline(Strict, frozen=True):
    """The last day, in the year after the report year, on which to publish (Art. 49)."""

    kind: Literal["department", "government"]
    month: int
    day: int
    citation: Citation


class _Deadlines(Strict, frozen=True):
    deadlines: tuple[Deadline, ...] = msgspec.field(name="deadline")


@cache
def editions() -> dict[str, Edition]:
    """Return every edition by id, in the order in which they came into use.

    Raises:
        InputError: the law data is broken, or two editions govern one year.
    """
    found = [load_edition(folder) for folder in sorted((FOLDER / "editions").iterdir())]
    found.sort(key=lambda edition: edition.head.first_year)
    for older, newer in zip(found, found[1:], strict=False):
        if older.governs(newer.head.first_year):
            raise InputError(
                f"editions/{older.id}/edition.toml",
                f"与 {newer.id} 的适用年度重叠",
                "请改正 first_year、last_year",
            )
    return {edition.id: edition for edition in found}


@cache
def edition(edition_id: str, variant: str = "") -> Edition:
    """Return an edition by id, in the shape of a known deviation if one is named.

    Raises:
        KeyError: there is no such edition or deviation.
    """
    return editions()[edition_id].with_variant(variant)


def edition_of_year(year: int) -> Edition | None:
    """Return the edition that governs a report year, or None before the first one."""
    return next((found for found in editions().values() if found.governs(year)), None)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the catalogue of rules in its order."""
    return load_rules(FOLDER / "rules.toml")


@cache
def instruments() -> dict[str, Instrument]:
    """Return the cited regulations and notices by id."""
    found = load(FOLDER / "instruments.toml", _Instruments).instruments
    return {instrument.id: instrument for instrument in found}


def cite(citation: Citation) -> str:
    """Return a citation as it is written: `《…条例》第五十条`."""
    return f"《{instruments()[citation.instrument].title}》{citation.article}"


def deadline(kind: str, report_year: int) -> tuple[datetime.date, Citation]:
    """Return the last day on which a body of this kind may publish, and the article.

    Raises:
        KeyError: no deadline is set for such a kind.
    """
    found = {item.kind: item for item in load(FOLDER / "deadlines.toml", _Deadlines).deadlines}
    limit = found[kind]  # type: ignore[index]
    return datetime.date(report_year + 1, limit.month, limit.day), limit.citation


def files() -> tuple[Path, ...]:
    """Return the files the law is read from, in a fixed order."""
    return tuple(sorted(FOLDER.rglob("*.toml")))
