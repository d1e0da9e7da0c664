"""Columns and groups in another order than the form's, as their heads say, and cut labels."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from gongkai.report import Report, number, store
from tests.ingest.publishing import Drawing, Editor, as_is
from tests.ingest.styles import STYLES
from tests.reports import DATA


def report() -> Report:
    return store.load(DATA, "suqian-gov", 2024)


def assert_read(reading: Reading) -> None:
    expected = {str(address): number(cell) for address, cell in report().cells.items()}
    assert expected == {address: number(cell) for address, cell in reading.values.items()}


def natural_persons_last(tables: dict[str, Drawing]) -> None:
    drawing = tables["requests"]
    natural, organisations, total = drawing[1]
    drawing[1] = [organisations, natural, total]
    for row in drawing[3:]:
        figures = row[-7:]
        row[-7:] = [*figures[1:6], figures[0], figures[6]]


def litigation_first(tables: dict[str, Drawing]) -> None:
    cases, outcomes, below, values = tables["disputes"]
    tables["disputes"] = [
        [cases[1], cases[0]],
        [*outcomes[5:], *outcomes[:5]],
        below,
        [*values[5:], *values[:5]],
    ]


@pytest.mark.parametrize("style", ["plain_html", "word_html", "cms_page"])
@pytest.mark.parametrize("alter", [natural_persons_last, litigation_first])
def test_a_head_on_the_upper_line_is_placed_by_its_column(
    alter: Callable[[dict[str, Drawing]], None], style: str
) -> None:
    assert_read(read(*STYLES[style](report(), Editor(alter, as_is))))


@pytest.mark.parametrize("cut", ["行政事业性\n收费 ", "行政事业\n性收费 ", "行政\n事业性\n收费 "])
def test_the_last_label_of_section_two_may_be_broken(cut: str) -> None:
    content, name = STYLES["row_lines"](report(), as_is)
    text = content.decode().replace(" | ", " ")
    assert text.count("行政事业性收费 ") == 1
    assert_read(read(text.replace("行政事业性收费 ", cut).encode(), name))
