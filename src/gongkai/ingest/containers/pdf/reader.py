"""PDF documents with a text layer: paragraphs and tables as a person sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gongkai.errors import InputError
from gongkai.ingest.containers.pdf.columns import Columns, split
from gongkai.ingest.containers.pdf.lines import Row, rows_of
from gongkai.ingest.containers.pdf.page import Sheet, sheets
from gongkai.ingest.containers.pdf.paragraphs import Paragraphs, Placed, without_page_numbers
from gongkai.ingest.containers.pdf.running import Leaf, without_running
from gongkai.ingest.containers.pdf.splits import doubted, mended
from gongkai.ingest.containers.pdf.tables import Found, ruled_tables
from gongkai.ingest.containers.running import about_running
from gongkai.ingest.document import Document, Flattened, Part, Ruled

_TITLE = "报告"
"""Of a running head: it may be the only place that has the title of the report."""

_Piece: TypeAlias = Placed | Ruled | Flattened


def read_pdf(data: bytes, name: str) -> Document:
    """Read a PDF with a text layer, page by page.

    Raises:
        InputError: it is damaged, locked, scanned without text, or hostile.
    """
    leaves: list[_Leaf] = []
    notes: list[str] = []
    has_image = False
    for sheet in sheets(data, name):
        has_image |= sheet.has_image
        place = f"第{sheet.number}页"
        notes += [f"{place}{note}" for note in sheet.notes]
        if sheet.letters:
            leaves.append(_leaf(sheet, name))
        elif sheet.has_image:
            notes.append(f"{place}没有文字，只有图片（可能是扫描件），没有读入")
    rows, running = without_running(leaves)
    notes += about_running(running)
    pieces = [
        piece
        for leaf, kept in zip(leaves, rows, strict=True)
        for piece in _pieces(leaf, kept, notes)
    ]
    if not pieces:
        problem = "PDF 是扫描的图片，没有文字层" if has_image else "PDF 里没有文字"
        raise InputError(name, problem, "请换成由文档直接导出的 PDF、DOCX 或网页")
    parts = _parts(_whole(pieces, notes))
    title = next((text for text in running if _TITLE in text), "")
    return Document("pdf", tuple(parts), title, tuple(notes))


@dataclass(frozen=True)
class _Leaf(Leaf):
    """A page: its number, its ruled tables, and the lines that stand in none."""

    number: int
    found: Sequence[Found]


def _leaf(sheet: Sheet, name: str) -> _Leaf:
    found = ruled_tables(sheet.page, sheet.letters, name)
    used = frozenset[object]().union(*(each.letters for each in found))
    free = [each for each in sheet.letters if each not in used and not each.is_struck]
    rows = without_page_numbers(rows_of(free), sheet.height)
    return _Leaf(rows, sheet.height, sheet.number, found)


def _pieces(leaf: _Leaf, rows: Sequence[Row], notes: list[str]) -> list[_Piece]:
    """The lines and tables of a page from top to bottom."""
    found = leaf.found
    if any(_is_inside(row, each) for row in rows for each in found):
        notes.append(f"第{leaf.number}页表格里有文字不在任何格里，按正文读入")
    placed: list[tuple[float, list[_Piece]]] = [(each.area[1], [each.table]) for each in found]
    for run in _runs(rows, found):
        for part in split(run, f"第{leaf.number}页"):
            if isinstance(part, Columns):
                placed.append((part.rows[0].top, [part.table]))
            else:
                placed.append((part.top, [Placed(part, leaf.number)]))
    placed.sort(key=lambda item: item[0])
    return [piece for _, group in placed for piece in group]


def _whole(pieces: Sequence[_Piece], notes: list[str]) -> list[_Piece]:
    """Mend table rows that a page end cut in two."""
    whole: list[_Piece] = []
    for piece in pieces:
        before = whole[-1] if whole else None
        if not (isinstance(before, Ruled) and isinstance(piece, Ruled)):
            whole.append(piece)
        elif (joined := mended(before, piece)) is not None:
            notes.append(f"{piece.place}的第一行是上一页表格最后一行的下半截，已合为一行")
            whole[-1:] = [joined[0], *([joined[1]] if joined[1] is not None else [])]
        else:
            whole[-1:] = doubted(before, piece)
    return whole


def _runs(rows: Sequence[Row], found: Sequence[Found]) -> list[list[Row]]:
    """Lines between the ruled tables."""
    runs: dict[int, list[Row]] = {}
    for row in rows:
        above = sum(1 for each in found if each.area[1] <= row.top)
        runs.setdefault(above, []).append(row)
    return list(runs.values())


def _is_inside(row: Row, found: Found) -> bool:
    x0, top, x1, bottom = found.area
    middle = (row.top + row.bottom) / 2
    return top < middle < bottom and row.x0 < x1 and row.x1 > x0


def _parts(pieces: Sequence[_Piece]) -> list[Part]:
    """Join lines to paragraphs; a table ends one."""
    paragraphs = Paragraphs(piece for piece in pieces if isinstance(piece, Placed))
    parts: list[Part] = []
    run: list[Placed] = []
    for piece in pieces:
        if isinstance(piece, Placed):
            run.append(piece)
            continue
        parts += paragraphs.joined(run)
        parts.append(piece)
        run = []
    return [*parts, *paragraphs.joined(run)]
