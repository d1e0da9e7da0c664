"""HTML pages: whole government pages, fragments, Word exports; lines and data tables."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

from gongkai.ingest.containers.decode import text_of
from gongkai.ingest.containers.html.article import beside_article
from gongkai.ingest.containers.html.content import Content
from gongkai.ingest.containers.html.grid import tidy
from gongkai.ingest.containers.html.hidden import Hidden
from gongkai.ingest.containers.html.positioned import set_in_lines
from gongkai.ingest.containers.html.tables import Table
from gongkai.ingest.containers.html.tags import (
    BLOCKS,
    SKIPPED,
    embedded,
    is_beside,
    is_picture,
    is_struck,
    table_roles,
    typed,
)
from gongkai.ingest.containers.html.written import shown_in_line
from gongkai.ingest.document import Document, Line, Part
from gongkai.ingest.words.shown import STRUCK_NOTE, raised, struck, without_struck

_LAID_OUT = re.compile(r"<(?:html|body|p|div|br|li|h[1-6]|span|font|center)\b", re.IGNORECASE)
_WRAPPER = re.compile(r"</?(?:html|head|body)\b[^>]*>", re.IGNORECASE)
_TITLE_META = ("ArticleTitle", "articletitle", "og:title", "title")
_TABLES = 3
_WORDS = re.compile(r"[\u4e00-\u9fff]{3}")
_TELLING = re.compile("第二十条|新收政府信息公开申请|结果维持")


def read_html(data: bytes, name: str) -> Document:  # noqa: ARG001 - readers share a signature
    """Read a page into paragraphs and its innermost data tables."""
    text, notes = text_of(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    text = re.sub(r"<!\[(?:if|endif)[^>]*\]>", "", text)
    if not _LAID_OUT.search(text) or _is_text_with_tables(text):
        text = _with_breaks(_WRAPPER.sub("", text))
    parser = lxml.html.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return Document("html", (), notes=(*notes, "网页没有内容"))
    set_in_lines(root)
    walk = _Walk(root, hidden=False)
    if walk.met_hidden:
        whole = _Walk(root, hidden=True)
        if _told(whole.parts) - _told(walk.parts):
            notes = (*notes, "正文的一部分在网页上是隐藏的，也一并读取")
            walk = whole
        else:
            notes = (*notes, "网页中隐藏的内容没有读取")
    if len(_told(walk.parts)) < _TABLES and (names := embedded(root)):
        notes = (*notes, f"网页里没有全部表格；它嵌入或附有 {'、'.join(names)}，请读取那份文件")
    if walk.met_struck:
        notes = (*notes, f"网页中{STRUCK_NOTE}")
    if walk.met_written:
        notes = (*notes, "表格里有由网页的样式表显示的文字，读得出的一并读取")
    if walk.cut:
        notes = (*notes, "表格过大，只读取了一部分")
    parts = beside_article(walk.parts, walk.owners)
    return Document("html", tuple(parts), _title(root), notes)


def _is_text_with_tables(text: str) -> bool:
    """Tell whether lines of text begin it, so that tags are of tables put in, as of Markdown."""
    first = [line for line in text[:2048].lstrip("\ufeff").splitlines() if line.strip()][:2]
    return len(first) > 1 and not any("<" in line for line in first)


def _with_breaks(text: str) -> str:
    """Text whose only markup is tables, as Markdown has them: line ends are meant."""
    parts = re.split(r"(<table\b.*?</table\s*>)", text, flags=re.DOTALL | re.IGNORECASE)
    parts[::2] = [re.sub(r"\n#{0,6} ?", "<br>\n", f"\n{part}") for part in parts[::2]]
    return "".join(parts)


def _told(parts: list[Part]) -> set[str]:
    """Which of the form's tables are there, by words that only they have."""
    texts = [
        part.text
        if isinstance(part, Line)
        else "\n".join(box.text for row in part.rows for box in row)
        for part in parts
    ]
    return {found for text in texts for found in _TELLING.findall(re.sub(r"\s", "", text))}


def _title(root: lxml.html.HtmlElement) -> str:
    for meta in root.iter("meta"):
        if (meta.get("name") or meta.get("property") or "") in _TITLE_META:
            content = meta.get("content") or ""
            if "年度报告" in content:
                return content.strip()
    found = next(root.iter("title"), None)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


