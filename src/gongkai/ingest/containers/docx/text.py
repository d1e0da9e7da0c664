"""The text of a DOCX paragraph as shown: insertions in, deletions and hidden text out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongkai.ingest.containers.docx.styles import Styles
from gongkai.ingest.containers.docx.xml import MC, M, children, switched_on, value, w
from gongkai.ingest.words.shown import STRUCK_NOTE, raised, struck

HIDDEN = "文档里有隐藏的文字，没有读入"
DELETED = "文档里有未接受的修订：删除的文字没有读入，插入的文字已读入"
FOOTNOTES = "脚注和尾注没有读入"

_LEFT_OUT = {w("del"), w("moveFrom")}
_SILENT = {w(n) for n in ("pPr", "rPr", "sdtPr", "instrText", "delText", "rt", "rubyPr")}
_NOTED = {w("footnoteReference"), w("endnoteReference")}
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_TEXTS = {w("t"), f"{{{M}}}t"}
_SYMBOL_FONT_OFFSET = 0xF000


@dataclass
class ParagraphText:
    """What was found in one paragraph: its text, and the text boxes anchored in it."""

    styles: Styles
    paragraph: etree._Element
    note: Callable[[str], None]
    boxes: list[etree._Element] = field(default_factory=list)

    def read(self) -> str:
        """Return the text; soft breaks are line ends."""
        return "".join(self._walk(self.paragraph))

    def _walk(self, element: etree._Element) -> Iterator[str]:
        for tag, child in children(element):
            if tag in _TEXTS:
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == w("r"):
                yield from self._run(child)
            elif tag == w("sym"):
                yield _symbol(child)
            elif tag == w("txbxContent"):
                self.boxes.append(child)
            elif tag == f"{{{MC}}}AlternateContent":
                yield from self._walk(first_choice(child))
            elif tag in _LEFT_OUT:
                self.note(DELETED)
            elif tag == w("sdt") and is_unfilled(child):
                continue
            elif tag in _NOTED:
                self.note(FOOTNOTES)
            elif tag not in _SILENT:
                yield from self._walk(child)

    def _run(self, run: etree._Element) -> Iterator[str]:
        if self.styles.is_hidden(run, self.paragraph):
            if any(child.text for child in run.iter(w("t"))):
                self.note(HIDDEN)
            return
        text = "".join(self._walk(run))
        if self.styles.is_raised(run):
            text = raised(text)
        if text.strip() and self.styles.is_struck(run, self.paragraph):
            self.note(f"文档里{STRUCK_NOTE}")
            text = struck(text)
        yield text


def is_unfilled(control: etree._Element) -> bool:
    """Tell whether a content control only shows what is to be typed into it."""
    return bool(switched_on(control.find(w("sdtPr")), "showingPlcHdr"))


def first_choice(alternatives: etree._Element) -> etree._Element:
    """Return the first of several ways to show the same thing, so that it is read once."""
    for name in ("Choice", "Fallback"):
        found = alternatives.find(f"{{{MC}}}{name}")
        if found is not None:
            return found
    return alternatives


def _symbol(symbol: etree._Element) -> str:
    """Return a sign given by its code in a font."""
    try:
        code = int(value(symbol, attribute="char") or "", 16)
        return chr(code - _SYMBOL_FONT_OFFSET if code >= _SYMBOL_FONT_OFFSET else code)
    except ValueError:
        return ""
