"""One sheet of a workbook: its cells as tables and lines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.errors import InputError
from gongkai.ingest.containers.xlsx.values import shown
from gongkai.ingest.document import Box, Line, Part, Ruled
from gongkai.ingest.words.characters import key
from gongkai.ingest.words.labels import look_up
from gongkai.ingest.words.shown import STRUCK_NOTE, settled, without_struck

_AREA = 300_000
_UNSEEN = "〔隐藏的列〕"
"""Stands for what a hidden column holds, which is no blank where the form has a figure."""

_LONG = 60
"""A text of so many signs alone in its row is a paragraph, not a label."""


@dataclass(frozen=True)
class _Seen:
    """A cell as seen: merged ones once, with what they span."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    is_ruled: bool


@dataclass(frozen=True)
class _Hidden:
    """Rows and columns of a sheet that nobody sees."""

    rows: frozenset[int]
    columns: frozenset[int]

    def covers(self, cell: _Seen) -> bool:
        """Tell whether a cell is hidden altogether: a merged one may reach out."""
        return self.rows.issuperset(
            range(cell.row, cell.row + cell.rowspan)
        ) or self.columns.issuperset(range(cell.column, cell.column + cell.colspan))

    def name(self, cell: _Seen) -> str:
        """Say what hides a cell."""
        in_row = cell.row in self.rows
        return f"第{cell.row}行" if in_row else f"{get_column_letter(cell.column)}列"


