"""Pages of a PDF file, one at a time, with letters told apart by how they are drawn."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from gongkai.errors import InputError
from gongkai.ingest.containers.pdf.marks import INVISIBLE, Letter, visible
from gongkai.ingest.containers.pdf.strokes import crossed
from gongkai.ingest.words.shown import STRUCK_NOTE

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it complains of every odd font

_PAGES = 200
_INVISIBLE_MODES = {3, 7}
_REMEDY = "请用原始文档另存一份 PDF，或者换成 DOCX 或网页"


class _Device(PDFPageAggregatorWithMarkedContent):
    """Marks letters that are drawn in an invisible mode."""

    _mode = 0

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        advance: float = super().render_char(*args, **kwargs)
        if self._mode in _INVISIBLE_MODES and self.cur_item._objs:
            vars(self.cur_item._objs[-1])["tag"] = INVISIBLE
        return advance


class _Page(Page):
    """A page laid out by our device."""

    @property
    def layout(self) -> Any:
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=None)
            PDFPageInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout = device.get_result()
        return self._layout


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as read: its letters, what was left out, and its drawn objects."""

    number: int
    width: float
    height: float
    letters: list[Letter]
    notes: list[str]
    has_image: bool
    page: Page


def sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """Yield the pages one after another; each is forgotten before the next.

    Raises:
        InputError: the file is damaged, locked, or has too many pages.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for number, page_object in enumerate(PDFPage.create_pages(pdf.doc), 1):
                _refuse_if_long(number, name)
                page = _Page(pdf, page_object, page_number=number)
                sheet = _sheet(page, number)
                if turn := _turn(sheet.letters):
                    page.close()
                    page = _Page(pdf, _turned(page_object, turn), page_number=number)
                    sheet = _sheet(page, number)
                    sheet.notes.append("的文字是横放的，转正后读取")
                yield sheet
                page.close()
    except (InputError, MemoryError, RecursionError):
        raise
    except Exception as error:  # pdfminer raises whatever it stumbles over
        if "PasswordIncorrect" in repr(error):
            raise InputError(name, "PDF 设了打开密码", "请去掉密码后再读取") from error
        raise InputError(name, "PDF 已损坏，不能解析", _REMEDY) from error


def _turn(letters: list[Letter]) -> int:
    """Return by how many degrees a page is to be turned for most of its letters to stand."""
    ways = [letter.turn for letter in letters if letter.text.strip()]
    for way in (1, -1):
        if ways.count(way) * 2 > len(ways):
            return -90 * way
    return 0


def _turned(page_object: PDFPage, degrees: int) -> PDFPage:
    """The page as its reader turns it: a wide table printed sideways on an upright page."""
    page_object.rotate = (page_object.rotate + degrees) % 360
    page_object.attrs = {**page_object.attrs, "Rotate": page_object.rotate}
    return page_object


def _refuse_if_long(number: int, name: str) -> None:
    if number > _PAGES:
        raise InputError(name, f"超过{_PAGES}页", "年度报告不会这么长，没有读取")


def _sheet(page: Page, number: int) -> Sheet:
    size = (float(page.width), float(page.height))
    letters, notes = visible(page.chars, page.rects, page.images, size)
    letters = crossed(letters, [*page.rects, *page.lines])
    if any(letter.is_struck for letter in letters):
        notes.append(STRUCK_NOTE)
    if any(letter.text == "\ufffd" for letter in letters):
        notes.append("有字体没有编码、还原不出来的字")
    return Sheet(number, *size, letters, notes, bool(page.images), page)
