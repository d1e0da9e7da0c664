"""When two documents name one body, and when a name leaves many to be meant."""

from __future__ import annotations

import pytest

from gongkai.ingest.bodies.body_names import abbreviates, key_of, may_be_one, printed, tells_region
from gongkai.ingest.bodies.naming import ids_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青山县财政局", "青 山 县　财政局"),
        ("青山县财政局（县金融办）", "青山县财政局(县金融办)"),
        ("青山县财政局（县金融办）", "青山县财政局〔县金融办〕"),
        ("青山县财政局", "⻘⼭县财政局"),
        ("青山县财政局", "青山县\u200b财政局"),
        ("青山县财政局", "《青山县财政局》"),
        ("青山县", "青山县人民政府"),
        ("青山县人民政府", "青山县政府"),
        ("青山县人民政府", "青山县人民政府（汇总）"),
        ("青山县人民政府", "青山县本级"),
        ("青山县人民政府办公室", "青山县政府办公室"),
        ("青山县青山街道", "青山县青山街道办事处"),
        ("青山县青山镇", "青山县青山镇人民政府"),
    ],
)
def test_spellings_of_one_body_are_one(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青山县人民政府", "青山县人民政府办公室"),
        ("青山市人民政府办公室", "青山市人民政府办公厅"),
        ("青山县财政局", "青山县教育局"),
        ("青山县财政局", "绿水县财政局"),
        ("青山县财政局", "青山市财政局"),
        ("青山县财政局", "青山县财政局（县金融办）"),
        ("青山县财政局", "江苏省青山县财政局"),
        ("青山县发展和改革委员会", "青山县发改委"),
        ("青山镇人民政府", "青山乡人民政府"),
    ],
)
def test_bodies_that_may_be_others_are_not_one(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    "name",
    [
        "青山县财政局", "淮安市洪泽区人民政府", "洪泽区财政局", "沛县财政局", "内蒙古自治区财政厅",
        "南京市鼓楼区教育局", "北京市朝阳区教育局", "辉县市财政局", "辉县市市场监督管理局",
        "青山县市场监督管理局", "青山县城关镇人民政府", "国家税务总局青山县税务局",
        "青山市市政管理局", "黔南布依族苗族自治州财政局", "喀什地区教育局", "土默特左旗财政局",
        "神农架林区财政局", "浦东新区财政局", "中共青山县委办公室", "全椒县财政局",
        "东昌府区财政局", "项城市教育局",
    ],
)  # fmt: skip
def test_a_name_with_its_region_tells_the_body(name: str) -> None:
    assert tells_region(key_of(name))


@pytest.mark.parametrize(
    "name",
    [
        "财政局", "县财政局", "市教育局", "区委统战部", "某县信访局", "某某市财政局",
        "XX县财政局", "我县财政局", "本市财政局", "自治区财政厅", "鼓楼区教育局",
        "江苏省鼓楼区教育局", "城关镇人民政府", "江苏省城关镇人民政府", "青山街道办事处",
        "高新区管委会", "开发区财政局", "新区管委会", "城市管理局", "住房和城市建设局",
        "市场监督管理局", "国家税务总局", "社区服务中心", "景区管理委员会",
    ],
)  # fmt: skip
def test_a_name_that_many_bodies_have_tells_none(name: str) -> None:
    assert not tells_region(key_of(name))


def test_a_name_that_says_more_places_may_be_the_same_body() -> None:
    assert may_be_one("江苏省青山县财政局", "青山县财政局")
    assert may_be_one("财政局", "青山县财政局")
    assert may_be_one("县财政局", "青山县财政局")
    assert not may_be_one("财政局", "青山县教育局")
    assert not may_be_one("青山县财政局", "绿水县财政局")


def test_a_name_may_be_short_for_another_of_its_place() -> None:
    assert abbreviates("青山县发改委", "青山县发展和改革委员会")
    assert abbreviates("青山县人社局", "青山县人力资源和社会保障局")
    assert not abbreviates("青山县发改委", "绿水县发展和改革委员会")
    assert not abbreviates("青山县水务局", "青山县水利局")
    assert not abbreviates("青山县财政局", "青山县财政局")


def test_a_name_is_kept_as_it_is_printed_but_for_blanks_and_remarks() -> None:
    assert "青山县财政局（县金融办）" == printed("青山县 财政局(县金融办)")
    assert "青山县政府" == printed("青山县政府（汇总）")


@pytest.mark.parametrize(
    ("file", "ids"),
    [
        ("czj2023.docx", ("czj", "czj2023")),
        ("2023-czj.html", ("czj",)),
        ("suqian-gov.html", ("suqian-gov",)),
        ("县财政局2023.docx", ()),
        ("t20240120_1.html", ()),
        ("2023.pdf", ()),
        ("a/b/czj_2024_report.pdf", ("czj",)),
        (r"\xff\xfe.html", ()),
    ],
)
def test_the_year_in_a_files_name_is_no_part_of_an_id(file: str, ids: tuple[str, ...]) -> None:
    assert ids == ids_in(file)
