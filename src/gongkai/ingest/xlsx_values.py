"""What a spreadsheet cell shows: numbers as typed, without the noise of floating point."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.cell.cell import Cell

_PLACES = re.compile(r"^[#,]*0(?:\.(0+))?(?:_[ )])?(?:;.*)?$")
_PERCENT = re.compile(r"^0(?:\.0+)?%$")


def shown(cell: Cell) -> tuple[str, str]:
    """Return the text of a cell and, where it shows another figure, a note that says so."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _figure(value, cell.number_format)
    return _written(value), ""


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat().replace("T", " ")
        case _:
            return str(value).replace("\r\n", "\n").replace("_x000D_", "")


def _figure(value: float, form: str) -> tuple[str, str]:
    number = plain(value)
    if _PERCENT.match(form):
        return f"{plain(float(Decimal(number) * 100))}%", ""
    match = _PLACES.match(form)
    if match and Decimal(number).is_finite():
        step = Decimal(1).scaleb(-len(match[1] or ""))
        rounded = Decimal(number).quantize(step, ROUND_HALF_UP)
        if rounded != Decimal(number):
            return number, f"按格式显示为 {rounded}，实际的值是 {number}，按实际的值读入"
    return number, ""


def plain(value: float) -> str:
    """Return a number as a person would type it: 12.0 is 12, 0.30000000000000004 is 0.3.

    Spreadsheets keep 15 significant digits; what is beyond them is noise.
    """
    if isinstance(value, int):
        return str(value)
    text = format(value, ".15g")
    if "e" in text or "E" in text:
        text = f"{Decimal(text):f}"
    return text
