"""A folder of files: each on its own, one summary, nothing overwritten, no conflict settled."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from gongkai.errors import InputError
from gongkai.ingest.command import gathered
from gongkai.ingest.filing.record import Given
from gongkai.ingest.folder.namesakes import with_namesakes
from gongkai.ingest.folder.read_folder import ingest_folder
from gongkai.ingest.folder.summary import FolderOutcome, Line
from gongkai.ingest.folder.workers import read_all
from gongkai.ingest.limits.bounded import Bounds
from gongkai.ingest.reading import ingest_file
from gongkai.report import Agency, Count, store
from tests.ingest.folder_samples import RECEIVED, gather, within
from tests.ingest.publishing import as_is
from tests.ingest.styles import plain_html
from tests.reports import report_of, with_cell


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


def test_of_three_files_those_that_agree_are_told_from_the_one_that_does_not(folder: Path) -> None:
    for name, figure in (("a", 5), ("b", 6), ("c", 5)):
        (folder / f"{name}.txt").write_text(f"2021 {figure}")
    said = {name: row["说明"] for name, row in lines(run(folder).summary).items()}
    assert "与b.txt读出的数据不一致" in said["a.txt"]
    assert "与a.txt、c.txt读出的数据不一致" in said["b.txt"]
    assert "数据与a.txt相同，但与b.txt读出的数据不一致" in said["c.txt"]


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


def page(name: str, figure: int = 0, year: int = 2023) -> bytes:
    report = with_cell(report_of(year=year), RECEIVED, figure)
    return plain_html(replace(report, agency=replace_name(report.agency, name)), as_is)[0]


def replace_name(agency: Agency, name: str) -> Agency:
    return Agency(agency.id, name, "county", "department")


def ingest(folder: Path, *, jobs: int = 2, backwards: bool = False) -> FolderOutcome:
    """The whole way of the command, files done in another order if asked."""

    def read(paths: Sequence[Path]) -> Iterator[tuple[Path, Any]]:
        done = list(read_all(lambda reader, path: ingest_file(path, reader), paths, jobs=jobs))
        yield from sorted(done, reverse=backwards)

    data, summary = folder.parent / "data", folder.parent / "summary.csv"
    return ingest_folder(folder, read, lambda one: gathered(one, Given()), data, summary)


def state(folder: Path) -> dict[str, bytes]:
    kept = folder.parent / "data"
    return {str(p.relative_to(kept)): p.read_bytes() for p in kept.rglob("*") if p.is_file()}


COUNTY = {
    "县财政局2023.html": page("青山县财政局", 5),
    "关于财政局2024年年报的公示.html": page("青山县 财政局", 6, 2024),
    "财政局复件.html": page("青山县财政局", 5),
    "jy/2023.html": page("青山县教育局", 1),
    "jy/教育局更正.html": page("青山县教育局", 2),
    "a-slj2023.html": page("水利局"),
    "b-slj2023.html": page("水利局", 3),
    "交通局.html": page("交通局"),
    "gaj.html": page("青山县公安局"),
    "x/gaj.html": page("绿水县公安局", 4, 2024),
}
"""Two counties' files: one body under several names, copies, rivals, names of many bodies."""


def fill(folder: Path) -> None:
    for name, data in COUNTY.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)


def test_one_body_is_one_agency_and_bodies_of_one_name_stay_apart(folder: Path) -> None:
    fill(folder)
    outcome = ingest(folder)
    done = lines(outcome.summary)
    finance = {done[name]["机关代号"] for name in COUNTY if "财政局" in name}
    assert 1 == len(finance)
    assert [2023, 2024] == store.years(folder.parent / "data", *finance)
    assert "是同一份文件的副本" in done["财政局复件.html"]["说明"]
    assert ["数据不一致"] * 2 == [done[n]["处理"] for n in COUNTY if n.startswith("jy/")]
    assert {"5", "6", "1", "2"} > {d.one for c in outcome.conflicts for d in c.differences} > set()
    assert ("a-slj", "b-slj") == tuple(done[f"{n}-slj2023.html"]["机关代号"] for n in "ab")
    assert "另有代号 b-slj" in done["a-slj2023.html"]["说明"]
    assert "未读成" == done["交通局.html"]["处理"]
    assert "没有写明是哪里的" in done["交通局.html"]["说明"]
    assert done["gaj.html"]["机关代号"] != done["x/gaj.html"]["机关代号"]


def test_neither_order_nor_workers_change_what_is_kept_and_a_second_run_nothing(
    folder: Path,
) -> None:
    fill(folder)
    summary = ingest(folder).summary
    first, said = state(folder), summary.read_bytes()
    rmtree(folder.parent / "data")
    ingest(folder, jobs=1, backwards=True)
    assert (first, said) == (state(folder), summary.read_bytes())
    outcome = ingest(folder)
    assert first == state(folder)
    assert 0 == outcome.count("written") + outcome.count("replaced")
    (folder / "aa-czj.html").write_bytes(page("青山县财政局", 7, 2022))
    (folder / "slj2022.html").write_bytes(page("水利局", 7, 2022))
    ingest(folder)
    assert first.items() <= state(folder).items()
    assert 3 == len(store.years(folder.parent / "data", lines(summary)["aa-czj.html"]["机关代号"]))


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


@pytest.mark.parametrize("other", ["江苏省青山县财政局", "青山县财政局（县金融办）", "财政局"])
def test_what_may_be_the_same_body_under_another_name_is_said(other: str) -> None:
    one, near = (
        Line(f"{id_}.html", replace(report_of(), agency=Agency(id_, name, "county", "department")))
        for id_, name in (("a", "青山县财政局"), ("b", other))
    )
    said = [line.message for line in with_namesakes([one, near])]
    assert "可能与 a 是同一机关" in said[1]
    assert (other != "财政局") == ("可能与 b 是同一机关" in said[0])
