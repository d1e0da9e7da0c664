"""Any report in any style there is: the same report, or an honest note."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import settings as settled
from hypothesis import strategies as st

from gongkai import law
from gongkai.ingest.reading import read
from gongkai.report import Blank, Unreadable, number
from tests.ingest.office_styles import OFFICE_STYLES
from tests.ingest.pasted_styles import PASTED_STYLES
from tests.ingest.styles import PRINTERS, STYLES, Style
from tests.ingest.test_mutated import FORMS
from tests.ingest.web_styles import WEB_STYLES
from tests.reports import STEADY, balanced

EVERY: Mapping[str, Style] = {**STYLES, **WEB_STYLES, **PASTED_STYLES, **OFFICE_STYLES}


@pytest.mark.parametrize("style", sorted(EVERY))
@settled(STEADY, max_examples=2)
@given(
    printer=st.sampled_from(sorted(PRINTERS)),
    form=st.sampled_from(FORMS),
    seed=st.integers(0, 10**6),
)
def test_no_figure_is_other_than_published_without_a_note(
    style: str, printer: str, form: tuple[str, str], seed: int
) -> None:
    report = balanced(law.edition(*form), seed)
    reading = read(*EVERY[style](report, PRINTERS[printer](seed)))
    noted = {note.cell for note in reading.notes}
    assert (report.form.id, report.form.variant) == (reading.edition, reading.variant)
    for address, cell in report.cells.items():
        got = reading.values[str(address)]
        is_blank_zero = printer == "zeros_blank" and number(cell) == 0 and isinstance(got, Blank)
        is_right = number(cell) == number(got) or is_blank_zero
        assert is_right or isinstance(got, Unreadable) or str(address) in noted, (address, got)
