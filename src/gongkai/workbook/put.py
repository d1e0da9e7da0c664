"""Putting things into cells so that text stays text, whatever it looks like."""

from __future__ import annotations

import re
from typing import Any, Literal

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.workbook import styles
from gongkai.workbook.places import Box

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
LONGEST = 32_000
"""A cell of a spreadsheet holds 32,767 characters."""


def put(sheet: Worksheet, box: Box, value: Any, font: Font, alignment: Alignment) -> None:
    """Write a number, or a formula of our own making, and merge its range."""
    cell = sheet[box.anchor]
    cell.value = value
    cell.font, cell.alignment = font, alignment
    if box.rows * box.columns > 1:
        sheet.merge_cells(box.range)


def put_text(
    sheet: Worksheet,
    box: Box,
    text: str,
    font: Font,
    alignment: Alignment,
    *,
    wrapped: bool = True,
) -> None:
    """Write a text. It is never a formula or a link, even where it begins with `=` or `@`."""
    put(sheet, box, None, font, alignment if wrapped else Alignment(vertical="center"))
    cell = sheet[box.anchor]
    if text:
        cell.value = storable(text)
        cell.data_type = "s"
        cell.hyperlink = None
        cell.quotePrefix = True


def storable(text: str) -> str:
    """Return a text without what XML cannot hold, `_x000D_` guarded, and not too long."""
    return _ESCAPE.sub("_x005F_", _FORBIDDEN.sub("\ufffd", text))[:LONGEST]


def join(sheet: Worksheet, box: Box, fill: PatternFill | None, *, is_open: bool = False) -> None:
    """Draw the frame of a range, fill it, and unlock it where it is to be filled in."""
    for row in range(box.row, box.row + box.rows):
        for column in range(box.column, box.column + box.columns):
            cell = sheet.cell(row, column)
            cell.border = styles.BOX
            if fill is not None:
                cell.fill = fill
            if is_open:
                cell.protection = styles.OPEN


def colour(sheet: Worksheet, box: Box, formula: str, tone: Literal["good", "bad", "gap"]) -> None:
    """Colour a range while a formula is true; the first rule that is true decides."""
    font, fill = {
        "good": (styles.GOOD_FONT, styles.GOOD_FILL),
        "bad": (styles.BAD_FONT, styles.BAD_FILL),
        "gap": (styles.GAP_FONT, styles.GAP_FILL),
    }[tone]
    rule = FormulaRule(  # type: ignore[no-untyped-call]
        formula=[formula], font=font, fill=fill, stopIfTrue=True
    )
    sheet.conditional_formatting.add(box.range, rule)
