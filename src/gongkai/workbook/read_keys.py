"""The keys of a sheet: which address stands in which cell, now that others have saved it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.errors import InputError
from gongkai.law import CellSpec, Edition
from gongkai.workbook.marker import SheetHead, head_of, places_of
from gongkai.workbook.read_cells import Note

_FURTHEST_COLUMN = 60


@dataclass(frozen=True)
class Keyed:
    """The keys found on a sheet: each with its row and the columns it speaks of."""

    head: SheetHead
    rows: tuple[tuple[int, dict[str, str]], ...]
    notes: tuple[Note, ...] = ()

    def cells(self, sheet: Worksheet) -> Iterator[tuple[str, Cell]]:
        """Yield every address with its cell."""
        for row, places in self.rows:
            for address, column in places.items():
                cell = sheet[f"{column}{row}"]
                if isinstance(cell, MergedCell):
                    place = f"{sheet.title}!{column}{row}"
                    raise InputError(place, "单元格被合并，读不出数据", "请用原来的填报表重新填写")
                yield address, cell

    def moved(self, sheet: Worksheet, row: int, spec: CellSpec, form: Edition) -> bool:
        """Tell whether a row shows another label than its key says: figures were moved."""
        if form.table(spec.address.table).arrangement == "across":
            return False
        texts = {
            _plain(cell.value)
            for column in range(1, _FURTHEST_COLUMN)
            if isinstance((cell := sheet.cell(row, column)).value, str)
        }
        return _plain(spec.row.label) not in texts


def keyed_cells(sheet: Worksheet) -> Keyed | None:
    """Return the keys of a sheet, None where it is none of ours.

    Raises:
        InputError: keys are not in the column they name, or an address stands twice.
    """
    found = _head(sheet)
    if found is None:
        return None
    head, column = found
    if get_column_letter(column) != head.column:
        raise _changed(sheet, "列被增删")
    rows: list[tuple[int, dict[str, str]]] = []
    seen: set[str] = set()
    for (row, at), cell in sorted(sheet._cells.items()):
        value = cell.value if at == column else None
        key = places_of(value) if isinstance(value, str) else None
        if key is None:
            continue
        if seen & set(key[1]):
            raise _changed(sheet, f"第{row}行与别的行重复")
        seen |= set(key[1])
        rows.append((row, key[1]))
    return Keyed(head, tuple(rows))


def _head(sheet: Worksheet) -> tuple[SheetHead, int] | None:
    for (_, column), cell in sorted(sheet._cells.items()):
        if isinstance(cell.value, str) and (head := head_of(cell.value)):
            return head, column
    return None


def _plain(text: object) -> str:
    return "".join(str(text).split())


def _changed(sheet: Worksheet, how: str) -> InputError:
    return InputError(
        f"工作表“{sheet.title}”", f"{how}，隐藏的地址对不上", "请用原来的填报表重新填写"
    )
