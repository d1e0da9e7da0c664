"""PDF documents come out as a person sees them."""

from __future__ import annotations

import json
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.errors import InputError
from gongkai.ingest.containers.pdf.reader import read_pdf
from gongkai.ingest.containers.pdf.splits import doubted, mended
from gongkai.ingest.document import Box, Document, Flattened, Ruled
from gongkai.ingest.words.shown import OVERLEAF, TORN
from tests.ingest.container_samples import (
    PARAGRAPH,
    TITLE,
    by_office,
    docx_file,
    html_page,
    lines,
    numbered_report,
    published,
    read_back,
)
from tests.ingest.pdf_samples import box, page_of, text

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CELLS = "".join(
    box(100 + 80 * i, 600 - 20 * j, 80, 20) + text(f"{10 * j + i}", 110 + 80 * i, 605 - 20 * j)
    for i in range(3)
    for j in range(3)
)
GRID = [["0", "1", "2"], ["10", "11", "12"], ["20", "21", "22"]]


def read(*content: str) -> Document:
    return read_pdf(page_of("".join(content).encode()), "样例.pdf")


def figures(rows: list[list[str]]) -> list[list[str]]:
    """The figures of each row that has some, in order."""
    found = []
    for row in rows:
        numbers = [cell for cell in row if cell.replace(".", "").isdigit()]
        if numbers:
            found.append(numbers)
    return found


def labels(rows: list[list[str]]) -> str:
    """All labels, one after another: a page end may cut one in two."""
    cells = [unicodedata.normalize("NFKC", cell) for row in rows for cell in row]
    return "".join(sorted("".join(cell for cell in cells if not cell.isdigit())))


def test_every_cell_of_a_real_report_is_read(shared: Path) -> None:
    document = read_pdf((shared / "reports/hongze-gov-2023.pdf").read_bytes(), "洪泽.pdf")
    known = json.loads(
        (shared / "reports/hongze-gov-2023.cells.json").read_text(), parse_float=Decimal
    )
    wanted: dict[str, list[str]] = {}
    for address, figure in known["cells"].items():
        table, row, _ = address.split("/")
        wanted.setdefault(table if table == "disputes" else f"{table}/{row}", []).append(
            str(figure)
        )
    assert figures(read_back(document)) == list(wanted.values())


def test_the_paragraphs_of_a_real_report_go_on_over_lines_and_pages(shared: Path) -> None:
    document = read_pdf((shared / "reports/hongze-gov-2023.pdf").read_bytes(), "洪泽.pdf")
    found = lines(document)
    assert found[:2] == ["洪泽区人民政府", "2023年政府信息公开工作年度报告"]
    assert any("严格执行“分级审核、先审后发”程序" in line for line in found)
    assert "五、存在的主要问题及改进情况" in found
    assert not any(line.strip("- ").isdigit() for line in found)
    assert len(found) == 18


@pytest.mark.browser
@pytest.mark.parametrize("year", [2020, 2021])
def test_tables_printed_by_chromium_come_back(year: int, browser: Browser) -> None:
    report = numbered_report(year)
    page = browser.new_page()
    page.set_content(html_page(report))
    printed = page.pdf(
        format="A4", margin={"top": "2cm", "bottom": "2cm", "left": "2cm", "right": "2cm"}
    )
    document = read_pdf(printed, "a.pdf")
    page.close()
    _comes_back(document, published(report))


@pytest.mark.parametrize("year", [2020, 2021])
def test_tables_printed_by_libreoffice_come_back(year: int) -> None:
    report = numbered_report(year)
    document = read_pdf(by_office(docx_file(report), "docx", "pdf"), "a.pdf")
    _comes_back(document, published(report))


def _comes_back(document: Document, rows: list[list[str]]) -> None:
    found = read_back(document)
    assert figures(found) == figures(rows)
    assert labels(found) == labels(rows)
    texts = [unicodedata.normalize("NFKC", line) for line in lines(document)]
    assert unicodedata.normalize("NFKC", PARAGRAPH) in texts
    assert TITLE in "".join(texts)


