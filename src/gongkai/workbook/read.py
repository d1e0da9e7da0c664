"""Reading a filled workbook back: every cell by the key its row carries, nothing guessed.

Formulas in cells to be filled in are never evaluated here; what the spreadsheet program
computed is taken, with a note. What is no figure stays as it was typed, as unreadable.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai import law
from gongkai.errors import InputError
from gongkai.law import Address, Edition
from gongkai.report import Blank, Cell, Report, Unreadable
from gongkai.workbook.filled import FilledSheet, report_of
from gongkai.workbook.marker import FIGURES, GOES_ON, HEAD, NARRATIVE, SheetHead
from gongkai.workbook.package import open_book
from gongkai.workbook.read_cells import Note, read_figure, read_words, visible
from gongkai.workbook.read_keys import Keyed, keyed_cells

_LARGEST_PART = 32 << 20
Words: TypeAlias = tuple[dict[str, str] | None, tuple[Note, ...]]
"""Texts by section, or by what they say it of; None, and why, where they cannot be told."""

_SHEETS = re.compile(r"xl/(sharedStrings|worksheets/[^/]+)\.xml")


@dataclass(frozen=True)
class WorkbookReading:
    """One agency-year of a workbook, with the notes on its reading."""

    report: Report
    notes: tuple[Note, ...]
    places: Mapping[str, str]


def is_workbook(data: bytes) -> bool:
    """Tell whether a file is a workbook of ours, whoever saved it; quick, and never raises."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                if _SHEETS.fullmatch(name):
                    with package.open(name) as part:
                        if HEAD.encode() in part.read(_LARGEST_PART):
                            return True
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError):
        return False  # damaged, encrypted (RuntimeError) or packed in an unknown way
    return False


def read_workbook(data: bytes, name: str) -> list[WorkbookReading]:
    """Read every agency-year in a workbook of ours; untouched blank forms are passed over.

    Raises:
        InputError: as for `read_sheets`, or a sheet does not say whose report it is.
    """
    filled = [sheet for sheet in read_sheets(data, name) if not sheet.is_untouched]
    if not filled:
        raise InputError(name, "工作簿里还没有填写数据", "请填写后再导入")
    return [WorkbookReading(report_of(sheet), sheet.notes, sheet.places) for sheet in filled]


def read_sheets(data: bytes, name: str) -> list[FilledSheet]:
    """Read the sheets of figures in a workbook of ours, each with its words.

    The result is plain values only, so that it may come from a worker process.

    Raises:
        InputError: the file is damaged, is no workbook of ours, or its rows and columns
            were changed so that keys no longer point at their cells.
    """
    book = _open(data, name, computed=False)
    found = list(_ours(book))
    if not any(head.sheet == FIGURES for _, head, _ in found):
        raise InputError(name, "不是 gongkai workbook 生成的填报表", "请核对是不是这份文件")
    has_formulas = any(
        cell.data_type == "f" for sheet, _, keyed in found for _, cell in keyed.cells(sheet)
    )
    computed = _open(data, name, computed=True) if has_formulas else book
    words = _narratives(found, computed)
    sheets = []
    for sheet, head, keyed in found:
        if head.sheet == FIGURES:
            narrative, notes = words.get(head.number) or _no_words(sheet)
            sheets.append(_filled(name, sheet, computed, head, keyed, narrative, notes))
    return sheets


def _open(data: bytes, name: str, *, computed: bool) -> Workbook:
    try:
        return open_book(data, computed=computed)
    except MemoryError:
        raise
    except Exception as error:
        problem = f"工作簿打不开（{type(error).__name__}）"
        raise InputError(
            name, problem, "请用 Excel、WPS 或 LibreOffice 另存为 xlsx 再试"
        ) from error


def _ours(book: Workbook) -> Iterator[tuple[Worksheet, SheetHead, Keyed]]:
    for sheet in book.worksheets:
        keyed = keyed_cells(sheet)
        if keyed is not None and keyed.head.edition in law.editions():
            yield sheet, keyed.head, keyed


