"""Names and small questions of WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"

_PICTURES = {"blip", "imagedata"}
_OFF = {"0", "false", "off", "none"}


def w(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def children(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the names and child elements; comments and instructions are left out."""
    for child in element:
        if isinstance(child.tag, str):
            yield child.tag, child


def descendants(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield all descendants of a name."""
    yield from element.iter(name)


def value(element: etree._Element | None, *path: str, attribute: str = "val") -> str | None:
    """Return an attribute of a descendant: `value(p, "pPr", "pStyle")`."""
    for name in path:
        if element is None:
            return None
        element = element.find(w(name))
    return None if element is None else element.get(w(attribute))


def number(element: etree._Element | None, *path: str, attribute: str = "val") -> int | None:
    """Return a whole number that an attribute holds; nothing where it holds none."""
    text = value(element, *path, attribute=attribute)
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def has_picture(element: etree._Element) -> bool:
    """Tell whether a picture is shown inside an element."""
    return any(etree.QName(each).localname in _PICTURES for each in element.iter("*"))


def switched_on(properties: etree._Element | None, name: str) -> bool | None:
    """Tell whether a property is on; nothing where it is not mentioned."""
    if properties is None:
        return None
    found = properties.find(w(name))
    return None if found is None else found.get(w("val"), "1") not in _OFF
