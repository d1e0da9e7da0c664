"""A page that says anything else than the record is found out, whatever was changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.law import Address
from gongkai.notebook.parameters import Parameters
from gongkai.notebook.proof import prove, prove_pages
from gongkai.report import Amount, Blank, Count, Report, Unreadable, store
from tests.notebook.exported import pages
from tests.reports import DATA, balanced, with_cell

ALL_SHIPPED = [(path.parent.name, int(path.stem)) for path in sorted(DATA.glob("*/????.toml"))]
RECORD = store.load(DATA, "suqian-gov", 2024)
SILENT = replace(RECORD, narrative={})
RECEIVED, CARRIED = "requests/received/business", "requests/carried_in/business"
FEES = "disclosure/fees/amount"


def proven(page: str, record: Report = RECORD) -> list[str]:
    return prove(page.encode(), record)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages(agency="suqian-gov", year=2024, data_dir=str(DATA))


@pytest.fixture(params=["report.html", "review.html"])
def page(request: pytest.FixtureRequest, made: dict[str, str]) -> str:
    return made[request.param]


def cell_of(page: str, address: str) -> str:
    """The HTML of one cell."""
    (found,) = re.findall(rf'<td id="{address}".*?</td>', page)
    return str(found)


def exchanged(page: str, one: str, other: str) -> str:
    """The page with two pieces of it in each other's place."""
    assert page.count(one) == page.count(other) == 1
    return page.replace(one, "\0").replace(other, one).replace("\0", other)


def edited(address: str, old: str, new: str) -> Callable[[str], str]:
    """Change a piece of the HTML of one cell."""

    def edit(page: str) -> str:
        cell = cell_of(page, address)
        assert old in cell
        return page.replace(cell, cell.replace(old, new))

    return edit


def holding(page: str, address: str, content: str) -> str:
    """The page with another figure in a cell, in its data as in its text."""
    cell = cell_of(page, address)
    return page.replace(cell, cell.split(" data-value")[0] + content)


def content_of(page: str, address: str) -> str:
    return " data-value" + cell_of(page, address).split(" data-value")[1]


def figures_exchanged(page: str, one: str, other: str) -> str:
    first, second = content_of(page, one), content_of(page, other)
    return holding(holding(page, one, second), other, first)


def figure_of(address: str) -> str:
    cell = RECORD.cells[Address.parse(address)]
    assert isinstance(cell, Count)
    return str(cell.value)


@pytest.mark.parametrize(("agency", "year"), ALL_SHIPPED)
def test_every_shipped_page_is_proven(agency: str, year: int) -> None:
    record = store.load(DATA, agency, year)
    made = pages(agency=agency, year=year, data_dir=str(DATA))
    assert {name: [] for name in made} == {n: proven(page, record) for n, page in made.items()}


@pytest.mark.parametrize("seed", range(3))
def test_pages_of_random_figures_are_proven(seed: int, tmp_path: Path) -> None:
    random = balanced(RECORD.form if seed else store.load(DATA, *ALL_SHIPPED[0]).form, seed)
    store.save(tmp_path, random)
    made = pages(agency=random.agency.id, year=random.year, data_dir=str(tmp_path))
    assert [[]] * len(made) == [proven(page, random) for page in made.values()]


ODD = [
    Blank(),
    Blank("/"),
    Unreadable("1 2"),
    Unreadable("", "缺页"),
    Unreadable("<b>1</b> & \"2\" '3'"),
    Unreadable(" 1\r\n2\t-\u2212 \u00a0"),
    Unreadable("\x01\x85\x7f\ufffd1"),
    Count(-12),
    Count(11398889),
    Count(55, "55（含自然失效29件）"),
]


@pytest.mark.parametrize("cell", ODD, ids=ascii)
def test_odd_cells_are_proven_too(cell: Blank | Unreadable | Count, tmp_path: Path) -> None:
    odd = replace(SILENT, cells={**RECORD.cells, Address.parse(RECEIVED): cell})
    store.save(tmp_path, odd)
    made = pages(agency="suqian-gov", year=2024, data_dir=str(tmp_path))
    assert [] == proven(made["review.html"], odd)
    assert [] != proven(made["review.html"], RECORD)


def test_amounts_are_proven_to_the_last_zero(tmp_path: Path) -> None:
    address = Address.parse(FEES)
    cells = {**RECORD.cells, address: Amount(Decimal("-1234567.800"))}
    store.save(tmp_path, replace(SILENT, cells=cells))
    page = pages(agency="suqian-gov", year=2024, data_dir=str(tmp_path))["review.html"]
    assert [] == proven(page, replace(RECORD, cells=cells))
    shorter = replace(RECORD, cells={**cells, address: Amount(Decimal("-1234567.8"))})
    assert "页面为“-1234567.800”，记录为“-1234567.8”" in proven(page, shorter)[0]


