"""Whose report a page is, of which year: titles, page titles, head tables, signatures."""

from __future__ import annotations

import pytest

from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from tests.ingest.publishing import html_table, page
from tests.reports import report_of

BUREAU = "青山县财政局"
WHOLE = f"{BUREAU}2023年政府信息公开工作年度报告"
OTHERS = "".join(f"<li>{BUREAU}{year}年政府信息公开工作年度报告</li>" for year in (2021, 2022))
PLAIN = "2023年政府信息公开工作年度报告"


def reading_of(
    heading: str, title: str = "", head: str = "", signed: tuple[str, ...] = (), tag: str = "h1"
) -> Reading:
    parts = page(report_of(year=2023), html_table).split("\n")
    parts[0] = f"<{tag}>{heading}</{tag}>" if heading else ""
    parts[-2:] = [f"<p>{text}</p>" for text in signed]
    body = head + "\n".join(parts)
    made = (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    )
    return read(made.encode(), "t20240120_1.html")


@pytest.mark.parametrize(
    ("heading", "agency"),
    [
        ("2023年度XX县发展和改革局政府信息公开工作年度报告", "XX县发展和改革局"),
        ("2023年度青山县发展和改革局政府信息公开工作年度报告", "青山县发展和改革局"),
        ("青山镇人民政府 2023 年政府信息公开年报", "青山镇人民政府"),
        ("青山县财政局二〇二三年政府信息公开工作年度报告", BUREAU),
        ("青山县财政局二○二三年度政府信息公开年度报告", BUREAU),
        ("青山县财政局关于2023年度政府信息公开工作年度报告的公告", BUREAU),
        ("关于青山县财政局2023年政府信息公开工作年度报告的说明", BUREAU),
        ("青山县财政局政府信息公开工作2023年度报告", BUREAU),
        ("青山县财政局政府信息公开工作年度报告（2023年）", BUREAU),
        ("青山县财政局政府信息公开工作年度报告(2023年度)", BUREAU),
        ("2023年青山县财政局政府信息公开工作年度报告", BUREAU),
        ("青山县财政局<br>2023年政府信息公开工作年度报告", BUREAU),
        ("青山县财政局</h1><h1>2023年政府信息公开工作年度报告", BUREAU),
        ("青山县人民政府办公室2023年政府信息公开工作年度报告", "青山县人民政府办公室"),
        ("青山县2023年政府信息公开工作年度报告", "青山县"),
        ("青山市人民政府2023年政府信息公开工作年度报告（汇总）", "青山市人民政府"),
        ("青山市自然资源和规划局政府信息公开2023年年度报告", "青山市自然资源和规划局"),
        ("青山市自然资源和规划局2023年政府信息公开工作报告", "青山市自然资源和规划局"),
        ("青山市自然资源和规划局2023年度政务公开工作年度报告", "青山市自然资源和规划局"),
        ("青山县公安局2023年度政府信息公开年度工作报告", "青山县公安局"),
        ("国家税务总局青山县税务局2023年政府信息公开工作年度报告", "国家税务总局青山县税务局"),
        ("【年报】青山县财政局2023年政府信息公开工作年度报告", BUREAU),
        ("附件1：青山县财政局2023年政府信息公开工作年度报告", BUREAU),
        ("青 山 县 财 政 局 2023 年 政 府 信 息 公 开 工 作 年 度 报 告", BUREAU),
        ("青山县财政局２０２３年政府信息公开工作年度报告", BUREAU),
        ("青山县财政局2023年度政府信息公开工作年度报告公示", BUREAU),
        ("青山街道办事处2023年政府信息公开工作年度报告", "青山街道办事处"),
        ("青山区委统战部（区民宗局）2023年政府信息公开工作年度报告", "青山区委统战部（区民宗局）"),
    ],
)
def test_the_title_names_agency_and_year(heading: str, agency: str) -> None:
    reading = reading_of(heading)
    assert (agency, 2023) == (reading.agency, reading.year)


