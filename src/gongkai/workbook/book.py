"""The whole workbook as bytes: the same fillings give the same bytes, on any day."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook

from gongkai.workbook.figures_sheet import write_figures
from gongkai.workbook.filling import Filling
from gongkai.workbook.guide import write_guide
from gongkai.workbook.narrative_sheet import write_narrative

_STAMP = datetime.datetime(2019, 5, 15)  # noqa: DTZ001 - written without a zone; the Regulation's first day
_ZIP_STAMP = (2019, 5, 15, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_NAME = 28


def workbook(fillings: Sequence[Filling]) -> bytes:
    """Return an XLSX file with two sheets for each agency-year, behind the instructions."""
    book = Workbook()
    guide = book.active
    if guide is None:
        raise ValueError("a new workbook has a sheet")
    guide.title = "填报说明"
    names = sheet_names(fillings)
    for number, (filling, name) in enumerate(zip(fillings, names, strict=True), start=1):
        write_figures(book.create_sheet(name), filling, number)
        write_narrative(book.create_sheet(f"文字{name.removeprefix('数据')}"), filling, number)
    write_guide(guide, fillings, names)
    if len(fillings) == 1:
        book.active = 1
        guide.sheet_view.tabSelected = False
    book.calculation.fullCalcOnLoad = True
    book.properties.creator = "gongkai"
    book.properties.title = "政府信息公开工作年度报告填报表"
    book.properties.created = book.properties.modified = _STAMP
    content = io.BytesIO()
    book.save(content)
    return _settled(content.getvalue())


def sheet_names(fillings: Sequence[Filling]) -> list[str]:
    """Return the names of the sheets of figures, each once, fit for any spreadsheet."""
    if len(fillings) == 1:
        return ["数据"]
    return [
        _cut(
            f"数据{number} {_NOT_IN_NAMES.sub('', filling.report.agency.name)}", _LONGEST_NAME
        ).strip()
        for number, filling in enumerate(fillings, start=1)
    ]


def _cut(name: str, units: int) -> str:
    """The name cut to so many units of UTF-16, by which spreadsheets count."""
    return name.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _settled(content: bytes) -> bytes:
    """The same file without the day and hour it was written: entries sorted, stamps fixed."""
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(
                    rb"\g<1>" + _STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data
                )
            entry = zipfile.ZipInfo(name, _ZIP_STAMP)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, data)
    return settled.getvalue()
