"""Whose report it is where a page says several things: weighed, and what disagrees is told."""

from __future__ import annotations

import pytest

from gongkai.ingest.containers.html.reader import read_html
from gongkai.ingest.document import Document, Line
from gongkai.ingest.identity.identify import Identity, identify
from gongkai.ingest.matching.tokens import lay_out

BUREAU, OTHER = "青山市水利局", "青山市教育局"
REPORT = "2024年政府信息公开工作年度报告"
TITLE, OTHERS = f"{BUREAU}{REPORT}", f"{OTHER}{REPORT}"
LAST_YEAR = f"{BUREAU}2023年政府信息公开工作年度报告"
TEXT = (
    "<p>一、总体情况</p><p>依法公开。</p><p>五、存在的主要问题及改进情况</p><p>有待提高。</p>"
    "<p>六、其他需要报告的事项</p><p>无。</p>"
)
PERIOD = "<p>本报告统计期限为2024年1月1日至12月31日。</p>"
SIGNED = f"<p>{BUREAU}</p><p>2025年1月20日</p>"


def found_in(body: str, title: str = "", name: str = "a.html") -> Identity:
    page = (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    )
    document = read_html(page.encode(), name)
    return identify(document, lay_out(document).lines, name)


def notes_on(found: Identity, word: str) -> list[str]:
    return [note for note in found.notes if word in note and "推定" not in note]


@pytest.mark.parametrize("title", ["", TITLE])
@pytest.mark.parametrize(
    "body",
    [
        f"<div>{TITLE}</div>{TEXT}<h4>{OTHERS}</h4>",
        f"<div>{TITLE}</div>{TEXT}<ul><li>{OTHERS}</li></ul>",
        f"<ul><li>{OTHERS}</li></ul><div>{TITLE}</div>{TEXT}",
        f"<h3><a href='/1.html'>{OTHERS}</a></h3><p>{TITLE}</p>{TEXT}",
        f"<p>{TITLE}</p><ul><li><a href='/1.html'>{OTHERS}</a></li></ul>{TEXT}",
        f"<p>目录</p><p>一、总体情况</p><p>六、其他需要报告的事项</p><h1>{TITLE}</h1>{TEXT}",
        f"<h1><a href='/self.html'>{TITLE}</a></h1><p><a href='/1.html'>{OTHERS}</a></p>{TEXT}",
    ],
)
def test_the_title_above_the_text_is_the_reports(body: str, title: str) -> None:
    found = found_in(body, title)
    assert (BUREAU, TITLE) == (found.agency, found.title)


@pytest.mark.parametrize("more", ["", SIGNED])
def test_a_list_between_title_and_text_does_not_name_the_body(more: str) -> None:
    found = found_in(f"<p>{TITLE}</p><ul><li>{OTHERS}</li></ul>{TEXT}{more}", TITLE)
    assert BUREAU == found.agency
    assert notes_on(found, OTHER)


def test_of_a_title_that_nothing_supports_another_one_is_told() -> None:
    found = found_in(f"<ul><li>{OTHERS}</li></ul><p>{TITLE}</p>{TEXT}")
    assert BUREAU == found.agency
    assert notes_on(found, OTHER)


@pytest.mark.parametrize("end", [f"<p>{OTHER}</p><p>2025年1月20日</p>"])
def test_a_signature_of_another_body_is_told(end: str) -> None:
    found = found_in(f"<h1>{TITLE}</h1>{TEXT}{end}", TITLE)
    assert BUREAU == found.agency
    (note,) = notes_on(found, OTHER)
    assert BUREAU in note
    assert "落款" in note


def test_an_office_that_signs_for_its_government_is_no_contradiction() -> None:
    title = f"青山市人民政府{REPORT}"
    office = "<p>青山市人民政府办公室</p><p>2025年3月20日</p>"
    found = found_in(f"<h1>{title}</h1>{TEXT}{office}", title)
    assert ("青山市人民政府", []) == (found.agency, notes_on(found, "办公室"))


