"""Columns, paper and protection of a sheet."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.workbook.marker import COUNT_COLUMNS, KEY_COLUMN

_A4 = 9
_WIDER = 2
"""The first columns hold the headings over several rows: four signs a line."""


def column_widths(sheet: Worksheet, width: int) -> None:
    """Narrow columns for the tables, a gap, then checks with their names; keys are hidden."""
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 8.7 if column <= _WIDER else 7.5
    sheet.column_dimensions[get_column_letter(width + 1)].width = 2
    for pair in range(2):
        sheet.column_dimensions[get_column_letter(width + 2 + 2 * pair)].width = 9
        sheet.column_dimensions[get_column_letter(width + 3 + 2 * pair)].width = 22
    for hidden in (*COUNT_COLUMNS, KEY_COLUMN):
        sheet.column_dimensions[hidden].hidden = True


def print_setup(
    sheet: Worksheet, width: int, last_row: int, *, portrait: bool = True, pages: int = 0
) -> None:
    """A4, as wide as the page, on so many pages (0: as many as it takes), numbered."""
    sheet.print_area = f"A1:{get_column_letter(width)}{last_row}"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "portrait" if portrait else "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.footer = 0.6, 0.8, 0.4
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.sheet_view.showGridLines = False


def protect(sheet: Worksheet) -> None:
    """Lock all but the open cells; no password: the lock guards against slips, not people."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
