"""What a spreadsheet cell shows: numbers as typed, without the noise of floating point."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock

from gongkai.ingest.words.shown import raised, struck

_PLACES = re.compile(r"^[#,]*0(?:\.(0+))?(?:_[ )])?(?:;.*)?$")
_QUOTED = re.compile(r'"([^"]*)"|\[[^\]]*\]')
_UNIT = re.compile("亿元|万元|元|亿|[十百千]?万|[百千]")
_SCALED = re.compile(r"[0#?],+(?![0#?])|[0#?][^0#?]*[!\\]\.")
"""Thousands left off (`0,`), or a point that only looks like one (`0!.0`, as for 万元)."""
_OFF_LINE = {"superscript", "subscript"}
_PERCENT = re.compile(r"^0(?:\.0+)?%$")


def shown(cell: Cell) -> tuple[str, str]:
    """Return the text of a cell and, where it shows another figure, a note that says so."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        text, note = _figure(value, cell.number_format)
    else:
        text, note = _written(value), ""
    return (struck(text) if text and cell.font.strike else text), note


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case CellRichText():
            return "".join(map(_run, value)).replace("\r\n", "\n").replace("_x000D_", "")
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat().replace("T", " ")
        case _:
            return str(value).replace("\r\n", "\n").replace("_x000D_", "")


def _run(run: str | TextBlock) -> str:
    """A piece of a cell with a font of its own, which may be struck out or raised."""
    if isinstance(run, str):
        return run
    text = raised(run.text) if run.font.vertAlign in _OFF_LINE else run.text
    return struck(text) if run.font.strike else text


def _figure(value: float, form: str) -> tuple[str, str]:
    number = plain(value)
    if value and _shows_another(form):
        return f"按格式“{form}”显示，存的是{number}", ""
    if unit := _UNIT.search(_QUOTED.sub(r"\1", form.split(";", maxsplit=1)[0])):
        return number + unit[0], ""
    if _PERCENT.match(form):
        return f"{plain(float(Decimal(number) * 100))}%", ""
    match = _PLACES.match(form)
    if match and Decimal(number).is_finite():
        step = Decimal(1).scaleb(-len(match[1] or ""))
        rounded = Decimal(number).quantize(step, ROUND_HALF_UP)
        if rounded != Decimal(number):
            return number, f"按格式显示为 {rounded}，实际的值是 {number}，按实际的值读入"
    return number, ""


def _shows_another(form: str) -> bool:
    """Tell whether a format shows another figure than is stored, as one of other units."""
    return bool(_SCALED.search(_QUOTED.sub("", form.split(";", maxsplit=1)[0])))


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
