"""What the elements of a page are to a reader: parts of lines, blocks, or nothing to read."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

_BESIDE = frozenset(["nav", "aside", "footer"])
_BESIDE_ROLES = frozenset(["navigation", "complementary", "contentinfo"])
SKIPPED = frozenset(
    [
        *("script", "style", "noscript", "template", "iframe", "map", "rt", "rp"),
        *("select", "option", "button", "textarea"),
        *("svg", "object", "embed", "audio", "video", "canvas"),
    ]
)
BLOCKS = frozenset(
    [
        *("body", "section", "article", "header", "footer", "main", "aside", "nav", "div", "p"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "pre", "center", "address"),
        *("ul", "ol", "li", "dl", "dt", "dd", "form", "fieldset", "figure", "figcaption"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "ucaptitle"),
    ]
)
_PLAIN_DRAWING = frozenset(["svg", "g", "rect", "text"])
_PICTURES = frozenset(["img", "svg", "canvas", "object", "embed"])
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|ofd)$", re.IGNORECASE)
_TYPED = frozenset(["", "text", "number", "tel"])


def is_struck(element: etree._Element, tag: str) -> bool:
    """Tell whether what an element holds is shown struck out."""
    if tag in {"s", "strike", "del"}:
        return True
    style = element.get("style")
    return bool(style and _STRUCK.search(style))


def typed(element: etree._Element, tag: str) -> str:
    """Return what a form field or a drawing of one text shows: some figures stand in them."""
    if tag == "input":
        return element.get("value") or "" if (element.get("type") or "").lower() in _TYPED else ""
    if tag == "textarea":
        return "".join(map(str, element.itertext()))
    if tag == "select":
        choices = list(element.iter("option"))
        chosen = [choice for choice in choices if "selected" in choice.attrib] or choices
        return "".join(map(str, chosen[0].itertext())) if chosen else ""
    return _of_drawing(element) if tag == "svg" else ""


def _of_drawing(svg: etree._Element) -> str:
    """The text of a drawing that has no more than one: of several the order is not known."""
    tags = [str(each.tag) for each in svg.iter()]
    if not _PLAIN_DRAWING.issuperset(tags) or tags.count("text") != 1:
        return ""
    return "".join("".join(map(str, text.itertext())) for text in svg.iter("text")).strip()


def embedded(root: etree._Element) -> list[str]:
    """Return the names of documents that a page shows in a frame or offers to be fetched."""
    found: dict[str, None] = {}
    for element in root.iter("iframe", "embed", "object", "a"):
        for attribute in ("src", "data", "href"):
            link = element.get(attribute) or ""
            name = unquote(re.split(r"[?#]", link, maxsplit=1)[0]).rsplit("/", 1)[-1]
            if _DOCUMENT.search(name):
                found.setdefault(name[-80:])
    return list(found)[:3]


def is_picture(element: etree._Element, tag: str) -> bool:
    """Tell whether an element shows a picture; one of a pixel or two only keeps a distance."""
    if tag not in _PICTURES:
        return False
    sizes = (element.get("width") or "", element.get("height") or "")
    return not any(re.fullmatch(r"\s*[012](?:px)?\s*", size) for size in sizes)


def table_roles(root: etree._Element) -> tuple[set[etree._Element], set[etree._Element]]:
    """Return the tables that only place things, and the elements of tables that are none.

    A table that holds tables only places them on the page; one of a single cell inside
    another is a frame around a text, and the cell outside has that text.
    """
    layout: set[etree._Element] = set()
    frames: set[etree._Element] = set()
    open_tables: list[etree._Element] = []
    for event, table in etree.iterwalk(root, events=("start", "end"), tag="table"):
        if event == "start":
            open_tables.append(table)
            continue
        open_tables.pop()
        if open_tables and table not in layout and _is_single(table):
            frames.update(table.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th"))
        elif open_tables:
            layout.add(open_tables[-1])
    return layout, frames


def _is_single(table: etree._Element) -> bool:
    cells = table.iter("td", "th")
    return next(cells, None) is not None and next(cells, None) is None


def is_beside(element: etree._Element, tag: str) -> bool:
    """Tell whether an element is beside the text of its page, by its name or its role."""
    return tag in _BESIDE or (element.get("role") or "") in _BESIDE_ROLES
