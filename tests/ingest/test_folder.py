"""A folder of files: each on its own, one summary, nothing overwritten, no conflict settled."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from gongkai.errors import InputError
from gongkai.ingest.folder import ingest_folder
from gongkai.ingest.folder_namesakes import with_namesakes
from gongkai.ingest.folder_summary import FolderOutcome, Line
from gongkai.ingest.limits import Bounds
from gongkai.ingest.workers import read_all
from gongkai.report import Agency, Count, store
from tests.ingest.folder_samples import RECEIVED, gather, within
from tests.reports import report_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    return made


def run(folder: Path, *, replace: bool = False, seconds: float = 20) -> FolderOutcome:
    home = folder.parent
    return ingest_folder(
        folder,
        partial(read_all, within, bounds=Bounds(seconds=seconds), jobs=2),
        gather,
        home / "data",
        home / "summary.csv",
        replace=replace,
    )


def lines(path: Path) -> dict[str, dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    return {row["文件"]: row for row in csv.DictReader(text.splitlines())}


def figure(folder: Path, year: int) -> object:
    return store.load(folder.parent / "data", "test-bureau", year).cells[RECEIVED]


def test_every_file_has_a_line_and_every_agency_year_a_file(folder: Path) -> None:
    (folder / "b.txt").write_text("2021 0")
    (folder / "sub").mkdir()
    (folder / "sub/a.txt").write_text("2022 7")
    (folder / "~$b.txt").write_text("locked")
    outcome = run(folder)
    summary = lines(outcome.summary)
    assert ["b.txt", "sub/a.txt"] == list(summary)
    assert ("可以公布", "已写入") == (summary["b.txt"]["校验结论"], summary["b.txt"]["处理"])
    assert "暂不公布" == summary["sub/a.txt"]["校验结论"]
    assert ("200", "0", "1") == tuple(summary["b.txt"][name] for name in ("数据格", "空白", "有注"))
    assert [2021, 2022] == store.years(folder.parent / "data", "test-bureau")


def test_a_workbook_of_two_agency_years_has_two_lines(folder: Path) -> None:
    (folder / "a.txt").write_text("two")
    outcome = run(folder)
    assert [2021, 2022] == [line.report.year for line in outcome.lines if line.report]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("other", "不是年度报告"),
        ("crash", "ZeroDivisionError"),
        ("die", "无法解析"),
        ("hang", "读了3秒"),
        ("swell", "内存"),
    ],
)
def test_a_bad_file_harms_no_other(folder: Path, bad: str, said: str) -> None:
    (folder / "bad.txt").write_text(bad)
    for year in (2021, 2022, 2023):
        (folder / f"{year}.txt").write_text(f"{year} 0")
    outcome = run(folder, seconds=3)
    assert (3, 1) == (outcome.count("written"), outcome.count("failed"))
    assert said in lines(outcome.summary)["bad.txt"]["说明"]


def test_the_same_reading_twice_is_written_once(folder: Path) -> None:
    (folder / "a.txt").write_text("2021 5")
    (folder / "b.txt").write_text("2021 5")
    outcome = run(folder)
    assert (1, 1, 0) == tuple(outcome.count(a) for a in ("written", "same", "conflict"))


def test_contradicting_files_are_shown_side_by_side_and_neither_is_written(folder: Path) -> None:
    (folder / "a.txt").write_text("2021 5")
    (folder / "b.txt").write_text("2021 6")
    outcome = run(folder, replace=True)
    assert 2 == outcome.count("conflict")
    assert not (folder.parent / "data/test-bureau").exists()
    text = (folder.parent / "summary.conflicts.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert (str(RECEIVED), "5", "a.txt", "6", "b.txt") == tuple(
        row[name] for name in ("地址", "数据一", "来源一", "数据二", "来源二")
    )


def test_what_is_on_file_and_differs_is_replaced_only_when_asked(folder: Path) -> None:
    store.save(folder.parent / "data", report_of(year=2021))
    (folder / "a.txt").write_text("2021 6")
    outcome = run(folder)
    assert (1, Count(0)) == (outcome.count("conflict"), figure(folder, 2021))
    assert "--replace" in lines(outcome.summary)["a.txt"]["说明"]
    outcome = run(folder, replace=True)
    assert (1, Count(6)) == (outcome.count("replaced"), figure(folder, 2021))


def test_a_second_run_finds_everything_there(folder: Path) -> None:
    (folder / "a.txt").write_text("2021 6")
    run(folder)
    before = (folder.parent / "data/test-bureau/2021.toml").stat().st_mtime_ns
    outcome = run(folder)
    assert 1 == outcome.count("same")
    assert before == (folder.parent / "data/test-bureau/2021.toml").stat().st_mtime_ns


def test_no_name_of_a_file_becomes_a_formula(folder: Path) -> None:
    (folder / "=cmd|x.txt").write_text("other")
    assert list(lines(run(folder).summary)) == ["'=cmd|x.txt"]


def test_a_folder_without_files_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="没有文件"):
        run(folder)
    with pytest.raises(InputError, match="没有这个文件夹"):
        run(folder / "none")


def test_one_body_under_two_ids_is_said_and_not_joined() -> None:
    one, other = (
        Line(
            f"{name}.html",
            replace(report_of(), agency=Agency(name, "某局", "county", "department")),
        )
        for name in ("a", "b")
    )
    third = Line("c.html", report_of())
    said = [line.message for line in with_namesakes([one, other, third])]
    assert "另有代号 b" in said[0]
    assert "另有代号 a" in said[1]
    assert "" == said[2]