@dataclass
class Sheet:
    """Reads a sheet; `formulas` is the same sheet with formulas in place of values."""

    sheet: Worksheet
    formulas: Worksheet | None
    place: str
    notes: list[str] = field(default_factory=list)

    def parts(self) -> list[Part]:
        """Return the lines and tables of the sheet, from top to bottom."""
        rows = self._rows()
        is_ruled = any(cell.is_ruled for row in rows.values() for cell in row)
        parts: list[Part] = []
        block: list[int] = []
        tables = 0
        bottom = 0
        for row in sorted(rows):
            goes_on = bool(block) and row <= bottom + 1
            if block and (not goes_on or (row > bottom and self._is_line(rows[row], is_ruled))):
                tables += 1
                parts += self._table([rows[r] for r in block], tables)
                block = []
            if not block and self._is_line(rows[row], is_ruled):
                place = f"{self.place}第{row}行"
                texts = (cell.text for cell in rows[row] if cell.text.strip())
                parts += [Line(text, place) for each in texts for text in each.split("\n") if text]
                continue
            if any(cell.text.strip() for cell in rows[row]) or is_ruled:
                bottom = max([bottom, *(cell.row + cell.rowspan - 1 for cell in rows[row])])
                block.append(row)
        if block:
            parts += self._table([rows[r] for r in block], tables + 1)
        return parts

    def _rows(self) -> dict[int, list[_Seen]]:
        """The cells by row; empty ones only where they are ruled or merged."""
        spans = {(r.min_row, r.min_col): r for r in self.sheet.merged_cells.ranges}
        hidden = self._hidden()
        rows: dict[int, list[_Seen]] = {}
        for (row, column), cell in sorted(self.sheet._cells.items()):
            if isinstance(cell, MergedCell) or not isinstance(cell, Cell):
                continue
            span = spans.get((row, column))
            seen = _Seen(
                self._text(cell),
                row,
                column,
                span.max_row - row + 1 if span else 1,
                span.max_col - column + 1 if span else 1,
                _has_border(cell),
            )
            if not (seen.text.strip() or seen.is_ruled or span):
                continue
            if hidden and hidden.covers(seen):
                if seen.text.strip():
                    self._note(f"{self.place}{hidden.name(seen)}是隐藏的，没有读入")
                if row in hidden.rows:
                    continue
                seen = replace(seen, text=_UNSEEN if seen.text.strip() else "")
            rows.setdefault(row, []).append(seen)
        return {row: cells for row, cells in rows.items() if self._counts(cells)}

    @staticmethod
    def _counts(cells: list[_Seen]) -> bool:
        return any(cell.text.strip() or cell.is_ruled for cell in cells)

    def _is_line(self, cells: list[_Seen], is_ruled: bool) -> bool:
        """Tell whether a row is running text: one text alone and no rule around it."""
        texts = [cell for cell in cells if cell.text.strip()]
        if any(cell.is_ruled for cell in cells) or len(texts) != 1:
            return False
        if is_ruled or len(texts[0].text) > _LONG:
            return True
        return not self._has_neighbours(texts[0])

    def _has_neighbours(self, cell: _Seen) -> bool:
        """Tell whether a row above or below holds several texts, as rows of a table do."""
        for row in (cell.row - 1, cell.row + cell.rowspan):
            texts = 0
            for column in range(1, min(self.sheet.max_column, 64) + 1):
                found = self.sheet._cells.get((row, column))
                texts += found is not None and found.value is not None
            if texts > 1:
                return True
        return False

    def _table(self, rows: list[list[_Seen]], number: int) -> list[Part]:
        if not any(cell.text.strip() for row in rows for cell in row):
            return []
        first_row = rows[0][0].row
        first_column = min(cell.column for row in rows for cell in row)
        last_column = max(cell.column + cell.colspan - 1 for row in rows for cell in row)
        if (last_column - first_column + 1) * len(rows) > _AREA:
            raise InputError(self.place, "表格过大", "年度报告的表格不会这么大，没有读取")
        boxes = [
            Box(
                cell.text,
                cell.row - first_row,
                cell.column - first_column,
                cell.rowspan,
                cell.colspan,
                f"{self.place}{get_column_letter(cell.column)}{cell.row}",
            )
            for row in _filled(rows, first_column, last_column)
            for cell in row
        ]
        return [Ruled(tuple(boxes), f"{self.place}表{number}")]

    def _text(self, cell: Cell) -> str:
        marked, note = shown(cell)
        text = settled(marked)
        if without_struck(marked) != marked:
            self._note(f"{self.place}{STRUCK_NOTE}")
        if note:
            self._note(f"{self.place}{cell.coordinate}{note}")
        if cell.value is None and self.formulas is not None:
            formula = self.formulas._cells.get((cell.row, cell.column))
            if formula is not None and formula.data_type == "f":
                self._note(f"{self.place}{cell.coordinate}是公式，但没有保存计算结果，读不出数")
                return str(formula.value)
        return text

    def _hidden(self) -> _Hidden | None:
        """The rows and columns that are not shown; not rows that alone name a row of the form.

        Rows of zeros are hidden at times; where there is such a row, the others tell nothing
        of it, and it is read with a note.
        """
        rows = {i for i, d in self.sheet.row_dimensions.items() if d.hidden}
        columns: set[int] = set()
        for dimension in self.sheet.column_dimensions.values():
            if dimension.hidden:
                columns |= set(range(dimension.min or 0, min(dimension.max or 0, 1000) + 1))
        if rows:
            rows -= self._only_here(rows)
        return _Hidden(frozenset(rows), frozenset(columns)) if rows or columns else None

    def _only_here(self, hidden: set[int]) -> set[int]:
        """Hidden rows with words of the form that no visible row has."""
        words: dict[int, set[str]] = {}
        for (row, _), cell in self.sheet._cells.items():
            if isinstance(cell.value, str) and look_up(cell.value):
                words.setdefault(row, set()).add(key(cell.value))
        visible = set().union(*(found for row, found in words.items() if row not in hidden))
        kept = {row for row in hidden if words.get(row, set()) - visible}
        for row in sorted(kept):
            self._note(f"{self.place}第{row}行是隐藏的，仍已读入，请核对")
        return kept

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


def _filled(rows: list[list[_Seen]], first: int, last: int) -> list[list[_Seen]]:
    """Return table rows together with the empty cells that no rule or merge shows."""
    taken: dict[int, set[int]] = {}
    for cell in (cell for row in rows for cell in row):
        for number in range(cell.row, cell.row + cell.rowspan):
            taken.setdefault(number, set()).update(range(cell.column, cell.column + cell.colspan))
    full = []
    for row in rows:
        number = row[0].row
        free = (column for column in range(first, last + 1) if column not in taken[number])
        empty = [_Seen("", number, column, 1, 1, False) for column in free]
        full.append(sorted([*row, *empty], key=lambda cell: cell.column))
    return full


def _has_border(cell: Cell) -> bool:
    border = cell.border
    sides = (border.left, border.right, border.top, border.bottom)
    return sum(bool(side is not None and side.style) for side in sides) > 1
