"""LibreOffice saves the workbook, and nothing is lost; its formulas say what the rules say."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from gongkai import law
from gongkai.checks import Checked, check
from gongkai.law import Address
from gongkai.report import Report, store
from gongkai.workbook.figures_sheet import layout
from gongkai.workbook.filled import report_of as report_of_sheet
from gongkai.workbook.read import is_workbook, read_sheets
from tests.reports import DATA, balanced, report_of, with_cell, with_rows
from tests.workbook.samples import bare, book_of, saved_by_libreoffice, worded

LONG = "\n".join(["一段较长的话，写着第一件事。"] * 1500)


FAULTS: dict[str, Report] = {
    "balanced 2021": balanced(law.edition("2021"), 3),
    "balanced 2019": balanced(law.edition("2019"), 4),
    "one cell too large": with_cell(
        balanced(law.edition("2021"), 5), Address("requests", "granted", "business"), 99
    ),
    "stock below zero": with_rows(report_of(), {"disclosure/regulations": [5, 1, 2]}),
    "blank part": with_cell(
        balanced(law.edition("2021"), 6), Address("disputes", "review", "upheld"), ""
    ),
    "blank total": with_cell(
        balanced(law.edition("2021"), 6), Address("disputes", "review", "total"), ""
    ),
    "only figures that are there exceed the total": with_rows(
        report_of(others=""), {"disputes/review": [3, 3, "", "", 5]}
    ),
    "all blank": report_of(others=""),
    "2019 all figures wrong": report_of(others=1, year=2020),
}


SHIPPED = [
    store.load(DATA, agency, year)
    for agency in store.agencies(DATA)
    for year in store.years(DATA, agency)
]
STRANGE = worded(
    with_rows(
        report_of(others=""),
        {
            "disclosure/fees": [Decimal("12.50")],
            "disclosure/permits": [2**53 - 1],
            "requests/received": ["=1+1", "+a", "-", "@x", "55（含29件）", "1 2", 7],
        },
    ),
    overview=LONG,
    problems="=cmd|'/c calc'!A1\n第二段",
)
REPORTS = [*SHIPPED, STRANGE, *FAULTS.values()]


@pytest.fixture(scope="module", params=["", "ods"], ids=["xlsx", "ods"])
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook of many agencies, as LibreOffice saved it."""
    folder = tmp_path_factory.mktemp("office")
    return saved_by_libreoffice(book_of(*REPORTS), folder, through=request.param)


def test_nothing_is_lost_when_libreoffice_saves(saved: bytes) -> None:
    assert is_workbook(saved)
    sheets = read_sheets(saved, "表.xlsx")
    for report, sheet in zip(REPORTS, sheets, strict=True):
        assert bare(report) == report_of_sheet(sheet)
    assert {0} == {len(sheet.notes) for sheet in sheets[: len(SHIPPED)]}


def test_the_live_checks_agree_with_the_rules(saved: bytes) -> None:
    for name, report, sheet in zip(FAULTS, FAULTS.values(), fault_sheets(saved), strict=True):
        for _, _, live in layout(report):
            for one in live:
                value = sheet[one.box.anchor].value
                expected = said_by_rules(check(report), one.relation.rule.id, one.relation.key)
                if expected == "undecided":
                    assert isinstance(value, str), (name, one.relation.key, value)
                elif expected != "assumed":
                    assert expected == value, (name, one.relation.key)


def test_the_overview_says_how_things_stand(saved: bytes) -> None:
    said = {
        name: sheet["A2"].value for name, sheet in zip(FAULTS, fault_sheets(saved), strict=True)
    }
    assert "全部平衡（共42处）" == said["balanced 2021"]
    assert "2处不平，40处已平" == said["one cell too large"]
    assert "全部平衡（共42处）；另有1处请核对" == said["stock below zero"]
    assert "尚未填写" == said["all blank"]


def fault_sheets(saved: bytes) -> Sequence[Any]:
    book = openpyxl.load_workbook(io.BytesIO(saved), data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.title.startswith("数据")]
    return sheets[-len(FAULTS) :]


def said_by_rules(checked: Checked, rule: str, key: str) -> object:
    """What a live check should show: the difference, 0, or a text."""
    found = [f for f in checked.findings if (f.rule.id, f.key) == (rule, key)]
    if not found or found[0].outcome == "satisfied":
        return 0
    if found[0].outcome == "undecided":
        return "undecided"
    return "assumed" if "已按零计" in found[0].message else found[0].difference