def _filled(
    name: str,
    sheet: Worksheet,
    computed: Workbook,
    head: SheetHead,
    keyed: Keyed,
    narrative: Mapping[str, str] | None,
    notes: tuple[Note, ...],
) -> FilledSheet:
    form = _form(name, sheet, head)
    values = computed[sheet.title]
    cells: dict[str, Cell] = {}
    places: dict[str, str] = {}
    identity: dict[str, str] = {}
    found = [*keyed.notes, *notes]
    for address, cell in keyed.cells(sheet):
        shown = values[cell.coordinate]
        if address.startswith("identity/"):
            identity[address.removeprefix("identity/")] = visible(read_words(shown.value))
        elif address.count("/") == 2 and Address.parse(address) in form.cells:
            spec = form.cells[Address.parse(address)]
            moved = keyed.moved(sheet, cell.row, spec, form)
            cells[address], note = read_figure(address, spec, cell, shown, moved=moved)
            places[address] = f"{sheet.title}!{cell.coordinate}"
            found += [note] if note else []
    gone = [str(address) for address in form.cells if str(address) not in cells]
    if gone:
        problem = f"缺少{len(gone)}个数据格（如 {gone[0]}），表格的行被删改"
        raise InputError(f"{name} {sheet.title}", problem, "请用原来的填报表重新填写")
    sections = {section.id for section in form.sections}
    for address, cell_read in cells.items():
        cells[address] = _with_note(cell_read, address, narrative or {})
    return FilledSheet(
        f"{name} {sheet.title}",
        head.edition,
        head.variant,
        head.fictional,
        identity,
        cells,
        places,
        None if narrative is None else {s: t for s, t in narrative.items() if s in sections},
        tuple(found),
    )


def _with_note(cell: Cell, address: str, words: Mapping[str, str]) -> Cell:
    """The cell with what the sheet of words says of it."""
    said = words.get(f"note/{address}", "")
    if said:
        return replace(cell, note=said)
    unread = words.get(f"unread/{address}", "")
    return Unreadable("", unread) if unread and cell == Blank() else cell


def _form(name: str, sheet: Worksheet, head: SheetHead) -> Edition:
    try:
        return law.edition(head.edition, head.variant)
    except KeyError:
        problem = f"没有名为 {head.variant} 的格式偏离"
        raise InputError(f"{name} {sheet.title}", problem, "请用原来的填报表重新填写") from None


def _no_words(sheet: Worksheet) -> Words:
    said = "找不到与这张表对应的文字表（被删除或没有一起复制），文字部分没有读"
    return None, (Note("", "narrative", said, sheet.title),)


def _narratives(
    found: list[tuple[Worksheet, SheetHead, Keyed]], computed: Workbook
) -> dict[str, Words]:
    """The words by the number that ties them to a sheet of figures."""
    words: dict[str, Words] = {}
    for sheet, head, keyed in found:
        if head.sheet != NARRATIVE:
            continue
        own = _words_of(keyed, sheet, computed[sheet.title])
        if head.number in words and words[head.number][0] != own:
            said = f"有两张文字表对应第{head.number}个机关（工作表被复制），文字部分没有读"
            words[head.number] = None, (Note("", "narrative", said, sheet.title),)
            continue
        words.setdefault(head.number, (own, ()))
    return words


def _words_of(keyed: Keyed, sheet: Worksheet, computed: Worksheet) -> dict[str, str]:
    """What a sheet of words says of each section and cell; a cell may go on with a line."""
    words: dict[str, str] = {}
    for address, cell in keyed.cells(sheet):
        sort, name = address.split("/", 1)
        text = read_words(computed[cell.coordinate].value)
        if sort != NARRATIVE:
            words[address] = text
            continue
        section, part = name.rsplit("/", 1)
        between = "" if part.endswith(GOES_ON) or section not in words else "\n"
        words[section] = words.get(section, "") + between + text
    return {name: text.strip("\n") for name, text in words.items() if text.strip()}
