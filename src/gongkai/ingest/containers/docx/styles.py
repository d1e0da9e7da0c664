"""Styles of a DOCX document: what a paragraph or run inherits by its style."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.ingest.containers.docx.xml import number, switched_on, value, w

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]$", re.IGNORECASE)
_TITLE = {"title", "标题"}
_DEEPEST = 20


class Styles:
    """The styles by their ids, each asked together with those it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in found}
        self._default = next(
            (
                style.get(w("styleId"), "")
                for style in found
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true"}
            ),
            "",
        )

    def name(self, style_id: str) -> str:
        """Return the name of a style."""
        return value(self._styles.get(style_id), "name") or style_id

    def level(self, paragraph: etree._Element) -> int:
        """Return the heading level of a paragraph, 0 for other text."""
        style_id = value(paragraph, "pPr", "pStyle") or self._default
        own = number(paragraph, "pPr", "outlineLvl")
        if own is None:
            for style in self._chain(style_id):
                own = number(style, "pPr", "outlineLvl")
                if own is None and (match := _HEADING.match(value(style, "name") or "")):
                    own = int(match[1]) - 1
                if own is not None:
                    break
        return own + 1 if own is not None and 0 <= own <= 8 else 0

    def is_title(self, paragraph: etree._Element) -> bool:
        """Tell whether a paragraph has the style of the document's title."""
        return self.name(value(paragraph, "pPr", "pStyle") or "").lower() in _TITLE

    def is_contents(self, paragraph: etree._Element) -> bool:
        """Tell whether a paragraph is an entry of the table of contents."""
        return bool(_CONTENTS.match(self.name(value(paragraph, "pPr", "pStyle") or "")))

    def is_hidden(self, run: etree._Element, paragraph: etree._Element) -> bool:
        """Tell whether a run is hidden text, by itself or by a style."""
        return self._is_on("vanish", run, paragraph)

    def is_struck(self, run: etree._Element, paragraph: etree._Element) -> bool:
        """Tell whether a run is shown struck out, by itself or by a style."""
        return self._is_on("strike", run, paragraph) or self._is_on("dstrike", run, paragraph)

    def is_raised(self, run: etree._Element) -> bool:
        """Tell whether a run stands above or below the line, as the number of a note does."""
        if (own := value(run, "rPr", "vertAlign")) is None:
            for style in self._chain(value(run, "rPr", "rStyle") or ""):
                own = own or value(style, "rPr", "vertAlign")
        return own in {"superscript", "subscript"}

    def _is_on(self, what: str, run: etree._Element, paragraph: etree._Element) -> bool:
        """Tell whether a run has a property that is on or off, by itself or by a style."""
        properties = run.find(w("rPr"))
        own = switched_on(properties, what)
        if own is not None:
            return own
        style_ids = value(properties, "rStyle"), value(paragraph, "pPr", "pStyle")
        for style in (style for each in style_ids if each for style in self._chain(each)):
            own = switched_on(style.find(w("rPr")), what)
            if own is not None:
                return own
        return False

    def numbering(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """Return the id and the level of the list a paragraph belongs to."""
        list_id = value(paragraph, "pPr", "numPr", "numId")
        level = number(paragraph, "pPr", "numPr", "ilvl")
        for style in self._chain(value(paragraph, "pPr", "pStyle") or self._default):
            if list_id is None:
                list_id = value(style, "pPr", "numPr", "numId")
            if level is None:
                level = number(style, "pPr", "numPr", "ilvl")
        if list_id in {None, "0"}:
            return None
        return str(list_id), min(max(level or 0, 0), 8)

    def _chain(self, style_id: str) -> list[etree._Element]:
        """Return a style and those it is based on; a circle ends."""
        found: list[etree._Element] = []
        while style_id in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[style_id])
            style_id = value(found[-1], "basedOn") or ""
        return found
