"""Tables of other things beside those of the form: said to be left, and no part of the report."""

from __future__ import annotations

import pytest

from gongkai import law
from gongkai.ingest.reading import read
from gongkai.ingest.reading_report import confidence
from gongkai.ingest.values import Reading
from gongkai.report import number
from tests.ingest.publishing import as_is
from tests.ingest.styles import STYLES
from tests.reports import balanced

REPORT = balanced(law.edition("2021"), 7)
APPENDIX = """<p>附件：各单位受理申请数量</p><table><tr><td>单位</td><td>网络</td><td>信函</td></tr>
<tr><td>教育局</td><td>16</td><td>13</td></tr><tr><td>民政局</td><td>9</td><td>11</td></tr></table>"""
RESULTS = """<table><tr><td>予以公开</td><td>部分公开</td><td>不予公开</td></tr>
<tr><td>1205</td><td>31</td><td>88</td></tr></table>"""


def grid(*rows: str) -> str:
    cells = ("".join(f"<td>{text}</td>" for text in row.split()) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


PROPOSALS = grid("类别 承办 公开 总计", "人大代表建议 12 12 12", "政协提案 9 8 9", "其他 1 0 1")
KINDS = grid("项目 总计 A类 B类 C类", "人大建议 14 9 4 1", "政协提案 23 20 2 1")
YEARS = grid("年份 新收申请 结转 行政复议 行政诉讼", "2022年 41 2 3 1", "2023年 37 1 2 0")
BY_YEAR = grid("年度 本年新收 予以公开 部分公开", "2021 402 181 52", "2022 523 222 61")
OFFICES = grid(
    "序号 单位 本年新收 上年结转 予以公开 部分公开 不予公开 行政复议 行政诉讼",
    "1 县政府办公室 4 0 2 0 0 0 0",
    "2 县发展改革局 17 1 9 1 1 1 0",
)
SUBJECTS = grid(
    *("信息类别 数量 占比", "机构职能 12 5.1%", "规范性文件 3 1.3%", "行政许可 120 51.3%"),
    *("行政处罚 60 25.6%", "其他 39 16.7%", "总计 234 100%"),
)


def beside(table: str, *, before: bool = False) -> Reading:
    data, _ = STYLES["plain_html"](REPORT, as_is)
    at = ("<table", f"{table}<table") if before else ("</body>", f"{table}</body>")
    return read(data.decode().replace(*at, 1).encode(), "a.html")


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("table", [PROPOSALS, KINDS, YEARS, BY_YEAR, OFFICES, SUBJECTS])
def test_words_of_the_form_in_another_table_put_no_cell_in_doubt(table: str, before: bool) -> None:
    reading = beside(table, before=before)

    assert ("complete", set()) == (reading.outcome, {n.cell for n in reading.notes} - {""})
    assert {str(a): number(c) for a, c in REPORT.cells.items()} == {
        a: number(c) for a, c in reading.values.items()
    }
    assert reading.unrelated == len(reading.leftover) > 5


@pytest.mark.parametrize("table", [PROPOSALS, YEARS])
def test_where_section_four_is_missing_another_table_is_not_it(table: str) -> None:
    data, _ = STYLES["plain_html"](REPORT, as_is)
    *most, _ = data.decode().split("<table")
    reading = read(f"{'<table'.join(most)}{table}</body></html>".encode(), "a.html")

    disputes = {a: number(c) for a, c in reading.values.items() if a.startswith("disputes")}
    assert "partial" == reading.outcome
    assert {None} == set(disputes.values())


def test_a_second_section_four_with_other_figures_is_no_table_of_other_things() -> None:
    data, _ = STYLES["plain_html"](REPORT, as_is)
    again = data.decode().rsplit("<table", 1)[1].split("</table>")[0]
    figure = str(number(REPORT.cells[law.Address("disputes", "review", "total")]))
    other = f"<table{again}</table>".replace(f">{figure}<", ">77777<")
    reading = beside(other)

    assert number(reading.values["disputes/review/total"]) is None
    assert "partial" == reading.outcome


@pytest.mark.parametrize(
    ("table", "figures"), [(APPENDIX, ["16", "13", "9", "11"]), (RESULTS, ["1205", "31", "88"])]
)
def test_a_report_with_a_table_of_other_things_is_complete(table: str, figures: list[str]) -> None:
    reading = beside(table)

    assert "complete" == reading.outcome
    assert figures == [left.original for left in reading.leftover]
    assert {str(a): number(c) for a, c in REPORT.cells.items()} == {
        a: number(c) for a, c in reading.values.items()
    }
    level, reasons = confidence(reading)
    assert ("中", [f"另有别的表，其中{len(figures)}个数不属于法定表格"]) == (level, reasons)


def test_a_figure_left_in_a_table_of_the_form_is_part_of_the_report() -> None:
    data, _ = STYLES["plain_html"](REPORT, as_is)
    row = "<tr><td>合计情况</td><td>3</td><td>4</td><td>5</td></tr>"
    reading = read(data.decode().replace("</table>", f"{row}</table>", 1).encode(), "a.html")

    assert ["3", "4", "5"] == [left.original for left in reading.leftover]
    assert "partial" == reading.outcome
