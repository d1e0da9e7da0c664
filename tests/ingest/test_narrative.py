"""The text of the six sections is complete and in order, without the rest of a page."""

from __future__ import annotations

import pytest

from gongkai.ingest.containers.html.reader import read_html
from gongkai.ingest.containers.text.reader import read_text
from gongkai.ingest.document import Line
from gongkai.ingest.narrative.sections import Narrative, narrative_of

AGENCY = "甲市乙局"
TITLES = {
    "overview": "一、总体情况",
    "disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}
TITLE = "甲市乙局2024年政府信息公开工作年度报告"
OPENING = "根据有关要求，编制本报告。"
REPORT = (
    TITLE,
    OPENING,
    TITLES["overview"],
    "全年工作平稳。",
    TITLES["disclosure"],
    TITLES["requests"],
    TITLES["disputes"],
    TITLES["problems"],
    "解读不多。",
    TITLES["other_matters"],
    "没有收费。",
)
SECTIONS = {
    "overview": ("全年工作平稳。",),
    "problems": ("解读不多。",),
    "other_matters": ("没有收费。",),
}
TABLES = (5, 6, 7)


def told(*texts: str, tables: tuple[int, ...] = (), agency: str = AGENCY) -> Narrative:
    lines = [Line(text, f"第{at}段") for at, text in enumerate(texts, start=1)]
    return narrative_of(lines, tables, agency)


def with_heading(section: str, heading: str) -> Narrative:
    """The report with another heading of a section."""
    return told(*(heading if text == TITLES[section] else text for text in REPORT), tables=TABLES)


def in_overview(*texts: str) -> tuple[str, ...]:
    tables = tuple(table + len(texts) for table in TABLES)
    found = told(*REPORT[:3], *texts, "全年培训三次。", *REPORT[4:], tables=tables)
    assert {**SECTIONS, "overview": (*texts, "全年培训三次。")} == dict(found.sections)
    return found.notes


def at_the_end(*texts: str, agency: str = AGENCY) -> tuple[str, ...]:
    found = told(*REPORT, *texts, tables=TABLES, agency=agency)
    assert dict(found.sections) == SECTIONS
    return found.notes


@pytest.mark.parametrize(
    "line",
    [
        "关闭政务新媒体账号2个，整合3个。",
        "分享经验做法3次。",
        "打印办事指南500份。",
        "返回申请人补正通知2件。",
        "收藏量达到1.2万次。",
        "附件1：主动公开目录",
        "来源：市大数据局",
        "扫一扫关注“甲市发布”。",
        "联系电话：0527-1234",
        "相关链接",
        "联系我们栏目全年答复5件。",
    ],
)
def test_a_line_like_those_below_a_page_ends_no_section(line: str) -> None:
    assert () == in_overview(line)


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        ("overview", "一、基本情况"),
        ("overview", "（一）总体情况"),
        ("overview", "1.总体情况"),
        ("overview", "一 总体情况"),
        ("overview", "一总体情况"),
        ("overview", "01 总体情况"),
        ("overview", "01总体情况"),
        ("overview", "壹、总体情况"),
        ("overview", "1 总体情况"),
        ("overview", "I. 总体情况"),
        ("overview", "PART.01 总体情况"),
        ("overview", "第一章 总体情况"),
        ("other_matters", "Ⅵ、其他事项"),
        ("other_matters", "06 其他事项"),
        ("overview", "Ⅰ、总体情况"),
        ("overview", "Part 1 总体情况"),
        ("problems", "05 存在的主要问题和改进情况"),
        ("other_matters", "Ⅵ. 其他需要报告的事项"),
        ("overview", "一、2024年总体情况"),
        ("overview", "一、政府信息公开工作总体情况"),
        ("overview", "一、本年度履职回顾"),
        ("problems", "五、存在主要问题"),
        ("problems", "五、存在的困难和问题"),
        ("problems", "五、存在的不足及下一步打算"),
        ("problems", "五、存在的主要问题和下一步工作安排"),
        ("other_matters", "六、其他"),
        ("other_matters", "六、其他事项"),
        ("other_matters", "六、需要说明的其他事项"),
        ("other_matters", "六、收取信息处理费情况"),
        ("disclosure", "二、政府信息主动公开情况"),
        ("requests", "三、依申请公开情况"),
        ("disputes", "四、复议诉讼情况"),
    ],
)
def test_a_heading_is_known_by_its_number_and_words_of_its_own(section: str, heading: str) -> None:
    assert SECTIONS == dict(with_heading(section, heading).sections)


