"""The statutory tables: every merge, every association, every figure."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree as ET

import pytest
from wcwidth import wcswidth

from gongkai import law
from gongkai.compose.blocks import Grid, GridCell
from gongkai.compose.tables import grid
from gongkai.law import Address, Edition
from gongkai.report import Agency, Amount, Blank, Cell, Count, Report, Unreadable

Span: TypeAlias = tuple[str, int, int]

FORMS = [("2019", ""), ("2021", ""), ("2021", "single_other_row")]
AGENCY = Agency("some-bureau", "某局", "county", "department")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def blank_report(form: Edition, **cells: Cell) -> Report:
    report = Report(AGENCY, 2022, "own", form, {address: Blank() for address in form.cells})
    given = {Address.parse(name): cell for name, cell in cells.items()}
    return replace(report, cells={**report.cells, **given})


def laid_out(table: str, edition: str, variant: str = "") -> Grid:
    return grid(blank_report(law.edition(edition, variant)), table, {})


def spans(row: tuple[GridCell, ...]) -> list[Span]:
    return [(cell.text, cell.colspan, cell.rowspan) for cell in row]


def heads(row: tuple[GridCell, ...]) -> list[Span]:
    return [span for span, cell in zip(spans(row), row, strict=True) if cell.is_head]


def cell_at(found: Grid, address: str) -> GridCell:
    return next(cell for row in found.rows for cell in row if cell.address == address)


@pytest.mark.parametrize(("edition", "variant"), FORMS)
@pytest.mark.parametrize("table", ["disclosure", "requests", "disputes"])
def test_the_cells_tile_the_grid_without_gap_or_overlap(
    table: str, edition: str, variant: str
) -> None:
    found = laid_out(table, edition, variant)
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(found.rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            area = {(y + j, x + i) for j in range(cell.rowspan) for i in range(cell.colspan)}
            assert not area & taken
            taken |= area
    expected = {(y, x) for y in range(len(found.rows)) for x in range(len(found.columns))}
    assert expected == taken


@pytest.mark.parametrize(("edition", "variant"), FORMS)
def test_every_cell_of_the_form_is_printed_once(edition: str, variant: str) -> None:
    form = law.edition(edition, variant)
    printed = [
        cell.address
        for table in form.tables
        for row in laid_out(table.id, edition, variant).rows
        for cell in row
        if cell.address
    ]
    assert [str(address) for address in form.cells] == printed


@pytest.mark.parametrize(("edition", "variant"), FORMS)
def test_every_figure_names_the_heads_it_stands_under_and_beside(
    edition: str, variant: str
) -> None:
    form = law.edition(edition, variant)
    ids: list[str] = []
    for table in form.tables:
        found = laid_out(table.id, edition, variant)
        by_id = {cell.id: cell.text for row in found.rows for cell in row if cell.is_head}
        ids += by_id
        for address in form.cells:
            if address.table != table.id:
                continue
            spec = form.cells[address]
            said = {by_id[name] for name in cell_at(found, str(address)).headers}
            assert {spec.row.label, spec.column.label} <= said
            assert not spec.block.title or spec.block.title in said
    assert len(ids) == len(set(ids))


def test_the_heads_of_a_figure_are_all_its_groups_and_no_others() -> None:
    found = laid_out("requests", "2021")
    by_id = {cell.id: cell.text for row in found.rows for cell in row if cell.is_head}
    cell = cell_at(found, "requests/refused.state_secret/business")
    expected = [
        "三、本年度办理结果",
        "（三）不予公开",
        "1.属于国家秘密",
        "申请人情况",
        "法人或其他组织",
        "商业企业",
    ]
    assert expected == [by_id[name] for name in cell.headers]


def test_the_edition_of_2021_has_the_merges_of_the_blank_form(shared: Path) -> None:
    document = zipfile.ZipFile(shared / "reports" / "blank-form-2021.docx").read(
        "word/document.xml"
    )
    tables = ET.fromstring(document).iter(f"{WORD}tbl")  # noqa: S314 - our own sample
    for name, table in zip(("disclosure", "requests", "disputes"), tables, strict=True):
        ours = [
            [(cell.text if cell.is_head else "", cell.colspan, cell.rowspan) for cell in row]
            for row in laid_out(name, "2021").rows
        ]
        assert word_rows(table) == ours


def word_rows(table: ET.Element) -> list[list[Span]]:
    """The cells of a Word table as HTML has them: a vertical merge is one tall cell."""
    rows: list[list[Span]] = []
    open_at: dict[int, tuple[int, int]] = {}  # grid column: row and position of a tall cell
    for y, line in enumerate(table.findall(f"{WORD}tr")):
        rows.append([])
        x = 0
        for cell in line.findall(f"{WORD}tc"):
            span, merge = cell.find(f".//{WORD}gridSpan"), cell.find(f".//{WORD}vMerge")
            width = 1 if span is None else int(span.get(f"{WORD}val", "1"))
            text = "".join(part.text or "" for part in cell.iter(f"{WORD}t")).strip()
            if merge is not None and merge.get(f"{WORD}val") != "restart":
                row, position = open_at[x]
                said, colspan, rowspan = rows[row][position]
                rows[row][position] = (said, colspan, rowspan + 1)
            else:
                open_at[x] = (y, len(rows[y]))
                rows[y].append((text, width, 1))
            x += width
    return rows


def test_the_requests_of_edition_2019_have_one_row_of_other_results() -> None:
    found = laid_out("requests", "2019")
    expected_head: list[list[Span]] = [
        [
            ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            ("申请人情况", 7, 1),
        ],
        [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
        [
            ("商业企业", 1, 1),
            ("科研机构", 1, 1),
            ("社会公益组织", 1, 1),
            ("法律服务机构", 1, 1),
            ("其他", 1, 1),
        ],
    ]
    assert expected_head == [spans(row) for row in found.head]
    (body,) = found.bodies
    merged = [heads(row) for row in body]
    assert len(merged) == 23
    assert [("一、本年新收政府信息公开申请数量", 3, 1)] == merged[0]
    assert [("三、本年度办理结果", 1, 20), ("（一）予以公开", 2, 1)] == merged[2]
    assert [("（三）不予公开", 1, 8), ("1.属于国家秘密", 1, 1)] == merged[4]
    assert [("（四）无法提供", 1, 3), ("1.本机关不掌握相关政府信息", 1, 1)] == merged[12]
    assert [("（五）不予处理", 1, 5), ("1.信访举报投诉类申请", 1, 1)] == merged[15]
    assert [("（六）其他处理", 2, 1)] == merged[20]
    assert [("（七）总计", 2, 1)] == merged[21]
    assert [("四、结转下年度继续办理", 3, 1)] == merged[22]


def test_a_report_with_one_row_of_other_results_looks_like_edition_2019() -> None:
    deviating = laid_out("requests", "2021", "single_other_row")
    expected = [spans(row) for row in laid_out("requests", "2019").rows]
    assert expected == [spans(row) for row in deviating.rows]


def test_the_last_column_of_a_short_block_takes_the_columns_left_over() -> None:
    rows = [spans(row) for row in laid_out("disclosure", "2019").rows]
    assert [("第二十条第（一）项", 4, 1)] in rows
    assert [("信息内容", 1, 1), ("上一年项目数量", 1, 1), ("本年增/减", 2, 1)] in rows
    assert [
        ("信息内容", 1, 1),
        ("采购项目数量", 1, 1),
        ("采购总金额（单位：万元）", 2, 1),
    ] in rows
    assert [("行政事业性收费", 1, 1), ("", 1, 1), ("", 2, 1)] in rows


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_review_and_litigation_stand_side_by_side(edition: str) -> None:
    found = laid_out("disputes", edition)
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    first: list[Span] = [("行政复议", 5, 1), ("行政诉讼", 10, 1)]
    second: list[Span] = [(name, 1, 2) for name in outcomes]
    second += [("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)]
    third: list[Span] = [(name, 1, 1) for name in [*outcomes, *outcomes]]
    assert [first, second, third] == [spans(row) for row in found.head]
    assert [[15]] == [[len(row) for row in body] for body in found.bodies]


def test_a_group_that_is_not_printed_leaves_no_cell() -> None:
    texts = {cell.text for row in laid_out("disputes", "2021").rows for cell in row}
    assert "审理结果" not in texts


@pytest.mark.parametrize(
    ("address", "cell", "text", "value", "unreadable"),
    [
        ("disclosure/permits/items_last_year", Count(1808595), "1808595", "1808595", False),
        ("disclosure/permits/change", Count(-1), "−1", "-1", False),
        ("disclosure/procurement/amount", Amount(Decimal("160.50")), "160.50", "160.50", False),
        ("disclosure/procurement/amount", Amount(Decimal("0.00")), "0.00", "0.00", False),
        ("disclosure/permits/decisions", Blank(), "", "", False),
        ("disclosure/permits/decisions", Unreadable("1 2"), "1 2", "", True),
    ],
)
def test_a_figure_is_shown_as_published(
    address: str, cell: Cell, text: str, value: str, unreadable: bool
) -> None:
    report = blank_report(law.edition("2019"), **{address: cell})
    found = cell_at(grid(report, "disclosure", {}), address)
    assert (text, value, unreadable) == (found.text, found.value, found.unreadable)


def test_a_blank_is_no_zero() -> None:
    zero, blank = "requests/received/total", "requests/received/business"
    found = grid(blank_report(law.edition("2021"), **{zero: Count(0)}), "requests", {})
    assert cell_at(found, zero).is_zero
    assert not cell_at(found, blank).is_zero


def test_marks_are_on_the_suspect_cells_only() -> None:
    suspect = Address("disputes", "review", "total")
    found = grid(blank_report(law.edition("2021")), "disputes", {suspect: "error"})
    marked = [cell.address for row in found.rows for cell in row if cell.mark]
    assert [str(suspect)] == marked


def test_units_that_the_labels_say_are_not_said_again() -> None:
    assert ["件", "件、项", "件"] == [
        laid_out("disclosure", "2021").unit,
        laid_out("disclosure", "2019").unit,
        laid_out("requests", "2019").unit,
    ]


def test_plain_text_is_a_table_with_aligned_columns() -> None:
    form = law.edition("2021")
    report = replace(blank_report(form), cells=dict.fromkeys(form.cells, Count(14069)))
    lines = grid(report, "requests", {}).text.splitlines()
    rows = [line for line in lines if line.endswith("14,069")]
    assert len(rows) == 25
    assert len({wcswidth(line) for line in rows}) == 1
    assert "    1.属于国家秘密" in "\n".join(lines)


def test_plain_text_signs_the_suspect_figures_and_says_how() -> None:
    report = blank_report(law.edition("2021"), **{"disputes/review/total": Count(0)})
    text = grid(report, "disputes", {Address("disputes", "review", "total"): "error"}).text
    assert "0*" in text
    assert "* 有误" in text
