"""The page that shows where each figure was read, used by keyboard, on paper, narrow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from gongkai.batch.show import open_shown, write_page
from tests.reports import DATA

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CELL = "requests/received/natural_person"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    data = folder / "2023.toml"
    data.write_bytes((DATA / "hongze-gov/2023.toml").read_bytes())
    passage = {"place": "第3页表1第4行", "original": "21 件"}
    note = {"cell": CELL, "kind": "printed", "text": "带有单位", "original": "21 件"}
    record = json.dumps({"cells": {CELL: passage}, "notes": [note]})
    data.with_suffix(".reading.json").write_text(record, encoding="utf-8")
    write_page(open_shown([str(data)], folder), folder / "page.html")
    return folder / "page.html"


@pytest.fixture(params=[1280, 390])
def page(file: Path, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    opened.goto(file.as_uri())
    yield opened
    opened.close()


def test_a_cell_opens_and_closes_by_keyboard_and_stays_in_the_window(page: Page) -> None:
    cell = page.locator(f'td[id="{CELL}"]')
    passage = cell.locator(".passage")
    assert not passage.is_visible()
    cell.locator("summary").focus()
    page.keyboard.press("Enter")
    assert "第3页表1第4行" in passage.inner_text()
    assert "带有单位" in passage.inner_text()
    box = passage.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= page.evaluate("innerWidth")
    page.keyboard.press("Enter")
    assert not passage.is_visible()


def test_one_passage_is_open_at_a_time_and_the_page_never_scrolls_sideways(page: Page) -> None:
    summaries = page.locator("td summary")
    for at in (0, summaries.count() - 1):
        summaries.nth(at).focus()
        page.keyboard.press("Enter")
        assert 1 == page.locator("details.source[open]").count()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_every_passage_is_listed(page: Page) -> None:
    page.emulate_media(media="print")
    row = page.locator(".passages tr", has_text="21 件")
    assert row.is_visible()
    assert not page.locator(f'td[id="{CELL}"] .passage').is_visible()


def test_the_page_has_no_barrier_that_a_machine_can_find(page: Page) -> None:
    page.locator(f'td[id="{CELL}"] summary').click()
    found = Axe().run(page)
    assert 0 == found.violations_count, found.generate_report()
