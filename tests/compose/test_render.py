"""Blocks, panels and pages as HTML: exact, escaped, complete in themselves."""

from __future__ import annotations

import base64
import datetime
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from gongkai.checks import Checked, check
from gongkai.compose import panels, render
from gongkai.compose.blocks import Heading, Paragraph, Picture, Title
from gongkai.compose.tables import grid
from gongkai.compose.tables.figures import value_of
from gongkai.notebook.sanitise import sanitise
from gongkai.report import Blank, Report, Unreadable, store
from tests.browser.pages import DATA, Shown, page, shown_cells

SHIPPED = [("county-petition-bureau", 2020), ("suqian-gov", 2024), ("hongze-gov", 2023)]
HOSTILE = "<script>alert(1)</script>{{ 7*7 }} \"onload='x' & **粗** [链接](http://x)"


@pytest.fixture(params=SHIPPED, ids=lambda which: f"{which[0]}-{which[1]}")
def report(request: pytest.FixtureRequest) -> Report:
    return store.load(DATA, *request.param)


@pytest.fixture
def hongze() -> Report:
    return store.load(DATA, "hongze-gov", 2023)


@pytest.fixture
def empty() -> Report:
    form = store.load(DATA, "suqian-gov", 2024)
    return replace(form, cells=dict.fromkeys(form.cells, Blank()))


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def tables(report: Report, checked: Checked | None = None) -> BeautifulSoup:
    marks = checked.marked if checked else {}
    return soup(render.html([grid(report, table.id, marks) for table in report.form.tables]))


def seen(cell: Tag) -> str:
    """What the eye sees of a cell: its text without words for screen readers."""
    for hidden in cell.select(".vh"):
        hidden.extract()
    return cell.get_text()


def test_every_figure_reads_back_from_the_page(report: Report) -> None:
    found = {str(td["data-address"]): str(td["data-value"]) for td in tables(report).select("td")}
    assert {str(address): value_of(cell) for address, cell in report.cells.items()} == found


def test_the_gaps_between_thousands_are_no_text(report: Report) -> None:
    for td in tables(report).select("td"):
        assert td["data-value"] == seen(td).replace("−", "-")


def test_thousands_are_set_apart() -> None:
    suqian = store.load(DATA, "suqian-gov", 2024)
    (td,) = tables(suqian).select('[data-address="disclosure/fees/amount"]')
    assert "72701.2578" == td["data-value"]
    assert ["701"] == [group.get_text() for group in td.select(".k")]


def test_unreadable_characters_are_shown_as_they_are_and_said_to_be_so(hongze: Report) -> None:
    address = next(iter(hongze.cells))
    torn = replace(hongze, cells={**hongze.cells, address: Unreadable("1 2<b>")})
    (td,) = tables(torn).select("[data-unreadable]")
    assert ("1 2<b>", "") == (td["data-unreadable"], td["data-value"])
    assert "（辨认不清）" in td.get_text()
    assert "1 2<b>" == seen(td)


def test_headers_point_to_heads_of_the_same_table(report: Report) -> None:
    page_ = tables(report)
    ids = [str(tag["id"]) for tag in page_.select("[id]")]
    assert len(ids) == len(set(ids))
    for table in page_.select("table"):
        heads = {str(th["id"]) for th in table.select("th")}
        for td in table.select("td"):
            assert set(td.get_attribute_list("headers")) <= heads


def test_a_suspect_figure_is_marked_for_the_eye_and_for_the_ear(hongze: Report) -> None:
    marked = tables(hongze, check(hongze)).select("td.error")
    assert len(marked) == 10
    assert all("（有误）" in td.get_text() for td in marked)


def test_text_of_an_agency_is_only_ever_text() -> None:
    blocks: list[render.Showable] = [
        Title(f"2020年{HOSTILE}", HOSTILE),
        Heading(HOSTILE, 3),
        Paragraph(HOSTILE),
        Picture(b"<svg/>", HOSTILE, HOSTILE),
    ]
    html = render.html(blocks)
    assert "<script" not in html
    found = soup(html)
    assert HOSTILE == found.select_one("h3").get_text()  # type: ignore[union-attr]
    assert HOSTILE == found.img["alt"]  # type: ignore[index]
    assert {"class", "lang", "src", "alt"} == {name for tag in found() for name in tag.attrs}


