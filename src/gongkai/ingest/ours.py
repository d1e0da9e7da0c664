"""Our own workbooks: read by the keys they carry, no matching needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

from gongkai.ingest.matching import Note
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
    return tuple(_reading(sheet, name) for sheet in filled)


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
            for section, text in sheet.narrative.items()
        },
        agency=said.get("name", ""),
        agency_id=said.get("id", ""),
        level=cast("Level | None", _word(LEVEL_NAMES, said.get("level", ""))),
        body=cast("BodyKind | None", _word(KIND_NAMES, said.get("kind", ""))),
        scope=_word(SCOPE_NAMES, said.get("scope", "")),
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        fictional=sheet.fictional,
    )


def _word(names: Mapping[T, str], label: str) -> T | None:
    """The word that a label on the sheet stands for."""
    return next((word for word, shown in names.items() if shown == label), None)
