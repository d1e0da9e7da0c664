"""Sentences of our own, one for each way in which numbers are said."""

from __future__ import annotations

import pytest

from gongkai.checks.claims import Claim, as_relations, claims, findings_of
from gongkai.checks.claims.claim import Status
from gongkai.law import Address
from gongkai.report import Report
from tests.reports import report_of

REPORT = report_of(
    {
        "requests/received": [26, 2, 0, 0, 3, 1, 32],
        "requests/carried_in": [3, 0, 0, 0, 0, 0, 3],
        "requests/granted": [10, 1, 0, 0, 1, 0, 12],
        "requests/granted_in_part": [5, 0, 0, 0, 0, 0, 5],
        "requests/refused.state_secret": [2, 0, 0, 0, 0, 0, 2],
        "requests/unavailable.not_held": [8, 0, 0, 0, 1, 0, 9],
        "requests/not_processed.repeated": [2, 0, 0, 0, 0, 0, 2],
        "requests/disposed_total": [27, 1, 0, 0, 2, 0, 30],
        "requests/carried_out": [2, 1, 0, 0, 1, 1, 5],
        "disputes/review": [4, 1, 2, 3, 10],
        "disputes/litigation_direct": [1, 0, 0, 0, 1],
        "disputes/litigation_after_review": [2, 0, 1, 1, 4],
        "disclosure/normative_documents": [6, 2, 41],
        "disclosure/permits": [11398],
    }
)
LAST = report_of({"requests/received": [20, 0, 0, 0, 0, 0, 20]}, year=2020)
ZERO = report_of()


def read(text: str, report: Report = REPORT, last: Report | None = None) -> list[Claim]:
    return [c for c in claims({"overview": text}, report, last) if c.status != "ignored"]


@pytest.mark.parametrize(
    ("text", "role", "status", "reading"),
    [
        ("全年新收政府信息公开申请32件。", "requests/received/total", "matched", "新收"),
        ("全年收到申请35件。", "requests/received/total", "matched", "新收加上年结转"),
        ("全年共收办政府信息公开申请35件。", "requests/handled/total", "matched", "新收加上年结转"),
        ("全年新收政府信息公开申请三十二件。", "requests/received/total", "matched", "新收"),
        ("全年新收政府信息公开申请３２件。", "requests/received/total", "matched", "新收"),
        ("全年新收政府信息公开申请33件。", "requests/received/total", "contradicted", ""),
        ("全年新收政府信息公开申请三十余件。", "requests/received/total", "matched", "新收"),
        ("全年新收政府信息公开申请近40件。", "requests/received/total", "matched", "新收"),
        ("通过网上平台收到申请19件。", "requests/received/total", "unmatched", ""),
        ("县政府办公室收到申请9件。", "requests/received/total", "unmatched", ""),
        ("收到申请2 6件。", "requests/received/total", "unmatched", ""),
        ("上年度结转申请3件。", "requests/carried_in/total", "matched", "上年结转"),
        ("申请已办结30件。", "requests/disposed/total", "matched", "办理结果总计"),
        ("有5件申请结转下年度继续办理。", "requests/carried_out/total", "matched", "结转下年度"),
        ("对申请予以公开12件。", "requests/granted/total", "matched", "予以公开"),
        ("申请中不予公开2件。", "requests/refused/total", "matched", "不予公开"),
        ("申请中不予公开7件。", "requests/refused/total", "contradicted", ""),
        ("行政许可决定11,398件。", "disclosure/permits/decisions", "matched", "行政许可"),
        ("作出行政许可决定1.1万件。", "disclosure/permits/decisions", "matched", ""),
        ("制发行政规范性文件6件。", "disclosure/normative_documents/made", "matched", ""),
        ("制发行政规范性文件7件。", "disclosure/normative_documents/made", "contradicted", ""),
        ("因信息公开发生行政复议10件。", "disputes/review/total", "matched", "行政复议"),
        ("因信息公开发生行政复议7件。", "disputes/review/total", "matched", "行政复议·已审结"),
        ("因信息公开发生行政复议8件。", "disputes/review/total", "contradicted", ""),
        ("发生行政复议8件。", "disputes/review/total", "unmatched", ""),
        ("信息公开行政诉讼5件。", "disputes/litigation/total", "matched", "行政诉讼"),
        ("信息公开行政复议、行政诉讼共15件。", "disputes/disputes/total", "matched", "复议与诉讼"),
        ("全年有1件行政复议案件结果为纠正。", "disputes/review/corrected", "matched", "行政复议"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_what_it_says(
    text: str, role: str, status: Status, reading: str
) -> None:
    (claim,) = read(text)

    assert (role, status) == (claim.role, claim.status)
    assert not reading or claim.reading.startswith(reading)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("一百零五件申请", [105]),
        ("两件申请", [2]),
        ("浏览1.2万人次", [12000]),
        ("收费3亿元", [30000]),
        ("增长百分之十二点五", [12.5]),
        ("培训3－5场", [3, 5]),
        ("统计期限为20231月1日至202312月31日", []),
        ("国办公开办函〔2019〕60号、第711号令、第二十条", []),
        ("电话0517-87222589，邮箱a12@b.cn", []),
        ("1.主动公开。（二）统一受理，进一步规范，一是加强", []),
        ("在20个工作日内、3年来", []),
        ("《2019年工作要点》12345热线", []),
    ],
)
def test_numbers_are_found_and_what_claims_nothing_is_left_out(
    text: str, values: list[float]
) -> None:
    found = [c for c in read(text, ZERO) if c.role not in {"year", "left_over"}]
    assert values == [float(claim.value) for claim in found]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("公开信息9条（条例1个、指南1则、通告7篇）。", ""),
        ("公开信息9条（条例1个、指南1则、通告8篇）。", "N6b"),
        ("公开信息9条（条例1个、指南1则、通告6篇）。", "N6b"),
        ("公开信息9条，其中条例1个，通告5篇。", "N6a"),
        ("公开信息9条，其中条例1个，通告5篇等。", "N6a"),
        ("公开信息9条，其中条例4个，通告7篇。", "N6b"),
        ("公开信息9条，具体包括条例4个，通告4篇。", "N6b"),
        ("公开信息9条，其中通过网站9条，通过微信9条，通过公开栏9条。", ""),
        ("公开信息60条，其中文件30条，规范性文件10条，财政30条。", ""),
        ("收到申请12件，其中自然人10件、法人2件，予以公开9件。", ""),
        ("公开信息100余条，其中文件80条、通告30条。", ""),
        ("网上申请5件，信函2件，合计7件。", ""),
    ],
)
def test_the_parts_of_a_list_add_up_or_not(text: str, rule: str) -> None:
    found = [claim.rule for claim in read(text, ZERO) if claim.rule.startswith("N6")]
    assert ([rule] if rule else []) == found