def test_a_title_may_break_after_the_name_of_the_body_only() -> None:
    text = "某县信访局2020年政府信息公开工作年度报告"
    h1 = soup(render.html([Title(text)])).select_one("h1")
    assert h1 is not None
    assert text == h1.get_text()
    assert ["某县信访局", "2020年政府信息公开工作年度报告"] == [
        part.get_text() for part in h1.find_all("span", recursive=False)
    ]


@pytest.mark.parametrize("text", ["", "无年份的标题", "工作年度报告", "2020年", "12345年年年"])
def test_any_title_is_kept_whole(text: str) -> None:
    h1 = soup(render.html([Title(text)])).select_one("h1")
    assert h1 is not None
    assert text == h1.get_text()


def test_a_picture_carries_its_own_bytes() -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg'>图</svg>".encode()
    image = soup(render.html([Picture(svg, "说明", "图1")])).img
    assert image is not None
    assert svg == base64.b64decode(str(image["src"]).removeprefix("data:image/svg+xml;base64,"))


def test_no_blocks_are_no_html() -> None:
    assert ("", "") == (render.html([]), render.text([]))


def test_sanitising_takes_nothing_away(report: Report) -> None:
    for cell in shown_cells(report):
        raw, clean = soup(cell.raw), soup(sanitise(cell.raw))
        assert [(tag.name, tag.attrs) for tag in raw()] == [
            (tag.name, tag.attrs) for tag in clean()
        ]
        assert raw.get_text() == clean.get_text()


def test_the_stylesheet_is_small_and_reaches_out_to_nothing() -> None:
    css = render.stylesheet()
    assert len(css.encode()) <= 12 * 1024
    assert not re.search(r"url\(|@import|@font-face|</", css)


def test_the_stylesheet_touches_nothing_but_ours() -> None:
    css = re.sub(r"/\*.*?\*/|@page[^\n]*|@media[^{]*\{", "", render.stylesheet(), flags=re.DOTALL)
    for selectors in re.findall(r"([^{}]+)\{", css):
        for selector in selectors.split(","):
            assert selector.strip().startswith((".gongkai", ".page", ".review")), selector


def test_the_banner_says_at_once_what_is_wrong_and_where(hongze: Report) -> None:
    banner = panels.verdict(hongze, check(hongze))
    assert ("withheld", "暂不公布") == (banner.state, banner.headline)
    assert banner.reason.startswith("2项必须成立的关系不成立")
    assert [("表四·行政复议", "R4　相差11"), ("表四·行政诉讼·复议后起诉", "R4　相差5")] == [
        (spot.label, spot.matter) for spot in banner.spots
    ]
    assert "暂不公布" in banner.text


def test_without_strict_the_banner_says_published_with_marks(hongze: Report) -> None:
    assert "带标记公布" == panels.verdict(hongze, check(hongze), strict=False).headline


def test_a_report_without_fault_is_clear() -> None:
    county = store.load(DATA, "county-petition-bureau", 2020)
    banner = panels.verdict(county, check(county))
    assert ("clear", ()) == (banner.state, banner.spots)
    found = panels.findings(county, check(county))
    assert () == found.tiers
    assert "全部成立" in found.all_clear
    assert found.all_clear in found.text


def test_the_banner_names_rules_where_the_findings_are_too_many(empty: Report) -> None:
    banner = panels.verdict(empty, check(empty))
    assert len(banner.spots) <= 5
    assert "R1 申请人合计" == banner.spots[0].label
    assert "25项无法判断" == banner.spots[0].matter


def test_findings_come_worst_first_with_both_sides_and_their_ground(hongze: Report) -> None:
    found = panels.findings(hongze, check(hongze))
    assert ["error", "explain"] == [tier.tone for tier in found.tiers]
    (group,) = found.tiers[0].groups
    assert ("R4", "必须成立", "格式算术") == (group.rule, group.severity, group.authority)
    assert group.citation.endswith("格式第四部分")
    first = group.shown[0]
    assert ("11", "0", "11") == (first.left, first.right, first.difference)
    assert [("结果维持", "10"), ("结果纠正", "1")] == [
        (cell.label, cell.figure) for cell in first.place.cells[:2]
    ]


