"""Bytes to text: the encoding a file really has, whatever it says of itself."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE
)
_OURS = ("政府信息公开", "政府信息公開", "第二十条", "第二十條", "行政许可", "主动公开")
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}


def text_of(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and what is to be said of its encoding."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _clean(data.decode(name, errors="replace")), ()
    declared = _declared(data)
    readings: list[tuple[str, str]] = []
    for name in _candidates(declared, data):
        try:
            readings.append((name, data.decode(name)))
        except (UnicodeDecodeError, LookupError):
            continue
        if any(word in readings[-1][1] for word in _OURS) or readings[-1][1].isascii():
            return _clean(readings[-1][1]), _said(name, declared)
    for name in ("utf-8", "gb18030", "big5hkscs"):
        text = data.decode(name, errors="replace")
        if any(word in text for word in _OURS):
            return _clean(text), (f"编码 {name} 有损坏的字节，已用“\ufffd”代替",)
    if readings:
        return _clean(readings[0][1]), _said(readings[0][0], declared)
    best = from_bytes(data[: 1 << 18]).best()
    name = best.encoding if best else "utf-8"
    return _clean(data.decode(name, errors="replace")), (f"编码不明，按 {name} 读取",)


def unmarked_wide(data: bytes) -> str:
    """Return the UTF-16 encoding a file is in that does not say so; nothing for other files."""
    start = data[: 1 << 16]
    for name in ("utf-16-le", "utf-16-be"):
        text = start.decode(name, errors="replace")
        if any(word in text for word in _OURS):
            return name
    return ""


def _candidates(declared: str, data: bytes) -> Iterator[str]:
    if b"\0" in data[:4096] and (wide := unmarked_wide(data)):
        yield wide
    yield "utf-8"
    if declared.startswith("big5"):
        yield "big5hkscs"
    yield from ("gb18030", "big5hkscs")
    if declared:
        yield declared


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    name = found[1].decode("ascii").lower() if found else ""
    name = _CHINESE.get(name, name)
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return name if name not in {"unicode_escape", "idna", "punycode"} else ""


def _said(name: str, declared: str) -> tuple[str, ...]:
    if declared and not declared.startswith(name[:4]):
        return (f"网页声明的编码是 {declared}，实际是 {name}",)
    return ()


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
