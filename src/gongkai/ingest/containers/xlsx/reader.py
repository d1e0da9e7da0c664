"""XLSX workbooks read sheet by sheet: what a person sees, hidden things noted."""

from __future__ import annotations

import io
import re
from itertools import chain

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.errors import InputError
from gongkai.ingest.containers.package import Package, refuse_entities
from gongkai.ingest.containers.xlsx.sheet import Sheet
from gongkai.ingest.document import Document, Part

_DAMAGED = "请用 Excel 或 WPS 打开后另存为 XLSX 再试"
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z0-9:$]+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CELLS = 300_000
_MERGED = 200_000


def read_xlsx(data: bytes, name: str) -> Document:
    """Read an XLSX workbook: every visible sheet, in order.

    Raises:
        InputError: it is damaged, hostile, or has no text.
    """
    has_formulas = _examine(Package(data, name))
    book = _load(data, name, cached=True)
    formulas = _load(data, name, cached=False) if has_formulas else None
    notes: list[str] = []
    parts: list[Part] = []
    for sheet in book.worksheets:
        place = f"工作表“{sheet.title}”"
        if sheet.sheet_state != "visible":
            notes.append(f"{place}是隐藏的，没有读入")
            continue
        found = Sheet(sheet, _same(formulas, sheet), place)
        parts += found.parts()
        notes += found.notes
    if not parts:
        raise InputError(name, "工作簿里没有可见的内容", "请核对是不是这份文件")
    return Document("xlsx", tuple(parts), notes=tuple(notes))


def _examine(package: Package) -> bool:
    """Refuse what no real workbook holds; tell whether there are formulas.

    Inflates every XML part under the bounds, before a library sees any of them.

    Raises:
        InputError: entities, too many cells, merged ranges that are too large or many.
    """
    has_formulas = False
    for path in package.names:
        if not path.lower().endswith((".xml", ".rels")):
            continue
        content = package.part(path)
        refuse_entities(content, f"{package.name} {path}")
        if "sheet" not in path.lower():
            continue
        merged = sum(_area(match[1].decode(), package.name) for match in _MERGE.finditer(content))
        cells = sum(1 for _ in _CELL.finditer(content))
        if cells > _CELLS or merged > _MERGED:
            problem = "单元格过多" if cells > _CELLS else "合并单元格的范围过大"
            raise InputError(package.name, problem, "年度报告不会这么大，没有读取")
        has_formulas |= bool(_FORMULA.search(content))
    return has_formulas


def _area(reference: str, name: str) -> int:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except ValueError as error:
        raise InputError(name, f"合并单元格的范围 {reference} 有错", _DAMAGED) from error
    if left is None or top is None or right is None or bottom is None:
        return _MERGED + 1
    return (right - left + 1) * (bottom - top + 1)


def _load(data: bytes, name: str, *, cached: bool) -> Workbook:
    try:
        return load_workbook(io.BytesIO(data), data_only=cached, keep_links=False, rich_text=cached)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise InputError(name, "工作簿已损坏，不能解析", _DAMAGED) from error


def _same(formulas: Workbook | None, sheet: Worksheet) -> Worksheet | None:
    """Return the sheet of the same title in the book that holds the formulas."""
    if formulas is None:
        return None
    found = chain.from_iterable([formulas.worksheets])
    return next((each for each in found if each.title == sheet.title), None)
