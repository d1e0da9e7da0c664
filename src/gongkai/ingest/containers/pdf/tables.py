"""Ruled tables of a PDF page: merged cells show by the rules that are missing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pdfplumber.page import Page
from pdfplumber.table import Table, TableFinder

from gongkai.errors import InputError
from gongkai.ingest.containers.pdf.dots import dotted, is_dot, rule
from gongkai.ingest.containers.pdf.lines import rows_of, text_in_cell
from gongkai.ingest.containers.pdf.marks import Letter, Mark, is_ruling
from gongkai.ingest.document import Box, Ruled
from gongkai.ingest.words.shown import PICTURE

Area: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_TOLERANCE = 3.0
_CELLS = 20_000
_BESIDE = "〔数或在左格〕"
"""Stands in an empty cell where the figure may have come into the cell on its left."""

_EDGES = 20_000
_DOTS = 200


@dataclass(frozen=True)
class Found:
    """A ruled table, where it stands, and the letters it holds."""

    area: Area
    table: Ruled
    letters: frozenset[Letter]


def ruled_tables(page: Page, letters: Sequence[Letter], name: str) -> list[Found]:
    """Return the ruled tables of a page; a frame around a single text is none.

    Raises:
        InputError: the page has more rules than any real one.
    """
    dots = [rect for rect in page.rects if is_dot(rect)]
    dotted_rules = dotted(dots) if len(dots) >= _DOTS else []
    drawn = page.filter(lambda m: is_ruling(m) and not (dotted_rules and is_dot(m)))
    edges = [*drawn.edges, *dotted_rules]
    if len(edges) > _EDGES:
        raise InputError(f"{name} 第{page.page_number}页", "线条过多", "不像年度报告，没有读取")
    if len(edges) < 4:
        return []
    first = TableFinder(drawn, _with_rules(dotted_rules))
    if not first.tables:
        return []
    frames = [_frame(table.bbox, edges) for table in first.tables if len(table.cells) > 1]
    closed = TableFinder(drawn, _with_rules([*dotted_rules, *_sides(frames)]))
    pictures = [*page.images, *(curve for curve in page.curves if curve.get("fill"))]
    found: list[Found] = []
    for table in closed.tables:
        if len(table.cells) < 2:
            continue
        if len(table.cells) > _CELLS:
            raise InputError(f"{name} 第{page.page_number}页", "表格过大", "没有读取")
        place = f"第{page.page_number}页表{len(found) + 1}"
        made = _made(table, letters, pictures, place)
        if made is not None:
            found.append(made)
    return found


def _frame(area: Area, edges: Iterable[Mark]) -> Area:
    """Return the outline of a table, its rules that run on into an open side included."""
    x0, top, x1, bottom = area
    for edge in edges:
        is_near = (
            edge["x0"] <= x1 + _TOLERANCE
            and edge["x1"] >= x0 - _TOLERANCE
            and edge["top"] <= bottom + _TOLERANCE
            and edge["bottom"] >= top - _TOLERANCE
        )
        if is_near and edge["orientation"] == "v":
            top, bottom = min(top, edge["top"]), max(bottom, edge["bottom"])
        elif is_near:
            x0, x1 = min(x0, edge["x0"]), max(x1, edge["x1"])
    return x0, top, x1, bottom


def _sides(frames: Sequence[Area]) -> list[Mark]:
    """Rules that close each table on all sides: a page end leaves one open."""
    upright = [rule(x, x, top, bottom) for x0, top, x1, bottom in frames for x in (x0, x1)]
    level = [rule(x0, x1, y, y) for x0, top, x1, bottom in frames for y in (top, bottom)]
    return upright + level


def _with_rules(rules: Sequence[Mark]) -> dict[str, Any]:
    """Settings that add rules to those that are drawn."""
    return {
        "explicit_vertical_lines": [each for each in rules if each["orientation"] == "v"],
        "explicit_horizontal_lines": [each for each in rules if each["orientation"] == "h"],
    }


def _made(
    table: Table, letters: Sequence[Letter], images: Sequence[Mark], place: str
) -> Found | None:
    """Return the table with its texts; nothing where it has no columns, or no text at all."""
    x0, top, x1, bottom = table.bbox
    inside = sorted(
        (each for each in letters if x0 <= each.x <= x1 and top <= each.y <= bottom),
        key=lambda each: each.y,
    )
    heights = [letter.y for letter in inside]
    columns = _levels([x for cell in table.cells for x in (cell[0], cell[2])])
    rows = _levels([y for cell in table.cells for y in (cell[1], cell[3])])
    boxes: list[Box] = []
    used: set[Letter] = set()
    is_doubtful = False
    for cell in sorted(table.cells, key=lambda each: (each[1], each[0])):
        level = inside[bisect_left(heights, cell[1]) : bisect_left(heights, cell[3])]
        own = [letter for letter in level if cell[0] <= letter.x < cell[2]]
        used.update(own)
        row, column = _level(rows, cell[1]), _level(columns, cell[0])
        text = text_in_cell(own) or _pictured(cell, images)
        if not text and is_doubtful and boxes[-1].row == row:
            text = _BESIDE
        is_doubtful = _are_two(own)
        boxes.append(
            Box(
                text,
                row,
                column,
                max(1, _level(rows, cell[3]) - row),
                max(1, _level(columns, cell[2]) - column),
                f"{place}第{row + 1}行第{column + 1}列",
            )
        )
    is_ladder = len(columns) == 2  # rules between rows only: columns show by their distance
    if is_ladder or not any(box.text not in {"", PICTURE} for box in boxes):
        return None
    boxes.sort(key=lambda box: (box.row, box.column))
    return Found(table.bbox, Ruled(tuple(boxes), place), frozenset(used))


def _are_two(letters: Sequence[Letter]) -> bool:
    """Tell whether figures stand far apart in a cell: one may be of the cell beside it."""
    digits = [letter for letter in letters if letter.text.strip()]
    if len(digits) < 2 or not all(letter.text.isdecimal() for letter in digits):
        return False
    return any(len(row.segments(1.0)) > 1 for row in rows_of(digits))


def _pictured(cell: Area, images: Sequence[Mark]) -> str:
    """What stands for a picture or drawn signs in a cell: it is no blank, and no text."""
    for image in images:
        x, y = (image["x0"] + image["x1"]) / 2, (image["top"] + image["bottom"]) / 2
        is_inside = cell[0] < x < cell[2] and cell[1] < y < cell[3]
        width, height = image["x1"] - image["x0"], image["bottom"] - image["top"]
        if is_inside and 3 < width <= 1.2 * (cell[2] - cell[0]) and height > 3:
            return PICTURE
    return ""


def _levels(values: Iterable[float]) -> list[float]:
    """Return the positions of the rules, those nearly the same as one."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _TOLERANCE:
            levels.append(value)
    return levels


def _level(levels: Sequence[float], value: float) -> int:
    return min(range(len(levels)), key=lambda index: abs(levels[index] - value))