@pytest.mark.parametrize(
    "answer",
    [
        "无其他需要报告的事项。",
        "没有其他需要报告的事项。",
        "暂无其它需要报告的事项",
        "本年度无其他需要报告的事项。",
        "其他需要报告的事项：无。",
        "其他需要报告的事项：无",
    ],
)
def test_an_answer_in_the_words_of_its_heading_is_text(answer: str) -> None:
    for after in ((), (AGENCY, "2025年1月10日"), ("附件：统计表",)):
        found = told(*REPORT[:-1], answer, *after, tables=TABLES)
        assert {**SECTIONS, "other_matters": (answer,)} == dict(found.sections)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("六、无其他需要报告的事项。", "无其他需要报告的事项。"),
        ("六、其他需要报告的事项：无", "无"),
        ("六、其他需要报告的事项：无。", "无。"),
    ],
)
def test_an_answer_on_the_line_of_its_heading_is_text(line: str, answer: str) -> None:
    found = told(*REPORT[:-2], line, tables=TABLES)
    assert (answer,) == found.sections["other_matters"]


def test_a_title_that_is_not_the_form_s_is_noted() -> None:
    assert ("标题“六、其他”按第六部分“其他需要报告的事项”读",) == with_heading(
        "other_matters", "六、其他"
    ).notes


def test_a_number_alone_makes_no_section_with_a_table_where_none_follows() -> None:
    text = [text for text in REPORT if text != TITLES["disclosure"]]
    text.insert(4, "二、加强组织领导")
    assert ("全年工作平稳。", "二、加强组织领导") == told(*text).sections["overview"]


@pytest.mark.parametrize(
    "line",
    [
        "主动公开政府信息情况",
        "一、主动公开政府信息情况",
        "二、依申请公开政府信息情况",
        "二、主动公开情况",
    ],
)
def test_a_passage_of_section_one_may_have_the_title_of_another(line: str) -> None:
    in_overview(line)


def test_a_title_that_is_no_heading_where_it_stands_is_noted() -> None:
    (note,) = in_overview("主动公开政府信息情况")
    assert "第4段的“主动公开政府信息情况”像是一个部分的标题" in note


def test_a_wrong_number_is_no_hindrance_where_the_table_follows() -> None:
    found = with_heading("requests", "二、收到和处理政府信息公开申请情况")
    assert (SECTIONS, ()) == (dict(found.sections), found.notes)


def test_a_table_of_contents_before_the_text_is_no_text() -> None:
    found = told(TITLE, "目录", *TITLES.values(), *REPORT[1:], tables=(12, 13, 14))
    assert (SECTIONS, ()) == (dict(found.sections), found.notes)


def test_a_table_of_contents_with_pages_is_no_text() -> None:
    contents = (f"{title}……{page}" for page, title in enumerate(TITLES.values(), start=1))
    found = told(TITLE, *contents, *REPORT[1:], tables=(11, 12, 13))
    assert (SECTIONS, ()) == (dict(found.sections), found.notes)


def test_a_table_of_contents_after_the_text_is_no_text() -> None:
    assert () == at_the_end(AGENCY, "2025年1月10日", "目录", *TITLES.values(), "扫一扫打开当前页")
    assert () == at_the_end("目录", *TITLES.values())


def test_of_two_equal_copies_one_is_read_and_it_is_said() -> None:
    notes = at_the_end(*REPORT)
    assert ("正文在页面上有两份，内容相同，只读一份",) == notes


def test_of_another_text_below_it_is_said_that_it_was_not_read() -> None:
    other = (text.replace("平稳", "繁忙") for text in REPORT)
    assert ("正文之后另有一份内容不同的正文，没有读入",) == at_the_end(*other)


