"""Tables of other things beside those of the form: said to be left, and no part of the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai import law
from gongkai.ingest.matching.matched import Note
from gongkai.ingest.reading import read
from gongkai.ingest.reading_report import confidence, report_lines
from gongkai.ingest.values import Reading
from gongkai.report import number
from tests.ingest.publishing import Printer, as_is
from tests.ingest.styles import STYLES
from tests.reports import balanced

OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
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

CATEGORIES = grid(
    *("信息类别 公开数量（条）", "机构职能 5", "规范性文件 3", "行政许可 56", "行政处罚 7"),
    *("行政强制 0", "行政事业性收费 1", "合计 72"),
)
FEES = grid(
    *("收费项目 收费标准 本年收费金额（单位：万元）", "不动产登记费 80 46.32"),
    "行政事业性收费合计 - 46.32",
)
CASES = grid("项目 行政复议 行政诉讼", "结果维持 4 1", "结果纠正 1 1", "尚未审结 2 2")
CHANGES = grid("项目 2022年 2023年 增减", "本年新收 31 44 41.9%", "予以公开 12 21 75%")
ACTS = grid("事项 行政许可 行政处罚 行政强制 行政检查", "件数 56 7 0 120")


def beside(table: str, *, before: bool = False) -> Reading:
    data, _ = STYLES["plain_html"](REPORT, as_is)
    at = ("<table", f"{table}<table") if before else ("</body>", f"{table}</body>")
    return read(data.decode().replace(*at, 1).encode(), "a.html")


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    "table", [PROPOSALS, KINDS, YEARS, BY_YEAR, OFFICES, SUBJECTS, CATEGORIES, CHANGES, ACTS]
)
def test_words_of_the_form_in_another_table_put_no_cell_in_doubt(table: str, before: bool) -> None:
    reading = beside(table, before=before)

    assert ("complete", set()) == (reading.outcome, {n.cell for n in reading.notes} - {""})
    assert {str(a): number(c) for a, c in REPORT.cells.items()} == {
        a: number(c) for a, c in reading.values.items()
    }
    assert reading.unrelated == len(reading.leftover) > 3


@pytest.mark.parametrize("table", [PROPOSALS, YEARS, CASES])
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


def test_the_reading_report_tells_other_tables_by_row_and_cells_by_their_names() -> None:
    reading = beside(PROPOSALS)
    lines = report_lines(replace(reading, notes=(Note("disputes/review/total", "sum", "不符"),)))

    assert "表内剩余0个数，别的表9个数" in lines[2]
    assert "  · disputes/review/total（表四·行政复议·总计）：不符" in lines
    assert "  剩余：9、8、9（第4张表第3行）" in lines


def test_a_figure_left_in_a_table_of_the_form_is_part_of_the_report() -> None:
    data, _ = STYLES["plain_html"](REPORT, as_is)
    row = "<tr><td>合计情况</td><td>3</td><td>4</td><td>5</td></tr>"
    reading = read(data.decode().replace("</table>", f"{row}</table>", 1).encode(), "a.html")

    assert ["3", "4", "5"] == [left.original for left in reading.leftover]
    assert "partial" == reading.outcome


def without(table: str, printer: Printer = as_is) -> str:
    """The report without one of its tables; a picture stands there."""
    data, _ = STYLES["plain_html"](REPORT, printer)
    at = list(law.edition("2021").tables).index(law.edition("2021").table(table)) + 1
    pieces = data.decode().split("<table")
    pieces[at] = ">".join(("<img src='a.png'", *pieces[at].split("</table>", 1)[1:]))
    return "".join(
        piece if not number or number == at else f"<table{piece}"
        for number, piece in enumerate(pieces)
    )


@pytest.mark.parametrize("table", [CATEGORIES, SUBJECTS, FEES])
def test_where_section_two_is_a_picture_a_list_of_categories_is_not_it(table: str) -> None:
    reading = read(without("disclosure").replace("<table", f"{table}<table", 1).encode(), "a.html")

    found = {a: number(c) for a, c in reading.values.items()}
    assert {None} == {figure for a, figure in found.items() if a.startswith("disclosure")}
    assert None not in {figure for a, figure in found.items() if not a.startswith("disclosure")}


def test_a_blank_section_four_is_blank_beside_a_table_of_other_things() -> None:
    def printer(address: law.Address, text: str) -> str:
        return "" if address.table == "disputes" else text

    data, _ = STYLES["plain_html"](REPORT, printer)
    reading = read(data.decode().replace("</body>", f"{PROPOSALS}</body>").encode(), "a.html")

    assert "complete" == reading.outcome
    assert 15 == sum(status == "blank" for status in reading.status.values())


def test_a_sign_for_nothing_over_a_whole_section_is_said_of_each_cell() -> None:
    cells = "".join(f"<td>{text}</td>" for text in (*OUTCOMES, *OUTCOMES, *OUTCOMES))
    four = f"""<table><tr><td colspan=5 rowspan=2>行政复议</td><td colspan=10>行政诉讼</td></tr>
    <tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>
    <tr>{cells}</tr><tr><td colspan=15>无</td></tr></table>"""
    page = without("disputes").replace("</body>", f"{four}</body>")
    reading = read(page.encode(), "a.html")

    disputes = [note for note in reading.notes if note.cell.startswith("disputes")]
    assert "complete" == reading.outcome
    assert 15 == sum(note.text == "以“无”表示没有数据" for note in disputes)


def pasted(*rows: str) -> str:
    """A page copied as text, a cell a line, with a table where section two should be."""
    data, _ = STYLES["cell_lines"](REPORT, as_is)
    before, rest = data.decode().split("第二十条第（一）项", 1)
    after = rest[rest.index("三、收到和处理") :]
    return f"{before}{chr(10).join(chr(10).join(row.split()) for row in rows)}\n{after}"


def test_a_list_of_categories_in_text_is_not_section_two() -> None:
    text = pasted(
        "信息类别 数量 占比", "机构职能 5 2.1%", "行政许可 120 51.3%", "行政处罚 60 25.6%"
    )
    reading = read(text.encode(), "a.txt")

    found = {a: number(c) for a, c in reading.values.items()}
    assert {None} == {figure for a, figure in found.items() if a.startswith("disclosure")}
    assert None not in {figure for a, figure in found.items() if a.startswith("requests")}


def test_a_figure_twice_under_other_heads_is_none_of_section_two() -> None:
    table = grid("信息内容 上年度 本年度", "行政处罚 17 17", "行政强制 2 2")
    reading = read(without("disclosure").replace("<table", f"{table}<table", 1).encode(), "a.html")

    assert number(reading.values["disclosure/penalties/decisions"]) is None


def test_a_total_at_the_end_of_heads_has_no_figures_of_a_row_below() -> None:
    heads = "办理方式\t予以公开\t部分公开\t不予公开\t无法提供\t不予处理\t其他处理\t总计"
    row = "当面申请\t3\t1\t0\t2\t0\t1\t7"
    other = "网络申请\t1\t1\t0\t0\t0\t0\t2"
    title = "三、收到和处理政府信息公开申请情况"
    reading = read(f"{REPORT.title}\n{title}\n{heads}\n{row}\n{other}".encode(), "a.txt")

    cells = {number(c) for a, c in reading.values.items() if "disposed_total" in a}
    assert {None} == cells
