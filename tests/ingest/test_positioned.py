"""Pages whose pieces of text stand at places of their own, as programs make them of PDF."""

from __future__ import annotations

import html

import pytest

from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from gongkai.report import Report, Unreadable, number, store
from tests.ingest.pasted_styles import columns
from tests.ingest.publishing import (
    HEADINGS,
    OPENING,
    Printer,
    as_is,
    drawings,
    expanded,
    zeros_blank,
)
from tests.ingest.web_styles import whole
from tests.reports import DATA


def report() -> Report:
    return store.load(DATA, "suqian-gov", 2024)


def lines_of(report: Report, printer: Printer) -> list[list[tuple[int, str]]]:
    """The lines of a report, each piece with its distance from the left."""
    lines = [[(0, text)] for text in (report.title, OPENING.format(year=report.year))]
    lines += [[(0, "一、总体情况")], [(0, "平稳推进。")]]
    for name, drawing in drawings(report, printer).items():
        lines.append([(0, HEADINGS[name])])
        grid = expanded(drawing, repeat=False)
        widths = columns(grid)
        lines += [
            [(8 * sum(widths[:at]), text) for at, text in enumerate(row) if text] for row in grid
        ]
    return [*lines, [(0, "五、存在的主要问题及改进情况")], [(0, "尚有不足。")]]


def positioned(
    printer: Printer = as_is,
    *,
    per_page: int = 20,
    by_columns: bool = False,
    foot: str = "%d",
    inner: str = "%s",
) -> Reading:
    lines = lines_of(report(), printer)
    pages = []
    for number_, start in enumerate(range(0, len(lines), per_page), 1):
        placed = [
            (40 + 22 * at, 60 + left, text)
            for at, line in enumerate(lines[start : start + per_page])
            for left, text in line
        ]
        if by_columns:
            placed.sort(key=lambda piece: (piece[1], piece[0]))
        if foot:
            placed.append((1000, 400, foot % number_))
        pieces = "".join(
            f'<p style="position:absolute;top:{top}px;left:{left}px;white-space:nowrap" class="ft">'
            f"{inner % html.escape(text)}</p>"
            for top, left, text in placed
        )
        pages.append(f'<div id="page{number_}" style="position:relative">{pieces}</div>')
    return read(whole("".join(pages)).encode(), "pages.html")


@pytest.mark.parametrize("foot", ["", "%d", "- %d -", "第%d页"])
@pytest.mark.parametrize("by_columns", [False, True])
@pytest.mark.parametrize("per_page", [20, 34])
def test_pieces_are_put_together_to_lines_whatever_their_order(
    foot: str, per_page: int, *, by_columns: bool
) -> None:
    reading = positioned(per_page=per_page, by_columns=by_columns, foot=foot)
    assert {str(a): number(c) for a, c in report().cells.items()} == {
        a: number(cell) for a, cell in reading.values.items()
    }
    assert "complete" == reading.outcome


@pytest.mark.parametrize("by_columns", [False, True])
def test_where_zeros_are_blank_figures_stand_below_their_heads(*, by_columns: bool) -> None:
    reading = positioned(zeros_blank, by_columns=by_columns)
    for address, cell in report().cells.items():
        got = reading.values[str(address)]
        assert not isinstance(got, Unreadable)
        assert number(got) == (number(cell) or None)


@pytest.mark.parametrize(
    "inner", ["%s<s>9</s>", '%s<b style="display:none">9</b>', "%s<sup>2</sup>"]
)
def test_pieces_of_more_than_plain_text_are_not_put_together(inner: str) -> None:
    reading = positioned(inner=inner)
    noted = {note.cell for note in reading.notes}
    for address, cell in report().cells.items():
        got = reading.values[str(address)]
        is_right = isinstance(got, Unreadable) or number(got) == number(cell)
        assert is_right or str(address) in noted


def test_a_figure_at_the_foot_that_is_not_the_number_of_the_page_is_kept() -> None:
    reading = positioned(foot="77%d")
    assert "partial" == reading.outcome
