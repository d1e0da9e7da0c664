"""Section three on its side: read where nothing can slip, unread elsewhere, never wrong."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from gongkai.report import Report, Unreadable, number, store
from tests.ingest.publishing import Drawing, Drawn, as_is, expanded, html_table, page
from tests.ingest.styles import _text_page
from tests.ingest.web_styles import (
    kind_of,
    short_labels,
    sideways,
    sideways_plain,
    whole,
)
from tests.reports import DATA


def report() -> Report:
    return store.load(DATA, "suqian-gov", 2024)


def bars(drawing: Drawing) -> str:
    return "\n".join("|" + "|".join(row) + "|" for row in expanded(drawing, repeat=False))


def ragged(drawing: Drawing) -> str:
    return "\n".join("|" + "|".join(cell.text for cell in row) + "|" for row in drawing)


def tabs(drawing: Drawing) -> str:
    return "\n".join("\t".join(row) for row in expanded(drawing, repeat=False))


def blanks(drawing: Drawing) -> str:
    return "\n".join(" ".join(cell.text for cell in row) for row in drawing)


def of_page(change: Callable[[Drawing], Drawing]) -> Reading:
    return read(whole(page(report(), lambda d: html_table(change(d)))).encode(), "page.html")


def of_text(change: Callable[[Drawing], Drawing], table: Callable[[Drawing], str]) -> Reading:
    return read(_text_page(report(), lambda d: table(change(d)), as_is), "page.txt")


def assert_requests_unread(reading: Reading) -> None:
    for address, cell in report().cells.items():
        got = reading.values[str(address)]
        assert isinstance(got, Unreadable) == (address.table == "requests")
        assert isinstance(got, Unreadable) or number(cell) == number(got)
    assert "partial" == reading.outcome


@pytest.mark.parametrize("table", [bars, tabs])
@pytest.mark.parametrize("change", [sideways, sideways_plain])
def test_in_text_that_keeps_its_blank_cells_it_is_read(
    change: Callable[[Drawing], Drawing], table: Callable[[Drawing], str]
) -> None:
    reading = of_text(change, table)
    assert {str(a): number(c) for a, c in report().cells.items()} == {
        a: number(cell) for a, cell in reading.values.items()
    }


def test_labels_without_their_numbers_are_known_where_they_stand() -> None:
    def bare(drawing: Drawing) -> Drawing:
        heads, *body = sideways_plain(drawing)
        if kind_of(drawing) != "requests":
            return drawing
        texts = [re.sub(r"^(?:\d\.|（[一-七]）|[一-四]、)", "", cell.text) for cell in heads]
        return [[Drawn(text) for text in texts], *body]

    reading = of_page(bare)
    assert {str(a): number(c) for a, c in report().cells.items()} == {
        a: number(cell) for a, cell in reading.values.items()
    }


def shortened(drawing: Drawing) -> Drawing:
    """Labels that the form does not have in full."""
    if kind_of(drawing) != "requests":
        return drawing
    heads, *body = sideways_plain(drawing)
    return [[Drawn(short_labels(cell.text)) for cell in heads], *body]


def one_cell_less(drawing: Drawing) -> Drawing:
    """A cell is missing at the end of a row."""
    if kind_of(drawing) != "requests":
        return drawing
    *rows, last = sideways_plain(drawing)
    return [*rows, last[:-1]]


def one_label_less(drawing: Drawing) -> Drawing:
    """A label is missing, so that all after it stand one to the left."""
    if kind_of(drawing) != "requests":
        return drawing
    heads, *body = sideways_plain(drawing)
    return [[*heads[:9], *heads[10:]], *body]


def merged(drawing: Drawing) -> Drawing:
    """Two figures of a row are one cell."""
    if kind_of(drawing) != "requests":
        return drawing
    *rows, last = sideways_plain(drawing)
    return [*rows, [*last[:5], Drawn("0", 2), *last[7:]]]


@pytest.mark.parametrize("change", [shortened, one_cell_less, one_label_less, merged])
def test_where_labels_and_figures_could_slip_it_is_unread(
    change: Callable[[Drawing], Drawing],
) -> None:
    assert_requests_unread(of_page(change))
    assert_requests_unread(of_text(change, ragged))


@pytest.mark.parametrize("change", [sideways, sideways_plain, shortened])
def test_in_text_that_loses_its_blank_cells_it_is_unread_and_not_blank(
    change: Callable[[Drawing], Drawing],
) -> None:
    assert_requests_unread(of_text(change, blanks))
