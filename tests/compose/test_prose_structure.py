"""The agency's lines as headings and paragraphs."""

from __future__ import annotations

import pytest

from gongkai.compose.blocks import Heading, Paragraph
from gongkai.compose.prose.structure import structure


def test_each_line_is_a_paragraph_and_empty_lines_are_nothing() -> None:
    assert structure("甲。\n\n  \n乙。\r\n丙。") == (
        Paragraph("甲。"),
        Paragraph("乙。"),
        Paragraph("丙。"),
    )


def test_the_indent_of_a_line_is_left_to_the_page() -> None:
    assert structure("　　全年收到申请。　") == (Paragraph("全年收到申请。"),)


@pytest.mark.parametrize(
    "line", ["（一）主动公开", "(二) 依申请公开", "（十一）加强领导，压实责任"]
)
def test_a_short_line_with_a_chinese_numeral_in_brackets_is_a_heading(line: str) -> None:
    assert structure(line) == (Heading(line, 3),)


@pytest.mark.parametrize("line", ["1.组织领导", "2、平台建设", "１．制度", "12. 3月工作"])
def test_a_numbered_line_under_it_is_a_heading_one_level_down(line: str) -> None:
    assert structure(f"（一）监督保障\n{line}") == (Heading("（一）监督保障", 3), Heading(line, 4))


def test_a_numbered_line_on_its_own_does_not_skip_a_level() -> None:
    assert structure("1.存在问题\n（一）甲\n1.乙") == (
        Heading("1.存在问题", 3),
        Heading("（一）甲", 3),
        Heading("1.乙", 4),
    )


@pytest.mark.parametrize(
    "line",
    [
        "（一）主动公开。全年公开9条",
        "（一）收到申请3件；",
        "（一）" + "长" * 40,
        "（一）",
        "1.5万元用于平台建设",
        "2023年全面推进",
        "123.甲",
        "一、总体情况",
    ],
)
def test_run_in_headings_items_and_figures_stay_paragraphs(line: str) -> None:
    assert structure(line) == (Paragraph(line),)


def test_markup_is_plain_text() -> None:
    text = "<script>alert(1)</script> **粗** {% raw %} [链接](javascript:x)"
    assert structure(text) == (Paragraph(text),)


def test_characters_that_show_nothing_are_not_printed() -> None:
    assert structure("收到\u202e21\u202c件\x00\u200b\ufeff。") == (Paragraph("收到21件。"),)


def test_what_cannot_be_saved_is_replaced_and_tabs_keep_figures_apart() -> None:
    assert structure("1\t2\ud800") == (Paragraph("1\t2\ufffd"),)


def test_breaks_of_word_processors_are_line_ends() -> None:
    assert structure("甲\x0b乙\u2028丙") == (Paragraph("甲"), Paragraph("乙"), Paragraph("丙"))
