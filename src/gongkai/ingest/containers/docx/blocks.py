"""Paragraphs and tables of a DOCX document in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from gongkai.ingest.containers.docx.numbering import Numbering
from gongkai.ingest.containers.docx.styles import Styles
from gongkai.ingest.containers.docx.table import cells_of
from gongkai.ingest.containers.docx.text import DELETED, ParagraphText, first_choice, is_unfilled
from gongkai.ingest.containers.docx.xml import MC, children, has_picture, value, w
from gongkai.ingest.document import Box, Line, Part, Ruled
from gongkai.ingest.words.shown import PICTURE, settled, without_struck

_CONTENTS = "目录没有读入"
_NUMBERED = "文档里有认不出写法的自动编号，没有读入"
_EMBEDDED = "文档里嵌入的网页内容没有读入"
_NESTED = "表格里嵌有表格，嵌入的表格另行列出"
_THROUGH = {w(n) for n in ("customXml", "ins", "moveTo", "sdtContent", "smartTag")}
_OUT = {w("del"), w("moveFrom")}


class Reader:
    """Reads the blocks of one document and collects what is to be noted."""

    def __init__(self, styles: Styles, numbering: Numbering, name: str) -> None:
        self.styles = styles
        self.numbering = numbering
        self.name = name
        self.notes: list[str] = []
        self.titles: list[Line] = []
        self._paragraphs = 0
        self._tables = 0
        self._carried = ""
        self._in_cells = 0

    def blocks(self, container: etree._Element) -> Iterator[Part]:
        """Yield the lines and tables inside an element, as they follow one another."""
        for tag, child in children(container):
            if tag == w("p"):
                yield from self._paragraph(child)
            elif tag == w("tbl"):
                yield from self._table(child)
            elif tag == w("sdt"):
                yield from self._control(child)
            elif tag in _THROUGH:
                yield from self.blocks(child)
            elif tag == f"{{{MC}}}AlternateContent":
                yield from self.blocks(first_choice(child))
            elif tag in _OUT:
                self._note(DELETED)
            elif tag == w("altChunk"):
                self._note(_EMBEDDED)

    def _control(self, control: etree._Element) -> Iterator[Part]:
        gallery = value(control, "sdtPr", "docPartObj", "docPartGallery") or ""
        content = control.find(w("sdtContent"))
        if gallery == "Table of Contents":
            self._note(_CONTENTS)
        elif content is not None and not is_unfilled(control):
            yield from self.blocks(content)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Part]:
        self._paragraphs += 1
        if self.styles.is_contents(paragraph):
            self._note(_CONTENTS)
            return
        found = ParagraphText(self.styles, paragraph, self._note)
        text = found.read()
        label = self.numbering.label(paragraph) if text.strip() or self._carried else ""
        if label is None:
            self._note(_NUMBERED)
        text = self._carried + (label or "") + text
        text = settled(text) if self._in_cells else without_struck(text)
        self._carried = ""
        if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None:
            self._carried = text
            return
        place = f"第{self._paragraphs}段"
        level = self.styles.level(paragraph)
        for line in text.split("\n"):
            if line.strip():
                found_line = Line(line, place, level)
                if self.styles.is_title(paragraph):
                    self.titles.append(found_line)
                yield found_line
        for box in found.boxes:
            yield from self.blocks(box)

    def _table(self, table: etree._Element) -> Iterator[Part]:
        self._tables += 1
        place = f"表{self._tables}"
        cells = cells_of(table, f"{self.name} {place}", self._note)
        self._in_cells += len(cells) > 1
        inner = [list(self.blocks(cell.element)) for cell in cells]
        self._in_cells -= len(cells) > 1
        texts = ["\n".join(p.text for p in parts if isinstance(p, Line)) for parts in inner]
        for at, cell in enumerate(cells):
            if not inner[at] and has_picture(cell.element):
                texts[at] = PICTURE
        nested = [part for parts in inner for part in parts if not isinstance(part, Line)]
        filled = Counter(cell.row for cell, text in zip(cells, texts, strict=True) if text)
        if len(cells) == 1 or (nested and max(filled.values(), default=0) < 3):
            for parts in inner:
                yield from parts
            return
        yield Ruled(
            tuple(
                Box(
                    text,
                    cell.row,
                    cell.column,
                    cell.rowspan,
                    cell.colspan,
                    f"{place} 第{cell.row + 1}行第{cell.column + 1}列",
                )
                for cell, text in zip(cells, texts, strict=True)
            ),
            place,
        )
        if nested:
            self._note(_NESTED)
            yield from nested

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)
