"""The store: where agency-years are kept, what it lists, and what it refuses."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import InputError
from gongkai.report import Agency, store
from gongkai.report.toml_reader import read_report
from tests.reports import DATA, STEADY, report_of


@pytest.mark.parametrize(
    "agency", ["suqian-gov", "a", "0", "bureau-2", "a" * 64, "county-petition-bureau"]
)
def test_a_slug_of_lower_case_words_is_an_agency_id(agency: str) -> None:
    assert agency == store.check_slug(agency)


@pytest.mark.parametrize(
    "agency",
    [
        "",
        " ",
        "..",
        "../suqian-gov",
        "../../etc/passwd",
        "/etc/passwd",
        "suqian-gov/",
        "suqian/gov",
        "suqian\\gov",
        "C:suqian",
        "宿迁市",
        "ｓｕｑｉａｎ",
        "Suqian-Gov",
        "suqian_gov",
        "suqian.gov",
        "suqian--gov",
        "-suqian",
        "suqian-",
        "suqian-gov\n",
        "suqian\x00gov",
        "~",
        "$HOME",
        "{agency}",
        "a" * 65,
        "a" * 100_000,
        "s3://bucket",
        "сuqian",
    ],
    ids=range(27),
)
def test_anything_else_is_refused_before_a_path_is_made_of_it(agency: str) -> None:
    with pytest.raises(InputError, match="机关代号只能用小写英文字母、数字和连字符") as caught:
        store.load(DATA, agency, 2024)

    assert len(str(caught.value)) < 300
    assert 1 == len(str(caught.value).splitlines())


@STEADY
@given(agency=st.text(), year=st.integers())
def test_no_agency_and_year_lead_anywhere_but_to_a_file_or_a_refusal(
    agency: str, year: int
) -> None:
    with pytest.raises(InputError):
        store.load(DATA, agency, year)


def test_an_unknown_agency_is_refused_with_those_there_are(tmp_path: Path) -> None:
    store.save(tmp_path, report_of(year=2021))

    with pytest.raises(InputError) as caught:
        store.load(tmp_path, "suqian-gov", 2024)

    assert "没有代号为 suqian-gov 的机关" == caught.value.problem
    assert (
        "现有机关：test-bureau；新机关请先运行 gongkai new suqian-gov 2024" == caught.value.remedy
    )


def test_an_unknown_year_is_refused_with_those_there_are(tmp_path: Path) -> None:
    for year in (2022, 2021):
        store.save(tmp_path, report_of(year=year))

    with pytest.raises(InputError) as caught:
        store.load(tmp_path, "test-bureau", 2023)

    assert "test-bureau 没有2023年的数据" == caught.value.problem
    assert (
        "现有年度：2021、2022；新年度请先运行 gongkai new test-bureau 2023" == caught.value.remedy
    )


@pytest.mark.parametrize("folder", ["nothing", "file", "file/inside", "nul\x00l"])
def test_a_data_folder_that_is_none_is_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(InputError, match="没有这个数据文件夹"):
        store.load(tmp_path / folder, "suqian-gov", 2024)


def test_an_empty_data_folder_has_no_agencies(tmp_path: Path) -> None:
    assert [] == store.agencies(tmp_path)
    with pytest.raises(InputError, match="现有机关：无"):
        store.load(tmp_path, "suqian-gov", 2024)


def test_agencies_and_years_are_listed_in_order(tmp_path: Path) -> None:
    other = Agency("a-bureau", "某县某局", "county", "department")
    for report in (report_of(year=2022), report_of(year=2021), replace(report_of(), agency=other)):
        store.save(tmp_path, report)

    assert ["a-bureau", "test-bureau"] == store.agencies(tmp_path)
    assert [2021, 2022] == store.years(tmp_path, "test-bureau")
    assert [] == store.years(tmp_path, "no-bureau")


@pytest.mark.parametrize(
    "stray", ["notes.toml", "2021.toml~", ".2021.toml", "²⁰²¹.toml", "20211.toml", "２０２１.toml"]
)
def test_a_stray_file_is_no_year(tmp_path: Path, stray: str) -> None:
    folder = tmp_path / "test-bureau"
    folder.mkdir()
    (folder / stray).write_text("x")

    assert [] == store.years(tmp_path, "test-bureau")
    assert [] == store.agencies(tmp_path)


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ('id = "test-bureau"', 'id = "other-bureau"', "agency.id"),
        ("year = 2021", "year = 2022", "report.year"),
    ],
)
def test_a_file_that_says_it_is_another_report_is_refused_with_the_line(
    tmp_path: Path, was: str, becomes: str, key: str
) -> None:
    path = store.save(tmp_path, report_of(year=2021))
    text = path.read_text(encoding="utf-8").replace(was, becomes)
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match="与所在位置不符") as caught:
        store.load(tmp_path, "test-bureau", 2021)

    line = text.splitlines().index(becomes) + 1
    assert f"{path} 第{line}行 {key}" == caught.value.place


def test_last_years_report_is_found_where_there_is_one(tmp_path: Path) -> None:
    this, last = report_of(year=2022), report_of(year=2021)
    store.save(tmp_path, this)

    assert store.load_previous(tmp_path, this) is None
    store.save(tmp_path, last)
    assert last == store.load_previous(tmp_path, this)


def test_a_broken_report_of_last_year_is_not_passed_over(tmp_path: Path) -> None:
    store.save(tmp_path, report_of(year=2021)).write_text("x")

    with pytest.raises(InputError):
        store.load_previous(tmp_path, report_of(year=2022))


def test_saving_does_not_replace_a_file_unless_told_to(tmp_path: Path) -> None:
    path = store.save(tmp_path, report_of())
    path.write_text("typed by hand", encoding="utf-8")

    with pytest.raises(InputError, match="文件已存在，未作改动"):
        store.save(tmp_path, report_of())
    assert "typed by hand" == path.read_text(encoding="utf-8")

    store.save(tmp_path, report_of(), replace=True)
    assert report_of() == store.load(tmp_path, "test-bureau", 2021)


def test_saving_leaves_nothing_but_the_file(tmp_path: Path) -> None:
    path = store.save(tmp_path, report_of())

    assert [path.parent, path] == sorted(tmp_path.rglob("*"))


def test_saving_where_nothing_can_be_written_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "test-bureau").write_text("a file where the folder should be")

    with pytest.raises(InputError, match="文件写不进去"):
        store.save(tmp_path, report_of())

    assert ["test-bureau"] == [path.name for path in tmp_path.iterdir()]


def test_saving_over_a_folder_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "test-bureau" / "2021.toml" / "inside").mkdir(parents=True)

    with pytest.raises(InputError, match="文件写不进去"):
        store.save(tmp_path, report_of(), replace=True)

    assert ["2021.toml"] == [path.name for path in (tmp_path / "test-bureau").iterdir()]


def test_saving_in_a_folder_we_may_not_write_to_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "test-bureau"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("this user (root?) may write everywhere")

    with pytest.raises(InputError, match="文件写不进去"):
        store.save(tmp_path, report_of())


def test_the_file_is_utf_8_with_unix_line_ends_whatever_the_locale(tmp_path: Path) -> None:
    content = store.save(tmp_path, report_of()).read_bytes()

    assert "某市某局" in content.decode("utf-8")
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_an_id_that_is_no_slug_is_refused_wherever_the_file_lies(tmp_path: Path) -> None:
    path = store.save(tmp_path, report_of())
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('id = "test-bureau"', 'id = "../x"'), encoding="utf-8")

    with pytest.raises(InputError, match=r"agency\.id：机关代号只能用小写英文字母"):
        read_report(path)