def test_of_two_reports_in_one_document_the_first_is_taken_and_the_other_told() -> None:
    long = TEXT.replace("依法公开。", "依法公开，" * 12 + "。")
    end = SIGNED.replace(BUREAU, OTHER)
    found = found_in(f"<h1>{TITLE}</h1>{long}{SIGNED}<h1>{OTHERS}</h1>{long}{end}")
    assert BUREAU == found.agency
    assert notes_on(found, OTHER)


@pytest.mark.parametrize("opening", ["", PERIOD])
@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{BUREAU}<br>{REPORT}</h1>{{}}{TEXT}<ul><li>{LAST_YEAR}</li></ul>",
        f"<div>{TITLE}</div>{{}}{TEXT}<h4>{LAST_YEAR}</h4>",
        f"<h1>{REPORT}</h1>{{}}{TEXT}{SIGNED}<p>相关文档</p><h4>{LAST_YEAR}</h4>",
        f"<h1>{REPORT}</h1>{{}}{TEXT}<p><a href='/1.html'>{LAST_YEAR}</a></p>",
    ],
)
def test_a_link_to_another_year_does_not_say_the_year(body: str, opening: str) -> None:
    found = found_in(body.format(opening), f"{REPORT}_{BUREAU}")
    assert (BUREAU, 2024) == (found.agency, found.year)


def test_a_title_and_a_period_that_disagree_are_told() -> None:
    found = found_in(f"<h1>{LAST_YEAR}</h1>{PERIOD}{TEXT}")
    assert 2023 == found.year
    assert ["标题是2023年，统计期限是2024年，按标题"] == notes_on(found, "统计期限")


def test_period_and_signature_together_weigh_more_than_a_title() -> None:
    found = found_in(f"<h1>{LAST_YEAR}</h1>{PERIOD}{TEXT}{SIGNED}")
    assert 2024 == found.year
    assert ["统计期限是2024年，标题是2023年，按统计期限"] == notes_on(found, "标题是")


def test_the_head_of_pages_is_not_the_title_and_is_told_where_it_differs() -> None:
    texts = [
        (LAST_YEAR, 1), (TITLE[:-2], 1), (TITLE[-2:], 1), ("一、总体情况", 1), ("公开。", 1),
        (LAST_YEAR, 2), ("二、主动公开政府信息情况", 2), (LAST_YEAR, 3), ("无。", 3),
    ]  # fmt: skip
    lines = tuple(Line(text, f"第{page}页") for text, page in texts)
    found = identify(Document("pdf", lines), lines, "a.pdf")
    assert (BUREAU, 2024) == (found.agency, found.year)
    assert ["标题是2024年，页眉是2023年，按标题"] == notes_on(found, "页眉")


@pytest.mark.parametrize(
    "heading",
    [
        f"{BUREAU}关于报送{REPORT}的报告",
        f"{BUREAU}关于发布{REPORT}的公告",
        f"{BUREAU}关于递交《{REPORT}》的函",
        f"关于印发《{TITLE}》的通知",
        f"青山市人民政府办公室关于公布{TITLE}的通知",
        f"2025/1/20 15:26 {TITLE}",
        f"11/27/26, 8:19 AM {TITLE}",
        f"2025年1月20日 {TITLE}",
        f"标　　题\t{TITLE}",
        f"名称：{TITLE}",
        f"{BUREAU}（本级）{REPORT}",
        f"{BUREAU}(本级){REPORT}",
        f"{BUREAU}机关本级{REPORT}",
        f"附件1 {TITLE}",
        f"附件1{TITLE}",
        f"附件：{TITLE}",
        f"1. {TITLE}",
        f"（1）{TITLE}",
        f"1、2024年{BUREAU}政府信息公开工作年度报告",
        f"2024年{BUREAU}2024年度政府信息公开工作年度报告",
        f"{BUREAU}２０２４年政府信息公开工作年度报告",
        f"{BUREAU}二O二四年政府信息公开工作年度报告",
        f"第1页 共3页 {TITLE}",
        f"{BUREAU}<br>2024年度<br>政府信息公开工作<br>年度报告",
    ],
)
def test_the_name_is_the_whole_name_and_nothing_else(heading: str) -> None:
    found = found_in(f"<p>{heading}</p>{TEXT}<p>2025年1月8日</p>")
    assert (BUREAU, 2024) == (found.agency, found.year)


