"""Sections composed from the figures, where the agency wrote nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from gongkai.compose.blocks import Heading, Paragraph
from gongkai.compose.prose import Context, opening, section_text
from gongkai.report import Fact
from gongkai.report.report import BodyKind, Scope
from tests.compose.prose_samples import BLANK, Value, fact, report, topic

AFTER_REVIEW = "disputes/litigation_after_review"


class TestOpening:
    def test_it_names_the_law_the_form_and_the_period(self) -> None:
        assert opening(report(year=2020)).text == (
            "本报告依据《中华人民共和国政府信息公开条例》第五十条，按照《国务院办公厅政府信息与政务公开"
            "办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。"
            "所列数据的统计期限为2020年1月1日至12月31日。"
        )

    @pytest.mark.parametrize(
        ("scope", "kind", "end"),
        [
            ("own", "department", "12月31日。"),
            ("own", "government", "12月31日，为本级数据。"),
            ("aggregated", "government", "12月31日，为本行政区域汇总数据。"),
            ("aggregated", "department", "12月31日，为本机关及所属单位汇总数据。"),
        ],
    )
    def test_it_says_the_scope_where_it_can_be_mistaken(
        self, scope: Scope, kind: BodyKind, end: str
    ) -> None:
        assert opening(report(scope=scope, kind=kind)).text.endswith(end)


class TestDisclosure:
    def test_all_zero(self) -> None:
        said = topic("主动公开", report(year=2022))
        assert said == "2022年，第二部分统计表所列各项数据均为零。"

    def test_a_blank_among_zeros_is_not_called_zero(self) -> None:
        said = topic("主动公开", report({"disclosure/permits/decisions": BLANK}))
        assert said == "主动公开政府信息的有关数据见第二部分统计表。"

    def test_the_2021_edition(self) -> None:
        figures: dict[str, Value] = {
            "disclosure/permits/decisions": 550,
            "disclosure/coercive_measures/decisions": 195,
            "disclosure/fees/amount": Decimal("7730.28"),
            "disclosure/normative_documents/repealed": 5,
            "disclosure/normative_documents/in_force": 5,
        }
        this = report(figures, year=2023)
        assert topic("主动公开", this) == (
            "2023年，作出行政许可决定550件、行政强制决定195件。行政事业性收费金额7730.28万元。"
        )
        assert topic("政府信息管理", this) == "2023年，废止行政规范性文件5件，年末现行有效5件。"

    def test_the_2019_edition_with_facts(self) -> None:
        figures: dict[str, Value] = {
            "disclosure/normative_documents/newly_made": 1,
            "disclosure/normative_documents/newly_disclosed": 1,
            "disclosure/normative_documents/total_disclosed": 1,
            "disclosure/procurement/items": 19,
            "disclosure/procurement/amount": Decimal("18.6198"),
        }
        facts = {
            "items_published": fact(
                "主动公开政府信息",
                2,
                "条",
                ("指南", 1, "则"),
                ("年报", 1, "篇"),
                topic="proactive",
            ),
            "weibo_posts": fact("官方微博发布信息", 3800, "条", topic="platform"),
        }
        this = report(figures, year=2020, facts=facts)
        assert topic("主动公开", this) == (
            "2020年，主动公开政府信息2条，包括指南1则、年报1篇。"
            "新制作规范性文件1件，新公开1件，累计对外公开1件。"
            "实施政府集中采购项目19项，采购总金额18.6198万元。"
        )
        assert topic("平台建设", this) == "2020年，官方微博发布信息3800条。"

    def test_no_documents_at_all(self) -> None:
        said = topic("政府信息管理", report(year=2022))
        assert said == "规章、行政规范性文件的制发、废止和现行有效件数均为零。"

    @pytest.mark.parametrize(
        ("count", "closed", "printed"),
        [
            (3, True, "主动公开信息3条。"),  # the parts do not add up: they are not repeated
            (3, False, "主动公开信息3条，其中指南1则、年报1篇等。"),
            (1, False, "主动公开信息1条。"),
        ],
    )
    def test_parts_are_named_only_where_they_fit(
        self, count: int, closed: bool, printed: str
    ) -> None:
        published = fact(
            "主动公开信息",
            count,
            "条",
            ("指南", 1, "则"),
            ("年报", 1, "篇"),
            closed=closed,
            topic="proactive",
        )
        said = topic("主动公开", report(year=2022, facts={"items_published": published}))
        assert said == f"2022年，{printed}"

    @pytest.mark.parametrize("title", ["平台建设", "监督保障"])
    def test_no_activity_is_invented(self, title: str) -> None:
        assert topic(title, report()).startswith("本报告没有单列的")

    def test_five_topics_stand_in_the_order_of_the_law(self) -> None:
        blocks = section_text("overview", Context(report()))
        assert [b.text for b in blocks if isinstance(b, Heading)] == [
            "（一）主动公开",
            "（二）依申请公开",
            "（三）政府信息管理",
            "（四）政府信息公开平台建设",
            "（五）监督保障",
        ]


class TestTheOtherSections:
    @pytest.mark.parametrize("section", ["disclosure", "requests", "disputes"])
    def test_a_table_that_says_it_all_stands_alone(self, section: str) -> None:
        figures: dict[str, Value] = {"requests/received": 9, "disputes/review": (1, 0, 0, 0)}
        assert section_text(section, Context(report(figures))) == ()

    def test_of_many_requests_the_shares_are_said(self) -> None:
        figures = {
            "requests/granted": 150,
            "requests/other.fee_unpaid": 50,
            "requests/disposed_total": 200,
        }
        assert section_text("requests", Context(report(figures))) == (
            Paragraph("全年办结的200件政府信息公开申请中，予以公开占75.0%、其他处理占25.0%。"),
        )

    def test_problems_are_those_that_figures_show(self) -> None:
        figures: dict[str, Value] = {"requests/carried_out": 4, AFTER_REVIEW: (0, 2, 0, 0)}
        assert section_text("problems", Context(report(figures))) == (
            Paragraph(
                "从统计数据看，年末尚有4件政府信息公开申请未办结，结转下年度继续办理；"
                "行政诉讼结果纠正2件。"
            ),
            Paragraph("除上述数据外，本部分未提供文字材料。"),
        )

    @pytest.mark.parametrize("year", [2020, 2022])
    def test_problems_nobody_named_are_not_said_to_be_none(self, year: int) -> None:
        said = section_text("problems", Context(report(year=year)))
        assert said == (Paragraph("本部分未提供文字材料。"),)

    def test_no_other_matters_is_for_the_agency_to_say(self) -> None:
        said = section_text("other_matters", Context(report(year=2020)))
        assert said == (Paragraph("本部分未提供文字材料。"),)

    @pytest.mark.parametrize(
        ("facts", "printed"),
        [
            ({}, "本部分未提供收取信息处理费的数据和其他文字材料。"),
            ({"processing_fee": fact("信息处理费", 0, "元")}, "2022年，未收取信息处理费。"),
            ({"processing_fee": fact("信息处理费", 100, "元")}, "2022年，收取信息处理费100元。"),
            (
                {
                    "processing_fee": fact(
                        "信息处理费", 300, "元", ("甲局", 100, "元"), ("乙局", 200, "元")
                    ),
                    "processing_fee_cases": fact("收费申请", 2, "件"),
                },
                "2022年，对2件政府信息公开申请收取信息处理费300元，包括甲局100元、乙局200元。",
            ),
        ],
        ids=["unknown", "zero", "some", "with cases and parts"],
    )
    def test_a_fee_nobody_reported_is_not_a_fee_of_zero(
        self, facts: Mapping[str, Fact], printed: str
    ) -> None:
        said = section_text("other_matters", Context(report(year=2022, facts=facts)))
        assert said == (Paragraph(printed),)

    def test_an_unknown_section_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            section_text("appendix", Context(report()))


def test_what_the_agency_wrote_is_filled_and_never_added_to() -> None:
    text = "（一）主动公开\n全年收到申请{{ requests/received/total 件 }}。"
    this = report({"requests/received": 2}, narrative={"overview": text})
    assert section_text("overview", Context(this)) == (
        Heading("（一）主动公开", 3),
        Paragraph("全年收到申请2件。"),
    )