@pytest.mark.parametrize(
    ("text", "role", "status"),
    [
        ("全年未收到政府信息公开申请。", "requests/received/total", "contradicted"),
        ("没有发生信息公开行政复议。", "disputes/review/total", "contradicted"),
        ("也无上年结转的申请。", "requests/carried_in/total", "contradicted"),
        ("收到的申请已全部办结。", "requests/carried_out/total", "contradicted"),
    ],
)
def test_a_zero_phrase_means_empty_cells(text: str, role: str, status: Status) -> None:
    (claim,) = read(text)
    (zero,) = read(text, ZERO)

    assert (role, status, "N4") == (claim.role, claim.status, claim.rule)
    assert (role, "matched") == (zero.role, zero.status)


@pytest.mark.parametrize(
    "text",
    [
        "没有超期答复的申请。",
        "未经复议直接起诉。",
        "没有收取信息处理费。",
        "无法提供所申请的信息。",
        "建议提案全部办结。",
        "无行政诉讼败诉案件。",
    ],
)
def test_what_only_looks_like_a_zero_phrase_claims_nothing(text: str) -> None:
    assert [] == [claim.status for claim in read(text)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("予以公开12件，占办结总数的40%。", "matched"),
        ("申请中予以公开12件，占办结总数的41%。", "matched"),
        ("申请中予以公开12件，占办结总数的45%。", "contradicted"),
        ("新收申请32件，同比增长60%。", "matched"),
        ("新收申请32件，比上年增加12件。", "matched"),
        ("新收申请32件，同比下降60%。", "contradicted"),
        ("新收申请32件，比上年增加21件。", "contradicted"),
        ("群众满意率98%。", "unmatched"),
    ],
)
def test_shares_and_movements_are_worked_out(text: str, status: Status) -> None:
    assert status == read(text, last=LAST)[-1].status


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2023年我局建立制度。", "N8"),
        ("2021年我局建立制度。", ""),
        ("比2020年增加。", ""),
        ("2022年将继续推进。", ""),
        ("统计期限为2020年1月1日至12月31日。", "N8"),
        ("自2008年以来。", ""),
        ("该部分以表格形式报告。", "N9"),
        ("全年共主动公开条。", "N9"),
        ("我镇高度重视。", "N9"),
        ("受理向市政府提出的申请5件。", "N9"),
    ],
)
def test_foreign_years_and_left_over_text_are_hinted_at(text: str, rule: str) -> None:
    found = {finding.rule.id for finding in findings_of(read(text), REPORT)}
    assert ({rule} if rule else set()) == found - {"N1", "N2"}


def test_figures_said_respectively_go_to_their_rows_in_order() -> None:
    found = read("收到申请32件。予以公开、部分公开、不予公开的申请，分别为12件、5件、2件。")

    assert ["received", "granted", "granted_in_part", "refused"] == [
        claim.role.split("/")[1] for claim in found
    ]
    assert {"matched"} == {claim.status for claim in found}


def test_a_claim_is_told_in_json() -> None:
    (claim,) = read("全年新收政府信息公开申请32件。")

    assert {
        "text": "全年新收政府信息公开申请32件",
        "section": "overview",
        "span": [12, 15],
        "value": 32,
        "unit": "件",
        "role": "requests/received/total",
        "status": "matched",
        "cells": ["requests/received/total"],
    } == claim.as_json()


def test_what_the_prose_asserts_becomes_relations_over_cells() -> None:
    (relation,) = as_relations(read("全年新收政府信息公开申请32件。"), REPORT)

    assert {Address("requests", "received", "total"): 1} == relation.terms
    assert 32 == relation.value


def test_a_contradiction_asserts_each_of_its_readings() -> None:
    relations = as_relations(read("全年新收政府信息公开申请33件。"), REPORT)
    assert {33} == {relation.value for relation in relations}
    assert 3 == len(relations)


@pytest.mark.parametrize(
    "text",
    [
        "受理低保申请120件。",
        "收到群众申请公开征地信息8件。",
        "共收到申请33件（含撤回1件）。",
        "信息公开申请办结率100%。",
        "出台重大行政决策和规范性文件9件。",
        "收到群众来信申请困难补助12件。",
        "办理行政复议案件120件。",
        "第四季度收到申请9件。",
        "行政许可事项共120项。",
        "发布规范性文件解读11篇。",
        "作出行政处罚决定书公示55件。",
        "全县各级共收到依申请公开140件。",
        "办理人大建议、政协提案8件，全部办结。",
    ],
)
def test_what_may_be_about_something_else_is_never_called_wrong(text: str) -> None:
    assert "contradicted" not in [claim.status for claim in read(text)]
