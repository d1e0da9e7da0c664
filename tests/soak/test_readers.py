"""The bounded part of `make soak`: some damaged documents of each style, every time."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from gongkai import law
from gongkai.ingest.reading import read
from gongkai.law import Address
from gongkai.report import Unreadable, number
from tests.ingest.publishing import Drawing, Editor, as_is
from tests.reports import balanced
from tests.soak import rendering
from tests.soak.damaged import kinds
from tests.soak.drafts import Draft
from tests.soak.mutations import MUTATIONS
from tests.soak.part_pairs import QUICK, damaged_by
from tests.soak.part_readers import attempt, bytewise, structured
from tests.soak.rendering import PADDED, RENDERERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("kind", QUICK)
def test_no_damaged_table_is_read_wrong_without_a_word(kind: str) -> None:
    for case in range(12):
        came = structured(kind, random.Random(f"{kind} {case}"))
        assert "" == came["fault"], case
        assert [] == [wrong for wrong in came["wrong"] if not wrong[3]], (case, came["damage"])


@pytest.mark.parametrize("kind", sorted(set(kinds()) - {"pdf"}))
def test_damaged_bytes_are_read_or_refused_in_a_sentence(kind: str) -> None:
    for case in range(8):
        assert "" == bytewise(kind, random.Random(f"{kind} {case}"))["fault"], case


FOUND = {
    (1, 7884): "a list where JSON has the scope",
    (1, 10578): "an object there",
    (1, 6003): "a figure with a circled digit behind it, in a workbook",
    (1, 10525): "the same on a page",
    (1, 9183): "a column is gone, and the rows' habit and their heads say different things",
    (1, 15190): "last year's disputes follow without their heads",
    (4, 5133): "a row is printed twice, its label damaged the second time",
    (5, 9572): "the row 总计 among the others is no head of a column",
    (6, 769): "a remark beside one of two equal figures",
    (6, 6252): "columns exchanged, and the head of one damaged",
    (10, 7990): "rows with serial numbers, a cell a line, the first of one blank",
    (14, 17854): "a blank first figure and an empty column, a cell a line",
    (12, 3628): "a row stands twice, its label damaged the first time, another figure in it",
    (17, 11764): "a row stands twice, a sign no figure can have in the second",
    (19, 1256): "a column is gone, and a 0 spans two rows, which fills the second one up",
    (18, 2104): "last year follows, a figure in two cells and a word for the total in both",
    (5, 12311): "a figure broken before its point, the rest on a line of its own",
}
PAIRS_FOUND = {
    ("padded_rows", "drop_row", "foreign_row", 9): "a blank row among the heads is no row of them",
    ("gb_page", "double_cell", "word", 7): "words in place of a figure are no piece of a label",
    ("tabs", "drop_column", "break_label", 3): "a piece of a label in place of a lost column",
    ("tabs", "break_label", "drop_column", 4): "the piece is a single sign",
    ("tabs", "last_year", "damage_label", 3): "two tables, a row's label lost in one of them",
    ("lone_bars", "last_year", "damage_label", 1): "the same with lone bars",
}


@pytest.mark.parametrize("found", FOUND, ids=lambda found: FOUND[found].replace(" ", "-"))
def test_what_twenty_thousand_documents_found_is_mended(found: tuple[int, int]) -> None:
    came = attempt(*found)

    assert "" == came["fault"]
    assert [] == [wrong for wrong in came["wrong"] if not wrong[3]]


PRINTED_FOUND = {
    (7, 10482): "a row stands twice, the second time under a lost label",
    (10, 14162): "a blank beside the point of a figure",
}


@pytest.mark.parametrize(
    "found", PRINTED_FOUND, ids=lambda found: PRINTED_FOUND[found].replace(" ", "-")
)
def test_what_printed_documents_found_is_mended(
    found: tuple[int, int], browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = browser.new_page()  # the soak's own browser would outlive this module
    monkeypatch.setattr(rendering, "_page", lambda: sheet)
    came = attempt(*found)

    assert ("pdf", "") == (came["kind"], came["fault"])
    assert [] == [wrong for wrong in came["wrong"] if not wrong[3]]


@pytest.mark.parametrize(
    "found", PAIRS_FOUND, ids=lambda found: PAIRS_FOUND[found].replace(" ", "-")
)
def test_what_all_pairs_of_damages_found_is_mended(found: tuple[str, str, str, int]) -> None:
    kind, first, second, seed = found
    came = damaged_by((first, second), kind, seed)

    assert "" == came["fault"]
    assert [] == [wrong for wrong in came["wrong"] if not wrong[3]]


@pytest.mark.parametrize("kind", ["plain_html", "docx", "row_lines"])
@pytest.mark.parametrize("mutation", sorted(MUTATIONS))
def test_damage_in_one_place_costs_no_more_than_it_touches(mutation: str, kind: str) -> None:
    """Most of the rest is read: a reader that gave up would pass every other test."""
    report = balanced(law.edition("2021"), 11)
    draft = Draft(report, random.Random(mutation), is_padded=kind in PADDED)

    def alter(tables: dict[str, Drawing]) -> None:
        draft.take(tables)
        MUTATIONS[mutation](draft)

    reading = read(*RENDERERS[kind](report, Editor(alter, as_is)))
    right = [
        address
        for address, truth in draft.truth.items()
        if truth.is_certain and number(reading.cells.get(address, Unreadable("?"))) == truth.figure
    ]
    assert len(right) >= LEAST.get(mutation, 0.85) * len(report.cells), len(right)


LEAST = {"last_year": 0.1, "drop_column": 0.1, "swap_columns": 0.1, "swap_tables": 0.6}
"""Where less can be read: another year's figures beside, a column that is not there."""


def test_a_draft_knows_what_it_says_after_a_cell_is_lost() -> None:
    report = balanced(law.edition("2021"), 1)
    draft = Draft(report, random.Random(1))
    lost = Address("requests", "granted", "business")

    def alter(tables: dict[str, Drawing]) -> None:
        draft.take(tables)
        row = next(row for row in tables["requests"] if lost in {c.address for c in row})
        draft.lose(row, next(at for at, cell in enumerate(row) if cell.address == lost))

    RENDERERS["plain_html"](report, Editor(alter, as_is))
    assert set(report.cells) - {lost} == set(draft.truth)
