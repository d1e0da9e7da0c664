"""The index page in a browser: ten thousand reports found, sorted, counted, by anyone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from gongkai.batch.index_page import index_page
from gongkai.batch.ledger import Entry
from tests.batch.fictional import entry, failed, province

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MANY = 10_000
LINES = province(MANY)
RESERVED = [line for line in LINES if line.reservations]
PUBLISHED = [line for line in LINES if line.verdict == "published" and not line.reservations]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of ten thousand, in a folder whose name needs quoting in an address."""
    folder = tmp_path_factory.mktemp("报告 与 #1")
    return written(folder, LINES)


@pytest.fixture
def opened(browser: Browser, path: Path) -> Iterator[Page]:
    yield from opening(browser, path)


def opening(browser: Browser, path: Path, **options: Any) -> Iterator[Page]:
    """The page in a tab that must not complain of anything, the policy included."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900}, **options)
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(path.as_uri())
    yield tab
    tab.close()
    assert [] == complaints


def written(folder: Path, lines: list[Entry]) -> Path:
    path = folder / "index.html"
    path.write_text(index_page(lines), encoding="utf-8")
    return path


def found(tab: Page) -> int:
    """How many reports the live region says there are."""
    said = re.match(r"共 ([\d,]+) 份", tab.inner_text("#count"))
    return int(said[1].replace(",", "")) if said else 0


def column(tab: Page, name: str) -> list[str]:
    return tab.locator(f"#reports tbody .{name}").all_inner_texts()


def tile(tab: Page, name: str) -> str:
    return tab.locator("#verdicts button", has_text=name).locator("strong").inner_text()


def test_everything_is_there_in_pages(opened: Page) -> None:
    assert found(opened) == MANY
    assert opened.locator("#reports tbody tr").count() == 50
    assert opened.inner_text("#pages") == "/ 200 页"
    assert "1,667 个机关，2019—2024年，共 10,000 份" in opened.inner_text("#about")


def test_an_agency_is_found_by_a_part_of_its_name_or_id(opened: Page) -> None:
    name = LINES[600].name
    opened.fill("#q", name[2:])
    assert found(opened) == sum(name[2:] in line.name for line in LINES)
    opened.fill("#q", "FICTION-00042")
    assert found(opened) == 6
    assert {"fiction-00042"} == {text.split()[-1] for text in column(opened, "name")}


def test_several_words_are_all_looked_for(opened: Page) -> None:
    opened.fill("#q", "镇　水利局")
    assert found(opened) == sum("镇" in x.name and "水利局" in x.name for x in LINES) > 0


FILTERS: dict[str, tuple[str, str, Callable[[Entry], bool]]] = {
    "year": ("#year", "2021", lambda line: line.year == 2021),
    "level": ("#level", "township", lambda line: line.level == "township"),
    "rule": ("#cause", "R2", lambda line: "R2" in line.rules),
    "cause": ("#cause", "SIGKILL", lambda line: line.cause == "SIGKILL"),
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_shows_what_fits(opened: Page, name: str) -> None:
    field, value, fits = FILTERS[name]
    opened.select_option(field, value)
    assert found(opened) == sum(map(fits, LINES)) > 0


@pytest.mark.parametrize("verdict", ["withheld", "error", "timeout", "killed"])
def test_a_verdict_is_a_button_that_filters_and_lets_go(opened: Page, verdict: str) -> None:
    button = opened.locator(f"#verdicts [data-verdict={verdict}]")
    button.click()
    assert found(opened) == sum(line.verdict == verdict for line in LINES)
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert found(opened) == MANY


def test_filters_add_up_and_are_cleared_together(opened: Page) -> None:
    opened.select_option("#year", "2020")
    opened.select_option("#level", "county")
    opened.click("#verdicts [data-verdict=withheld]")
    fitting = [x for x in LINES if (x.year, x.level, x.verdict) == (2020, "county", "withheld")]
    assert found(opened) == len(fitting) > 0
    opened.click("#reset")
    assert found(opened) == MANY


def test_counts_follow_every_filter_but_their_own(opened: Page) -> None:
    opened.select_option("#year", "2020")
    opened.click("#verdicts [data-verdict=withheld]")
    of_year = Counter(line.verdict for line in LINES if line.year == 2020)
    assert tile(opened, "暂不公布") == f"{of_year['withheld']:,}"
    assert tile(opened, "出错") == f"{of_year['error']:,}"
    assert tile(opened, "全部") == f"{of_year.total():,}"


def test_the_chart_and_its_table_follow_the_filters(opened: Page) -> None:
    opened.select_option("#level", "county")
    heads = opened.locator("#years thead th").all_inner_texts()
    rows = [
        row.locator("th, td").all_inner_texts() for row in opened.locator("#years tbody tr").all()
    ]
    assert heads == ["年度", "合计", "已生成", "带标记公布", "暂不公布", "出错", "超时", "被终止"]
    county = [line for line in LINES if line.level == "county"]
    assert [[f"{y}年", f"{sum(x.year == y for x in county):,}"] for y in range(2019, 2025)] == [
        row[:2] for row in rows
    ]
    withheld = Counter(line.year for line in county if line.verdict == "withheld")
    assert [f"{withheld[year]:,}" for year in range(2019, 2025)] == [row[4] for row in rows]
    heights = opened.locator("#years rect.published").evaluate_all(
        "bars => bars.map(bar => Number(bar.getAttribute('height')))"
    )
    published = [
        sum(x.year == y and x.verdict == "published" and not x.reservations for x in county)
        for y in range(2019, 2025)
    ]
    assert heights == pytest.approx([heights[0] * p / published[0] for p in published])


def test_the_commonest_causes_filter_by_a_click_and_keep_the_focus(opened: Page) -> None:
    first = opened.locator("#causes button").first
    cause = first.get_attribute("data-cause")
    assert cause == Counter(rule for x in LINES for rule in x.rules).most_common(1)[0][0]
    first.focus()
    opened.keyboard.press("Enter")
    assert found(opened) == sum(cause in line.rules for line in LINES)
    assert opened.evaluate("document.activeElement.dataset.cause") == cause
    assert opened.input_value("#cause") == cause


@pytest.mark.parametrize(
    ("name", "key"),
    [("year", lambda line: line.year), ("verdict", None), ("level", None), ("cause", None)],
)
def test_a_column_is_sorted_up_and_down(opened: Page, name: str, key: Any) -> None:
    head = opened.locator(f"#reports thead th.{name}")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    up = column(opened, name)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert opened.locator("#reports [aria-sort]").count() == 1
    assert column(opened, name)[0] != up[0]
    if key:
        assert {str(min(map(key, LINES)))} == set(up)


def test_names_are_sorted_as_chinese_is(opened: Page) -> None:
    names = opened.evaluate(
        """() => { const names = [...document.querySelectorAll('#reports tbody .name')]
        .map(cell => cell.firstChild.data);
        return [names, names.slice().sort(new Intl.Collator('zh-CN').compare)] }"""
    )
    assert names[0] == names[1]


def test_the_keyboard_alone_does_it_all(opened: Page) -> None:
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.id") == "q"
    opened.keyboard.type("fiction-0001")
    assert found(opened) == 60
    opened.focus("#reports thead .year button")
    opened.keyboard.press("Enter")
    assert set(column(opened, "year")) == {"2019", "2020", "2021", "2022", "2023"}
    assert opened.evaluate("document.activeElement.dataset.sort") == "year"
    opened.focus("#pager [data-to=next]")
    opened.keyboard.press("Space")
    assert opened.input_value("#page") == "2"
    assert opened.evaluate("document.activeElement.dataset.to") == "next"
    assert opened.locator("#reports tbody tr").count() == 10
    opened.keyboard.press("Space")
    assert opened.input_value("#page") == "2"
    assert opened.get_attribute("#pager [data-to=next]", "aria-disabled") == "true"


def test_any_page_and_any_size_of_page_can_be_asked_for(opened: Page) -> None:
    opened.select_option("#size", "200")
    assert opened.locator("#reports tbody tr").count() == 200
    opened.fill("#page", "50")
    opened.keyboard.press("Enter")
    assert "显示第 9,801–10,000 份" in opened.inner_text("#count")
    opened.fill("#page", "999")
    opened.keyboard.press("Enter")
    assert opened.input_value("#page") == "50"


def test_what_is_asked_for_is_still_asked_for_when_one_comes_back(opened: Page, path: Path) -> None:
    place = path.parent / LINES[0].agency / str(LINES[0].year)
    place.mkdir(parents=True, exist_ok=True)
    for name in LINES[0].files:
        (place / name).write_text("<title>there</title>", encoding="utf-8")
    opened.fill("#q", LINES[0].agency)
    opened.select_option("#year", str(LINES[0].year))
    opened.locator("#reports tbody .links a").first.click()
    assert opened.title() == "there"
    opened.go_back()
    assert found(opened) == 1
    assert opened.input_value("#q") == LINES[0].agency


def test_an_address_with_nonsense_in_it_is_answered_with_everything(
    browser: Browser, path: Path
) -> None:
    tab = browser.new_page()
    tab.goto(path.as_uri() + "#year=1&level=x&sort=__proto__&verdict=%3Cb%3E&page=-3&size=7&z=1")
    assert found(tab) == MANY
    assert "显示第 1–50 份" in tab.inner_text("#count")
    tab.close()


def test_nothing_found_is_said_and_offered_a_way_back(opened: Page) -> None:
    opened.fill("#q", "没有这个机关")
    assert opened.inner_text("#count") == "没有符合条件的报告"
    assert "清除筛选" in opened.inner_text("#reports tbody")
    opened.click("#reset")
    assert found(opened) == MANY


def test_what_changed_is_told_to_a_screen_reader(opened: Page) -> None:
    assert opened.get_attribute("#count", "role") == "status"
    table = opened.locator("#reports").aria_snapshot()
    assert '- columnheader "机关"' in table
    first = opened.locator("#reports tbody tr").first
    assert first.locator("[role=rowheader]").count() == 1
    name, year = first.locator(".name"), first.locator(".year")
    label = first.locator(".links a").first.get_attribute("aria-label") or ""
    assert label.endswith(f"：{name.inner_text().split()[0]}{year.inner_text()}年")


@pytest.mark.parametrize(
    ("scheme", "width", "address"),
    [
        ("light", 1280, ""),
        ("dark", 1280, "#verdict=withheld&cause=R4&sort=cause"),
        ("light", 375, "#verdict=withheld&cause=R4&sort=cause"),
        ("dark", 375, ""),
    ],
)
def test_axe_finds_nothing_to_complain_about(
    browser: Browser, path: Path, scheme: Any, width: int, address: str
) -> None:
    tab = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    tab.goto(path.as_uri() + address)
    violations = Axe().run(tab).response["violations"]
    tab.close()
    assert [] == [(v["id"], [node["html"][:90] for node in v["nodes"][:3]]) for v in violations]


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_is_wider_than_the_screen(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 800})
    assert width >= opened.evaluate("document.documentElement.scrollWidth")


def test_without_scripts_the_plain_table_is_shown(browser: Browser, path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(path.as_uri())
    assert tab.locator(".plain tbody tr").count() == 300
    assert tab.locator(".plain").is_visible()
    assert not tab.locator("#app").is_visible()
    context.close()


def test_hostile_names_are_shown_as_they_are(browser: Browser, tmp_path: Path) -> None:
    name = "</script><script>document.title='caught'</script><b>粗</b> & \"引\""
    path = written(tmp_path, [failed(name=name, message=name, cause=name), entry("other")])
    for tab in opening(browser, path):
        assert tab.title() == "年度报告总览"
        assert name in tab.inner_text("#reports")
        assert tab.locator("#reports b").count() == 0
        tab.select_option("#cause", name)
        assert found(tab) == 1


def test_an_empty_batch_says_so(browser: Browser, tmp_path: Path) -> None:
    for tab in opening(browser, written(tmp_path, [])):
        assert tab.inner_text("#about") == "还没有报告"
        assert found(tab) == 0


WORK = """() => {
  const field = document.getElementById('q');
  const ask = (text) => {
    field.value = text;
    field.dispatchEvent(new Event('input', {bubbles: true}));
    return document.body.offsetHeight;
  };
  const times = [];
  for (let round = 0; round < 5; round++) for (const text of ['镇', '镇水', '']) {
    const began = performance.now(); ask(text); times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}"""


def test_ten_times_the_reports_cost_less_than_ten_times_the_work(
    browser: Browser, opened: Page, tmp_path: Path
) -> None:
    for few in opening(browser, written(tmp_path, province(MANY // 10))):
        elements = "document.querySelectorAll('main *').length"
        assert abs(few.evaluate(elements) - opened.evaluate(elements)) < 100
        few.evaluate(WORK)
        opened.evaluate(WORK)
        assert opened.evaluate(WORK) < 10 * few.evaluate(WORK)


def test_all_that_fits_is_printed_not_one_page_of_it(opened: Page) -> None:
    opened.fill("#q", "fiction-0001")
    opened.emulate_media(media="print")
    opened.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert opened.locator("#reports tbody tr").count() == 60
    assert not opened.locator("#pager").is_visible()
    opened.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert opened.locator("#reports tbody tr").count() == 50
