"""Small PDF files written by hand."""

from __future__ import annotations

import zlib

PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of them the catalogue."""
    parts = [b"%PDF-1.4\n"]
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = sum(map(len, parts))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % offset for offset in offsets]
    parts.append(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n" % (len(objects) + 1, start))
    return b"".join(parts) + b"%%EOF"


def page_of(content: bytes) -> bytes:
    """A PDF of one page with this content."""
    packed = zlib.compress(content, 9)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font"
    page += b"<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", PAGES, page, stream)


def many_pages() -> bytes:
    """A PDF whose one page is counted a hundred thousand times."""
    kids = b"3 0 R " * 100_000
    pages = b"<</Type/Pages/Count 100000/Kids[%s]>>" % kids
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, page)


def text(content: str, x: float, y: float, how: str = "", size: float = 12) -> str:
    """Drawing orders for a text; `how` sets its mode or colour beforehand."""
    return f"BT {how} /F1 {size} Tf {x} {y} Td ({content}) Tj ET\n"


def box(x: float, y: float, width: float, height: float) -> str:
    """Drawing orders for a ruled cell."""
    return f"{x} {y} {width} {height} re S\n"
