"""Figures that could slip past a reader: dashes, surplus cells, glued figures, lost heads."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from gongkai import law
from gongkai.ingest.reading import read
from gongkai.ingest.words.figures import cell_of, print_of, whole
from gongkai.ingest.words.labels import longest, look_up
from gongkai.ingest.words.pieces import by_blanks
from gongkai.report import Amount, Count, Unreadable, number
from tests.ingest.publishing import as_is
from tests.ingest.styles import STYLES
from tests.ingest.test_shown import of_figures, report
from tests.reports import balanced

SECTION_TWO = """<h1>青石市统计局2023年政府信息公开工作年度报告</h1><table>
<tr><td colspan=4>第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>
<tr><td>行政规范性文件</td>{}</tr></table>"""
COLUMNS = [
    column.id for block in law.edition("2021").table("requests").blocks for column in block.columns
]
ROW = "disclosure/normative_documents"


def test_a_surplus_dash_is_told_of_the_cells_beside_it() -> None:
    cells = "<td>-</td><td>5</td><td>5</td><td>55</td>"
    reading = read(SECTION_TWO.format(cells).encode(), "a.html")
    noted = {note.cell for note in reading.notes if "没有读入" in note.text}
    assert {f"{ROW}/made", f"{ROW}/repealed", f"{ROW}/in_force"} == noted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("—3", -3),
        ("–3", -3),
        ("↓3", -3),
        ("↑3", 3),
        ("减 3", -3),
        ("3（减）", -3),
        ("共3件", 3),
        ("无（0）", 0),
    ],
)
def test_a_sign_in_another_form_is_read_with_a_note(text: str, value: int) -> None:
    cell = cell_of(text, "count")
    assert isinstance(cell, Count)
    assert (value, True) == (number(cell), bool(cell.note))


def test_a_dash_apart_from_a_figure_is_no_sign() -> None:
    assert isinstance(cell_of("— 3", "count"), Unreadable)


@pytest.mark.parametrize("text", ["12500元", "12500（元）", "12500(单位：元)"])
def test_a_remark_that_is_a_unit_is_the_unit(text: str) -> None:
    assert Amount(Decimal("1.25"), text) == cell_of(text, "amount_wan_yuan")
    assert isinstance(cell_of(text, "count"), Unreadable)


def test_zeros_at_the_end_of_an_amount_say_nothing() -> None:
    assert cell_of("160.59640000", "amount_wan_yuan") == Amount(Decimal("160.5964"), "160.59640000")


def test_blanks_and_dashes_count_nothing_in_a_sum() -> None:
    assert [0, 0, 12, None, None] == [whole(text) for text in ("", "—", "12", "12人", "1 2")]


def test_a_dash_is_no_part_of_a_label() -> None:
    assert 1 == longest(["3.其他", "-", "-"])


@pytest.mark.parametrize("label", ["行政事业性收费", "四、结转下年度继续办理"])
def test_a_figure_written_to_a_label_is_apart_from_it(label: str) -> None:
    assert [label, "316"] == [piece.text for piece in by_blanks(f"{label}316", together=True)]
    assert not look_up(f"{label}316")


@pytest.mark.parametrize(
    "total", ["（七）总计（件）", "（七）本年度总计", "（七）处理总数", "共计"]
)
def test_a_total_by_another_name_is_the_total(total: str) -> None:
    assert ["disposed_total"] == [label.ids[0] for label in look_up(total) if label.what == "row"]


@pytest.mark.parametrize(
    ("label", "row"),
    [
        *(("涉及国家秘密", "state_secret"), ("国家秘密", "state_secret")),
        ("第三方合法权益保护", "third_party_rights"),
        *(("三类内部事务信息", "internal_affairs"), ("四类过程性信息", "deliberative")),
        *(("行政执法案卷信息", "enforcement_file"), ("行政查询事项", "administrative_query")),
    ],
)
def test_a_reason_in_other_words_is_that_reason(label: str, row: str) -> None:
    assert [(f"refused.{row}",)] == [found.ids for found in look_up(label)]


@pytest.mark.parametrize("case", ["", "行政诉讼"])
def test_figures_of_section_four_go_to_no_other_group_where_a_head_is_lost(case: str) -> None:
    outcomes = "".join(
        f"<td>{name}</td>" for name in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    )
    figures = "".join(f"<td>{text}</td>" for text in ("2", "", "", "1", "3", *[""] * 10))
    page = f"""<h1>青石市统计局2023年政府信息公开工作年度报告</h1><table>
    <tr><td colspan=5 rowspan=2>{case}</td><td colspan=10>行政诉讼</td></tr>
    <tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>
    <tr>{outcomes * 3}</tr><tr>{figures}</tr></table>"""
    reading = read(page.encode(), "a.html")
    cells = [cell for address, cell in reading.cells.items() if address.table == "disputes"]
    assert all(isinstance(cell, Unreadable) for cell in cells)


@pytest.mark.parametrize("style", ["plain_html", "tabs", "cell_lines"])
def test_the_third_other_row_may_bear_the_name_of_its_group(style: str) -> None:
    report = balanced(law.edition("2021"), 5)
    data, name = STYLES[style](report, as_is)
    reading = read(data.replace("3.其他".encode(), "3.其他处理".encode()), name)
    assert {str(a): number(c) for a, c in report.cells.items()} == {
        a: number(c) for a, c in reading.values.items()
    }
    assert {f"requests/other.other/{c}" for c in COLUMNS} == {
        note.cell for note in reading.notes if note.kind == "label"
    }


@pytest.mark.parametrize("extra", ["含历年清理12件", "上年9"])
def test_a_column_of_section_two_with_a_head_of_its_own_is_none_of_the_form(extra: str) -> None:
    page = SECTION_TWO.replace("colspan=4", "colspan=5")
    page = page.replace("<td>现行有效件数</td>", "<td>现行有效件数</td><td>备注</td>")
    page = page.replace("<td>规章</td><td>0</td><td>0</td><td>0</td>", "")
    reading = read(
        page.format(f"<td>3</td><td>1</td><td>12</td><td>{extra}</td>").encode(), "a.html"
    )
    columns = ("made", "repealed", "in_force")
    assert [3, 1, 12] == [number(reading.values[f"{ROW}/{column}"]) for column in columns]
    assert {f"{ROW}/{column}" for column in columns} <= {
        note.cell for note in reading.notes if "不属于格式的列" in note.text
    }


def test_prose_under_the_names_of_rows_is_no_table() -> None:
    report = balanced(law.edition("2021"), 5)
    said = [
        "规章",
        "没有制发规章。",
        "行政许可",
        "全年办理行政许可12件。",
        "行政处罚",
        "作出行政处罚3件。",
    ]
    paragraphs = "".join(f"<p>{text}</p>" for text in said)
    data, name = STYLES["plain_html"](report, as_is)
    text = "<p>2021年，本机关认真落实条例，公开工作平稳推进。</p>"
    page = data.decode().replace(text, paragraphs, 1)
    assert paragraphs in page
    reading = read(page.encode(), name)
    assert {str(a): number(c) for a, c in report.cells.items()} == {
        a: number(c) for a, c in reading.values.items()
    }
    assert said == list(reading.narrative["overview"])


@pytest.mark.parametrize("text", ["94,2\n20", "94 220", "94,220"])
def test_a_figure_broken_in_its_cell_is_one_with_its_thousands(text: str) -> None:
    assert "94220" == print_of(text).digits


def test_a_figure_that_slipped_into_the_label_leaves_no_blank_behind() -> None:
    content, name = of_figures(str)(report(), as_is)
    label = "3.危及“三安全一稳定”"
    slipped = re.sub(f"{label}(</td><td>)(\\d+)", rf"{label}\2\1", content.decode())
    assert slipped != content.decode()
    cell = read(slipped.encode(), name).values["requests/refused.security_and_stability/total"]
    assert isinstance(cell, Unreadable)


def test_sums_that_stand_a_column_too_far_left_are_no_figures_of_that_column() -> None:
    content, name = of_figures(str)(report(), as_is)
    short = re.sub(
        r"((?:<td>\d+</td>){2})<td>\d+</td>((?:<td>\d+</td>){4})</tr>",
        r"\1\2<td></td></tr>",
        content.decode(),
    )
    assert short != content.decode()
    reading = read(short.encode(), name)
    cells = [cell for address, cell in reading.cells.items() if address.table == "requests"]
    assert cells
    assert all(isinstance(cell, Unreadable) for cell in cells)
    assert any("可能少了一列" in note.text for note in reading.notes)


def test_a_rule_that_parts_off_an_empty_row_leaves_no_figures_in_it() -> None:
    content, name = of_figures(str)(report(), as_is)
    row = re.compile(r"<tr>((?:<td[^>]*>[^<]*</td>)*?)<td>([^<]*属于国家秘密)</td>(.*?)</tr>")
    whole = row.search(content.decode())
    assert whole
    cells = "".join(f"<td rowspan=2>{figure}</td>" for figure in re.findall(r">(\d+)<", whole[3]))
    parted = f"<tr>{whole[1]}<td rowspan=2>{whole[2]}</td>{cells}</tr><tr><td></td></tr>"
    zeros = re.sub(r"<td rowspan=2>\d+<", "<td rowspan=2>0<", parted)
    reading = read(content.decode().replace(whole[0], zeros).encode(), name)
    assert not reading.leftover
    assert 0 == number(reading.values["requests/refused.state_secret/total"])
