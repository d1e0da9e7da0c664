"""A statutory table drawn with lines, merged heads where the form merges them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wcwidth import wcswidth

from gongkai.compose.blocks import Grid, GridCell
from gongkai.compose.terminal.canvas import Area, Canvas, Segments, Tone, wrap

_SIGNS = {"": "", "error": "*", "doubt": "?"}
_BLANK = "□"
_LEAST_STUB = 12
_LONGEST_FIGURE = 14
LEGEND = f"{_BLANK} 空白　‹…› 辨认不清　* 有误　? 存疑"


@dataclass(frozen=True)
class _Spot:
    """A cell with its place in the grid of the table."""

    cell: GridCell
    row: int
    column: int

    @property
    def last_row(self) -> int:
        return self.row + self.cell.rowspan

    @property
    def last_column(self) -> int:
        return self.column + self.cell.colspan


def draw(table: Grid, width: int) -> list[Segments] | None:
    """Return the lines of a table, each as pieces with a tone; None where it does not fit."""
    spots = list(_spots(table))
    widths = _widths(table, spots, width)
    if widths is None:
        return None
    ruled = _ruled(table, spots)
    heights = _heights(spots, widths, ruled)
    tops = [sum(heights[:row]) + sum(ruled[: row + 1]) for row in range(len(heights) + 1)]
    canvas = Canvas(tops[-1], sum(widths) + len(widths) + 1)
    for spot in spots:
        area = Area(
            tops[spot.row],
            1 + sum(widths[: spot.column]) + spot.column,
            _height(heights, ruled, spot),
            _width(widths, spot),
        )
        tone = _tone(spot.cell)
        canvas.frame(area, above=ruled[spot.row], below=ruled[spot.last_row])
        if tone in {"error", "doubt"}:
            canvas.fill(area, tone)
        canvas.write(area, wrap(shown(spot.cell), area.width), _side(spot.cell), tone)
    return list(canvas.lines())


def shown(cell: GridCell) -> str:
    """Return the text of a cell; what is blank, unreadable or suspect shows."""
    if cell.is_head:
        return cell.text
    text = f"‹{cell.text}›" if cell.unreadable else cell.text or _BLANK
    return text + _SIGNS[cell.mark]


def _spots(table: Grid) -> Iterator[_Spot]:
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            yield _Spot(cell, row, column)
            taken |= {
                (row + down, column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            }


def _widths(table: Grid, spots: Sequence[_Spot], width: int) -> list[int] | None:
    """The widest layout that fits: figures whole, the rest of the line for the labels."""
    roles = table.columns
    least = [4] * len(roles)
    for spot in spots:
        if not spot.cell.is_head and spot.cell.colspan == 1:
            wanted = wcswidth(shown(spot.cell))
            least[spot.column] = max(least[spot.column], min(wanted, _LONGEST_FIGURE))
    room = width - len(roles) - 1
    longest = max((wcswidth(s.cell.text) for s in spots if s.cell.scope == "row"), default=0)
    for roomy, group in ((14, 10), (12, 8), (9, 8), (8, 8), (8, 4), (6, 4), (4, 4)):
        widths = [
            group if role == "group" else max(roomy, wide) if role == "figure" else 0
            for role, wide in zip(roles, least, strict=True)
        ]
        spare = room - sum(widths)
        if "stub" not in roles and spare >= 0:
            return widths
        if "stub" in roles and spare >= (_LEAST_STUB if roomy == 4 else min(longest, 30)):
            widths[roles.index("stub")] = min(spare, max(longest, _LEAST_STUB))
            return widths
    return None


def _ruled(table: Grid, spots: Sequence[_Spot]) -> list[bool]:
    """Whether a line stands above each row, and below the last: not between mere figures."""
    opens = {spot.row for spot in spots if spot.cell.is_head and spot.cell.scope != "row"}
    ends = {spot.last_row for spot in spots if spot.cell.scope not in {"row", ""}}
    return [
        row in opens or row in ends or row in {0, len(table.rows)}
        for row in range(len(table.rows) + 1)
    ]


def _heights(spots: Sequence[_Spot], widths: Sequence[int], ruled: Sequence[bool]) -> list[int]:
    heights = [1] * (len(ruled) - 1)
    for spot in sorted(spots, key=lambda spot: spot.cell.rowspan):
        lines = len(wrap(shown(spot.cell), _width(widths, spot)))
        short = lines - _height(heights, ruled, spot)
        if short > 0:
            heights[spot.last_row - 1] += short
    return heights


def _width(widths: Sequence[int], spot: _Spot) -> int:
    return sum(widths[spot.column : spot.last_column]) + spot.cell.colspan - 1


def _height(heights: Sequence[int], ruled: Sequence[bool], spot: _Spot) -> int:
    """The lines of the rows a cell takes up, with the ruled lines between them."""
    return sum(heights[spot.row : spot.last_row]) + sum(ruled[spot.row + 1 : spot.last_row])


def _side(cell: GridCell) -> str:
    if not cell.is_head:
        return "right"
    return "left" if cell.scope == "row" else "centre"


def _tone(cell: GridCell) -> Tone:
    if cell.is_head:
        return "head"
    if cell.mark:
        return cell.mark
    if cell.unreadable:
        return "raw"
    if not cell.text:
        return "blank"
    return "zero" if cell.is_zero else "total" if cell.is_total else ""
