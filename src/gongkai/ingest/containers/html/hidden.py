"""What a page does not show: elements that are hidden, by themselves or by a style sheet."""

from __future__ import annotations

import re

from lxml import etree

_NOT_SHOWN = (
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|clip\s*:\s*rect\(\s*0"
)
_STYLE = re.compile(_NOT_SHOWN, re.IGNORECASE)
_FADED = re.compile(
    r"(?:font-size|opacity)\s*:\s*0(?:\.0*)?(?:px|pt|em|%)?\s*(?:;|!|$)", re.IGNORECASE
)
"""Text of no size or no ink; what is inside may have its own, so it counts without children."""

_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_MEDIA = re.compile(r"@[\w-]{1,20}[^{};@]{0,300}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SIMPLE = re.compile(r"\s*[\w-]*([.#][\w-]+)\s*")
_LONGEST_SHEET = 60_000


class Hidden:
    """Tells of the elements of one page whether they are shown."""

    def __init__(self, root: etree._Element) -> None:
        self._names = frozenset(
            name
            for sheet in root.iter("style")
            for name in _names_in("".join(map(str, sheet.itertext()))[:_LONGEST_SHEET])
        )

    def __call__(self, element: etree._Element, tag: str) -> bool:
        """Tell whether an element says that it is not shown."""
        style = element.get("style") or ""
        if "hidden" in element.attrib or (style and _STYLE.search(style)):
            return bool(style) or tag not in {"html", "body", "tr", "td", "th"}
        if style and not len(element) and _FADED.search(style):
            return True
        return bool(self._names) and self._is_named(element)

    def _is_named(self, element: etree._Element) -> bool:
        names = [f".{name}" for name in (element.get("class") or "").split()]
        if (own := element.get("id")) is not None:
            names.append(f"#{own}")
        return not self._names.isdisjoint(names)


def _names_in(sheet: str) -> set[str]:
    """The classes and ids that a style sheet hides, and shows in no other rule.

    Only the simplest rules, and none for print or narrow screens.
    """
    first, *rest = sheet.split("/*")
    sheet = _MEDIA.sub("", first + "".join(part.partition("*/")[2] for part in rest))
    hidden: set[str] = set()
    shown: set[str] = set()
    for selectors, body in _RULE.findall(sheet):
        for selector in selectors.split(","):
            if found := _SIMPLE.fullmatch(selector):
                (hidden if _STYLE.search(body) else shown if "display" in body else set()).add(
                    found[1]
                )
    return hidden - shown
