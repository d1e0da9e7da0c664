"""Our own workbooks: read by the keys they carry, no matching needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from gongkai.errors import InputError
from gongkai.ingest.matching.matched import Note
from gongkai.ingest.values import Place, Reading
from gongkai.report import Unreadable
from gongkai.report.report import KIND_NAMES, LEVEL_NAMES, SCOPE_NAMES, BodyKind, Level
from gongkai.workbook.filled import FilledSheet
from gongkai.workbook.read import is_workbook, read_sheets

T = TypeVar("T", bound=str)

__all__ = ["is_workbook", "read_our_workbook"]


def read_our_workbook(data: bytes, name: str) -> tuple[Reading, ...]:
    """Read every sheet that somebody has filled in; the first one if nobody has.

    Raises:
        InputError: the workbook is damaged.
    """
    sheets = read_sheets(data, name)
    filled = [sheet for sheet in sheets if not sheet.is_untouched] or sheets[:1]
    _refuse_rivals(filled, name)
    return tuple(_reading(sheet, name) for sheet in filled)


def _refuse_rivals(filled: Sequence[FilledSheet], name: str) -> None:
    """A sheet that was copied and then changed: which of the two is meant, nobody can tell."""
    first: dict[tuple[str, str], FilledSheet] = {}
    for sheet in filled:
        who = sheet.identity.get("id", ""), sheet.identity.get("year", "")
        other = first.setdefault(who, sheet)
        if all(who) and dict(other.cells) != dict(sheet.cells):
            both = f"工作表“{other.title}”和“{sheet.title}”"
            said = f"{both}是同一机关年度（{'、'.join(who)}），数据不同"
            raise InputError(name, said, "请核对后删去不用的一张")


def _reading(sheet: FilledSheet, name: str) -> Reading:
    said = sheet.identity
    year = said.get("year", "")
    notes = [Note(n.cell, n.kind, n.text, n.original) for n in sheet.notes]
    notes += [
        Note(address, "unread", cell.note or "不是一个数", cell.original)
        for address, cell in sheet.cells.items()
        if isinstance(cell, Unreadable)
    ]
    return Reading(
        name=name,
        kind="workbook",
        sha256="",
        edition=sheet.edition,
        variant=sheet.variant,
        values=dict(sheet.cells),
        places={address: Place(place, "") for address, place in sheet.places.items()},
        notes=tuple(notes),
        narrative={
            section: tuple(line for line in text.split("\n") if line.strip())
            for section, text in (sheet.narrative or {}).items()
        },
        agency=said.get("name", ""),
        agency_id=said.get("id", ""),
        level=cast("Level | None", _word(LEVEL_NAMES, said.get("level", ""))),
        body=cast("BodyKind | None", _word(KIND_NAMES, said.get("kind", ""))),
        scope=_word(SCOPE_NAMES, said.get("scope", "")),
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        fictional=sheet.fictional,
        wordless=sheet.narrative is None,
    )


def _word(names: Mapping[T, str], label: str) -> T | None:
    """The word that a label on the sheet stands for."""
    return next((word for word, shown in names.items() if shown == label), None)
