"""The grid of a DOCX table: cells with the rows and columns they span."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from gongkai.errors import InputError
from gongkai.ingest.containers.docx.text import DELETED
from gongkai.ingest.containers.docx.xml import children, number, switched_on, value, w

_CELLS = 200_000
_COLUMNS = 1_000
_HIDDEN_ROW = "表格里有隐藏的行，没有读入"
_WRAPPERS = {w(n) for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}


@dataclass
class Cell:
    """One cell as drawn, at its upper left grid position."""

    element: etree._Element
    row: int
    column: int
    colspan: int
    rowspan: int = 1

    @property
    def end(self) -> int:
        """The row below the cell."""
        return self.row + self.rowspan


def cells_of(table: etree._Element, place: str, note: Callable[[str], None]) -> list[Cell]:
    """Return the cells of a table in reading order; merged ones once, hidden rows left out.

    Raises:
        InputError: the table is larger than any real one.
    """
    cells: list[Cell] = []
    above: dict[int, Cell] = {}
    size = 0
    row = 0
    for line in _inside(table, w("tr")):
        properties = line.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            note(DELETED)
            continue
        if switched_on(properties, "hidden"):
            note(_HIDDEN_ROW)
            continue
        column = _span(line, "trPr", "gridBefore", least=0)
        last: Cell | None = None
        for element in _inside(line, w("tc")):
            own = element.find(w("tcPr"))
            span = _span(element, "tcPr", "gridSpan", least=1)
            size += span
            if size > _CELLS or column + span > _COLUMNS:
                raise InputError(place, "表格过大", "年度报告的表格不会这么大，没有读取")
            merge = _merge(own, "vMerge")
            upper = above.get(column)
            if merge == "continue" and upper is not None and upper.end == row:
                upper.rowspan += 1
            elif _merge(own, "hMerge") == "continue" and last is not None:
                last.colspan += span
            else:
                last = Cell(element, row, column, span)
                cells.append(last)
                for covered in range(column, column + span):
                    above.pop(covered, None)
                if merge is not None:
                    above[column] = last
            column += span
        row += 1
    return cells


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield rows or cells, also those inside content controls and insertions."""
    for tag, child in children(element):
        if tag == name:
            yield child
        elif tag in _WRAPPERS:
            yield from _inside(child, name)


def _span(element: etree._Element, *path: str, least: int) -> int:
    return max(number(element, *path) or least, least)


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """Return `restart`, `continue`, or nothing where the cell is not merged that way."""
    found = None if properties is None else properties.find(w(name))
    return None if found is None else value(found) or "continue"