@pytest.mark.parametrize("name", ["十堰市财政局", "三明市财政局", "青山县委机构编制委员会办公室"])
def test_a_name_that_begins_as_numbers_or_verbs_do_is_whole(name: str) -> None:
    assert name == found_in(f"<p>附件{name}{REPORT}</p>{TEXT}").agency


TAX, BRANCH = "国家税务总局青山县税务局", "绿水税务分局"


@pytest.mark.parametrize(
    ("body", "agency"),
    [
        (f"<p>{TAX}</p><p>{BRANCH}</p><p>{REPORT}</p>{TEXT}", TAX + BRANCH),
        (f"<p>{TAX}</p><p>{BRANCH}{REPORT}</p>{TEXT}", TAX + BRANCH),
        (f"<h1>{REPORT}</h1>{TEXT}<p>{TAX}</p><p>{BRANCH}</p><p>2025年1月20日</p>", TAX + BRANCH),
        (f"<p>国家税务总局</p><p>青山县税务局</p><p>{REPORT}</p>{TEXT}", TAX),
        (f"<p>青山市人民政府</p><p>{BUREAU}</p><p>{REPORT}</p>{TEXT}{SIGNED}", BUREAU),
        (f"<p>青山县人民政府</p><p>绿水镇人民政府{REPORT}</p>{TEXT}", "绿水镇人民政府"),
        (
            f"<p>青山高新区</p><p>管理委员会</p><p>{REPORT}</p>{TEXT}<p>青山高新区管理委员会</p>",
            "青山高新区管理委员会",
        ),
    ],
)
def test_a_name_over_several_lines_is_one(body: str, agency: str) -> None:
    assert agency == found_in(body).agency


def test_a_title_without_the_place_is_completed_by_the_signature() -> None:
    found = found_in(f"<h1>水利局{REPORT}</h1>{TEXT}<p>青山市水利局</p><p>2025年1月20日</p>")
    assert BUREAU == found.agency
    assert notes_on(found, "不是全称")


@pytest.mark.parametrize(
    "date", ["2025年1月20日", "二〇二五年一月二十日", "二○二五年十二月三十一日"]
)
def test_dates_in_figures_and_in_numerals_are_read(date: str) -> None:
    found = found_in(f"<h1>{REPORT}</h1>{TEXT}<p>{BUREAU}</p><p>{date}</p>")
    assert (BUREAU, 2025) == (found.agency, found.published and found.published.year)


@pytest.mark.parametrize(
    "text",
    [
        "2025年，将抓好落实；2025年底前完成。2024年未收费。",
        "全年未收费。计划2025年改进，2025年完成。",
    ],
)
def test_the_year_before_the_date_is_reported_on_not_that_of_plans(text: str) -> None:
    found = found_in(f"<h1>政府信息公开工作年度报告</h1>{TEXT}<p>{text}</p>{SIGNED}")
    assert 2024 == found.year
    assert any("成文日期的上一年" in note for note in found.notes)


def test_a_date_and_a_file_name_that_disagree_are_told() -> None:
    found = found_in(f"<h1>政府信息公开工作年度报告</h1>{TEXT}{SIGNED}", name="水利局2023.html")
    assert 2024 == found.year
    assert notes_on(found, "文件名是2023年")


def test_several_links_to_reports_of_bodies_name_none() -> None:
    links = "".join(f"<p>{name}{REPORT}</p>" for name in (OTHER, "青山市司法局"))
    assert "" == found_in(f"<h1>{REPORT}</h1>{TEXT}{links}").agency


def test_an_index_of_thousands_of_reports_is_read_at_once_and_told_in_one_note() -> None:
    index = [Line(f"青山市第{at}中学{REPORT}", f"第{at}段") for at in range(3000)]
    lines = [Line(TITLE, "第1段"), Line("一、总体情况", "第2段"), *index]
    found = identify(Document("html", tuple(lines)), lines, "a.html")
    assert BUREAU == found.agency
    assert 1 == len(notes_on(found, "中学"))
