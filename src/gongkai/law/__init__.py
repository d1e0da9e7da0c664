"""The law as data: editions of the form, rules, instruments, deadlines.

Everything here is read from the dated, cited TOML files in this folder; to change a
label, a rule or a citation, or to add an edition, change those files and no code.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from gongkai.law.address import Address
from gongkai.law.edition import CellSpec, Edition
from gongkai.law.form import Citation, Instrument
from gongkai.law.library import Law, load_law
from gongkai.law.rules import Rule

__all__ = [
    "Address",
    "CellSpec",
    "Citation",
    "Edition",
    "Instrument",
    "Law",
    "Rule",
    "basis",
    "cite",
    "deadline",
    "edition",
    "edition_of_year",
    "editions",
    "files",
    "instruments",
    "load_law",
    "rules",
]

FOLDER = Path(__file__).parent


@cache
def _law() -> Law:
    return load_law(FOLDER)


def editions() -> Mapping[str, Edition]:
    """Return every edition by id, in the order in which they came into use.

    Raises:
        InputError: the law data is broken; so do all functions here.
    """
    return _law().editions


@cache
def edition(edition_id: str, variant: str = "") -> Edition:
    """Return an edition by id, in the shape of a known deviation if one is named.

    Raises:
        KeyError: there is no such edition or deviation.
    """
    return editions()[edition_id].with_variant(variant)


def edition_of_year(year: int) -> Edition | None:
    """Return the edition that governs a report year, None before the first and after 9998."""
    return _law().edition_of_year(year)


def rules() -> tuple[Rule, ...]:
    """Return the catalogue of rules in its order."""
    return _law().rules


def instruments() -> Mapping[str, Instrument]:
    """Return the cited regulations and notices by id."""
    return _law().instruments


def cite(citation: Citation, form: Edition) -> str:
    """Return a citation as it is written: `《…条例》第五十条`.

    `form` is the edition spoken of, whose notice a citation of the form means.
    """
    instrument = citation.instrument
    title = instruments()[form.head.instrument if instrument == "form" else instrument].title
    return f"《{title}》{citation.article}"


def basis(rule: Rule) -> str:
    """Return what a rule rests on; where that is the form, the notice of each edition."""
    cited = [cite(rule.citation, editions()[edition]) for edition in rule.editions]
    return "、".join(dict.fromkeys(cited))


def deadline(kind: str, report_year: int) -> tuple[datetime.date, Citation]:
    """Return the last day on which a body of this kind may publish, and the article.

    Raises:
        KeyError: no deadline is set for such a kind.
    """
    limit = _law().deadlines[kind]
    return datetime.date(report_year + 1, limit.month, limit.day), limit.citation


def files() -> tuple[Path, ...]:
    """Return the files the law is read from, in a fixed order."""
    return tuple(sorted(FOLDER.rglob("*.toml")))
