"""Our own workbooks: read by the keys they carry, no matching needed."""

from __future__ import annotations

from dataclasses import replace

from gongkai.ingest.matching import Note
from gongkai.ingest.values import Place, Reading
from gongkai.report import Unreadable
from gongkai.workbook.filled import FilledSheet
from gongkai.workbook.read import is_workbook, read_sheets

__all__ = ["is_workbook", "read_our_workbook"]


def read_our_workbook(data: bytes, name: str) -> Reading:
    """Read the first agency-year of a workbook of ours that somebody has filled in.

    Raises:
        InputError: the workbook is damaged.
    """
    sheets = list(read_sheets(data, name))
    filled = [sheet for sheet in sheets if not sheet.is_untouched] or sheets[:1]
    reading = _reading(filled[0], name)
    if len(filled) < 2:
        return reading
    others = "、".join(sheet.place for sheet in filled[1:])
    said = Note("", "container", f"工作簿里另有{len(filled) - 1}个机关年度没有读：{others}")
    return replace(reading, notes=(said, *reading.notes))


def _reading(sheet: FilledSheet, name: str) -> Reading:
    year = sheet.identity.get("year", "")
    scope = {"本级": "own", "汇总": "aggregated"}.get(sheet.identity.get("scope", ""))
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
        agency=sheet.identity.get("name", ""),
        year=int(year) if year.isdigit() else None,
        scope=scope,  # type: ignore[arg-type]
    )
