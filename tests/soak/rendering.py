"""Every style in which a draft can be published."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from gongkai.report import Report
from tests.conftest import CHROMIUM_ARGS
from tests.ingest.publishing import Printer
from tests.ingest.styles import STYLES, Style
from tests.soak.containers import docx_of, xlsx_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

PADDED = frozenset(
    {"padded_rows", "cell_lines", "markdown", "empty_cells", "repeated_cells", "xlsx", "pdf"}
)
"""Styles that fill short rows up, so that a lost cell shows as a blank at the row's end.

A printed page does so by the frame of the table, which is drawn around nothing as well.
"""

LOSING = frozenset({"bare_lines"})
"""Styles in which a blank cell leaves nothing, so that its row is one cell shorter."""

_STYLE = "<style>table{border-collapse:collapse}td{border:1px solid #000;font-size:9pt}</style>"


@cache
def _page() -> Page:
    """A page of a browser of this worker's own, which ends with it."""
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_ARGS)
    return browser.new_page()


def pdf_of(report: Report, printer: Printer) -> tuple[bytes, str]:
    """The page as a browser prints it, with ruled tables."""
    data, _ = STYLES["plain_html"](report, printer)
    _page().set_content(_STYLE + data.decode())
    return _page().pdf(format="A4"), "a.pdf"


RENDERERS: Mapping[str, Style] = {**STYLES, "docx": docx_of, "xlsx": xlsx_of, "pdf": pdf_of}


def usual(dice: random.Random) -> str:
    """A style, those that take long to make and to read less often."""
    kind = dice.choice([*sorted(set(RENDERERS) - {"pdf", "by_trafilatura"}), "docx", "xlsx"])
    return "pdf" if dice.random() < 0.02 else kind
