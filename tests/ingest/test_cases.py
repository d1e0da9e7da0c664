"""Section four as a table for each kind of case, which a caption or a row of its own names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongkai.ingest.matching.cases import case_named
from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from gongkai.report import Report, Unreadable, number, store
from tests.ingest.publishing import Drawing, Drawn, as_is, html_table, page
from tests.ingest.styles import _text_page
from tests.ingest.web_styles import kind_of, whole
from tests.reports import DATA

NAMES = ("行政复议", "未经复议直接起诉", "复议后起诉")
TITLES = [
    NAMES,
    ("（一）行政复议情况", "（二）未经复议直接起诉情况", "（三）复议后起诉情况"),
    ("1.行政复议", "2.行政诉讼（未经复议直接起诉）", "3.行政诉讼（经复议后起诉）"),
    ("表4 行政复议", "表5 未经复议直接起诉", "表6 复议后起诉"),
    (
        "因政府信息公开被申请行政复议情况表",
        "行政诉讼情况表（未经复议直接起诉）",
        "行政复议后起诉案件",
    ),
]


def report() -> Report:
    return store.load(DATA, "hongze-gov", 2023)


def tables(drawing: Drawing) -> list[Drawing]:
    """The outcomes and figures of each kind of case."""
    heads = [Drawn(cell.text) for cell in drawing[2][:5]]
    return [[heads, drawing[3][5 * n : 5 * n + 5]] for n in range(3)]


def below(title: str, table: Drawing) -> str:
    return f"<p>{title}</p>{html_table(table)}"


def with_unit(title: str, table: Drawing) -> str:
    return f"<p>{title}</p><p>单位：件</p>{html_table(table)}"


def as_row(title: str, table: Drawing) -> str:
    return html_table([[Drawn(title, 5)], *table])


def as_caption(title: str, table: Drawing) -> str:
    return html_table(table).replace(">", f"><caption>{title}</caption>", 1)


def downward(title: str, table: Drawing) -> str:
    return f"<p>{title}</p>{html_table([list(pair) for pair in zip(*table, strict=True)])}"


def drawn_as(layout: Callable[[str, Drawing], str], titles: tuple[str, ...]) -> Reading:
    def table(drawing: Drawing) -> str:
        if kind_of(drawing) != "disputes":
            return html_table(drawing)
        return "".join(map(layout, titles, tables(drawing)))

    return read(whole(page(report(), table)).encode(), "page.html")


def assert_read(reading: Reading) -> None:
    assert {str(a): number(c) for a, c in report().cells.items()} == {
        a: number(cell) for a, cell in reading.values.items()
    }
    assert "complete" == reading.outcome


@pytest.mark.parametrize("titles", TITLES)
@pytest.mark.parametrize("layout", [below, with_unit, as_row, as_caption, downward])
def test_a_table_for_each_case_is_read_under_what_names_it(
    layout: Callable[[str, Drawing], str], titles: tuple[str, ...]
) -> None:
    assert_read(drawn_as(layout, titles))


@pytest.mark.parametrize("titles", TITLES)
def test_in_text_with_bars_each_case_is_read_as_well(titles: tuple[str, ...]) -> None:
    def table(drawing: Drawing) -> str:
        parts = tables(drawing) if kind_of(drawing) == "disputes" else [drawing]
        said = titles if len(parts) > 1 else ("",)
        return "\n\n".join(
            "\n".join([title, *("|" + "|".join(c.text for c in row) + "|" for row in part)])
            for title, part in zip(said, parts, strict=True)
        )

    assert_read(read(_text_page(report(), table, as_is), "page.txt"))


def test_the_cases_may_come_in_another_order() -> None:
    def table(drawing: Drawing) -> str:
        if kind_of(drawing) != "disputes":
            return html_table(drawing)
        return "".join(map(below, NAMES[::-1], tables(drawing)[::-1]))

    assert_read(read(whole(page(report(), table)).encode(), "page.html"))


@pytest.mark.parametrize(
    "titles", [("", "", ""), ("甲", "乙", "丙"), ("行政复议", "行政诉讼", "行政诉讼")]
)
@pytest.mark.parametrize("layout", [below, as_row, downward])
def test_a_case_that_nothing_names_is_unread(
    layout: Callable[[str, Drawing], str], titles: tuple[str, ...]
) -> None:
    reading = drawn_as(layout, titles)
    for address, cell in report().cells.items():
        got = reading.values[str(address)]
        is_named = address.table != "disputes" or (address.row, titles[0]) == ("review", NAMES[0])
        if not isinstance(got, Unreadable):
            assert is_named
            assert number(cell) == number(got)


@pytest.mark.parametrize(
    "text",
    [
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政诉讼",
        "行政复议纠错",
        "未经复议直接起诉、复议后起诉",
    ],
)
def test_a_heading_of_several_cases_or_other_things_names_none(text: str) -> None:
    assert "" == case_named(text)
