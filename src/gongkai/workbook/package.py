"""Opening a workbook whoever saved it: other dialects, missing parts, ornaments that are broken."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl import Workbook, load_workbook

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_STYLES = "xl/styles.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_ORNAMENT = re.compile(
    rb"<((?:\w+:)?(?:conditionalFormatting|dataValidations|extLst))\b(?:[^>]*/>|.*?</\1>)"
    rb"|<(?:\w+:)?(?:drawing|legacyDrawing|picture)\b[^>]*/>",
    re.DOTALL,
)
_STYLED = re.compile(rb"(<(?:\w+:)?(?:c|row|col)\b[^>]*?) (?:s|style)=\"[0-9]+\"")


def open_book(data: bytes, *, computed: bool) -> Workbook:
    """Open a workbook; where that fails, once more without what has no figures in it.

    Colours, validation and drawings are left out then, formats of numbers never: a
    percentage has to show as one. A file without any styles has no formats.
    """
    parts = _strict_parts(data)
    data = _packed(parts) if parts else data
    try:
        return load_workbook(io.BytesIO(data), data_only=computed, keep_links=False)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever it stumbles over
        return load_workbook(
            io.BytesIO(_packed(_bare(_parts(data)))), data_only=computed, keep_links=False
        )


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _strict_parts(data: bytes) -> dict[str, bytes]:
    """The parts of a strict workbook in the usual names of things, none of any other."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if _STRICT not in package.read("_rels/.rels"):
            return {}
    parts = _parts(data)
    for strict, usual in _USUAL.items():
        parts = {name: content.replace(strict, usual) for name, content in parts.items()}
    return parts


def _bare(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts without ornaments; without references to styles where there are none."""
    bare = dict(parts)
    for name, content in parts.items():
        if _SHEET.fullmatch(name):
            plain = _ORNAMENT.sub(b"", content)
            bare[name] = plain if _STYLES in parts else _STYLED.sub(rb"\1", plain)
    return bare


def _packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()
