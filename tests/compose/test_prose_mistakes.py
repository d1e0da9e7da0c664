"""Figures in the agency's text: what is said of a `{{ … }}` that cannot be filled."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.compose.prose import Context, fill
from gongkai.errors import InputError
from gongkai.report import Passage, Unreadable
from tests.compose.prose_samples import BLANK, Value, complaint, fact, report, said


class TestWhatIsWrong:
    def test_an_unknown_address_names_file_line_and_the_nearest_address(self) -> None:
        message = complaint("第一行\n收到{{ requests/recieved/total 件 }}")
        assert message == (
            "data/sample/2022.toml 第41行 {{ requests/recieved/total 件 }}："
            "2021年格式的表里没有 requests/recieved/total。"
            "是不是 requests/received/total（表三·一、本年新收政府信息公开申请数量·总计）。"
        )

    def test_a_wrong_unit_names_the_right_one(self) -> None:
        message = complaint("{{ requests/received/total 条 }}")
        assert (
            "单位不符：requests/received/total（表三·一、本年新收政府信息公开申请数量·总计）的单位是“件”"
            in message
        )

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("{{ facts/item_published 条 }}", "是不是 facts/items_published（主动公开政府信息）"),
            ("{{ facts/items_published/信访 个 }}", "没有名为“信访”的分项"),
            ("{{ facts/items_published 件 }}", "单位不符"),
            ("{{ facts/visits + requests/received/total }}", "单位不同，不能相加减"),
            ("{{ share(facts/visits, requests/received/total) }}", "单位不同，不能算占比"),
            ("{{ share(requests/granted/total, requests/received/total) }}", "除数为零"),
            ("{{ share(requests/granted/total) }}", "应有2个参数，实有1个"),
            ("{{ list(requests/received/total) }}", "list 只能列出一项事实数据"),
            ("{{ list(facts/visits) }}", "没有不为零的分项"),
            ("{{ chagne(requests/received/total) }}", "是不是 change(requests/received/total)"),
            ("{{ nonsense(requests/received/total) }}", "可用的函数：change、difference"),
            ("{{ request/received/total 件 }}", "是不是 requests/received/total"),
            ("{{ requests/received/totals 件 }}", "是不是 requests/received/total"),
            ("{{ other/received/total }}", "可用的表：disclosure、requests、disputes"),
            ("{{ requests/received/total件 }}", "是不是 requests/received/total"),
            ("{{ requests/received/total+requests/carried_in/total }}", "加减号两边留空格"),
            ("{{ change（requests/received/total） }}", "全角符号"),
            ("{{ change(requests/received/total }}", "应为右括号"),
            ("{{ requests/received/total 件 件 }}", "多出，实为 件"),
            ("{{ requests/received/total + }}", "没有写完，应为数据的地址"),
            ("{{ 26 件 }}", "26 不是数据的地址"),
            ("{{ }}", "里面是空的"),
            ("{{}}", "里面是空的"),
            ("{{{ requests/received/total }}}", "不能用字符 {"),
            ('{{ facts/"x }}', "请核对括号和引号是否成对"),
            ("{{ " + "x" * 500 + " }}", "表达式过长"),
            ("收到{{ requests/received/total", "{{ 没有用 }} 收尾"),
            ("收到{{ requests/received\n/total }}", "{{ 没有用 }} 收尾"),
            ("收到 }} 件", "}} 之前没有 {{"),
            ("{{ a {{ b }}", "又写了 {{"),
            ("{{ last:requests/received/total 件 }}", "没有2021年度报告的数据"),
            ("{{ change(requests/received/total) }}", "没有2021年度报告的数据"),
        ],
    )
    def test_each_mistake_is_named_and_has_a_remedy(self, text: str, problem: str) -> None:
        assert problem in complaint(text)

    def test_growth_from_zero_is_no_percentage_and_the_remedy_says_what_to_write(self) -> None:
        message = complaint("{{ change(requests/received/total) }}", {"requests/received": 3}, {})
        assert (
            "上年为0，除数为零。百分比无从计算，请改写 difference(……)，或直接写明上年为零。"
            in message
        )

    def test_a_part_larger_than_its_whole_is_no_share(self) -> None:
        figures: dict[str, Value] = {"requests/received": 3, "requests/granted": 2}
        text = "{{ share(requests/received/total, requests/granted/total) }}"
        assert "请核对先后次序：share(部分, 总数)" in complaint(text, figures)

    def test_a_decrease_last_year_is_no_base_for_a_percentage(self) -> None:
        place = "disclosure/permits/change"
        message = complaint(f"{{{{ change({place}) }}}}", {place: 1}, {place: -2}, year=2020)
        assert "上年为负数" in message

    def test_a_part_named_twice_cannot_be_told_apart(self) -> None:
        twice = fact("文件", 2, "件", ("通知", 1, "件"), ("通知", 1, "件"))
        with pytest.raises(InputError, match="有不止一个名为“通知”的分项"):
            said("{{ facts/twice/通知 件 }}", facts={"twice": twice})

    def test_a_comparison_takes_last_years_figure_by_itself(self) -> None:
        text = "{{ change(last:requests/received/total) }}"
        assert "不能再写 last:" in complaint(text, {}, {})

    def test_a_blank_cell_cannot_be_said(self) -> None:
        message = complaint("{{ requests/received/total 件 }}", {"requests/received/total": BLANK})
        assert (
            "requests/received/total（表三·一、本年新收政府信息公开申请数量·总计）是空白" in message
        )

    def test_an_unreadable_cell_of_a_group_is_named_with_what_stands_there(self) -> None:
        figures = {"requests/refused.state_secret/total": Unreadable("1 2")}
        message = complaint("{{ requests/refused/total 件 }}", figures)
        assert (
            "中的表三·三、本年度办理结果·（三）不予公开·1.属于国家秘密·总计辨认不清（原样为“1 2”）"
            in message
        )

    def test_a_fact_that_is_no_number_cannot_be_said(self) -> None:
        for value in (Decimal("NaN"), Decimal("Infinity"), Decimal("1e999999"), Decimal("1e-9")):
            with pytest.raises(InputError, match="不是可用的数字"):
                said("{{ facts/odd }}", facts={"odd": fact("怪数", value, "条")})

    def test_reports_of_different_scope_are_not_compared(self) -> None:
        context = Context(report(year=2022, scope="own"), report(year=2021, scope="aggregated"))
        with pytest.raises(InputError, match="上一年度报告是汇总数据，本年度是本级数据，口径不同"):
            fill(Passage("{{ change(requests/received/total) }}"), context)

    def test_all_mistakes_of_a_text_are_reported_each_with_its_line(self) -> None:
        text = "{{ x }}\n好\n{{ requests/received/total 条 }}{{ requests/a/b + facts/c }}\n}}"
        places = [line.split()[1] for line in complaint(text).split("\n")]
        assert places == ["第40行", "第42行", "第42行", "第42行", "第43行"]

    def test_without_a_file_the_line_of_the_text_is_named(self) -> None:
        with pytest.raises(InputError, match=r"^第2行 \{\{ x \}\}："):
            fill(Passage("\n{{ x }}"), Context(report()))

    def test_after_a_hundred_mistakes_the_rest_is_not_read(self) -> None:
        lines = complaint("{{ x }}\n" * 5000).split("\n")
        assert len(lines) == 101
        assert "错误太多，其后的文字未再检查" in lines[-1]

    def test_messages_do_not_carry_control_characters(self) -> None:
        assert "\x1b" not in complaint("{{ \x1b[31mrequests/x/y }}")
