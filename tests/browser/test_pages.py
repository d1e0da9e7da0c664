"""The pages in a browser: accessible, readable on a phone, fit to be printed."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from gongkai.report import Blank, Count, Report, store
from tests.browser.pages import DATA, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DESKTOP, PHONE = 1280, 375


def large() -> Report:
    """A big city: every count of 宿迁 ten times over."""
    report = store.load(DATA, "suqian-gov", 2024)
    cells = {
        address: Count(cell.value * 10) if isinstance(cell, Count) else cell
        for address, cell in report.cells.items()
    }
    return replace(report, cells=cells)


def empty() -> Report:
    """A new file, nothing filled in."""
    report = store.load(DATA, "suqian-gov", 2024)
    return replace(report, cells=dict.fromkeys(report.cells, Blank()))


def shipped(agency: str, year: int) -> Callable[[], Report]:
    return lambda: store.load(DATA, agency, year)


PAGES: dict[str, tuple[str, Callable[[], Report]]] = {
    "edition-2019": ("report", shipped("county-petition-bureau", 2020)),
    "edition-2021": ("review", shipped("suqian-gov", 2024)),
    "two-errors": ("review", shipped("hongze-gov", 2023)),
    "large-figures": ("report", large),
    "nothing-filled-in": ("review", empty),
}


@pytest.fixture(scope="module", params=PAGES)
def html(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    kind, report = PAGES[request.param]
    path = tmp_path_factory.mktemp("pages") / f"{kind}.html"
    path.write_text(page(kind, report()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def printed(browser: Browser, html: Path) -> list[str]:
    """The text of each sheet of A4."""
    tab = browser.new_page()
    tab.goto(html.as_uri())
    found = sheets(tab.pdf(prefer_css_page_size=True))
    tab.close()
    return found


def sheets(pdf: bytes) -> list[str]:
    """The text of each sheet; fonts map some characters to radicals that look the same."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in pages]


@pytest.fixture
def opened(browser: Browser, html: Path) -> Iterator[Page]:
    tab = browser.new_page(viewport={"width": DESKTOP, "height": 800})
    tab.goto(html.as_uri())
    yield tab
    tab.close()


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing_to_complain_about(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 800})
    violations = Axe().run(opened).response["violations"]
    assert [] == [(v["id"], [node["html"][:90] for node in v["nodes"][:3]]) for v in violations]


@pytest.mark.parametrize("width", [360, PHONE, 768, DESKTOP])
def test_nothing_is_wider_than_the_screen(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 800})
    assert width >= opened.evaluate("document.documentElement.scrollWidth")


def test_a_very_narrow_screen_scrolls_the_table_not_the_page(opened: Page) -> None:
    opened.set_viewport_size({"width": 320, "height": 640})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320


def test_columns_on_a_phone_have_room_for_two_characters_and_the_labels(opened: Page) -> None:
    opened.set_viewport_size({"width": PHONE, "height": 800})
    widths = opened.evaluate(
        """table => Array.from(
            document.querySelector(`[data-table=${table}] tbody tr`).children,
            cell => cell.offsetWidth)""",
        "requests",
    )
    label, *figures = widths
    assert label >= 120
    assert min(figures) >= 24


def test_no_figure_is_cut_off_on_a_phone(opened: Page) -> None:
    opened.set_viewport_size({"width": PHONE, "height": 800})
    cut = opened.evaluate(
        """Array.from(document.querySelectorAll('td[data-address]'))
        .filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.id)"""
    )
    assert [] == cut


def test_a_few_sheets_of_a4_with_page_numbers_are_printed(printed: list[str]) -> None:
    assert 4 <= len(printed) <= 14
    assert all(f"— {number} —" in sheet for number, sheet in enumerate(printed, start=1))


def test_sheets_are_a4(opened: Page) -> None:
    box = PdfReader(io.BytesIO(opened.pdf(prefer_css_page_size=True))).pages[0].mediabox
    assert (595, 842) == (round(float(box.width)), round(float(box.height)))


def test_the_table_of_requests_stays_on_one_sheet(printed: list[str]) -> None:
    (sheet,) = [text for text in printed if "申请人情况" in text]
    assert "四、结转下年度继续办理" in sheet


def test_a_heading_stays_with_its_table(printed: list[str]) -> None:
    (sheet,) = [text for text in printed if "申请人情况" in text]
    assert "单位" in sheet
    assert not any(text.rstrip().splitlines()[-2].startswith("三、") for text in printed)


def test_heads_are_repeated_where_a_table_must_be_split(opened: Page) -> None:
    opened.add_style_tag(content="@page{size:A5}")
    found = sheets(opened.pdf(prefer_css_page_size=True))
    assert sum("申请人情况" in sheet for sheet in found) >= 2


def test_folded_code_is_not_printed(printed: list[str]) -> None:
    assert not any("page.section" in sheet for sheet in printed)


def test_a_link_from_a_finding_lands_on_a_visible_cell(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "review.html"
    path.write_text(page("review", shipped("hongze-gov", 2023)()), encoding="utf-8")
    tab = browser.new_page(viewport={"width": DESKTOP, "height": 700})
    tab.goto(path.as_uri())
    tab.click('a[href="#disputes/review/total"]')
    top, head = tab.evaluate(
        """() => { const cell = document.getElementById('disputes/review/total');
        return [cell.getBoundingClientRect().top,
                cell.closest('table').tHead.getBoundingClientRect().bottom] }"""
    )
    tab.close()
    assert head - 1 <= top <= 700