def test_ruled_cells_are_a_table() -> None:
    document = read(CELLS)
    assert read_back(document) == GRID
    assert document.notes == ()


def test_a_missing_rule_merges_two_cells() -> None:
    cells = box(100, 600, 160, 20) + text("7", 110, 605) + box(260, 600, 80, 20)
    (table,) = read(cells, text("8", 270, 605), CELLS.replace(" 600 80 20", " 0 0 0")).parts[:1]
    assert isinstance(table, Ruled)
    assert [b.colspan for b in table.boxes if b.row == 0] == [2, 1]


def test_a_table_open_at_the_page_end_is_closed() -> None:
    rules = "".join(f"{x} 560 m {x} 620 l S\n" for x in (100, 180, 260, 340))
    rules += "".join(f"100 {y} m 340 {y} l S\n" for y in (580, 600, 620))
    texts = "".join(line for line in CELLS.splitlines(True) if line.startswith("BT"))
    assert read_back(read(rules, texts)) == GRID


def test_white_shading_behind_text_is_no_table() -> None:
    shading = "".join(f"1 1 1 rg 90 {y} 400 20 re f 0 g\n" for y in (600, 580, 560))
    document = read(shading, text("one", 100, 605), text("two", 100, 585))
    assert read_back(document) == []


@pytest.mark.parametrize(
    ("hidden", "reason"),
    [
        (text("99", 112, 607, "3 Tr"), "重复文字层"),
        (text("99", 112, 607, "1 g"), "白色"),
        (text("99", 112, 607, size=1), "小得看不见"),
        (text("0", 110, 605), "重叠"),
        (text("99", 900, 605), "页面之外"),
        ("BT /F1 12 Tf 0.7 0.7 -0.7 0.7 130 590 Tm (99) Tj ET\n", "斜排"),
    ],
)
def test_what_nobody_sees_is_left_out_with_a_note(hidden: str, reason: str) -> None:
    document = read(CELLS, hidden, "BT 0 Tr ET 0 g\n")
    assert read_back(document) == GRID
    assert any(reason in note for note in document.notes)


def test_text_from_a_scan_is_read_with_a_warning() -> None:
    document = read(text("12", 100, 700, "3 Tr"))
    assert lines(document) == ["12"]
    assert any("识别" in note for note in document.notes)


def test_turned_labels_are_read_along_their_line() -> None:
    up = "BT /F1 12 Tf 0 1 -1 0 115 585 Tm (ab) Tj ET\n"
    down = "BT /F1 12 Tf 0 -1 1 0 145 615 Tm (cd) Tj ET\n"
    cells = box(100, 580, 20, 40) + box(120, 580, 60, 40) + box(180, 580, 60, 40)
    document = read(cells, up, down, text("7", 200, 600))
    assert read_back(document) == [["ab", "cd", "7"]]


def test_a_digit_apart_from_its_neighbour_stays_apart() -> None:
    parted = text("1", 110, 605) + text("2", 122, 605)
    document = read(CELLS.replace(text("0", 110, 605), parted))
    (table,) = document.parts
    assert isinstance(table, Ruled)
    assert table.boxes[0].text == "1 2"


def test_columns_without_rules_are_a_table_where_every_line_is_full() -> None:
    rows = [text(f"r{j}", 60, 600 - 20 * j) for j in range(3)]
    full = [text(f"{10 * j + i}", 150 + 80 * i, 600 - 20 * j) for i in range(3) for j in range(3)]
    (table,) = read(*rows, *full).parts
    assert isinstance(table, Ruled)
    assert read_back(read(*rows, *full)) == [[f"r{j}", *GRID[j]] for j in range(3)]


def test_columns_without_rules_keep_only_their_order_where_blanks_vanish() -> None:
    rows = [text(f"r{j}", 60, 600 - 20 * j) for j in range(3)]
    full = [
        text(f"{10 * j + i}", 150 + 80 * i, 600 - 20 * j)
        for i in range(3)
        for j in range(3)
        if (i, j) != (1, 1)
    ]
    (table,) = read(*rows, *full).parts
    assert isinstance(table, Flattened)
    assert not table.blanks_kept