TAMPERED: dict[str, tuple[Callable[[str], str], str]] = {
    "a changed figure": (
        edited(RECEIVED, figure_of(RECEIVED), "7"),
        f"（{RECEIVED}）：页面为“7”，记录为“{figure_of(RECEIVED)}”",
    ),
    "figures of two cells swapped": (
        lambda page: figures_exchanged(page, RECEIVED, CARRIED),
        f"页面为“{figure_of(CARRIED)}”，记录为“{figure_of(RECEIVED)}”",
    ),
    "two cells swapped whole": (
        lambda page: exchanged(page, cell_of(page, RECEIVED), cell_of(page, CARRIED)),
        f"单元格的次序与格式不符，从 {RECEIVED} 开始",
    ),
    "a missing cell": (
        lambda page: page.replace(cell_of(page, RECEIVED), ""),
        f"页面上缺少单元格 {RECEIVED}",
    ),
    "a doubled cell": (
        lambda page: page.replace(cell_of(page, RECEIVED), cell_of(page, RECEIVED) * 2),
        f"单元格 {RECEIVED} 出现2次",
    ),
    "a cell the form does not have": (
        edited(RECEIVED, f'data-address="{RECEIVED}"', 'data-address="a/b/c"'),
        "页面上多出单元格 a/b/c",
    ),
    "a figure without an address": (
        lambda page: page.replace(cell_of(page, RECEIVED), cell_of(page, RECEIVED) + "<td>3</td>"),
        "表格中有1个未注明地址的单元格",
    ),
    "a table left out": (
        lambda page: re.sub(
            r'(?s)<table class="grid[^>]*data-table="disputes".*?</table>', "", page
        ),
        "页面上缺少单元格 disputes/review/upheld",
    ),
    "another text than the figure": (
        edited(RECEIVED, f">{figure_of(RECEIVED)}", ">7"),
        f"显示的文字“7”与所附数据“{figure_of(RECEIVED)}”不同",
    ),
    "another figure than the text": (
        edited(RECEIVED, f'value="{figure_of(RECEIVED)}"', 'value="7"'),
        f"显示的文字“{figure_of(RECEIVED)}”与所附数据“7”不同",
    ),
    "a figure that only screen readers get": (
        edited(RECEIVED, f">{figure_of(RECEIVED)}<", '><span class="vh">1</span><'),
        "显示的文字“”与所附数据",
    ),
    "labels of two rows swapped": (
        lambda page: exchanged(
            page, "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
        ),
        "所在行列的名称与格式不符",
    ),
    "another year": (
        lambda page: page.replace('data-year="2024"', 'data-year="2023"'),
        "页面标明的年度为“2023”，应为“2024”",
    ),
    "another agency": (
        lambda page: page.replace('data-agency="suqian-gov"', 'data-agency="hongze-gov"'),
        "页面标明的机关代号为“hongze-gov”，应为“suqian-gov”",
    ),
    "another edition": (
        lambda page: page.replace('data-edition="2021"', 'data-edition="2019"'),
        "页面标明的格式版本为“2019”，应为“2021”",
    ),
    "another scope": (
        lambda page: re.sub('data-scope="[a-z]+"', 'data-scope="else"', page),
        "页面标明的口径为“else”",
    ),
    "no identity": (
        lambda page: re.sub(r"<main[^>]*>", "<main>", page),
        "页面标明的机关代号为“”",
    ),
    "another title of the report": (
        lambda page: re.sub(r"(?s)<h1>.*?</h1>", "<h1>某市2024年报告</h1>", page),
        "报告标题为“某市2024年报告”",
    ),
    "another title of the page": (
        lambda page: re.sub(r"<title>.*?</title>", "<title>报告</title>", page),
        "页面标题为“报告”",
    ),
    "half a page": (lambda page: page[: len(page) // 2], "页面上缺少单元格"),
    "an empty page": (lambda _page: " \n", "页面标题为空"),
}


@pytest.mark.parametrize("change", TAMPERED)
def test_tampering_is_told(page: str, change: str) -> None:
    tamper, said = TAMPERED[change]
    tampered = tamper(page)
    assert tampered != page
    assert said in "\n".join(proven(tampered))


def test_a_blank_shown_as_zero_is_told(page: str) -> None:
    record = with_cell(RECORD, Address.parse(RECEIVED), "")
    (told,) = proven(holding(page, RECEIVED, ' data-value="0">0</td>'), record)
    assert told.endswith("·商业企业（requests/received/business）：页面为“0”，记录为空白")


def test_a_zero_shown_as_blank_is_told(page: str) -> None:
    record = with_cell(RECORD, Address.parse(RECEIVED), 0)
    (told,) = proven(holding(page, RECEIVED, ' data-value=""></td>'), record)
    assert told.endswith("：页面为空白，记录为“0”")


@pytest.mark.parametrize("other", [("suqian-gov", 2023), ("hongze-gov", 2023)])
def test_the_page_of_another_report_is_told(page: str, other: tuple[str, int]) -> None:
    assert "应为" in proven(page, store.load(DATA, *other))[0]


def test_a_page_that_is_all_wrong_is_told_in_few_lines(page: str) -> None:
    told = proven(re.sub(r'data-value="\d+"', 'data-value="1"', page))
    assert len(told) == 6
    assert re.fullmatch(r"另有\d+处不一致", told[-1])


def test_all_pages_of_a_folder_are_proven(made: dict[str, str], tmp_path: Path) -> None:
    for name, text in made.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    parameters = Parameters(agency="suqian-gov", year=2024, data_dir=str(DATA))
    assert [] == prove_pages(tmp_path, parameters)
    (tmp_path / "review.html").write_text("", encoding="utf-8")
    assert {"review.html"} == {line.split("：")[0] for line in prove_pages(tmp_path, parameters)}