def test_a_heading_over_the_next_page_is_not_text() -> None:
    found = told(*REPORT[:9], TITLES["problems"], "培训不够。", *REPORT[9:], tables=TABLES)
    assert ("解读不多。", "培训不够。") == found.sections["problems"]


@pytest.mark.parametrize(
    "body",
    [
        "中华人民共和国丙海关",
        "丙市第一人民医院",
        "丙职业技术学院",
        "丙大学",
        "丙市公安局交通警察支队",
        "丙市总工会",
        "丙镇人民政府",
        "丙镇政府",
        "丙 市 丁 局",
        "丙市丁局（盖章）",
    ],
)
def test_a_body_that_signs_with_a_date_is_no_text(body: str) -> None:
    assert () == at_the_end(body, "2025年1月20日", agency="")
    assert () == at_the_end(f"{body}　2025年1月20日", agency="")


@pytest.mark.parametrize(
    "date", ["2025年1月", "2025-01-20", "2025.1.20", "2025/1/20", "二〇二五年一月二十日"]
)
def test_a_date_is_known_in_every_form(date: str) -> None:
    assert () == at_the_end("丙市丁局", date, agency="")


@pytest.mark.parametrize(
    "line",
    [
        "附件【年报.docx】已下载3次",
        "上一条：2025年部门预算",
        "下一条：2023年年度报告",
        "[打印]",
        "【打印本页】【关闭窗口】",
        "分类：信息公开｜标签：年报",
        "文章导航",
        "微信扫一扫关注该公众号",
        "END",
        "—— END ——",
        "抄送：市政府办公室。",
        "甲市乙局办公室2025年1月20日印发",
        "版权所有：甲市乙局",
        "编辑 | 张三",
        "撰稿人：李四",
        "（此页无正文）",
        "您是第12345位访客",
        "网站地图 | 联系我们 | 政府网站找错",
        "点分享 点收藏 点在看",
        "文件下载",
        "文章导航 上一页 关于放假的通知",
    ],
)
def test_a_line_of_the_page_is_no_text_nor_the_signature_before_it(line: str) -> None:
    assert () == at_the_end(line)
    assert () == at_the_end(AGENCY, "2025年1月20日", line)
    assert () == at_the_end("丙市丁局", "2025年1月20日", line, "猜你喜欢", agency="")


@pytest.mark.parametrize(
    "head", ["往期推荐", "近期文章", "喜欢此内容的人还喜欢", "网友评论（3）", "延伸阅读"]
)
def test_other_articles_are_no_text_and_their_sentences_are_told(head: str) -> None:
    assert () == at_the_end(head, "甲市乙局2019年政府信息公开工作年度报告", "一图读懂新条例")
    (note,) = at_the_end(head, "某县召开会议，部署工作。")
    assert "某县召开会议" in note


@pytest.mark.parametrize(
    "line",
    [
        "往期推荐",
        "▼往期回顾▼",
        "点分享",
        "点收藏 点点赞 点在看",
        "喜欢此内容的人还喜欢",
        "网站地图 | 联系我们",
        "政府网站找错",
        "您是第 12345 位访客",
        "热门推荐",
        "网友评论",
        "（此页无正文）",
        "近期文章",
    ],
)
def test_nothing_below_a_line_that_is_surely_the_page_s_is_text(line: str) -> None:
    assert () == at_the_end(line, "我市召开大会", "甲市举办培训班")
    (note,) = at_the_end(line, "我市召开大会！")
    assert "我市召开大会！" in note


@pytest.mark.parametrize("line", ["网站地图已经更新。", "此页无正文的附件两份。"])
def test_a_sentence_on_such_a_thing_is_text(line: str) -> None:
    found = told(*REPORT, line, tables=TABLES)
    assert ("没有收费。", line) == found.sections["other_matters"]


@pytest.mark.parametrize(
    "line",
    [
        "撰稿人：张三",
        "文件下载",
        "无障碍浏览 繁体版 手机版",
        "分类 通知公告",
        "关联稿件",
        "丙市丁局（印章）",
    ],
)
def test_a_byline_or_button_ends_the_text(line: str) -> None:
    assert () == at_the_end(line, "2025年1月10日")


