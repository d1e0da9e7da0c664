"""Real documents, read by hand before: every cell equal, nothing silently wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.ingest.as_json import as_data, json_text
from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading

WHOLE = (
    "county-petition-bureau-2020.txt",
    "hangzhou-gov-2025.html",
    "hongze-gov-2023.pdf",
    "suqian-gov-2023.cells.json",
    "suqian-gov-2024.cells.json",
)


def reading_of(shared: Path, name: str) -> Reading:
    path = shared / "reports" / name
    return read(path.read_bytes(), path.name)


@pytest.mark.parametrize("name", WHOLE)
def test_every_cell_is_as_it_was_read_by_hand(shared: Path, name: str) -> None:
    stem = name.removesuffix(".cells.json").rsplit(".", 1)[0]
    stem = name.removesuffix(".cells.json") if name.endswith(".json") else stem
    by_hand = json.loads((shared / "reports" / f"{stem}.cells.json").read_text())
    reading = reading_of(shared, name)
    told = json.loads(json_text(as_data(reading)))
    assert (by_hand["cells"], by_hand["edition"]) == (told["cells"], told["edition"])
    assert "complete" == reading.outcome


def test_of_a_document_with_missing_rows_the_rest_is_read(shared: Path) -> None:
    reading = reading_of(shared, "shuyang-development-2023.partial.html")
    status = list(reading.status.values())
    assert ("partial", 133, 30) == (reading.outcome, status.count("unread"), status.count("blank"))
    assert ("沭阳县发展和改革局", 2023, "own") == (reading.agency, reading.year, reading.scope)


def test_the_blank_form_is_all_blank(shared: Path) -> None:
    reading = reading_of(shared, "blank-form-2021.docx")
    assert ("2021", {"blank"}, 200) == (
        reading.edition,
        set(reading.status.values()),
        len(reading.status),
    )


@pytest.mark.parametrize(
    ("name", "cells"), [("ankang-2019", 8), ("beijingjie-2020", 22), ("yangling-tjj-2020", 9)]
)
def test_of_an_opening_the_tables_there_are_read(shared: Path, name: str, cells: int) -> None:
    reading = reading_of(shared, f"openings/{name}.txt")
    unread = list(reading.status.values()).count("unread")
    assert ("2019", "partial", cells) == (reading.edition, reading.outcome, 198 - unread)


def test_heads_of_two_editions_are_refused_and_both_readings_shown(shared: Path) -> None:
    reading = reading_of(shared, "openings/quxian-jyj-2021-mixed.txt")
    said = "\n".join(note.text for note in reading.notes)
    assert ("", {}, "partial") == (reading.edition, dict(reading.values), reading.outcome)
    assert "按2019年格式" in said
    assert "按2021年格式" in said
