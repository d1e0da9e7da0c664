"""What tests borrow from outside the checkout: sample reports and a browser.

On a desk, what is absent skips the test with the reason; in CI it fails it.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHECKOUT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# A browser that talks to nobody: tests open local pages only.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]

# Tests interrupt what they start; whoever runs the tests in the background (a CI service, a
# shell's `&`) has SIGINT ignored, and every process started here would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample reports and specifications beside the checkout."""
    folder = Path(os.environ.get("GONGKAI_SHARED") or CHECKOUT.parent / "shared")
    if not folder.is_dir():
        absent(f"no sample reports: {folder} is not a folder (GONGKAI_SHARED names another)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser of this machine."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        absent(f"no browser: none of {', '.join(CHROMIUM_NAMES)} is on the PATH")
    return Path(found)


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """A running headless browser, driven by playwright.

    One per module, not per session: while it lives, playwright keeps an event loop
    running in this thread, and code that starts its own (asyncio.run) would fail.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        yield running
        running.close()


def absent(reason: str) -> NoReturn:
    """Skip on a desk, fail in CI: there, a test that did not run is no test passed."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