def test_a_seal_without_a_name_signs() -> None:
    assert () == at_the_end("机关（印章）", "2025年1月10日")


@pytest.mark.parametrize("line", ["政策解读：一图读懂", "甲市乙局2021年政府信息公开工作年度报告"])
def test_the_title_of_another_text_ends_the_text_and_it_is_said(line: str) -> None:
    (note,) = at_the_end(line, "部门预算")
    assert f"从“{line}”起有2行" in note


@pytest.mark.parametrize("apart", [{"is_link": True}, {"is_beside": True}])
def test_what_a_page_sets_beside_its_text_ends_it_and_it_is_said(apart: dict[str, bool]) -> None:
    lines = [Line(text, f"第{at}段") for at, text in enumerate(REPORT, start=1)]
    lines += [Line("关于放假的通知", "第20段", **apart)]
    found = narrative_of(lines, TABLES, AGENCY)
    assert SECTIONS == dict(found.sections)
    assert "从“关于放假的通知”起有1行" in found.notes[0]


def test_the_parts_of_a_page_beside_its_text_are_known() -> None:
    page = "<main><p>正文</p></main><div role=navigation><p>导航</p></div><aside>侧栏</aside>"
    parts = read_html(page.encode(), "a.html").parts
    assert [("正文", False), ("导航", True), ("侧栏", True)] == [
        (part.text, part.is_beside) for part in parts if isinstance(part, Line)
    ]


def page_of(below: str) -> tuple[str, ...]:
    """The last section of a page whose report is an element, something standing below it."""
    report = "".join(f"<p>{text}</p>" for text in REPORT)
    page = f"<body><div>{report}</div>{below}</body>"
    return tuple(
        part.text
        for part in read_html(page.encode(), "a.html").parts
        if isinstance(part, Line) and part.is_beside
    )


def test_what_stands_below_the_element_of_the_headings_is_beside_it() -> None:
    assert ("春节放假安排", "党政机关") == page_of(
        "<div><p>春节放假安排</p><ul><li>党政机关</ul></div>"
    )


def test_text_that_stands_apart_from_its_heading_is_not_beside_it() -> None:
    parts = [f"<p>{text}</p>" for text in REPORT]
    page = f"<body><div>{''.join(parts[:-1])}</div><div>{parts[-1]}</div></body>"
    lines = [part for part in read_html(page.encode(), "a.html").parts if isinstance(part, Line)]
    assert not any(line.is_beside for line in lines)


def test_attachments_named_above_the_signature_are_left_out_and_it_is_said() -> None:
    notes = at_the_end("附件：1.主动公开目录", "2.公开指南", AGENCY, "2025年1月20日")
    assert ("正文末尾从“附件：1.主动公开目录”起有2行不像正文，没有读入",) == notes


def test_numbered_lines_above_the_signature_are_text() -> None:
    found = told(*REPORT, "1.落实要点情况", AGENCY, "2025年1月20日", tables=TABLES)
    assert ("没有收费。", "1.落实要点情况") == found.sections["other_matters"]


def test_the_unit_of_a_table_in_brackets_is_no_text() -> None:
    found = told(*REPORT[:5], "（单位：件、万元）", *REPORT[5:], tables=(6, 7, 8))
    assert SECTIONS == dict(found.sections)


def test_a_number_on_a_line_of_its_own_belongs_to_the_title_below_it() -> None:
    lines = read_text(
        "行政事业性收费\n3\n03\n收到和处理政府信息公开申请情况\n二".encode(), "a.txt"
    ).parts
    texts = [line.text for line in lines if isinstance(line, Line)]
    assert ["行政事业性收费", "3", "03 收到和处理政府信息公开申请情况", "二"] == texts


def test_what_stands_on_every_page_of_copied_text_is_left_out_and_it_is_said() -> None:
    pages = [
        "\n".join([f"第{n}页的正文。"] + [f"全年培训{n + each}次。" for each in range(6)])
        + f"\n11/27/26, 5:02 PM 年度报告\nfile:///a/1.html {n}/4"
        for n in range(1, 5)
    ]
    document = read_text("\n".join(pages).encode(), "a.txt")
    assert not any(
        "11/27/26" in p.text or "file" in p.text for p in document.parts if isinstance(p, Line)
    )
    assert 28 == len(document.parts)
    assert ["11/27/26" in note or "file" in note for note in document.notes] == [True, True]


