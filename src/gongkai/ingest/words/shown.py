"""What a cell shows that is more than plain text: words struck out, raised figures, pictures.

Readers mark what is struck out while they gather a text; here it is settled. A figure struck
out is not what the document says, but it is not nothing either: it stays behind the text in
brackets, so that a figure beside it is read with a note and a cell without one is unread.
"""

from __future__ import annotations

import re

PICTURE = "〔图片〕"
"""Stands in a cell that shows a picture and no text: it is not blank, and nobody can read it."""

WRITTEN = "〔样式表显示的内容〕"
"""Stands for what a style sheet shows in a cell and nobody can tell from the page."""

STACKED = "〔几行并在一格〕"
"""Stands for the figures of several rows in one cell that do not go with the labels."""

OVERLEAF = "〔数或在下页〕"
"""Stands in an empty cell of a row that a page end may have cut: its figure may be overleaf."""

TORN = "〔行在页末断开〕"
"""Stands in a cell of a row that a page end may have cut through: its figure may be half of one."""

MERGED = "（合并的格）"
"""Stands behind a 0 that is one cell with that of the row above."""

WHY_UNREAD = {
    PICTURE: "格里是图片，读不出数",
    WRITTEN: "格里的内容由网页的样式表显示，读不出数",
    STACKED: "几行的数写在同一格里，与行标签对不上",
    OVERLEAF: "行在页末断开，数可能在下一页，没有对上",
    TORN: "行可能在页末断开，两页上各有半个数",
}
"""Why what stands in a cell cannot be read, where its text does not say so itself."""

STRUCK_NOTE = "有划掉的文字（删除线），不当作正文读入"

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # noncharacters: no document has them
_STRUCK = re.compile(f"{_OPEN}(.*?)(?:{_CLOSE}|$)", re.DOTALL)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def struck(text: str) -> str:
    """Mark a piece of text as struck out."""
    return f"{_OPEN}{text}{_CLOSE}" if text.strip() else text


def raised(text: str) -> str:
    """Return a superscript in signs of its own: the number of a note is no digit of a figure."""
    return text.translate(_RAISED)


def settled(text: str) -> str:
    """Return the text of a cell: figures struck out follow it in brackets, other words go."""
    if _OPEN not in text:
        return text
    text = text.replace(_CLOSE + _OPEN, "")
    gone = " ".join(" ".join(_STRUCK.findall(text)).split())
    rest = _STRUCK.sub("", text).strip()
    return f"{rest}（划掉：{gone}）" if re.search(r"\d", gone) else rest


def without_struck(text: str) -> str:
    """Return running text without what is struck out."""
    return _STRUCK.sub("", text) if _OPEN in text else text
