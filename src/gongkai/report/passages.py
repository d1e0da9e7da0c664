"""Where the figures of an agency-year were read: a small file beside its data file.

`data/x/2020.reading.json` is written by whatever read the published document:

    {"cells": {"requests/received/total": {"place": "第2页 表三", "original": "12"}},
     "notes": [{"cell": "…", "kind": "…", "text": "…", "original": "…"}]}

No figure depends on it, only whose mistake a wrong one is thought to be; other keys are passed
over, and so is a file that cannot be read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongkai.law import Address

_LARGEST = 16 << 20


@dataclass(frozen=True)
class SourcePassage:
    """Where a figure stands in the published document, and the characters there."""

    place: str = ""
    original: str = ""


@dataclass(frozen=True)
class ReadingNote:
    """A remark on the reading; `cell` is empty where it is about no single cell."""

    cell: str
    text: str
    original: str = ""
    kind: str = ""


_DOUBT = ("unread", "position", "heads", "label")
"""Kinds of notes that cast doubt on the reading itself. A sum that fails does not: that is
what is to be explained."""


@dataclass(frozen=True)
class ReadingRecord:
    """What is known of how an agency-year was read."""

    cells: Mapping[Address, SourcePassage] = field(default_factory=dict)
    notes: tuple[ReadingNote, ...] = ()

    @property
    def doubtful(self) -> Mapping[Address, str]:
        """The cells whose reading is noted as uncertain, and why."""
        return {
            Address(*note.cell.split("/")): note.text
            for note in self.notes
            if note.kind in _DOUBT and note.cell.count("/") == 2
        }


def reading_path(data_file: Path) -> Path:
    """Return where the record of a data file's reading is kept."""
    return data_file.with_suffix(".reading.json")


def load_reading(data_file: Path) -> ReadingRecord:
    """Return the record of a data file's reading, an empty one where there is none."""
    path = reading_path(data_file)
    try:
        if path.stat().st_size > _LARGEST:
            return ReadingRecord()
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ReadingRecord()
    cells = data.get("cells") if isinstance(data, dict) else None
    notes = data.get("notes") if isinstance(data, dict) else None
    return ReadingRecord(
        {
            Address(*name.split("/")): SourcePassage(_text(at, "place"), _text(at, "original"))
            for name, at in (cells.items() if isinstance(cells, dict) else ())
            if name.count("/") == 2 and isinstance(at, dict)
        },
        tuple(
            ReadingNote(*(_text(note, name) for name in ("cell", "text", "original", "kind")))
            for note in (notes if isinstance(notes, list) else ())
            if isinstance(note, dict)
        ),
    )


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) else ""