def test_lines_that_count_something_else_stay() -> None:
    text = "\n".join(f"{n}月公开信息{n * n}条次\n" + "说明。\n" * 7 for n in range(1, 6))
    assert 40 == len(read_text(text.encode(), "a.txt").parts)


def test_entities_in_text_are_the_signs_they_stand_for() -> None:
    page = "&emsp;&emsp;2024年&nbsp;&nbsp;公开&amp;解读".encode()
    (line,) = read_text(page, "a.md").parts
    assert isinstance(line, Line)
    assert "2024年公开&解读" == "".join(line.text.split())


def test_the_document_s_own_body_signs_without_a_date() -> None:
    assert () == at_the_end("甲市乙局", "猜你喜欢")


def test_sentences_after_the_signature_are_left_out_and_it_is_said() -> None:
    notes = at_the_end(AGENCY, "2025年1月20日", "本站内容未经许可不得转载。")
    assert ("正文末尾从“本站内容未经许可不得转载。”起有1行不像正文，没有读入",) == notes


def test_a_telephone_at_the_end_is_left_out_and_it_is_said() -> None:
    assert ("正文末尾从“联系电话：0527-1234”起有1行不像正文，没有读入",) == at_the_end(
        "联系电话：0527-1234"
    )


def test_the_last_section_goes_on_after_a_line_like_those_below_a_page() -> None:
    found = told(*REPORT, "联系电话：0527-1234", "此外没有需要报告的。", tables=TABLES)
    assert ("没有收费。", "联系电话：0527-1234", "此外没有需要报告的。") == found.sections[
        "other_matters"
    ]


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("after", [(), ("甲市乙局", "2025年1月20日"), ("附件：统计表",)])
@pytest.mark.parametrize(
    "answer",
    [
        "无其他需要报告的事项。", "没有其它需要报告的事项", "本年度无其他需要报告的事项。",
        "暂无其他需要报告的事项。",
    ],
)  # fmt: skip
def test_a_section_may_say_its_title_again(
    answer: str, after: tuple[str, ...], *, numbered: bool
) -> None:
    texts = [*REPORT[:-1], answer, *after]
    if not numbered:
        texts = [text[2:] if text in TITLES.values() else text for text in texts]
    found = told(*texts, tables=TABLES)
    assert (answer,) == found.sections["other_matters"]
    assert SECTIONS["problems"] == found.sections["problems"]


def test_a_short_answer_is_no_signature() -> None:
    found = told(*REPORT[:-1], "无", "2025年1月20日", tables=TABLES)
    assert ("无",) == found.sections["other_matters"]


@pytest.mark.parametrize(
    "line",
    [
        "结果维持结果纠正其他结果尚未审结总计",
        "和） 商业企科研机社会公益组法律服务机其",
        "法人或其他组织项加第二项之和，等于第三项加",
        "未经复议直接起诉 复议后起诉结果维结果纠其他结尚未审总",
        "息",
        "表2 收到和处理政府信息公开申请情况表",
        "表二：收到和处理政府信息公开申请情况",
        "续表",
        "未经复议直接起诉 复议后起诉",
        "人 商业 科研 社会公益 法律服务 其 总",
        "计",
        "结结其尚",
    ],
)
def test_heads_of_a_table_are_no_text_of_its_section(line: str) -> None:
    found = told(*REPORT[:7], line, *REPORT[7:], tables=(8, 8, 8))
    assert SECTIONS == dict(found.sections)


@pytest.mark.parametrize(
    "line",
    [
        "无",
        "本年度无此情况",
        "结果维持的1件。",
        "本年度没有行政处罚",
        "无行政复议、行政诉讼情况",
        "本年新收政府信息公开申请数量为零",
    ],
)
def test_words_on_a_table_are_text_of_its_section(line: str) -> None:
    found = told(*REPORT[:7], line, *REPORT[7:], tables=(8, 8, 8))
    assert (line,) == found.sections["disputes"]


