"""`gongkai ingest`: what is printed, what is written, and the exit code."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from gongkai.law import Address
from gongkai.report import Agency, Cell, Count, Fact, Report, Unreadable, number, store
from gongkai.report.passages import load_reading
from tests.ingest.publishing import as_is
from tests.ingest.styles import plain_html
from tests.ingest.test_limits import HOSTILE_DOCX, HOSTILE_PDF, HOSTILE_TEXT, HOSTILE_XLSX
from tests.projects import ROOT, gongkai, make_project
from tests.reports import DATA, report_of, with_rows
from tests.workbook.samples import book_of, worded

KEYS = {
    "format",
    "edition",
    "agency",
    "year",
    "scope",
    "cells",
    "status",
    "notes",
    "leftover",
    "narrative",
}
DUE = datetime.date(2021, 1, 20)
BUREAU = ("county-petition-bureau", 2020)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def bureau() -> Report:
    return store.load(DATA, *BUREAU)


def published(report: Report, path: Path) -> Path:
    path.write_bytes(plain_html(report, as_is)[0])
    return path


def broken_page(path: Path) -> Path:
    """A page whose first table lacks its rows."""
    text = plain_html(bureau(), as_is)[0].decode()
    start, end = text.index("<table"), text.index("</table>") + len("</table>")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    return path


def test_json_is_all_that_is_on_stdout(home: Path) -> None:
    published(bureau(), home / "bureau.html")
    done = gongkai(home, "ingest", "bureau.html", "--format", "json")
    answer = json.loads(done.stdout)
    assert (0, "") == (done.returncode, done.stderr)
    assert set(answer) == KEYS
    assert ("gongkai-reading/1", 2019, 2020) == tuple(
        answer[k] for k in ("format", "edition", "year")
    )
    assert {str(a): c.value for a, c in bureau().cells.items()} == answer["cells"]  # type: ignore[union-attr]
    assert not (home / "data").exists()


def test_json_goes_to_a_file_when_asked(home: Path) -> None:
    published(bureau(), home / "bureau.html")
    done = gongkai(home, "ingest", "bureau.html", "--format", "json", "-o", "out.json")
    assert (0, "") == (done.returncode, done.stdout)
    assert 198 == len(json.loads((home / "out.json").read_text(encoding="utf-8"))["cells"])


def test_several_files_give_a_list_and_a_broken_one_stops_none(home: Path) -> None:
    published(bureau(), home / "bureau.html")
    (home / "empty.txt").write_bytes(b"")
    done = gongkai(home, "ingest", "bureau.html", "empty.txt", "--format", "json")
    good, bad = json.loads(done.stdout)
    assert 2 == done.returncode
    assert 198 == len(good["cells"])
    assert {"format", "file", "error"} == set(bad)
    assert "empty.txt" in done.stderr


def test_an_agency_year_is_written_with_the_record_of_its_reading(home: Path) -> None:
    published(bureau(), home / "bureau.html")
    done = gongkai(home, "ingest", "bureau.html", "--agency", "xf", "--scope", "own")
    assert 0 == done.returncode, done.stderr
    assert store.load(home / "data", "xf", 2020).cells == bureau().cells
    record = load_reading(home / "data/xf/2020.toml")
    assert set(record.cells) == set(bureau().cells)
    assert all(passage.place for passage in record.cells.values())


def test_what_the_user_says_of_a_document_goes_before_what_it_says(home: Path) -> None:
    published(bureau(), home / "bureau.html")
    done = gongkai(
        home, "ingest", "bureau.html", "--agency", "xf", "--year", "2019", "-o", "o.toml"
    )
    assert 0 == done.returncode, done.stderr
    assert "year = 2019" in (home / "o.toml").read_text(encoding="utf-8")
    assert not (home / "data").exists()


def test_an_agency_year_that_differs_is_only_replaced_when_asked(home: Path) -> None:
    there = with_rows(bureau(), {"disclosure/regulations": [7, 7, 7]})
    fact = Fact("微博", 3800, "条")
    there = Report(**{**vars(there), "facts": {"posts": fact}, "due": DUE})
    path = store.save(home / "data", there)
    before = path.read_bytes()
    published(bureau(), home / "bureau.html")
    refused = gongkai(home, "ingest", "bureau.html", "--agency", BUREAU[0])
    assert (2, before) == (refused.returncode, path.read_bytes())
    assert "--replace" in refused.stderr
    done = gongkai(home, "ingest", "bureau.html", "--agency", BUREAU[0], "--replace")
    now = store.load(home / "data", *BUREAU)
    assert 0 == done.returncode, done.stderr
    assert "1项事实、公布期限保留" in done.stdout
    assert (bureau().cells, {"posts": fact}, DUE) == (now.cells, now.facts, now.due)


def test_a_folder_keeps_facts_too_and_writes_records(home: Path) -> None:
    fact = Fact("微博", 3800, "条")
    there = with_rows(bureau(), {"disclosure/regulations": [7, 7, 7]})
    store.save(home / "data", Report(**{**vars(there), "facts": {"posts": fact}}))
    (home / "in").mkdir()
    published(bureau(), home / "in/county-petition-bureau.html")
    done = gongkai(home, "ingest", "in", "--replace")
    now = store.load(home / "data", *BUREAU)
    assert 0 == done.returncode, done.stderr
    assert (bureau().cells, {"posts": fact}) == (now.cells, now.facts)
    assert set(load_reading(home / "data/county-petition-bureau/2020.toml").cells) == set(now.cells)


def test_a_part_of_a_document_is_read_in_part(home: Path) -> None:
    broken_page(home / "bureau.html")
    done = gongkai(home, "ingest", "bureau.html", "--format", "json")
    answer = json.loads(done.stdout)
    unread = {address for address, status in answer["status"].items() if status == "unread"}
    assert 5 == done.returncode
    assert unread == {a for a in answer["cells"] if a.startswith("disclosure/")}
    assert set(answer) == KEYS
    assert unread == {address for address, figure in answer["cells"].items() if figure is None}
    assert {"cell", "kind", "text", "original"} == {key for note in answer["notes"] for key in note}


def test_another_document_is_not_taken_for_a_report(home: Path) -> None:
    (home / "news.html").write_text(
        "<html><body><h1>新闻</h1><table><tr><td>人口</td><td>12</td></tr></table></body></html>",
        encoding="utf-8",
    )
    done = gongkai(home, "ingest", "news.html")
    assert 6 == done.returncode
    assert not (home / "data").exists()
    answer = json.loads(gongkai(home, "ingest", "news.html", "--format", "json").stdout)
    assert set(answer) == KEYS
    assert [None, {}, {}] == [answer[key] for key in ("edition", "cells", "status")]


@pytest.mark.parametrize("name", ["missing.html", "empty.html", "image.png", "cut.docx"])
def test_a_wrong_file_is_told_in_a_sentence(home: Path, name: str) -> None:
    (home / "empty.html").write_bytes(b"")
    (home / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (home / "cut.docx").write_bytes(book_of(bureau())[:3000])
    done = gongkai(home, "ingest", name)
    assert (2, "") == (done.returncode, done.stdout)
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_hostile_files_harm_no_good_one_of_their_folder(home: Path) -> None:
    (home / "in").mkdir()
    published(bureau(), home / "in/county-petition-bureau.html")
    for name in ("zip bomb", "entity bomb", "a cell over a million columns"):
        (home / f"in/{name}.docx").write_bytes(HOSTILE_DOCX[name]())
    (home / "in/merged.xlsx").write_bytes(HOSTILE_XLSX["merged over the whole sheet"]())
    (home / "in/pages.pdf").write_bytes(HOSTILE_PDF["pages that contain themselves"]())
    (home / "in/deep.html").write_bytes(HOSTILE_TEXT["a million elements deep"]())
    done = gongkai(home, "ingest", "in")
    text = (home / "ingest-summary.csv").read_text(encoding="utf-8-sig")
    lines = {row["文件"]: row for row in csv.DictReader(text.splitlines())}
    assert (5, "") == (done.returncode, done.stderr.strip())
    assert {"未读成": 6, "已写入": 1} == Counter(line["处理"] for line in lines.values())
    assert all(line["说明"] for line in lines.values() if line["处理"] == "未读成")
    assert bureau().cells == store.load(home / "data", *BUREAU).cells


def test_an_empty_folder_is_told_in_a_sentence(home: Path) -> None:
    (home / "in").mkdir()
    done = gongkai(home, "ingest", "in")
    assert (2, True) == (done.returncode, "没有文件" in done.stderr)


@pytest.mark.parametrize("folder", [False, True], ids=["a file", "a folder"])
def test_every_sheet_of_our_workbook_becomes_an_agency_year(home: Path, folder: bool) -> None:
    other = report_of(year=2021)
    (home / "in").mkdir()
    (home / "in/book.xlsx").write_bytes(book_of(bureau(), other))
    done = gongkai(home, "ingest", "in" if folder else "in/book.xlsx")
    assert 0 == done.returncode, (done.stdout, done.stderr)
    for report in (bureau(), other):
        kept = store.load(home / "data", report.agency.id, report.year)
        assert (report.agency, report.scope, report.cells) == (kept.agency, kept.scope, kept.cells)
        path = store.path_of(home / "data", report.agency.id, report.year)
        assert load_reading(path).cells


def without_words(report: Report) -> bytes:
    """The workbook of a report, its sheet of words deleted."""
    book = openpyxl.load_workbook(io.BytesIO(book_of(report)))
    book.remove(book["文字"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("folder", [False, True], ids=["a file", "a folder"])
def test_a_workbook_without_its_sheet_of_words_takes_none_away(home: Path, folder: bool) -> None:
    cell = Address.parse("disclosure/permits/decisions")
    other = Address.parse("disclosure/coercive_measures/decisions")
    there = worded(bureau(), overview="第一段\n第二段")
    noted: dict[Address, Cell] = {cell: Count(55, "含自然失效"), other: Unreadable("", "页面缺损")}
    there = replace(there, cells={**there.cells, **noted})
    path = store.save(home / "data", there)
    before = path.read_bytes()
    (home / "in").mkdir()
    where = "in" if folder else "in/book.xlsx"
    (home / "in/book.xlsx").write_bytes(without_words(there))
    same = gongkai(home, "ingest", where)
    assert (0, before) == (same.returncode if not folder else 0, path.read_bytes()), same.stderr
    changed = with_rows(there, {"disclosure/regulations": [7, 7, 7]})
    (home / "in/book.xlsx").write_bytes(without_words(changed))
    done = gongkai(home, "ingest", where, "--replace")
    said = done.stdout
    if folder:
        said = (home / "ingest-summary.csv").read_text(encoding="utf-8-sig")
    now = store.load(home / "data", *BUREAU)
    assert "（原文件的文字部分" in said
    assert (changed.cells, there.narrative) == (now.cells, now.narrative)


def test_a_sheet_of_words_that_was_emptied_takes_them_away(home: Path) -> None:
    store.save(home / "data", worded(bureau(), overview="有话"))
    (home / "book.xlsx").write_bytes(book_of(worded(bureau())))
    done = gongkai(home, "ingest", "book.xlsx", "--replace")
    assert {} == store.load(home / "data", *BUREAU).narrative
    assert "原文件的文字部分" not in done.stdout


def test_figures_alone_take_no_words_away(home: Path) -> None:
    path = store.save(home / "data", bureau())
    rows = "".join(f"{a},{c.value}\n" for a, c in bureau().cells.items())  # type: ignore[union-attr]
    (home / "figures.csv").write_text("address,value\n" + rows)
    before = path.read_bytes()
    given = ("--agency", BUREAU[0], "--year", "2020", "--replace")
    done = gongkai(home, "ingest", "figures.csv", *given)
    assert (0, before) == (done.returncode, path.read_bytes()), done.stderr


def named(name: str, year: int = 2020) -> Report:
    agency = Agency("x", name, "county", "department")
    return replace(bureau(), agency=agency, year=year)


def test_a_file_joins_its_body_on_file_whatever_it_is_called(home: Path) -> None:
    store.save(home / "data", replace(named("青山县信访局", 2019), agency=Agency(
        "xfj", "青山县信访局", "county", "department")))  # fmt: skip
    published(named("青山县信访局"), home / "信访局公开年报.html")
    done = gongkai(home, "ingest", "信访局公开年报.html")
    assert 0 == done.returncode, done.stderr
    assert [2019, 2020] == store.years(home / "data", "xfj")
    published(named("青山县教育局"), home / "教育局.html")
    assert "由机关全称生成" in gongkai(home, "ingest", "教育局.html").stdout
    assert 2 == len(store.agencies(home / "data"))


def test_a_file_whose_body_is_not_told_is_refused_with_what_to_do(home: Path) -> None:
    store.save(home / "data", bureau())
    published(bureau(), home / "信访局.html")
    done = gongkai(home, "ingest", "信访局.html")
    assert (2, True) == (done.returncode, "没有写明是哪里的" in done.stderr)
    assert f"已有同名的 {BUREAU[0]}" in done.stderr
    assert "--agency" in done.stderr
    told = gongkai(home, "ingest", "信访局.html", "--agency", BUREAU[0], "--replace")
    assert (0, [2020]) == (told.returncode, store.years(home / "data", BUREAU[0]))


def test_the_end_of_a_folder_says_what_was_not_kept_and_why(home: Path) -> None:
    (home / "in").mkdir()
    published(bureau(), home / "in/xf.html")
    published(bureau(), home / "in/信访局.html").write_bytes(b"")
    done = gongkai(home, "ingest", "in")
    assert "in：2行（已写入1，未读成1），摘要见 ingest-summary.csv" in done.stdout
    assert "· 信访局.html：文件是空的" in done.stdout


def test_of_several_agency_years_nothing_can_be_said_at_once(home: Path) -> None:
    (home / "book.xlsx").write_bytes(book_of(bureau(), report_of(year=2021)))
    done = gongkai(home, "ingest", "book.xlsx", "--agency", "one")
    assert 2 == done.returncode
    assert not (home / "data").exists()


def test_the_bureaus_text_is_published_with_every_cell(tmp_path: Path, shared: Path) -> None:
    project = make_project(tmp_path / "project")
    data = project / "data/county-petition-bureau/2020.toml"
    by_hand = store.load(ROOT / "data", *BUREAU)
    data.unlink()
    text = shared / "reports/county-petition-bureau-2020.txt"
    read = gongkai(project, "ingest", str(text), "--agency", BUREAU[0], "--name", "某县信访局")
    assert 0 == read.returncode, read.stderr
    run = gongkai(project, "run", "params/county-petition-bureau-2020.yaml")
    kept = store.load(project / "data", *BUREAU)
    assert 0 == run.returncode, (run.stdout, run.stderr)
    assert 198 == sum(number(cell) is not None for cell in kept.cells.values())
    assert by_hand.cells == kept.cells
    assert (project / "reports/county-petition-bureau/2020/report.html").is_file()
