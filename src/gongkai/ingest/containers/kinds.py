"""What kind of document a file is, by its content; its name only breaks ties of plain text."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import Literal, TypeAlias

from gongkai.errors import InputError
from gongkai.ingest.containers.decode import unmarked_wide
from gongkai.ingest.containers.package import names_in

Kind: TypeAlias = Literal[
    "html", "mht", "docx", "doc", "xlsx", "xls", "pdf", "json", "csv", "markdown", "text"
]

_AGAIN = "请换成有文字的网页、DOCX、XLSX 或 PDF"
_IMAGE = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_OTHER: dict[bytes, str] = {
    b"Rar!": "这是 RAR 压缩包",
    b"7z\xbc\xaf": "这是 7z 压缩包",
    b"\x1f\x8b": "这是 gzip 压缩包",
    b"ITSF": "这是 CHM 帮助文件",
    b"\x7fELF": "这是可执行程序",
    b"MZ": "这是可执行程序",
}
_PARTS: dict[str, Kind] = {"word/": "docx", "xl/": "xlsx"}
OPEN_DOCUMENT: dict[bytes, Kind] = {
    b"mimetypeapplication/vnd.oasis.opendocument.text": "doc",
    b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet": "xls",
}
"""What the first part of an ODF document says of it; LibreOffice reads them as it does DOC."""

_ZIPPED: dict[str, str] = {
    "OFD.xml": "这是 OFD 版式文件",
    "ppt/": "这是演示文稿",
    "content.xml": "这是 ODF 文档",
}
_DIRECTORY_NAMES: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_TAG = re.compile(
    r"<(!doctype\s+html|html|head|body|meta|title|table|tr|td|div|p|span|h[1-6]|br)\b[^>]*>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"^(#{1,6} \S|\|?[ :]*-{3,}[ :]*\|)", re.MULTILINE)
_CANONICAL_CSV = re.compile(
    r"^\ufeff?\s*\"?address\"?\s*,\s*\"?value\"?\s*(,|\r?\n|$)", re.IGNORECASE
)


def kind_of(data: bytes, name: str) -> Kind:
    """Return the kind of document; the content decides, whatever the file is called.

    Raises:
        InputError: it is empty, an image, or another kind that has no text to read.
    """
    start = data[:1024].lstrip()
    if not start:
        raise InputError(name, "文件是空的", "请核对是不是这份文件")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _zipped(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(data, name)
    if data.startswith(_IMAGE) or _is_other_image(data):
        raise InputError(name, "这是图片，没有可读的文字", _AGAIN)
    for magic, problem in _OTHER.items():
        if data.startswith(magic):
            raise InputError(name, problem, "请先解压，或者" + _AGAIN)
    if start.startswith(b"{\\rtf") or b'progid="Word.Document"' in data[:1024]:
        return "doc"
    if start.lower().startswith(b"mime-version:") or b"\nMIME-Version:" in data[:1024]:
        return "mht"
    return _plain(data, name)


def _is_other_image(data: bytes) -> bool:
    return (
        data[4:12] in {b"ftypheic", b"ftypavif"}
        or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")
        or (data.startswith(b"BM") and b"\0\0\0\0" in data[:16])
    )


def _zipped(data: bytes, name: str) -> Kind:
    names = names_in(data)
    for mark, kind in OPEN_DOCUMENT.items():
        if mark in data[:120]:
            return kind
    for folder, kind in _PARTS.items():
        if "[Content_Types].xml" in names and any(n.startswith(folder) for n in names):
            return kind
    for part, problem in _ZIPPED.items():
        if any(n == part or n.startswith(part) for n in names):
            raise InputError(name, problem, _AGAIN)
    if not names:
        raise InputError(name, "压缩包已损坏或者条目过多", "请重新保存或下载这份文件")
    raise InputError(name, "这是 ZIP 压缩包", "请先解压，再逐个读取里面的文件")


def _compound(data: bytes, name: str) -> Kind:
    """Look for the streams of an OLE compound file: their names are in UTF-16."""
    for stream, kind in _DIRECTORY_NAMES:
        if (stream + "\0").encode("utf-16-le") in data:
            if kind == "encrypted":
                raise InputError(name, "文档设了打开密码", "请去掉密码后再读取")
            return "doc" if kind == "doc" else "xls"
    raise InputError(name, "这是旧式复合文档，但不是 Word 或 Excel", _AGAIN)


def _plain(data: bytes, name: str) -> Kind:
    """Tell the kinds of text apart by marks that are ASCII in every usual encoding."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    if encoding == "utf-8" and b"\0" in data[:4096]:
        encoding = unmarked_wide(data)
        if not encoding:
            raise InputError(name, "这是二进制文件，认不出格式", _AGAIN)
    text = data.decode(encoding, errors="replace").lstrip("\ufeff")
    stripped = text.strip()
    if not stripped:
        raise InputError(name, "文件是空的", "请核对是不是这份文件")
    if stripped[0] in "{[" and _is_json(stripped):
        return "json"
    if _CANONICAL_CSV.match(stripped):
        return "csv"
    if _is_html(stripped):
        return "html"
    suffix = PurePath(name).suffix.lower()
    if suffix == ".csv":
        return "csv"
    if _MARKDOWN.search(text) or suffix in {".md", ".markdown"}:
        return "markdown"
    return "text"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_html(text: str) -> bool:
    """A page or fragment: a document type, or several tags of pages, early or closing."""
    start = text[:2048].lower()
    if "<!doctype html" in start or "<html" in start:
        return True
    if re.search(r"</(table|tr|td|div|p|body|html|span)\s*>", text, re.IGNORECASE):
        return bool(_TAG.search(text))
    return False