def row_of(row: int, *cells: str) -> list[Box]:
    return [Box(cell, row, column) for column, cell in enumerate(cells)]


def test_a_row_cut_by_the_page_end_is_put_together() -> None:
    above = Ruled((*row_of(0, "1.甲", "5", "6"), *row_of(1, "2.没有现成信", "7", "8")), "第1页表1")
    below = Ruled((*row_of(0, "息需要", "", ""), *row_of(1, "3.乙", "1", "2")), "第2页表1")
    found = mended(above, below)
    assert found is not None
    assert [box.text for box in found[0].rows[-1]] == ["2.没有现成信息需要", "7", "8"]
    assert found[1] is not None
    assert [[box.text for box in row] for row in found[1].rows] == [["3.乙", "1", "2"]]


def test_figures_below_the_page_end_are_those_of_the_label_above() -> None:
    above = Ruled((*row_of(0, "1.甲", "5", "6"), *row_of(1, "（七）总计", "", "8")), "第1页表1")
    below = Ruled((*row_of(0, "", "7", ""), *row_of(1, "3.乙", "1", "2")), "第2页表1")
    found = mended(above, below)
    assert found is not None
    assert [box.text for box in found[0].rows[-1]] == ["（七）总计", "7", "8"]


def test_a_label_below_the_page_end_is_that_of_the_figures_above() -> None:
    above = Ruled((*row_of(0, "1.甲", "5", "6"), *row_of(1, "", "7", "")), "第1页表1")
    below = Ruled((*row_of(0, "（七）总计", "", "8"), *row_of(1, "3.乙", "1", "2")), "第2页表1")
    found = mended(above, below)
    assert found is not None
    assert [box.text for box in found[0].rows[-1]] == ["（七）总计", "7", "8"]


def test_a_figure_that_goes_on_overleaf_is_in_two_pieces() -> None:
    above = Ruled(tuple(row_of(0, "行政强制", "1976", "0")), "第1页表1")
    below = Ruled((*row_of(0, "", "8", ""), *row_of(1, "3.乙", "1", "2")), "第2页表1")
    found = mended(above, below)
    assert found is not None
    assert [box.text for box in found[0].rows[-1]] == ["行政强制", "1976\n8", "0"]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("4.", "无正当理由大量反复申请"),
        ("一、本年新收政府信息公开", "申请数量"),
        ("3.要求提供公开", "出版物"),
        ("2.其他", "法律行政法规禁止公开"),
    ],
)
def test_halves_of_a_label_make_a_row_also_where_its_figures_are_cut(
    upper: str, lower: str
) -> None:
    above = Ruled(tuple(row_of(0, upper, "7", "1", "0")), "第1页表1")
    below = Ruled(tuple(row_of(0, "", lower, "0", "4\n0", "")), "第2页表1")
    found = mended(above, below)
    assert found is not None
    label, *cells = (box.text for box in found[0].rows[-1])
    assert [upper + lower, "7\n0", "1\n4\n0", "0"] == [label.replace(" ", ""), *cells]


def test_a_row_is_cut_in_two_also_where_the_heads_stand_overleaf_again() -> None:
    heads = row_of(0, "办理结果", "自然人", "总计")
    above = Ruled((*heads, *row_of(1, "3.要求提供公", "3", "6")), "第1页表1")
    below = Ruled(
        (*heads, *row_of(1, "开出版物", "", ""), *row_of(2, "4.无正当理由大量反复申请", "1", "2")),
        "第2页表1",
    )
    found = mended(above, below)
    assert found is not None
    assert ["3.要求提供公开出版物", "3", "6"] == [box.text for box in found[0].rows[-1]]
    assert found[1] is not None
    assert [["办理结果", "自然人", "总计"], ["4.无正当理由大量反复申请", "1", "2"]] == [
        [box.text for box in row] for row in found[1].rows
    ]


