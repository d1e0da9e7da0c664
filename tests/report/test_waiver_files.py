"""Waiver files, children and local deadlines: read strictly, written back the same."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.errors import InputError
from gongkai.report import store
from gongkai.report.toml_reader import read_report
from gongkai.report.toml_writer import report_text
from gongkai.report.waivers import read_waivers
from tests.reports import report_of

GOOD = f"""
[[waiver]]
finding = "Y1:total"
version = 1
figures = "sha256:{"0" * 64}"
reason = "机构改革"
by = "张三"
date = 2024-01-20
expires = 2025-01-31
"""


def test_a_waiver_says_what_it_answers_why_who_and_until_when(tmp_path: Path) -> None:
    path = tmp_path / "2023.waivers.toml"
    path.write_text(GOOD, encoding="utf-8")

    (waiver,) = read_waivers(path)

    assert ("Y1", "Y1:total", 1) == (waiver.rule, waiver.finding, waiver.version)
    assert datetime.date(2025, 1, 31) == waiver.expires
    assert not waiver.must
    assert f"{path} 第2行" in waiver.place


@pytest.mark.parametrize(
    ("was", "becomes", "line", "says"),
    [
        ('"Y1:total"', '"Q1:total"', 3, "没有编号为 Q1 的规则"),
        ('reason = "机构改革"', 'reason = " "', 6, "不能空着"),
        ("sha256:0", "sha1:0", 5, "数据摘要应为"),
        ("expires = 2025-01-31", "expires = 2023-01-31", 9, "到期日早于作出日期"),
        ("version = 1", 'version = "1"', 4, "应为整数"),
        ('by = "张三"', 'bye = "张三"', 7, "没有这个键"),
        ("date = 2024-01-20", 'date = "2024-01-20"', 8, "应为日期"),
        ("expires", "place", 9, "实为"),
    ],
)
def test_a_waiver_that_cannot_be_used_is_refused_with_its_line(
    tmp_path: Path, was: str, becomes: str, line: int, says: str
) -> None:
    path = tmp_path / "2023.waivers.toml"
    path.write_text(GOOD.replace(was, becomes), encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_waivers(path)

    assert f"{path} 第{line}行" in str(caught.value)
    assert says in str(caught.value)


def test_a_finding_is_answered_once(tmp_path: Path) -> None:
    path = tmp_path / "2023.waivers.toml"
    path.write_text(GOOD + GOOD, encoding="utf-8")

    with pytest.raises(InputError, match="豁免了两次"):
        read_waivers(path)


def test_a_waiver_file_is_no_year_of_data(tmp_path: Path) -> None:
    path = store.save(tmp_path, report_of())
    store.waivers_path(path).write_text(GOOD, encoding="utf-8")

    assert [2021] == store.years(tmp_path, "test-bureau")
    assert 1 == len(store.load_waivers(path))
    assert () == store.load_waivers(path.with_name("2020.toml"))


def test_children_and_a_local_deadline_are_written_and_read_back(tmp_path: Path) -> None:
    due = datetime.date(2022, 1, 20)
    report = replace(report_of(scope="aggregated"), children=("one", "two"), due=due)
    path = store.save(tmp_path, report)

    again = read_report(path)

    assert report == again
    assert due == again.deadline[0]
    assert path.read_text(encoding="utf-8") == report_text(again)


def test_children_that_are_there_are_loaded_and_others_are_missing(tmp_path: Path) -> None:
    store.save(tmp_path, report_of())
    report = replace(report_of(scope="aggregated"), children=("test-bureau", "two"))

    found = store.load_children(tmp_path, report)

    assert {"test-bureau": report_of(), "two": None} == found


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ('scope = "own"\nchildren = ["one"]', "本级报告没有要加总的下级报告"),
        ('scope = "aggregated"\nchildren = ["one", "one"]', "one 写了两次"),
        ('scope = "aggregated"\nchildren = ["test-bureau"]', "不能加总它自己"),
        ('scope = "aggregated"\nchildren = ["../etc"]', "机关代号只能用"),
        ('scope = "own"\ndue = 2022-02-20', "地方期限 2022-02-20 晚于法定期限 2022-01-31"),
    ],
)
def test_a_head_that_cannot_be_meant_is_refused_with_its_line(
    tmp_path: Path, head: str, says: str
) -> None:
    path = store.save(tmp_path, report_of())
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('scope = "own"', head), encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_report(path)

    assert says in str(caught.value)
    assert "第" in caught.value.place