@pytest.mark.parametrize(
    "title",
    [
        f"{WHOLE}_青山县人民政府",
        f"青山县人民政府门户网站 {WHOLE}",
        f"青山县人民政府 - 政府信息公开年报 - {WHOLE}",
    ],
)
def test_without_a_heading_the_title_of_the_page_is_taken(title: str) -> None:
    assert (BUREAU, 2023) == ((found := reading_of("", title)).agency, found.year)


@pytest.mark.parametrize(
    "head",
    [
        f"<table><tr><td>发布机构</td><td>{BUREAU}</td><td>发文日期</td><td>2024-01-20</td></tr></table>",
        f"<p>索引号：000014349/2024-00012　发布机构：{BUREAU}　生成日期：2024-01-20</p>",
        f"<table><tr><td>填报单位：{BUREAU}</td><td>2023年度</td></tr></table>",
        f"<div><span>来源：</span><span>{BUREAU}</span><span>发布时间：2024-01-20</span></div>",
    ],
)
def test_a_title_without_a_name_is_completed_by_what_the_page_says(head: str) -> None:
    reading = reading_of(PLAIN, head=head)
    assert (BUREAU, 2023) == (reading.agency, reading.year)
    assert any(note.kind == "identity" for note in reading.notes)


def test_agency_and_year_may_stand_in_cells_above_a_table() -> None:
    page = f"""<table><tr><td colspan=2>填报单位：{BUREAU}</td><td>2022年度</td></tr>
    <tr><td>信息内容</td><td>本年制发件数</td><td>现行有效件数</td></tr>
    <tr><td>规章</td><td>0</td><td>0</td></tr></table>"""
    reading = read(page.encode(), "a.html")
    assert (BUREAU, 2022) == (reading.agency, reading.year)


@pytest.mark.parametrize("heading", [PLAIN, "政府信息公开工作年度报告"])
def test_a_title_without_a_name_is_completed_by_the_signature(heading: str) -> None:
    reading = reading_of(heading, signed=(BUREAU, "2024年1月20日"))
    assert (BUREAU, 2023, "2024-01-20") == (reading.agency, reading.year, reading.published)


@pytest.mark.parametrize(
    "row", ["{}</tr></table>", "{}</tr><tr><td>规章</td><td>0</td></tr></table>"]
)
def test_a_title_may_stand_in_a_table(row: str) -> None:
    title = "<td colspan=2>青山县财政局2023年政府信息公开工作年度报告</td>"
    reading = reading_of("", head=f"<table><tr>{row.format(title)}")
    assert (BUREAU, 2023) == (reading.agency, reading.year)


def test_a_table_of_reports_of_other_years_names_no_year() -> None:
    rows = "".join(
        f"<tr><td>青山县水利局{year}年政府信息公开工作年度报告</td></tr>" for year in (2019, 2020)
    )
    reading = reading_of(
        "2023年青山县财政局政府信息公开工作年度报告", head=f"<table>{rows}</table>"
    )
    assert (BUREAU, 2023) == (reading.agency, reading.year)


@pytest.mark.parametrize("tag", ["h1", "p"])
def test_links_to_other_years_do_not_name_the_year(tag: str) -> None:
    reading = reading_of(WHOLE, head=f"<ul>{OTHERS}</ul>", tag=tag)
    assert (BUREAU, 2023) == (reading.agency, reading.year)


@pytest.mark.parametrize(
    ("heading", "scope"),
    [
        (WHOLE, "own"),
        ("青山市2023年政府信息公开工作年度报告", None),
        ("青山市人民政府2023年政府信息公开工作年度报告（汇总）", "aggregated"),
        ("青山市人民政府（本级）2023年政府信息公开工作年度报告", "own"),
        ("青山镇人民政府2023年政府信息公开工作年度报告", "own"),
    ],
)
def test_the_scope_is_what_the_document_says_or_must_be(heading: str, scope: str | None) -> None:
    assert scope == reading_of(heading).scope
