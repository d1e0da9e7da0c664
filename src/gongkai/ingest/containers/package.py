"""Office packages (zip of XML) opened with care: sizes, entries and XML are bounded."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from functools import cached_property

from lxml import etree

from gongkai.errors import InputError

_ENTRIES = 5_000
_PART_BYTES = 24 << 20
_TOTAL_BYTES = 64 << 20
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_DAMAGED = "请用 Word、Excel 或 WPS 打开后另存一份再试"
_HOSTILE = "这不像正常的办公文档，没有读取"


def names_in(data: bytes) -> list[str]:
    """Return the names in a zip file; none where it has too many or is damaged."""
    return _Zip(data).names


class Package:
    """The parts of an Office document, inflated only as far as the bounds allow."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._zip = _Zip(data)
        if not self._zip.names:
            raise InputError(name, "压缩包已损坏或者条目过多", _DAMAGED)
        self._left = _TOTAL_BYTES

    @property
    def names(self) -> list[str]:
        """The names of all parts."""
        return self._zip.names

    def part(self, path: str) -> bytes:
        """Return a part, inflated piece by piece until it ends or is too large.

        Raises:
            InputError: it is missing, damaged, encrypted or larger than any real one.
        """
        try:
            with self._zip.file.open(path) as stream:
                content = stream.read(min(_PART_BYTES, self._left) + 1)
        except KeyError as error:
            raise InputError(self.name, f"缺少部件 {path}", _DAMAGED) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise InputError(self.name, f"部件 {path} 已损坏", _DAMAGED) from error
        except (RuntimeError, NotImplementedError) as error:
            raise InputError(self.name, f"部件 {path} 加密或压缩方式不明", _DAMAGED) from error
        if len(content) > min(_PART_BYTES, self._left):
            raise InputError(self.name, f"部件 {path} 解压后过大（疑似压缩炸弹）", _HOSTILE)
        self._left -= len(content)
        return content

    def xml(self, path: str) -> etree._Element:
        """Return the root of an XML part; entities are never resolved.

        Raises:
            InputError: it is not well-formed, declares entities, or nests too deeply.
        """
        return parse_xml(self.part(path), f"{self.name} {path}")


def parse_xml(content: bytes, place: str) -> etree._Element:
    """Parse XML of an Office document, which never has a document type.

    Raises:
        InputError: it is not well-formed, declares entities, or nests too deeply.
    """
    refuse_entities(content, place)
    if _STRICT in content:
        for strict, usual in _STRICT_NAMES.items():
            content = content.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        problem = "XML 有错"
        if "depth" in str(error):
            problem = "XML 嵌套过深"
        elif "too long" in str(error) or "Huge" in str(error) or "too large" in str(error):
            problem = "XML 里有过长的文字"
        raise InputError(place, f"{problem}，不能解析", _DAMAGED) from error


def refuse_entities(content: bytes, place: str) -> None:
    """Refuse a document type or entity declaration in any encoding that parsers accept.

    Raises:
        InputError: the XML declares a document type or an entity.
    """
    plain = content.replace(b"\0", b"") if b"\0" in content[:64] else content
    if re.search(rb"<!(DOCTYPE|ENTITY)", plain):
        raise InputError(place, "XML 里声明了实体（疑似实体炸弹）", _HOSTILE)


class _Zip:
    """A zip file whose table of contents is read only if it is short."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def names(self) -> list[str]:
        end = self.data.rfind(b"PK\5\6")
        if end < 0 or len(self.data) < end + 22:
            return []
        (entries,) = struct.unpack_from("<H", self.data, end + 10)
        (size,) = struct.unpack_from("<I", self.data, end + 12)
        if entries > _ENTRIES or size > _ENTRIES * 400:
            return []
        try:
            return [info.filename for info in self.file.infolist()]
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError):
            return []

    @cached_property
    def file(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.data))