def test_figures_of_a_table_that_was_not_read_are_no_text_and_it_is_said() -> None:
    found = told(*REPORT[:7], "4 3 19", *REPORT[7:], tables=(8, 8, 8))
    assert (SECTIONS, ("第8段的“4 3 19”只有数字，不是正文，也没有读入表格",)) == (
        dict(found.sections),
        found.notes,
    )


def test_another_sheet_s_text_is_none_of_the_section_s_and_it_is_said() -> None:
    lines = [Line(text, f"工作表“年报”第{at}行") for at, text in enumerate(REPORT)]
    lines += [Line("请各单位按时报送。", f"工作表“填报说明”第{at}行") for at in (1, 2)]
    found = narrative_of(lines, TABLES, AGENCY)
    assert SECTIONS == dict(found.sections)
    assert ("工作表“填报说明”没有这一部分的标题，其中的文字没有作为正文读入",) == found.notes


def test_rows_of_a_comma_separated_file_are_text_without_their_blank_cells() -> None:
    found = told(*(f"{text},,,,,," for text in REPORT), ",,甲市乙局,,", tables=TABLES)
    assert (SECTIONS, ()) == (dict(found.sections), found.notes)
    quoted = told(*REPORT[:3], '"全年公开1,286条, 平稳。",,,', *REPORT[4:], tables=TABLES)
    assert ("全年公开1,286条, 平稳。",) == quoted.sections["overview"]


def test_a_figure_on_a_line_of_its_own_is_left_out_and_it_is_said() -> None:
    found = told(*REPORT[:3], "26", *REPORT[3:], tables=(6, 7, 8))
    assert (SECTIONS, ("第4段的“26”只有数字，像是页码，没有读入正文",)) == (
        dict(found.sections),
        found.notes,
    )


def test_numbers_of_pages_that_count_are_left_out_silently() -> None:
    found = told(*REPORT[:3], "1", *REPORT[3:9], "2", *REPORT[9:], tables=(6, 7, 8))
    assert (SECTIONS, ()) == (dict(found.sections), found.notes)


def test_a_text_without_headings_has_no_sections() -> None:
    assert Narrative({}) == told("通知", "请各单位报送。")


def test_text_above_the_first_heading_is_noted_where_section_one_has_none() -> None:
    found = with_heading("overview", "全年回顾")
    assert "overview" not in found.sections
    assert found.notes == ("没有找到“总体情况”的标题，第一个标题之前有2段文字，没有读入",)


def test_a_number_on_a_line_of_its_own_over_a_title_is_no_text() -> None:
    texts = [*REPORT[:7], "PART 05", TITLES["problems"][2:], *REPORT[8:]]
    assert SECTIONS["problems"] == told(*texts, tables=TABLES).sections["problems"]


def test_a_passage_numbered_as_a_section_is_not_its_heading() -> None:
    in_overview("01 加强组织领导", "02 加强公开", "05 强化监督保障")


@pytest.mark.parametrize("problems", ["存在的主要问题及改进情况", "存在问题和改进措施"])
def test_tables_attached_below_the_text_leave_it_its_own_numbers(problems: str) -> None:
    text = (*REPORT[:4], f"二、{problems}", "解读不多。", "三、其他需要报告的事项")
    titles = (TITLES[table][2:] for table in ("disclosure", "requests", "disputes"))
    attached = map("".join, zip(("附表1 ", "附表2：", "附件3 "), titles, strict=True))
    found = told(*text, "没有收费。", *attached, tables=(9, 10, 11))

    assert dict(found.sections) == SECTIONS
    assert not [note for note in found.notes if "像是一个部分的标题" in note]


def test_a_passage_with_words_of_a_title_is_not_its_heading_where_that_stands() -> None:
    found = told(*REPORT[:-1], "一、本年度收取信息处理费情况", "没有收费。", tables=TABLES)

    passages = ("一、本年度收取信息处理费情况", "没有收费。")
    assert {**SECTIONS, "other_matters": passages} == dict(found.sections)
