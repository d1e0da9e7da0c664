"""What may stand in a cell of a data file, and what may not."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.form import Kind
from gongkai.report import Amount, Blank, Cell, Count, Unreadable, number
from gongkai.report.cells import LARGEST, read_cell, write_cell
from tests.reports import STEADY


@pytest.mark.parametrize(
    ("value", "kind", "cell"),
    [
        (0, "count", Count(0)),
        (11_398_889, "count", Count(11_398_889)),
        (9_007_199_254_740_991, "count", Count(9_007_199_254_740_991)),
        (-1, "count", Count(-1)),
        (-2, "signed_count", Count(-2)),
        (7730, "amount_wan_yuan", Amount(Decimal(7730))),
        (Decimal("7730.28"), "amount_wan_yuan", Amount(Decimal("7730.28"))),
        (Decimal("0.000001"), "amount_wan_yuan", Amount(Decimal("0.000001"))),
        ("", "count", Blank()),
        ("", "amount_wan_yuan", Blank()),
        ({"unreadable": "1 2"}, "count", Unreadable("1 2")),
        ({"unreadable": "251000元"}, "amount_wan_yuan", Unreadable("251000元")),
        ({"unreadable": "12", "note": "?"}, "count", Unreadable("12", "?")),
        ({"unreadable": "", "note": "原文没有这一行"}, "count", Unreadable("", "原文没有这一行")),
        ({"value": 55, "note": "55（含自然失效29件）"}, "count", Count(55, "55（含自然失效29件）")),
        ({"value": "", "note": "/"}, "count", Blank("/")),
    ],
)
def test_a_figure_a_blank_or_scribbles_are_read(value: Any, kind: Kind, cell: Cell) -> None:
    assert cell == read_cell(value, kind)


@pytest.mark.parametrize(
    ("value", "kind", "says"),
    [
        ("12", "count", "应为数字，实为文字“12”"),
        (" ", "count", "应为数字，实为文字“ ”"),
        ("—", "count", "应为数字，实为文字“—”"),
        (True, "count", "应为数字，实为true"),
        (False, "amount_wan_yuan", "应为数字，实为false"),
        (Decimal("1.5"), "count", "应为整数，实为小数 1.5"),
        (Decimal("1.0"), "count", "应为整数，实为小数 1.0"),
        (Decimal("-0.5"), "signed_count", "应为整数"),
        (9_007_199_254_740_992, "count", "数值过大"),
        (-LARGEST - 1, "count", "数值过大"),
        (Decimal(LARGEST + 1), "amount_wan_yuan", "数值过大"),
        (Decimal("1e999999"), "amount_wan_yuan", "数值过大"),
        (Decimal("Infinity"), "amount_wan_yuan", "数值过大"),
        (Decimal("-Infinity"), "count", "数值过大"),
        (Decimal("NaN"), "amount_wan_yuan", "应为数字，实为 nan"),
        (Decimal("NaN"), "count", "应为数字，实为 nan"),
        (Decimal("0.0000001"), "amount_wan_yuan", "小数超过 6 位"),
        (Decimal("1e-999999"), "amount_wan_yuan", "小数超过 6 位"),
        (Decimal("1e3"), "amount_wan_yuan", "不用科学记数法"),
        (Decimal("0e999999"), "amount_wan_yuan", "不用科学记数法"),
        (Decimal("-0.0"), "amount_wan_yuan", "零不带负号"),
        ([1], "count", "应为数字，实为列表"),
        (datetime.date(2020, 1, 2), "count", "应为数字，实为2020-01-02"),
        (1.5, "amount_wan_yuan", "应为数字"),
        (None, "count", "应为数字"),
        ({}, "count", "unreadable"),
        ({"unreadable": ""}, "count", "unreadable"),
        ({"unreadable": 12}, "count", "unreadable"),
        ({"unreadable": "12", "why": "?"}, "count", "unreadable"),
        ({"value": 12}, "count", "unreadable"),
    ],
)
def test_what_no_agency_can_mean_by_a_figure_is_refused(value: Any, kind: Kind, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_cell(value, kind)


def test_a_number_too_long_to_be_written_out_is_refused_all_the_same() -> None:
    with pytest.raises(ValueError, match="数值过大"):
        read_cell(10**5000, "count")


def test_a_long_text_is_shortened_in_the_message() -> None:
    with pytest.raises(ValueError, match="应为数字") as caught:
        read_cell("字" * 100_000, "count")

    assert len(str(caught.value)) < 100


def test_only_figures_have_a_number() -> None:
    assert [3, Decimal("0.5"), None, None] == [
        number(cell) for cell in (Count(3), Amount(Decimal("0.5")), Blank(), Unreadable("3"))
    ]


CELLS = st.one_of(
    st.tuples(st.just("count"), st.builds(Count, st.integers(-LARGEST, LARGEST))),
    st.tuples(
        st.just("amount_wan_yuan"),
        st.builds(Amount, st.decimals(-LARGEST, LARGEST, places=6)),
    ),
    st.tuples(st.sampled_from(["count", "amount_wan_yuan"]), st.just(Blank())),
    st.tuples(st.just("count"), st.builds(Unreadable, st.text(min_size=1))),
)


@STEADY
@given(CELLS)
def test_a_cell_reads_back_as_it_is_written(case: tuple[Kind, Cell]) -> None:
    kind, cell = case
    if isinstance(cell, Amount) and not cell.value:
        cell = Amount(abs(cell.value))

    assert cell == read_cell(write_cell(cell), kind)
