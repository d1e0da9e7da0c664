"""A sheet of figures: identity, overview of the checks, the three statutory tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.law import Address
from gongkai.report import Amount, Cell, Count, Report, Unreadable
from gongkai.report.report import KIND_NAMES, LEVEL_NAMES, SCOPE_NAMES
from gongkai.workbook import styles
from gongkai.workbook.checks_area import (
    LiveCheck,
    live_checks,
    overview,
    rows_below,
    show_checks,
)
from gongkai.workbook.filling import Filling
from gongkai.workbook.marker import (
    FIGURES,
    KEY_COLUMN,
    KEY_COLUMN_NUMBER,
    SheetHead,
    key,
)
from gongkai.workbook.page import column_widths, print_setup, protect
from gongkai.workbook.places import Box, PlacedTable, place, width_of
from gongkai.workbook.put import join, put, put_text
from gongkai.workbook.validation import choose, figures_only, year_only

_FIRST_TABLE = 7
_EXACT_DIGITS = 15
"""Spreadsheet programs keep no more; longer figures are written as text."""


def write_figures(sheet: Worksheet, filling: Filling, number: int) -> None:
    """Write the sheet of figures of one agency-year."""
    report = filling.report
    width = width_of(report)
    head = SheetHead(
        KEY_COLUMN, FIGURES, str(number), report.form.id, report.form.variant, report.fictional
    )
    _key(sheet, 1, str(head))
    _title(sheet, filling, width)
    _identity(sheet, filling)
    checks: list[LiveCheck] = []
    last_row = _FIRST_TABLE
    for row, placed, found in layout(report):
        _heading(sheet, row, report.form.section(placed.section).heading, placed, width)
        _table(sheet, filling, placed)
        show_checks(sheet, found)
        checks += found
        last_row = rows_below(found, placed) - 1
    overview(sheet, Box(2, 1, 1, width), checks)
    column_widths(sheet, width)
    print_setup(sheet, width, last_row, pages=1)
    protect(sheet)


def layout(report: Report) -> Iterator[tuple[int, PlacedTable, list[LiveCheck]]]:
    """Yield for each table the row of its heading, where it stands, and its checks."""
    width = width_of(report)
    row = _FIRST_TABLE
    for table in report.form.tables:
        placed = place(report, table.id, row + 1, width)
        checks = live_checks(report.form, placed, width)
        yield row, placed, checks
        row = rows_below(checks, placed) + 1


def _title(sheet: Worksheet, filling: Filling, width: int) -> None:
    report = filling.report
    box = Box(1, 1, 1, width)
    if filling.is_blank_form:
        made = '=IF(C4="","（机关全称）",C4)&IF(N5="","（年度）",N5)&"年政府信息公开工作年度报告"'
        put(sheet, box, made, styles.TITLE, styles.CENTRE)
    else:
        put_text(sheet, box, report.title, styles.TITLE, styles.CENTRE)
    sheet.row_dimensions[1].height = 36
    legend = "白底格：填写　　浅蓝格：由上一年度报告带入，请核对　　空白不等于零，没有发生的请填 0"
    put_text(sheet, Box(3, 1, 1, width), legend, styles.SMALL, styles.CENTRE)
    sheet.freeze_panes = "A4"


def _identity(sheet: Worksheet, filling: Filling) -> None:
    """Who reports, for which year; open where the clerk has to say it."""
    report = filling.report
    agency = report.agency
    known = not filling.is_blank_form
    lines: tuple[tuple[tuple[str, str, int, int, int, str], ...], ...] = (
        (
            ("name", "机关全称", 1, 3, 7, agency.name),
            ("id", "机关代号", 10, 12, 4, agency.id),
        ),
        (
            ("level", "级别", 1, 3, 2, LEVEL_NAMES[agency.level] if known else ""),
            ("kind", "类别", 5, 7, 2, KIND_NAMES[agency.kind] if known else ""),
            ("scope", "口径", 9, 10, 2, SCOPE_NAMES[report.scope] if known else ""),
            ("year", "报告年度", 12, 14, 2, str(report.year) if known else ""),
        ),
    )
    for row, line in enumerate(lines, start=4):
        for name, label, start, at, columns, value in line:
            put_text(sheet, Box(row, start, 1, at - start), label, styles.LABEL, styles.CENTRE)
            join(sheet, Box(row, start, 1, at - start), styles.HEAD_FILL)
            box = Box(row, at, 1, columns)
            if name == "year" and value:
                put(sheet, box, int(value), styles.STRONG, styles.CENTRE)
            else:
                put_text(sheet, box, value, styles.STRONG, styles.CENTRE)
            join(sheet, box, None, is_open=not known)
        _key(sheet, row, key({f"identity/{n}": Box(row, at).letter for n, _, _, at, _, _ in line}))
        sheet.row_dimensions[row].height = 22
    choose(sheet, "C5", LEVEL_NAMES.values())
    choose(sheet, "G5", KIND_NAMES.values())
    choose(sheet, "J5", SCOPE_NAMES.values())
    year_only(sheet, "N5", report.form)


def _heading(sheet: Worksheet, row: int, heading: str, placed: PlacedTable, width: int) -> None:
    put_text(sheet, Box(row, 1, 1, width - 3), heading, styles.HEADING, styles.LEFT)
    unit = f"单位：{placed.grid.unit}"
    put_text(sheet, Box(row, width - 2, 1, 3), unit, styles.SMALL, styles.RIGHT)
    sheet.row_dimensions[row].height = 24


def _table(sheet: Worksheet, filling: Filling, placed: PlacedTable) -> None:
    tallest: dict[int, float] = {}
    for box, cell in placed.boxes:
        if cell.is_head:
            font = styles.STRONG if cell.scope == "colgroup" else styles.LABEL
            put_text(sheet, box, cell.text, font, _alignment(cell.scope))
            join(sheet, box, styles.HEAD_FILL)
            lines = -(-len(cell.text) * 2 // max(1, round(box.columns * 7.4) - 1))
            height = 6.0 + 14 * lines if box.rows == 1 else 0.0
            tallest[box.row] = max(tallest.get(box.row, 20), height)
        else:
            _input(sheet, box, filling, Address.parse(cell.address))
    for row, height in tallest.items():
        sheet.row_dimensions[row].height = height
    for row, keyed in _rows(placed.inputs):
        _key(sheet, row, key(keyed))
    figures_only(sheet, placed.inputs, filling)


def _alignment(scope: str) -> Alignment:
    return styles.INDENTED if scope == "row" else styles.CENTRE


def _input(sheet: Worksheet, box: Box, filling: Filling, address: Address) -> None:
    cell = filling.report.cells[address]
    value = value_for_sheet(cell)
    if isinstance(value, str):
        put_text(sheet, box, value, styles.FIGURE, styles.CENTRE)
    else:
        put(sheet, box, value, styles.FIGURE, styles.CENTRE)
    if isinstance(cell, Amount):
        decimals = -int(cell.value.as_tuple().exponent)
        sheet[box.anchor].number_format = f"0.{'0' * decimals}" if decimals > 0 else "0"
    fill = styles.CARRIED_FILL if address in filling.carried else None
    join(sheet, box, fill, is_open=True)


def value_for_sheet(cell: Cell) -> int | float | str:
    """Return what a spreadsheet stores for a cell, text where it would lose digits."""
    match cell:
        case Count(value=value):
            return value if len(str(abs(value))) <= _EXACT_DIGITS else str(value)
        case Amount(value=value):
            exact = len(value.as_tuple().digits) <= _EXACT_DIGITS
            return float(value) if exact else f"{value:f}"
        case Unreadable(original=original):
            return original
        case _:
            return ""


def _rows(inputs: Mapping[Address, Box]) -> Iterator[tuple[int, dict[str, str]]]:
    rows: dict[int, dict[str, str]] = {}
    for address, box in inputs.items():
        rows.setdefault(box.row, {})[str(address)] = box.letter
    yield from rows.items()


def _key(sheet: Worksheet, row: int, text: str) -> None:
    put_text(sheet, Box(row, KEY_COLUMN_NUMBER), text, styles.SMALL, styles.LEFT, wrapped=False)