def test_a_row_of_nothing_but_figures_is_cut_as_well() -> None:
    above = Ruled(tuple(row_of(0, "6", "31", "")), "第1页表1")
    found = mended(above, Ruled(tuple(row_of(0, "4", "", "")), "第2页表1"))
    assert found is not None
    assert [box.text for box in found[0].rows[-1]] == ["6\n4", "31", ""]
    assert mended(above, Ruled(tuple(row_of(0, "", "", "7")), "第2页表1")) is None


def test_no_half_of_a_row_is_read_where_its_label_is_none_of_the_form() -> None:
    above = Ruled(tuple(row_of(0, "2.别的", "7", "1", "")), "第1页表1")
    below = Ruled(
        (*row_of(0, "行政法规不准公开", "0", "", ""), *row_of(1, "3.乙", "1")), "第2页表1"
    )
    assert mended(above, below) is None
    one, other = doubted(above, below)
    assert ["2.别的", TORN, TORN, TORN] == [box.text for box in one.rows[-1]]
    assert ["行政法规不准公开", TORN, TORN, TORN] == [box.text for box in other.rows[0]]
    assert ["3.乙", "1"] == [box.text for box in other.rows[1]]


@pytest.mark.parametrize("lower", ["3.乙", "行政处罚"])
def test_a_row_with_a_label_of_its_own_on_the_next_page_is_whole(lower: str) -> None:
    above = Ruled(tuple(row_of(0, "2.甲", "7", "1")), "第1页表1")
    below = Ruled(tuple(row_of(0, lower, "5", "6")), "第2页表1")
    assert doubted(above, below) == (above, below)


def test_a_row_without_figures_cut_by_the_page_end_is_blank() -> None:
    above = Ruled(tuple(row_of(0, "6.属于四类过", "", "")), "第1页表1")
    found = mended(above, Ruled(tuple(row_of(0, "程性信息", "", "")), "第2页表1"))
    assert found is not None
    assert [box.text for box in found[0].rows[-1]] == ["6.属于四类过程性信息", "", ""]
    assert mended(above, Ruled(tuple(row_of(0, "合计", "", "")), "第2页表1")) is None


def test_a_label_without_a_number_is_put_together_where_it_is_one_of_the_form() -> None:
    above = Ruled(tuple(row_of(0, "行政", "5")), "第1页表1")
    found = mended(above, Ruled(tuple(row_of(0, "处罚", "")), "第2页表1"))
    assert found is not None
    assert [box.text for box in found[0].rows[-1]] == ["行政处罚", "5"]
    assert mended(above, Ruled(tuple(row_of(0, "其他", "")), "第2页表1")) is None


def test_a_cell_whose_figure_may_be_overleaf_is_no_blank() -> None:
    above = Ruled(tuple(row_of(0, "（七）总计", "7", "")), "第1页表1")
    below = Ruled(tuple(row_of(0, "1", "2", "3", "4")), "第2页表1")
    assert mended(above, below) is None
    assert [box.text for box in doubted(above, below)[0].boxes] == ["（七）总计", "7", OVERLEAF]
    heads = Ruled(tuple(row_of(0, "信息内容", "本年处理决定数量", "")), "第1页表1")
    assert doubted(heads, below) == (heads, below)


@pytest.mark.parametrize("first", [("3.乙", "", ""), ("息需要", "1", ""), ("", "1", "2")])
def test_a_row_that_may_be_whole_is_left_alone(first: tuple[str, ...]) -> None:
    above = Ruled(tuple(row_of(0, "2.没有现成信", "7", "8")), "第1页表1")
    assert mended(above, Ruled(tuple(row_of(0, *first)), "第2页表1")) is None


def test_page_numbers_are_left_out() -> None:
    document = read(text("Report", 100, 700), text("- 3 -", 290, 30))
    assert lines(document) == ["Report"]


def test_a_scan_without_text_is_refused() -> None:
    with pytest.raises(InputError, match="没有文字"):
        read("0 0 100 100 re f")


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(InputError, match="损坏"):
        read_pdf(b"%PDF-1.4\nnothing", "坏.pdf")
