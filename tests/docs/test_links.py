"""Every link in the documentation leads somewhere, and every page can be reached."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.projects import ROOT

PAGES = [
    *sorted(ROOT.glob("README*.md")),
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
_CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)|<(?:img|a)\b[^>]*?(?:src|href)=\"([^\"]+)\"")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def links(page: Path) -> list[str]:
    """The targets of the links and pictures of a page, those in code left out."""
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    return [one or other for one, other in _LINK.findall(text)]


def anchors(page: Path) -> set[str]:
    """The anchors that forges give the headings of a page."""
    text = re.sub(
        r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    headings = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", found) for found in _HEADING.findall(text)]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_nowhere(page: Path, link: str) -> bool:
    """Whether a relative link names no file, or no heading of the file it names."""
    target, _, anchor = unquote(link).partition("#")
    path = (page.parent / target).resolve() if target else page
    if not path.is_relative_to(ROOT) or not path.exists():
        return True
    return bool(anchor) and anchor not in anchors(path)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    local = [link for link in links(page) if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if leads_nowhere(page, link)] == []


@pytest.mark.parametrize("index", ["README.md", "README.zh-CN.md"])
def test_every_page_can_be_reached_from_the_readme(index: str) -> None:
    reached: set[Path] = set()
    waiting = [ROOT / index]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            targets = [(page.parent / link.partition("#")[0]).resolve() for link in links(page)]
            waiting += [path for path in targets if path.suffix == ".md" and path.exists()]
    assert [name(page) for page in PAGES if page not in reached] == []


@pytest.mark.parametrize("picture", ["report.png", "review.png"])
def test_a_picture_of_the_readme_is_small(picture: str) -> None:
    assert (ROOT / "docs/images" / picture).stat().st_size <= 300 * 1024
