"""What a report tells of itself: title, last day, figures of cells and of groups."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.law import Address, Citation
from gongkai.report import Agency, store
from tests.reports import DATA, Rows, Value, report_of


def test_the_title_is_worded_as_the_form_words_it() -> None:
    assert "某市某局2021年政府信息公开工作年度报告" == report_of().title


@pytest.mark.parametrize(
    ("agency", "day", "article"),
    [
        (
            Agency("a", "某县某局", "county", "department"),
            datetime.date(2022, 1, 31),
            "第四十九条第一款",
        ),
        (
            Agency("a", "某县人民政府", "county", "government"),
            datetime.date(2022, 3, 31),
            "第四十九条第二款",
        ),
    ],
)
def test_the_last_lawful_day_follows_from_the_kind_of_body(
    agency: Agency, day: datetime.date, article: str
) -> None:
    report = replace(report_of(), agency=agency)

    assert (day, Citation("regulation", article)) == report.deadline


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        ([1, 2, 3, 4, 11], 10),
        ([1, "", 3, "", 8], 4),
        ([0, 0, 0, 0, 0], 0),
        ([0, "", "", "", 0], 0),
        (["", "", "", "", 4], None),
        ([1, "2 3", 4, 5, 33], None),
        (["", "2 3", "", "", 23], None),
    ],
)
def test_a_group_is_the_sum_of_what_is_known_unless_nothing_or_too_little_is(
    row: list[Value], figure: int | None
) -> None:
    report = report_of({"disputes/review": row})

    assert figure == report.figure(Address.parse("disputes/review/outcomes"))


@pytest.mark.parametrize(
    ("rows", "address", "figure"),
    [
        ({"disputes/review": [1, 2, 3, 4, 10]}, "disputes/review/total", 10),
        ({"disputes/review": ["", 2, 3, 4, 10]}, "disputes/review/upheld", None),
        ({"disputes/review": ["?", 2, 3, 4, 10]}, "disputes/review/upheld", None),
        ({"disclosure/fees": [Decimal("0.5")]}, "disclosure/fees/amount", Decimal("0.5")),
        (
            {
                "disputes/litigation_direct": [0, 0, 0, 0, 5],
                "disputes/litigation_after_review": [0, 0, 0, 0, 7],
            },
            "disputes/litigation/total",
            12,
        ),
    ],
)
def test_a_figure_is_what_the_cell_holds(
    rows: Rows, address: str, figure: int | Decimal | None
) -> None:
    assert figure == report_of(rows).figure(Address.parse(address))


def test_the_refused_applications_of_suqian_2024_add_up_over_reasons_and_applicants() -> None:
    report = store.load(DATA, "suqian-gov", 2024)

    by_total = report.figure(Address.parse("requests/refused/total"))
    by_applicant = report.figure(Address.parse("requests/refused/applicants"))

    assert 2 + 1 + 4 + 17 + 21 + 11 + 23 + 13 == by_total == by_applicant


def test_an_address_the_form_does_not_have_has_no_figure_and_no_unit() -> None:
    nowhere = Address.parse("disputes/review/decisions")

    with pytest.raises(KeyError):
        report_of().figure(nowhere)
    with pytest.raises(KeyError):
        report_of().unit(nowhere)


@pytest.mark.parametrize(
    ("year", "address", "unit"),
    [
        (2020, "disclosure/permits/items_last_year", "项"),
        (2021, "disclosure/permits/decisions", "件"),
        (2021, "disclosure/fees/amount", "万元"),
        (2021, "requests/refused/applicants", "件"),
    ],
)
def test_a_figure_has_the_unit_of_its_column(year: int, address: str, unit: str) -> None:
    assert unit == report_of(year=year).unit(Address.parse(address))
