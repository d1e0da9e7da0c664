"""`gongkai workbook`: a file to fill in, with what last year settles, never overwritten."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gongkai import law
from gongkai.law import Address
from gongkai.report import Agency, Blank, store
from gongkai.workbook.book import workbook
from gongkai.workbook.filling import Filling, blank_form, fillings
from gongkai.workbook.read import read_sheets
from tests.projects import gongkai, make_project
from tests.reports import DATA, report_of


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def test_a_new_year_carries_last_years_balances_and_marks_them() -> None:
    (filling,) = fillings(DATA, ["suqian-gov"], 2025, None)
    last = store.load(DATA, "suqian-gov", 2024)
    carried = {address.column for address in filling.carried}
    assert {"carried_in"} == {address.row for address in filling.carried}
    for column in carried:
        before = last.cells[Address("requests", "carried_out", column)]
        assert before == filling.report.cells[Address("requests", "carried_in", column)]
    data = workbook([filling])
    (sheet,) = read_sheets(data, "表.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))["数据"]
    blue = {
        address
        for address, place in sheet.places.items()
        if book[place.split("!")[1]].fill.start_color.rgb == "00DCEBFA"
    }
    assert {str(address) for address in filling.carried} == blue


def test_the_same_form_gives_the_same_bytes() -> None:
    form = law.edition("2019")
    assert workbook([blank_form(form)]) == workbook([blank_form(form)])
    with zipfile.ZipFile(io.BytesIO(workbook([blank_form(form)]))) as package:
        assert package.namelist() == sorted(package.namelist())
        assert {(2019, 5, 15, 0, 0, 0)} == {entry.date_time for entry in package.infolist()}


def test_only_what_is_to_be_filled_in_is_unlocked() -> None:
    (filling,) = fillings(DATA, ["suqian-gov"], 2025, None)
    data = workbook([filling])
    (sheet,) = read_sheets(data, "表.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))["数据"]
    assert book.protection.sheet
    inputs = {
        place.split("!")[1] for address, place in sheet.places.items() if "identity" not in address
    }
    open_cells = {
        cell.coordinate
        for row in book.iter_rows()
        for cell in row
        if not cell.protection.locked and not isinstance(cell, openpyxl.cell.cell.MergedCell)
    }
    assert inputs == open_cells


def test_every_input_is_validated_in_chinese() -> None:
    data = workbook([blank_form(law.edition("2019"))])
    (sheet,) = read_sheets(data, "表.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))["数据"]
    asked: dict[str, Any] = {}
    for validation in book.data_validations.dataValidation:
        assert validation.error
        assert re.search(r"[一-龥]", validation.error)
        for cell in str(validation.sqref).split():
            for row in book[cell] if ":" in cell else ((book[cell],),):
                asked |= {one.coordinate: validation for one in row}
    change = asked[sheet.places["disclosure/permits/change"].split("!")[1]]
    amount = asked[sheet.places["disclosure/procurement/amount"].split("!")[1]]
    assert ("whole", True) == (change.type, str(change.formula1).startswith("-"))
    assert ("decimal", "0") == (amount.type, amount.formula1)
    assert {place.split("!")[1] for place in sheet.places.values()} <= set(asked)


@pytest.mark.parametrize("name", ["=cmd|'/c calc'!A1", "+1", "@SUM(1)", "-2", "http://x.example"])
def test_no_name_becomes_a_formula_or_a_link(name: str) -> None:
    report = report_of()
    agency = Agency("test-bureau", name, "county", "department")
    data = workbook([Filling(type(report)(agency, 2021, "own", report.form, report.cells))] * 2)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {part: package.read(part).decode() for part in package.namelist()}
    formulas = re.findall(r"<f>(.*?)</f>", "".join(parts.values()))
    assert formulas
    outside = [re.sub(r"'[^']*'", "", formula) for formula in formulas]
    assert not [formula for formula in outside if "calc" in formula or "x.example" in formula]
    assert not [part for part, text in parts.items() if "<hyperlink" in text.lower()]
    assert [name] * 2 == [s.identity["name"] for s in read_sheets(data, "表.xlsx")]


def test_the_command_writes_and_never_overwrites(project: Path) -> None:
    done = gongkai(project, "workbook", "--agencies", "suqian-gov,hongze-gov", "--year", "2025")
    assert ("已建立 workbook-2025.xlsx\n", "") == (done.stdout, done.stderr)
    sheets = read_sheets((project / "workbook-2025.xlsx").read_bytes(), "表.xlsx")
    assert ["suqian-gov", "hongze-gov"] == [sheet.identity["id"] for sheet in sheets]
    done = gongkai(project, "workbook", "--agencies", "suqian-gov,hongze-gov", "--year", "2025")
    assert 2 == done.returncode
    assert "文件已存在" in done.stderr


def test_each_agency_may_have_a_file_of_its_own(project: Path) -> None:
    done = gongkai(project, "workbook", "--agencies", "all", "--separate", "-o", "out")
    assert 0 == done.returncode
    assert 4 == len(list((project / "out").glob("*.xlsx")))


@pytest.mark.parametrize("edition", list(law.editions()))
def test_without_agencies_it_is_the_blank_form(project: Path, edition: str) -> None:
    assert 0 == gongkai(project, "workbook", "--edition", edition, "-o", "x.xlsx").returncode
    (sheet,) = read_sheets((project / "x.xlsx").read_bytes(), "表.xlsx")
    assert sheet.is_untouched
    assert {Blank()} == set(sheet.cells.values())
    assert len(law.edition(edition).cells) == len(sheet.cells)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--edition", "2015"], "没有这个格式"),
        (["--edition", "2019", "--year", "2022"], "--edition 2021"),
        (["--agencies", "nobody"], "没有代号为 nobody"),
        (["--agencies", "../x"], "只能用小写英文字母"),
        (["--year", "2018"], "2019年或以后"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(
    project: Path, arguments: list[str], said: str
) -> None:
    done = gongkai(project, "workbook", *arguments)
    assert 2 == done.returncode
    assert said in done.stderr
    assert "Traceback" not in done.stderr
