"""Figures in the agency's text: what `{{ … }}` prints."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.report import Amount
from tests.compose.prose_samples import Value, complaint, said


class TestWhatIsPrinted:
    def test_a_cell_is_printed_with_its_unit(self) -> None:
        printed = said("收到{{ requests/received/total 件 }}。", {"requests/received": 26})
        assert printed == "收到26件。"

    def test_the_unit_may_be_left_out(self) -> None:
        assert said("{{requests/received/total}}", {"requests/received": 26}) == "26"

    def test_large_figures_have_no_separators(self) -> None:
        figures = {"disclosure/permits/decisions": 11398889}
        assert said("{{ disclosure/permits/decisions 件 }}", figures) == "11398889件"

    def test_a_group_is_the_sum_of_its_members(self) -> None:
        figures: dict[str, Value] = {
            "requests/refused.state_secret": 1,
            "requests/refused.deliberative": 2,
        }
        assert said("{{ requests/refused/total 件 }}", figures) == "3件"

    def test_figures_are_added_and_subtracted(self) -> None:
        figures: dict[str, Value] = {
            "requests/received": 26,
            "requests/carried_in": 4,
            "requests/carried_out": 5,
        }
        text = (
            "{{ requests/received/total + requests/carried_in/total"
            " - requests/carried_out/total 件 }}"
        )
        assert said(text, figures) == "25件"

    def test_money_is_printed_exactly_as_published(self) -> None:
        figures = {"disclosure/fees/amount": Decimal("7730.280")}
        assert said("{{ disclosure/fees/amount 万元 }}", figures) == "7730.280万元"

    def test_last_years_figure_can_be_named(self) -> None:
        text = "上年{{ last:requests/received/total 件 }}"
        assert said(text, {}, {"requests/received": 7}) == "上年7件"

    def test_a_fact_and_its_parts_have_their_own_units(self) -> None:
        assert said("{{ facts/items_published 条 }}") == "2条"
        assert said("{{ facts/items_published/信访条例 个 }}") == "1个"
        assert said("{{ facts/visits 万人次 }}") == "128.60万人次"

    def test_labels_with_a_plus_sign_need_no_quotes(self) -> None:
        assert said("{{ facts/items_published/互联网+监管 条 }}") == "0条"

    def test_labels_with_brackets_and_blanks_are_quoted(self) -> None:
        assert said('{{ facts/quoted/"预算(决算), 合计" 条 }}') == "3条"

    def test_a_list_names_the_parts_that_are_not_zero(self) -> None:
        assert said("{{ list(facts/items_published) }}") == "信访条例1个、公开指南1则"

    def test_everything_else_is_plain_text(self) -> None:
        text = "<b>{% if x %}</b> [链接](http://x) ${y} {z} # {# #} \\{\t\r"
        assert said(text) == text


class TestComparisons:
    @pytest.mark.parametrize(
        ("now", "before", "printed"),
        [
            (9, 8, "同比增长12.5%"),
            (91, 94, "同比下降3.2%"),
            (12, 10, "同比增长20.0%"),
            (5, 5, "与上年持平"),
            (0, 0, "与上年持平"),
            (0, 3, "同比下降100.0%"),
            (20001, 20000, "与上年基本持平"),
            (2001, 2000, "同比增长0.1%"),  # 0.05% is rounded half up
        ],
    )
    def test_change_says_growth_decline_or_none(self, now: int, before: int, printed: str) -> None:
        text = "{{ change(requests/received/total) }}"
        assert said(text, {"requests/received": now}, {"requests/received": before}) == printed

    @pytest.mark.parametrize(
        ("now", "before", "printed"),
        [(8, 5, "增加3件"), (5, 8, "减少3件"), (5, 5, "持平"), (3, 0, "增加3件")],
    )
    def test_difference_says_how_many(self, now: int, before: int, printed: str) -> None:
        text = "{{ difference(requests/received/total 件) }}"
        assert said(text, {"requests/received": now}, {"requests/received": before}) == printed

    def test_a_sum_is_compared_with_last_years_sum(self) -> None:
        text = "{{ change(requests/received/total + requests/carried_in/total) }}"
        now: dict[str, Value] = {"requests/received": 30, "requests/carried_in": 3}
        before: dict[str, Value] = {"requests/received": 28, "requests/carried_in": 2}
        assert said(text, now, before) == "同比增长10.0%"

    @pytest.mark.parametrize(
        ("part", "printed"),
        [
            (0, "0.0%"),
            (1, "不足0.1%"),
            (1269, "42.3%"),
            (2999, "超过99.9%"),
            (3000, "100.0%"),
        ],
    )
    def test_share_is_never_rounded_to_nothing_or_all(self, part: int, printed: str) -> None:
        figures: dict[str, Value] = {"requests/granted": part, "requests/disposed_total": 3000}
        text = "{{ share(requests/granted/total, requests/disposed_total/total) }}"
        assert said(text, figures) == printed

    @pytest.mark.parametrize(("number", "printed"), [(0, "无"), (26, "26件")])
    def test_or_none_says_none_for_zero(self, number: int, printed: str) -> None:
        text = "{{ or_none(requests/received/total 件) }}"
        assert said(text, {"requests/received": number}) == printed

    def test_money_is_compared_exactly(self) -> None:
        now, before = (
            {"disclosure/fees/amount": Decimal("0.3")},
            {"disclosure/fees/amount": Decimal("0.2")},
        )
        assert said("{{ change(disclosure/fees/amount) }}", now, before) == "同比增长50.0%"
        assert said("{{ difference(disclosure/fees/amount 万元) }}", now, before) == "增加0.1万元"


class TestTheBridgeBetweenEditions:
    def test_requests_of_2021_are_compared_with_2020(self) -> None:
        text = "{{ change(requests/received/total) }}"
        now, before = {"requests/received": 30}, {"requests/received": 20}
        assert said(text, now, before, year=2021) == "同比增长50.0%"

    def test_the_group_of_other_results_is_compared_with_its_single_row(self) -> None:
        text = "{{ difference(requests/other/total 件) }}"
        now, before = {"requests/other.fee_unpaid": 3}, {"requests/other": 1}
        assert said(text, now, before, year=2021) == "增加2件"

    def test_documents_in_force_are_not_compared_and_the_law_says_why(self) -> None:
        message = complaint(
            "{{ change(disclosure/normative_documents/in_force) }}", {}, {}, year=2021
        )
        assert "不能与上年比较：2020年度报告使用2019年格式（试行）" in message
        assert "现行有效件数是年末仍有效文件的存量" in message

    def test_a_difference_written_out_is_refused_as_well(self) -> None:
        text = "{{ disclosure/permits/decisions - last:disclosure/permits/items_last_year }}"
        assert "项目数量是事项个数，处理决定数量是办件个数" in complaint(text, {}, {}, year=2021)


def test_amounts_are_said_without_an_exponent() -> None:
    figures = {"disclosure/fees/amount": Amount(Decimal("1E+4"))}
    assert said("{{ disclosure/fees/amount 万元 }}", figures) == "10000万元"
