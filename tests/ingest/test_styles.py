"""Shipped and random reports in every publishing style read back: right, or said not to be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai import law
from gongkai.ingest.reading import read
from gongkai.report import Report, Unreadable, number, store
from tests.ingest.styles import PRINTERS, STYLES
from tests.reports import DATA, SHIPPED, balanced

FLAT = {"bare_lines"}
"""The style in which blank cells vanish: there, unread is an honest answer."""


def reports() -> list[Report]:
    shipped = [store.load(DATA, agency, year) for agency, year in SHIPPED]
    forms = [law.edition("2019"), law.edition("2021"), law.edition("2021", "single_other_row")]
    return [*shipped, *(balanced(form, 1) for form in forms)]


def expected(figure: int | Decimal | None, printer: str) -> int | Decimal | None:
    return None if printer == "zeros_blank" and str(figure) == "0" else figure


@pytest.mark.parametrize("printer", PRINTERS)
@pytest.mark.parametrize("style", STYLES)
def test_what_is_published_is_read_back(style: str, printer: str) -> None:
    for seed, report in enumerate(reports()):
        reading = read(*STYLES[style](report, PRINTERS[printer](seed)))
        noted = {note.cell for note in reading.notes}
        for address, cell in report.cells.items():
            got = reading.values[str(address)]
            if isinstance(got, Unreadable):
                assert style in FLAT, (seed, address)
                assert printer == "zeros_blank", (seed, address)
                continue
            right = expected(number(cell), printer) == number(got)
            assert right or str(address) in noted, (seed, address, cell, got)
