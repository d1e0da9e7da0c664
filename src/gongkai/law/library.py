"""The whole law as one value: editions, rules, instruments, deadlines, checked together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from gongkai.errors import InputError
from gongkai.law.address import Address
from gongkai.law.edition import Edition
from gongkai.law.edition_files import load_editions
from gongkai.law.form import Citation, Instrument
from gongkai.law.rules import Rule, load_rules
from gongkai.law.strict import Strict, error_at, load, read_text
from gongkai.law.toml_lines import Path as KeyPath

LAST_YEAR = 9998
"""The latest report year whose deadline, in the year after it, a calendar can name."""


class Deadline(Strict, frozen=True):
    """The last day, in the year after the report year, on which to publish (Art. 49)."""

    kind: Literal["department", "government"]
    month: int
    day: int
    citation: Citation


class _Instruments(Strict, frozen=True):
    instruments: tuple[Instrument, ...] = msgspec.field(name="instrument")


class _Deadlines(Strict, frozen=True):
    deadlines: tuple[Deadline, ...] = msgspec.field(name="deadline")


@dataclass(frozen=True)
class Law:
    """Everything the law data says; editions in the order in which they came into use."""

    editions: Mapping[str, Edition]
    rules: tuple[Rule, ...]
    instruments: Mapping[str, Instrument]
    deadlines: Mapping[str, Deadline]

    def edition_of_year(self, year: int) -> Edition | None:
        """Return the edition that governs a report year, None before the first and after 9998."""
        if year > LAST_YEAR:
            return None
        return next((found for found in self.editions.values() if found.governs(year)), None)


def load_law(folder: Path) -> Law:
    """Read the law data from a folder laid out like `gongkai/law`.

    Raises:
        InputError: a file breaks its schema, or the files do not agree with one another.
    """
    editions = load_editions(folder / "editions")
    rules = load_rules(folder / "rules.toml")
    instruments = load(folder / "instruments.toml", _Instruments).instruments
    deadlines = load(folder / "deadlines.toml", _Deadlines).deadlines
    law = Law(
        editions,
        rules,
        {instrument.id: instrument for instrument in instruments},
        {deadline.kind: deadline for deadline in deadlines},
    )
    errors = [
        error_at(path, read_text(path), keys, problem, remedy)
        for name, keys, problem, remedy in (*_unknown_editions(law), *_unknown_instruments(law))
        for path in [folder / name]
    ]
    if errors:
        raise InputError.of_many(errors)
    return law


def _unknown_editions(law: Law) -> Iterator[tuple[str, KeyPath, str, str]]:
    """Editions and compared cells that rules name and no form has."""
    known = f"可用：{'、'.join(law.editions)}"
    for at, rule in enumerate(law.rules):
        keys: KeyPath = ("rule", at)
        for key in ("editions", "last_editions"):
            for position, name in enumerate(getattr(rule, key)):
                if name not in law.editions:
                    yield "rules.toml", (*keys, key, position), f"没有名为 {name} 的格式", known
        for position, section in enumerate(rule.sections):
            if not all(
                any(own.id == section for own in law.editions[name].sections)
                for name in rule.editions
                if name in law.editions
            ):
                place = (*keys, "sections", position)
                yield "rules.toml", place, f"格式里没有 {section} 这一部分", "请改正 sections"
        for position, refusal in enumerate(rule.refuses):
            for key, text, names in (
                ("last", refusal.last, rule.last_editions),
                ("this", refusal.this, rule.editions),
            ):
                if not all(
                    _has(law.editions[name], text) for name in names if name in law.editions
                ):
                    place = (*keys, "refuses", position, key)
                    yield "rules.toml", place, f"格式里没有 {text}", "请核对地址"


def _has(edition: Edition, text: str) -> bool:
    try:
        return Address.parse(text) in edition.cells
    except ValueError:
        return False


def _unknown_instruments(law: Law) -> Iterator[tuple[str, KeyPath, str, str]]:
    for name, keys, instrument in _citations(law):
        names_itself = keys == ("instrument",)
        known = [*law.instruments] if names_itself else ["form", *law.instruments]
        if instrument not in known:
            remedy = f"可用：{'、'.join(known)}"
            yield name, keys, f"没有编号为 {instrument} 的法规或文件", remedy


def _citations(law: Law) -> Iterator[tuple[str, KeyPath, str]]:
    """Every instrument that is cited: in which file, at which key, which one."""
    for at, rule in enumerate(law.rules):
        yield "rules.toml", ("rule", at, "citation"), rule.citation.instrument
    for at, deadline in enumerate(law.deadlines.values()):
        yield "deadlines.toml", ("deadline", at, "citation"), deadline.citation.instrument
    for edition in law.editions.values():
        base = f"editions/{edition.id}"
        yield f"{base}/edition.toml", ("instrument",), edition.head.instrument
        for at, section in enumerate(edition.sections):
            place: KeyPath = ("section", at)
            yield f"{base}/sections.toml", (*place, "citation"), section.citation.instrument
            for position, topic in enumerate(section.topics):
                if topic.citation:
                    keys = (*place, "topic", position, "citation")
                    yield f"{base}/sections.toml", keys, topic.citation.instrument
        for table in edition.tables:
            for at, block in enumerate(table.blocks):
                for position, row in enumerate(block.rows):
                    if row.citation:
                        keys = ("block", at, "row", position, "citation")
                        yield f"{base}/{table.id}.toml", keys, row.citation.instrument
