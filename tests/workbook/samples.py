"""Reports for workbooks, and LibreOffice to save them as a clerk's machine would."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from gongkai.report import Passage, Report
from gongkai.workbook.book import workbook
from gongkai.workbook.filling import Filling
from gongkai.workbook.read import WorkbookReading, read_workbook
from tests.conftest import absent

XLSX = "xlsx:Calc MS Excel 2007 XML"


def book_of(*reports: Report) -> bytes:
    """The workbook of these reports."""
    return workbook([Filling(report) for report in reports])


def read_back(data: bytes) -> WorkbookReading:
    """The one agency-year of a workbook."""
    (reading,) = read_workbook(data, "表.xlsx")
    return reading


def bare(report: Report) -> Report:
    """The report with what a workbook carries: no facts, no source, no origin of words."""
    words = {name: Passage(passage.text) for name, passage in report.narrative.items()}
    return Report(
        agency=report.agency,
        year=report.year,
        scope=report.scope,
        form=report.form,
        cells=report.cells,
        narrative=words,
        fictional=report.fictional,
    )


def worded(report: Report, **words: str) -> Report:
    """The report with these words."""
    return replace(report, narrative={name: Passage(text) for name, text in words.items()})


def saved_by_libreoffice(data: bytes, folder: Path, *, through: str = "") -> bytes:
    """What LibreOffice makes of a workbook when it saves it, `through` ods if asked."""
    soffice = shutil.which("soffice")
    if soffice is None:
        absent("no LibreOffice: soffice is not on the PATH (Debian: libreoffice-calc)")
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "表.xlsx"
    source.write_bytes(data)
    for kind in [through, XLSX] if through else [XLSX]:
        out = folder / kind[:4]
        subprocess.run(
            [
                soffice,
                "--headless",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--convert-to",
                kind,
                "--outdir",
                str(out),
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        (source,) = out.iterdir()
    return source.read_bytes()