def test_many_findings_are_folded_rule_by_rule_and_none_is_lost(empty: Report) -> None:
    checked = check(empty)
    found = panels.findings(empty, checked)
    groups = [group for tier in found.tiers for group in tier.groups]
    assert all(len(group.shown) <= 6 for group in groups)
    assert len(checked.findings) == sum(len(g.shown) + len(g.folded) for g in groups)


def test_rules_that_were_not_run_are_said(hongze: Report) -> None:
    html = soup(render.html([panels.findings(hongze, check(hongze))]))
    assert "没有2022年度报告的数据" in html.select_one(".not-run").get_text()  # type: ignore[union-attr]


def test_the_tally_counts_every_relation(report: Report) -> None:
    checked = check(report)
    tally = panels.findings(report, checked).tally
    assert checked.count("satisfied") == sum(row.satisfied for row in tally)
    assert list(checked.tally) == [row.rule for row in tally]


def test_provenance_says_source_and_deadline(hongze: Report) -> None:
    panel = panels.provenance(hongze, datetime.date(2024, 3, 30), [2022], {"gongkai": "0.1.0"})
    said = dict(panel.entries)
    assert hongze.source.sha256 == said["文件 SHA-256"]
    assert said["法定公布期限"].startswith("2024年3月31日（《中华人民共和国政府信息公开条例》")
    assert said["法定公布期限"].endswith("，距制作日期1天")
    assert ("2022年", "gongkai 0.1.0") == (said["比较年度"], said["制作程序"])


def test_provenance_says_when_the_deadline_is_past(hongze: Report) -> None:
    said = dict(panels.provenance(hongze, datetime.date(2024, 4, 2)).entries)
    assert said["法定公布期限"].endswith("，制作日期已超过2天")


@pytest.mark.parametrize("kind", ["report", "review"])
def test_a_page_stands_alone(kind: str, report: Report) -> None:
    html = page(kind, report)
    assert html.startswith('<!doctype html>\n<html lang="zh-CN">')
    assert "default-src 'none'" in html
    found = soup(html)
    assert [] == found.select("script, link, iframe, object, [onload], [onclick]")
    assert 1 == len(found.select("h1")) == len(found.select("main"))
    assert report.title == found.h1.get_text()  # type: ignore[union-attr]
    ids = [str(tag["id"]) for tag in found.select("[id]")]
    assert len(ids) == len(set(ids))
    sources = [str(tag.get("src") or tag.get("href")) for tag in found.select("[src], [href]")]
    assert all(source.startswith(("data:", "#")) for source in sources)


def test_links_of_the_review_page_lead_somewhere(report: Report) -> None:
    found = soup(page("review", report))
    ids = {str(tag["id"]) for tag in found.select("[id]")}
    assert {str(a["href"])[1:] for a in found.select("a[href]")} <= ids


def test_the_report_page_holds_the_report_alone(hongze: Report) -> None:
    found = soup(page("report", hongze))
    assert [] == found.select(".panel, pre, details")
    headings = [h2.get_text() for h2 in found.select("h2")]
    assert [section.heading for section in hongze.form.sections] == headings


def test_the_review_page_begins_with_verdict_and_findings_and_folds_the_code(
    hongze: Report,
) -> None:
    found = soup(page("review", hongze))
    assert ["verdict", "findings", "provenance"] == [
        panel.get_attribute_list("class")[1] for panel in found.select("section.panel")
    ]
    assert found.main is not None
    first = found.main.find(True)
    assert first is not None
    assert first.select_one(".verdict") is not None
    assert all(pre.find_parent("details") for pre in found.select("pre"))


def test_code_without_output_is_kept_at_the_end_of_the_review_page(hongze: Report) -> None:
    cells = [Shown(frozenset({"imports"}), "from x import <y>", ""), *shown_cells(hongze)]
    found = soup(page("review", hongze, cells))
    pre = found.select("details.silent pre")
    assert ["from x import <y>"] == [block.get_text() for block in pre]


def test_plain_text_of_a_whole_report_is_readable(report: Report) -> None:
    text = "\n".join(cell.text for cell in shown_cells(report))
    assert report.title in text
    assert "Grid(" not in text
    assert not re.search(r"<\w|&\w+;", text)
