"""Reports printed to PDF in other ways than ruled upright pages: rules, marks, pictures, turns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.ingest.containers.pdf.reader import read_pdf
from gongkai.ingest.document import Line, Ruled
from gongkai.ingest.reading import read
from gongkai.report import Blank, Unreadable, number
from tests.ingest.pdf_samples import box, page_of, text
from tests.ingest.publishing import as_is
from tests.ingest.test_shown import assert_read, assert_unread, of_figures, report

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

PIXELS = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"  # black


def printed(browser: Browser, inner: Callable[[str], str], css: str = "") -> bytes:
    """The report as Chromium prints it, its figures shown in a way of their own."""
    rules = "td{border:1px solid;padding:2px} table{border-collapse:collapse;width:100%}"
    content, _ = of_figures(inner)(report(), as_is)
    sheet = browser.new_page()
    try:
        styled = content.decode().replace(
            "</head>", f"<style>body{{font-size:10px}}{rules}{css}</style></head>"
        )
        sheet.set_content(styled)
        return sheet.pdf(prefer_css_page_size=True)
    finally:
        sheet.close()


@pytest.mark.parametrize(
    "inner", [lambda t: f"<s>{t}5</s>{t}", lambda t: f"{t}<sup>1</sup>"], ids=["struck", "raised"]
)
def test_in_a_pdf_what_is_struck_or_raised_is_no_part_of_a_figure(
    inner: Callable[[str], str], browser: Browser
) -> None:
    reading = read(printed(browser, inner), "marks.pdf")
    assert_read(reading)
    assert "noted" == reading.status["requests/received/total"]


def test_in_a_pdf_a_picture_in_place_of_a_figure_is_unread(browser: Browser) -> None:
    shown = printed(browser, lambda _: f'<img src="{PIXELS}" width="15" height="9">')
    assert_unread(read(shown, "pictures.pdf"))


@pytest.mark.parametrize("way", ["rotate-left", "rotate-right"])
def test_a_page_printed_sideways_is_turned_and_read(way: str, browser: Browser) -> None:
    css = f"@page{{size:A4 landscape;page-orientation:{way}}}"
    reading = read(printed(browser, str, css), "sideways.pdf")
    assert_read(reading)
    assert any("转正" in note.text for note in reading.notes)


def test_a_rule_through_a_figure_is_a_stroke_only_where_it_ends_with_it() -> None:
    cells = "".join(
        box(100 + 80 * i, 600, 80, 20) + text(f"{i}7", 110 + 80 * i, 605) for i in range(3)
    )
    whole_line = "0.5 w 100 609 m 340 609 l S\n"
    stroke = "0.5 w 110 609 m 123 609 l S\n"

    def texts(drawn: str) -> str:
        document = read_pdf(page_of((cells + drawn).encode()), "a.pdf")
        tables = [part for part in document.parts if isinstance(part, Ruled)]
        return re.sub(r"\s", "", "".join(cell.text for table in tables for cell in table.boxes))

    assert "划掉" in texts(stroke)
    assert "划掉" not in texts(whole_line)


RULES = {
    "dotted": "td{border:1px dotted #777}",
    "below_rows": "td{border:none;border-bottom:1px solid #999}",
    "three": "td{border:none} table{border-top:2px solid;border-bottom:2px solid}",
    "none": "td{border:none}",
    "shaded": "td{border:none} tr:nth-child(odd){background:#eef}",
}


@pytest.mark.parametrize("rules", RULES)
def test_tables_with_other_rules_or_none_are_read(rules: str, browser: Browser) -> None:
    assert_read(read(printed(browser, str, RULES[rules]), f"{rules}.pdf"))


def test_a_label_that_runs_into_the_figure_beside_it_is_no_part_of_it(browser: Browser) -> None:
    css = "td{border:none} body{font-size:14px !important}"
    values = read(printed(browser, str, css), "tight.pdf").values
    assert number(values["requests/granted_in_part/natural_person"]) == 462
    assert not any(isinstance(cell, Blank) for cell in values.values())


BROKEN = "td{word-break:break-all;padding:6px;font-size:15px} @page{margin:35mm;size:A5}"


@pytest.mark.parametrize("css", ["", "table{table-layout:fixed} td{text-align:center}", BROKEN])
def test_without_rules_and_with_blanks_a_pdf_is_read_right_or_not_at_all(
    css: str, browser: Browser
) -> None:
    content = printed(browser, lambda t: "" if t == "0" else t, f"td{{border:none}} {css}")
    values = read(content, "blanks.pdf").values
    cells = {str(a): number(c) for a, c in report().cells.items()}
    said = {a: number(c) or 0 for a, c in values.items() if not isinstance(c, Unreadable)}
    assert said
    assert said == {address: cells[address] for address in said}


def test_headings_with_page_numbers_far_behind_them_are_no_table() -> None:
    pages = [("Part 1", 4), ("Part 2", 6), ("Part 3", 7)]
    content = "".join(
        text(name, 60, 600 - 20 * at) + text(str(number), 400, 600 - 20 * at)
        for at, (name, number) in enumerate(pages)
    )
    document = read_pdf(page_of(content.encode()), "contents.pdf")
    assert {Line} == set(map(type, document.parts))
