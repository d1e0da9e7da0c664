"""A data table of a page while it is being read: rows and cells, however ill-formed."""

from __future__ import annotations

from lxml import etree

from gongkai.ingest.containers.html.grid import Cell, grid
from gongkai.ingest.document import Ruled


class Table:
    """Collects rows; text outside cells (a caption, stray words) is a row of its own."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._rows: list[list[Cell]] = []
        self._groups: list[int] = []
        self._group = 0
        self._row: list[Cell] | None = None
        self._cell: Cell | None = None

    def start(self, tag: str, element: etree._Element) -> None:
        """A row, a cell or a row group begins; what was left open is closed."""
        if tag in {"td", "th"}:
            if self._row is None:
                self._open_row()
            self._cell = Cell(element.get("colspan") or "", element.get("rowspan") or "")
            if self._row is not None:
                self._row.append(self._cell)
        else:
            self._cell = None
            if tag == "tr":
                self._open_row()
            else:
                self._group += 1
                self._row = None

    def end(self, tag: str) -> None:
        """A row or cell ends."""
        self._cell = None
        if tag == "tr":
            self._row = None

    def text(self, text: str) -> None:
        """Text of the open cell; elsewhere it starts a row of its own."""
        if self._cell is not None:
            self._cell.text += text
        elif text.strip():
            self._open_row()
            if self._row is not None:
                self._row.append(Cell("", "", text))
            self._row = None

    def picture(self) -> None:
        """A picture stands in the open cell."""
        if self._cell is not None:
            self._cell.has_picture = True

    def finish(self) -> tuple[Ruled, bool]:
        """Return the table laid out, and whether it had to be cut."""
        return grid(self._rows, self._groups, self._place)

    def _open_row(self) -> None:
        self._row = []
        self._rows.append(self._row)
        self._groups.append(self._group)
