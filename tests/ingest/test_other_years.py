"""A table under the caption of another year is never this year's without a word."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from gongkai.report import Report, number, store
from tests.ingest.pasted_styles import PASTED_STYLES
from tests.ingest.publishing import (
    HEADINGS,
    Drawing,
    Drawn,
    as_is,
    drawings,
    expanded,
    html_table,
    page,
)
from tests.ingest.styles import STYLES
from tests.ingest.web_styles import WEB_STYLES, kind_of, whole, width_of
from tests.reports import DATA

LAST = "2023年收到和处理政府信息公开申请情况"


def report() -> Report:
    return store.load(DATA, "suqian-gov", 2024)


def read_page(body: str) -> Reading:
    return read(whole(body).encode(), "page.html")


def doubled(text: str) -> str:
    return str(2 * int(text)) if text.isdecimal() else text


def over(caption: str) -> Reading:
    """The report with a line between the heading and the table of section three."""
    heading = f"<p>{HEADINGS['requests']}</p>"
    return read_page(page(report(), html_table).replace(heading, f"{heading}<p>{caption}</p>"))


def as_last_year(drawing: Drawing, caption: str = LAST) -> str:
    return f"<p>{caption}</p>{html_table(drawing, doubled)}"


def assert_read(reading: Reading) -> None:
    assert {str(a): number(c) for a, c in report().cells.items()} == {
        a: number(cell) for a, cell in reading.values.items()
    }


def noted_tables(reading: Reading) -> set[str]:
    return {note.cell.split("/")[0] for note in reading.notes if note.kind == "year"}


@pytest.mark.parametrize(
    "caption",
    [
        LAST,
        "附：2022年度申请情况表",
        "表二　收到和处理情况（二〇二三年）",
        "（统计期限：2023年1月1日至2023年12月31日）",
        "上年度收到和处理政府信息公开申请情况",
        "2023年情况</p><p>（单位：件）",
    ],
)
def test_a_table_alone_under_the_caption_of_another_year_has_a_note_on_every_cell(
    caption: str,
) -> None:
    reading = over(caption)
    assert_read(reading)
    requests = {a for a in reading.values if a.startswith("requests/")}
    assert requests == {note.cell for note in reading.notes if note.kind == "year"}


@pytest.mark.parametrize(
    "caption",
    [
        "2024年收到和处理政府信息公开申请情况",
        "2023年、2024年收到和处理政府信息公开申请情况",
        "2023年，本机关收到申请三件。",
        "与2023年相比申请量有所下降",
        "发布日期：2023年3月5日",
        "2025-01-20",
        "根据国办公开办函〔2021〕30号编制",
        "上年结转政府信息公开申请数量",
        "附件1：申请情况表",
        "2019年以来申请情况",
    ],
)
def test_a_year_that_a_line_mentions_is_no_year_of_the_table(caption: str) -> None:
    reading = over(caption)
    assert_read(reading)
    assert set() == noted_tables(reading)


def test_a_title_row_of_another_year_is_told_until_the_next_table() -> None:
    def titled(drawing: Drawing) -> str:
        is_requests = kind_of(drawing) == "requests"
        title = [[Drawn(LAST, width_of(drawing))], [Drawn("单位：件", width_of(drawing))]]
        return html_table([*(title if is_requests else []), *drawing])

    reading = read_page(page(report(), titled))
    assert_read(reading)
    assert {"requests"} == noted_tables(reading)


@pytest.mark.parametrize("style", ["single_grid", "headed"])
def test_in_one_grid_or_under_a_caption_of_the_markup_it_is_told_as_well(style: str) -> None:
    content, name = WEB_STYLES[style](report(), as_is)
    old = HEADINGS["requests"].encode()
    reading = read(content.replace(old, f"{HEADINGS['requests']}（2023年）".encode()), name)
    assert_read(reading)
    assert {"requests"} == noted_tables(reading)


@pytest.mark.parametrize("style", ["markdown", "tabs", "pandoc_grid", "spread"])
def test_in_text_it_is_told_as_well(style: str) -> None:
    content, name = {**STYLES, **PASTED_STYLES}[style](report(), as_is)
    heading = HEADINGS["requests"].encode()
    reading = read(content.replace(heading, heading + f"\n\n{LAST}\n".encode()), name)
    assert_read(reading)
    assert {"requests"} == noted_tables(reading)


def test_a_table_cut_in_several_goes_on_under_its_caption() -> None:
    drawing = drawings(report(), as_is)["disclosure"]
    parts = [drawing[:6], drawing[6:]]
    old = html_table(drawing)
    new = "<p>2023年主动公开情况</p>" + "<p>- 2 -</p>".join(map(html_table, parts))
    reading = read_page(page(report(), html_table).replace(old, new))
    disclosure = {a for a in reading.values if a.startswith("disclosure/")}
    assert disclosure == {note.cell for note in reading.notes if note.kind == "year"}


@pytest.mark.parametrize("is_before", [True, False])
@pytest.mark.parametrize("kind", HEADINGS)
def test_where_the_report_has_its_own_table_that_of_another_year_is_left_out(
    kind: str, *, is_before: bool
) -> None:
    def both(drawing: Drawing) -> str:
        if kind_of(drawing) != kind:
            return html_table(drawing)
        other = as_last_year(drawing, "2023年情况")
        own = f"<p>2024年情况</p>{html_table(drawing)}"
        return other + own if is_before else own + other

    reading = read_page(page(report(), both))
    assert_read(reading)
    assert "complete" == reading.outcome
    assert [""] == [note.cell for note in reading.notes if note.kind == "year"]


@pytest.mark.parametrize("kind", ["disclosure", "disputes"])
def test_a_caption_over_a_part_of_the_only_table_leaves_nothing_out(kind: str) -> None:
    content, name = WEB_STYLES["apart"](report(), as_is)
    first = {"disclosure": "第二十条第（五）项", "disputes": HEADINGS[kind]}[kind]
    text = content.decode().replace(f"<p>{first}", f"<p>2023年情况</p><p>{first}")
    if kind == "disputes":
        text = content.decode().replace(f"<p>{first}</p>", f"<p>{first}</p><p>2023年情况</p>")
    reading = read(text.encode(), name)
    assert_read(reading)
    assert {kind} == noted_tables(reading)


def test_tables_of_two_years_without_captions_are_still_unread_where_they_differ() -> None:
    reading = read_page(
        page(report(), lambda drawing: html_table(drawing) + html_table(drawing, doubled))
    )
    assert "partial" == reading.outcome


def test_the_whole_report_of_another_year_below_this_one_is_left_out() -> None:
    other = store.load(DATA, "suqian-gov", 2023)
    reading = read_page(page(report(), html_table) + page(other, html_table))
    assert_read(reading)
    assert "complete" == reading.outcome
    assert any(other.title in note.text for note in reading.notes if note.kind == "year")


@pytest.mark.parametrize(("sheet", "outcome"), [("2023年", "complete"), ("另表", "partial")])
def test_a_further_sheet_that_names_another_year_is_left_out(sheet: str, outcome: str) -> None:
    book = Workbook()
    book.worksheets[0].append([report().title])
    for name, each in (("表", report()), (sheet, store.load(DATA, "suqian-gov", 2023))):
        told = book.worksheets[0] if name == "表" else book.create_sheet(name)
        for drawing in drawings(each, as_is).values():
            for row in expanded(drawing, repeat=False):
                told.append(row)
    content = io.BytesIO()
    book.save(content)
    reading = read(content.getvalue(), "a.xlsx")
    assert outcome == reading.outcome
    if outcome == "complete":
        assert_read(reading)
