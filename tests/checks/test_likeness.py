"""Copied narratives are found, honest ones are not."""

from __future__ import annotations

from gongkai import law
from gongkai.checks.likeness import finding_of, likeness, normalised
from tests.reports import report_of

TEXT = (
    "东山县持续推进主动公开工作，全年公开信息120条，重点公开财政预决算、公共资源配置和社会公益事业等内容。"
    "规范依申请公开办理流程，落实登记、审核、答复、归档各环节责任，加强与申请人的沟通。"
    "完善信息管理制度，定期清理规范性文件，及时公布清理结果。"
    "加强门户网站建设，优化栏目设置，提升检索能力。强化监督保障，开展业务培训，定期通报情况。"
)
OTHER = (
    "今年以来围绕老旧小区改造，把施工计划、补贴标准和验收结果放到小区门口的电子屏上，居民扫码即可查看进度。"
    "窗口设专人帮老年人填写申请，能当场答的当场答，不能当场答的约定日期。"
    "对照去年评议中群众提的意见逐条整改，未完成的写明原因和时限，年底请居民代表再次打分。"
)


def test_the_same_text_under_another_name_with_other_figures_is_found() -> None:
    copied = TEXT.replace("东山", "西河").replace("120", "96")

    (alike,) = likeness(
        {
            ("a", 2021, "overview"): TEXT,
            ("b", 2021, "overview"): copied,
            ("c", 2021, "overview"): OTHER,
        }
    )
    assert (("b", 2021, "overview"), ("a", 2021, "overview")) == (alike.key, alike.other)
    assert alike.share == 1
    assert alike.passage in TEXT


def test_the_index_over_many_texts_finds_what_comparing_each_with_each_finds() -> None:
    few = {("a", 2021, "overview"): TEXT, ("b", 2021, "overview"): TEXT.replace("120", "96")}
    others = {
        (f"own-{n}", 2020, "overview"): "".join(map(chr, range(0x5000 + 99 * n, 0x5063 + 99 * n)))
        for n in range(12)
    }

    assert [("b", "a")] == [(alike.key[0], alike.other[0]) for alike in likeness(few)]
    assert likeness(few) == likeness({**others, **few})


def test_last_years_text_is_found_as_a_hint_with_the_passage() -> None:
    (alike,) = likeness({("a", 2020, "overview"): TEXT, ("a", 2021, "overview"): TEXT})
    rule = next(rule for rule in law.rules() if rule.id == "N9")
    finding = finding_of(alike, rule, report_of(), "上年报告")

    assert ("hint", "violated") == (finding.rule.severity, finding.outcome)
    assert alike.passage in finding.message


def test_different_texts_and_other_sections_are_not_alike() -> None:
    assert [] == likeness(
        {
            ("a", 2021, "overview"): TEXT,
            ("b", 2021, "overview"): OTHER,
            ("b", 2021, "problems"): TEXT,
        }
    )


def test_short_texts_are_alike_by_nature_and_not_named() -> None:
    short = "无其他需要报告的事项。"
    assert [] == likeness(
        {("a", 2021, "other_matters"): short, ("b", 2021, "other_matters"): short}
    )


def test_names_and_figures_are_taken_out() -> None:
    assert normalised("东山县公开12条") == normalised("西河县公开三条")


def test_a_text_that_all_share_is_told_once_and_as_last_years_where_it_is() -> None:
    many = {(f"body-{at:03}", 2020 + year, "overview"): TEXT for year in (0, 1) for at in range(60)}
    found = {alike.key: alike.other for alike in likeness(many)}

    assert 119 == len(found)
    assert ("body-059", 2020, "overview") == found["body-059", 2021, "overview"]


def test_the_passage_shown_is_of_one_line_and_of_words_not_of_references() -> None:
    text = f"（一）主动公开\n全年公开{{{{ facts/items_published }}}}条。{TEXT}\n（二）依申请公开"
    (alike,) = likeness({("a", 2020, "overview"): text, ("a", 2021, "overview"): text})

    assert alike.passage in text
    assert len(alike.passage) >= 50
    assert not set("\n{}") & set(alike.passage)
