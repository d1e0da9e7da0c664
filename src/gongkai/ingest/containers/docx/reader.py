"""DOCX documents read in body order: paragraphs, tables, text boxes, as Word shows them."""

from __future__ import annotations

import posixpath

from lxml import etree

from gongkai.errors import InputError
from gongkai.ingest.containers.docx.blocks import Reader
from gongkai.ingest.containers.docx.numbering import Numbering
from gongkai.ingest.containers.docx.styles import Styles
from gongkai.ingest.containers.docx.xml import descendants, w
from gongkai.ingest.containers.package import Package
from gongkai.ingest.document import Document, Line

_OFFICE = "/officeDocument"


def read_docx(data: bytes, name: str) -> Document:
    """Read a DOCX document.

    Raises:
        InputError: it is damaged, hostile, or has no text.
    """
    package = Package(data, name)
    main = _main_part(package)
    relations = _relations(package, main)
    root = package.xml(main)
    body = root.find(w("body"))
    if body is None:
        raise InputError(name, "文档没有正文", "请用 Word 或 WPS 打开后另存为 DOCX")
    styles = Styles(_optional(package, relations.get("styles", "")))
    numbering = Numbering(_optional(package, relations.get("numbering", "")), styles)
    reader = Reader(styles, numbering, name)
    parts = tuple(reader.blocks(body))
    if not parts:
        problem = "文档里没有文字"
        if next(descendants(body, w("altChunk")), None) is not None:
            problem = "文档的内容是嵌入的网页，没有可读的文字"
        elif relations.get("image"):
            problem = "文档里只有图片，没有可读的文字"
        raise InputError(name, problem, "请换成有文字的文档，或者用 Word 打开后另存为 DOCX")
    return Document("docx", parts, title=_title(parts, reader), notes=tuple(reader.notes))


def _title(parts: tuple[object, ...], reader: Reader) -> str:
    """The paragraphs whose style is the title, joined."""
    return "".join(p.text for p in parts if isinstance(p, Line) and p in reader.titles)


def _main_part(package: Package) -> str:
    """Return the path of the main part, as the package's relations say."""
    if "_rels/.rels" in package.names:
        for relation in package.xml("_rels/.rels"):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith(_OFFICE) and target in package.names:
                return target
    return "word/document.xml"


def _relations(package: Package, main: str) -> dict[str, str]:
    """Return the last word of each relation's type → path of its part."""
    folder, file = posixpath.split(main)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    if path not in package.names:
        return {}
    found = {}
    for relation in package.xml(path):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(folder, relation.get("Target", "")))
            found[relation.get("Type", "").rpartition("/")[2]] = target.lstrip("/")
    return found


def _optional(package: Package, path: str) -> etree._Element | None:
    return package.xml(path) if path in package.names else None
