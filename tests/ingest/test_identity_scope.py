"""Whether figures are 本级 or 汇总: what the sentences of the opening say, and what they do not."""

from __future__ import annotations

import pytest

from gongkai.ingest.document import Line
from gongkai.ingest.identity.scope_said import scope_said

GOVERNMENT = "青山市人民政府"
TITLE = f"{GOVERNMENT}2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("本报告数据包括市本级、各县（区）和市直各部门。", "aggregated"),
        ("本报告所列数据为全市数据，不仅限于市本级。", "aggregated"),
        ("本报告数据统计范围不限于市本级。", "aggregated"),
        ("统计范围为县本级及各乡镇、部门。", "aggregated"),
        ("除市本级外，本报告还包括各县区数据。", "aggregated"),
        ("由市本级、县（区）两级数据汇总而成。", "aggregated"),
        ("本报告数据涵盖全县各乡镇（街道）、县直各部门。", "aggregated"),
        ("本报告由市政府办公室根据各县区、市直各部门年度报告汇总编制。", "aggregated"),
        ("本报告数据不包含各县区，仅为市政府本级数据。", "own"),
        ("本报告数据仅包括市本级，不含各县（区）。", "own"),
        ("本年度报告所列数据仅限市本级。", "own"),
        ("本报告中的数据为市本级数据，各县区数据由各县区分别公布。", "own"),
        ("市本级和各县区的年度报告已分别发布。", None),
        ("2024年，市本级财政收入100亿元。", None),
        ("本报告依法编制。", None),
    ],
)
def test_a_sentence_says_the_scope_or_does_not(sentence: str, scope: str | None) -> None:
    assert scope == scope_said(TITLE, GOVERNMENT, [Line(sentence, "第1段")])[0]


def test_sentences_that_disagree_leave_the_scope_open() -> None:
    lines = [Line("本报告数据为市本级数据。", "第1段"), Line("数据由各部门汇总而成。", "第2段")]
    scope, why = scope_said(TITLE, GOVERNMENT, lines)
    assert scope is None
    assert "本级" in why
    assert "汇总" in why


def test_the_title_decides_before_the_text() -> None:
    lines = [Line("本报告数据为市本级数据。", "第1段")]
    assert "aggregated" == scope_said(f"{TITLE}（汇总）", GOVERNMENT, lines)[0]


def test_a_bureau_with_the_units_below_it_is_no_aggregate() -> None:
    lines = [Line("本报告数据包括局机关本级及所属单位。", "第1段")]
    assert "own" == scope_said("青山市水利局2024年报", "青山市水利局", lines)[0]
