"""A reading as JSON, versioned; figures digit by digit as they were read."""

from __future__ import annotations

from typing import Any

import msgspec

from gongkai.ingest.values import Reading
from gongkai.report import number

FORMAT = "gongkai-reading/1"
SIDE_FORMAT = "gongkai-reading-record/1"

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def as_data(reading: Reading) -> dict[str, Any]:
    """Return what `--format json` prints of a document.

    `edition` is the number of the form (2019, 2021) or null; `agency` the name as
    published or null; `cells` has every address of the form as printed.
    """
    return {
        "format": FORMAT,
        "edition": int(reading.edition) if reading.edition else None,
        "agency": reading.agency or None,
        "year": reading.year,
        "scope": reading.scope,
        "cells": {address: number(cell) for address, cell in reading.values.items()},
        "status": reading.status,
        "notes": [
            {"cell": n.cell, "kind": n.kind, "text": n.text, "original": n.original}
            for n in reading.notes
        ],
        "leftover": [{"text": left.original, "place": left.place} for left in reading.leftover],
        "narrative": {section: list(texts) for section, texts in reading.narrative.items()},
    }


def as_side_record(reading: Reading) -> dict[str, Any]:
    """Return what is kept beside the agency-year: the reading, and where each cell came from."""
    return {
        **as_data(reading),
        "format": SIDE_FORMAT,
        "file": reading.name,
        "kind": reading.kind,
        "sha256": reading.sha256,
        "title": reading.title,
        "published": reading.published or None,
        "cells": {
            address: {
                "figure": number(cell),
                "place": reading.places[address].place if address in reading.places else "",
                "original": reading.places[address].original if address in reading.places else "",
            }
            for address, cell in reading.values.items()
        },
    }


def json_text(data: Any) -> str:
    """Return JSON text, one key a line, ending in a line break."""
    return msgspec.json.format(_ENCODER.encode(data), indent=1).decode() + "\n"