class _Walk:
    """One pass over the tree, without recursion, making parts in document order."""

    def __init__(self, root: lxml.html.HtmlElement, *, hidden: bool) -> None:
        self.parts: list[Part] = []
        self.owners: list[etree._Element] = []
        self._here = self._owner = root
        self.met_hidden = False
        self.cut = False
        self.met_struck = False
        self._keep_hidden = hidden
        self._is_hidden = Hidden(root)
        self._content = Content(root)
        self.met_written = False
        self._layout, self._frames = table_roles(root)
        self._tables: list[Table] = []
        self._line: list[str] = []
        self._links = self._beside = 0
        self._has_own = self._has_link = False
        self._level = 0
        self._raised = 0
        self._struck: list[etree._Element] = []
        self._pre = 0
        self._lines_met = 0
        self._tables_met = 0
        self._run(root)
        self._flush()

    def _run(self, root: lxml.html.HtmlElement) -> None:
        skip: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skip is not None:
                if event == "end" and element is skip:
                    skip = None
                    self._here = element.getparent()
                    self._text(element.tail)
                continue
            tag = element.tag.lower() if isinstance(element.tag, str) else ""
            if event == "start":
                if not tag or self._is_out(element, tag):
                    skip = element
                    self._show(element, tag)
                    continue
                self._start(element, tag)
                self._here = element
                self._write(element, tag, "before")
                self._text(element.text)
            else:
                self._write(element, tag, "after")
                self._end(element, tag)
                self._here = element.getparent()
                self._text(element.tail)

    def _write(self, element: etree._Element, tag: str, where: str) -> None:
        """Take what a style sheet writes before or after what an element holds."""
        if text := self._content(element, tag, where):
            self.met_written = self.met_written or bool(self._tables)
            self._text(text)

    def _is_out(self, element: etree._Element, tag: str) -> bool:
        if tag in SKIPPED or tag == "head":
            return True
        if self._is_hidden(element, tag):
            self.met_hidden = True
            return not self._keep_hidden
        return False

    def _show(self, element: etree._Element, tag: str) -> None:
        """What a cell shows that is not text of the page: a form field, a picture."""
        if not self._tables or self._is_hidden(element, tag):
            return
        text = typed(element, tag)
        self._text(text)
        if is_picture(element, tag) and not (text and tag == "svg"):
            self._tables[-1].picture()

    def _start(self, element: etree._Element, tag: str) -> None:
        if is_struck(element, tag):
            self._struck.append(element)
        if tag in {"input", "img"}:
            self._show(element, tag)
        if element in self._frames:
            self._break()
        elif tag == "table" and element not in self._layout:
            self._flush()
            self._tables_met += 1
            self._tables.append(Table(f"第{self._tables_met}张表"))
        elif self._tables and tag in {"tr", "td", "th", "tbody", "thead", "tfoot"}:
            self._tables[-1].start(tag, element)
        elif tag in BLOCKS or tag == "br":
            self._break()
            if re.fullmatch("h[1-6]", tag) or tag == "ucaptitle":
                self._level = 1 if tag == "ucaptitle" else int(tag[1])
        elif tag in {"sup", "sub"}:
            self._raised += 1
        self._pre += tag == "pre"
        self._links += _leads_on(element, tag)
        self._beside += is_beside(element, tag)

    def _end(self, element: etree._Element, tag: str) -> None:
        if self._struck and self._struck[-1] is element:
            self._struck.pop()
        if element in self._frames:
            self._break()
        elif tag == "table" and element not in self._layout:
            table, cut = self._tables.pop().finish()
            self.cut = self.cut or cut
            if table.boxes:
                self.parts.append(table)
                self.owners.append(element)
        elif self._tables and tag in {"tr", "td", "th"}:
            self._tables[-1].end(tag)
        elif tag in BLOCKS:
            self._break()
            self._level = 0 if re.fullmatch("h[1-6]|ucaptitle", tag) else self._level
        elif tag in {"sup", "sub"}:
            self._raised = max(0, self._raised - 1)
        self._pre -= tag == "pre"
        self._links -= _leads_on(element, tag)
        self._beside -= is_beside(element, tag)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self._line:
            self._owner = self._here
        if not self._tables and _WORDS.search(text):
            self._has_link = self._has_link or self._links > 0
            self._has_own = self._has_own or not self._links
        if self._raised:
            text = raised(text)
        if self._struck:
            self.met_struck = self.met_struck or bool(text.strip())
            text = struck(text)
        if self._pre and not self._tables:
            for at, line in enumerate(text.split("\n")):
                if at:
                    self._flush()
                self._line.append(line)
            return
        text = text.replace("\n", " ").replace("\r", " ")
        if self._tables:
            self._tables[-1].text(text)
        else:
            self._line.append(text)

    def _break(self) -> None:
        if self._tables:
            self._tables[-1].text("\n")
        else:
            self._flush()

    def _flush(self) -> None:
        is_link = self._has_link and not self._has_own
        self._has_link = self._has_own = False
        if not self._line:
            return
        raw = shown_in_line(without_struck("".join(self._line)))
        text = raw.rstrip() if self._pre else tidy(raw)
        self._line.clear()
        if text.strip():
            self._lines_met += 1
            place = f"第{self._lines_met}段"
            self.owners.append(self._owner)
            self.parts.append(Line(text, place, self._level, is_link, self._beside > 0))


def _leads_on(element: etree._Element, tag: str) -> bool:
    """Tell whether an element is a link to another page."""
    return tag == "a" and not (element.get("href") or "#").startswith("#")
