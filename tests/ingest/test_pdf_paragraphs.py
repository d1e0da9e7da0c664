"""Lines of PDF pages become the paragraphs a person reads, without what is on every page."""

from __future__ import annotations

import pytest

from gongkai.ingest.containers.pdf.lines import Row
from gongkai.ingest.containers.pdf.marks import Letter
from gongkai.ingest.containers.pdf.paragraphs import Paragraphs, Placed
from gongkai.ingest.containers.pdf.running import Leaf, without_running
from gongkai.ingest.containers.running import about_running
from gongkai.ingest.words.characters import plain, readable

SIZE = 10.0
HEIGHT = 800.0
LEFT = 50.0


def row(text: str, top: float, indent: float = 0.0, size: float = SIZE) -> Row:
    """A line of square signs; Latin ones are half as wide."""
    letters = []
    x = LEFT + indent * size
    for sign in text:
        width = size / 2 if sign.isascii() else size
        letters.append(Letter(sign, x, x + width, top, top + size, size))
        x += width
    return Row(tuple(letters))


FULL = tuple(Placed(row("满" * 40, 800 + 20 * at), 2) for at in range(3))


def joined(*texts: str, indents: tuple[float, ...] = ()) -> list[str]:
    """The paragraphs of lines below one another, among full ones that tell the margins."""
    full = [("满" * 40, 0.0)] * 4
    lines = [*full, *zip(texts, indents or [0.0] * len(texts), strict=True), *full]
    placed = [Placed(row(text, 20 * at, by), 1) for at, (text, by) in enumerate(lines)]
    some = Paragraphs(placed).joined(placed[4:-4])
    return [line.text for line in some]


def pages(*texts: tuple[str, ...]) -> tuple[list[list[str]], list[str]]:
    """The lines left of pages whose first and last lines stand in the margins."""
    leaves = []
    for first, *middle, last in texts:
        tops = [
            (first, 20.0),
            *((t, 200.0 + 20 * at) for at, t in enumerate(middle)),
            (last, 770.0),
        ]
        leaves.append(Leaf([row(text, top) for text, top in tops if text], HEIGHT))
    kept, left_out = without_running(leaves)
    return [[each.text for each in rows] for rows in kept], left_out


def test_a_line_that_leaves_room_only_for_half_a_number_goes_on() -> None:
    assert ["甲" * 37 + "12.5%。"] == joined("甲" * 37, "12.5%。")


def test_a_bracket_or_quotation_mark_takes_the_sign_after_it_to_the_next_line() -> None:
    assert ["甲" * 37 + "《《乙》完成。"] == joined("甲" * 37, "《《乙》完成。")


def test_a_short_line_is_the_end_of_its_paragraph() -> None:
    assert ["甲" * 30, "12.5%。"] == joined("甲" * 30, "12.5%。")
    assert ["甲" * 36 + "。", "2024年完成。"] == joined("甲" * 36 + "。", "2024年完成。")


def test_short_lines_of_a_menu_tell_no_margin() -> None:
    menu = [Placed(row("首页网站", 20 * at), 1) for at in range(20)]
    body = [
        ("丙" * 30 + "。", 600),
        ("一、总体情况", 630),
        ("甲" * 40, 660),
        ("乙" * 9 + "。", 680),
    ]
    found = Paragraphs([*menu, *(Placed(row(*each), 1) for each in body), *FULL]).joined(
        [Placed(row(*each), 1) for each in body]
    )
    assert ["丙" * 30 + "。", "一、总体情况", "甲" * 40 + "乙" * 9 + "。"] == [
        line.text for line in found
    ]


def test_a_single_line_that_reaches_the_margin_tells_it() -> None:
    """Lines of a page on which next to nothing is broken end anywhere, two of them alike."""
    ends = {0: 18, 40: 18, 80: 40, 100: 5, 140: 30, 180: 12}
    placed = [Placed(row("甲" * count, top), 1) for top, count in ends.items()]
    found = Paragraphs(placed).joined(placed)
    assert [18, 18, 45, 30, 12] == [len(line.text) for line in found]


def test_a_line_that_runs_over_the_margin_alone_does_not_move_it() -> None:
    slip = [Placed(row("长" * 60, 700), 1)]
    placed = [Placed(row("甲" * 40, 20 * at), 1) for at in range(6)]
    assert ["甲" * 240] == [line.text for line in Paragraphs([*placed, *slip]).joined(placed)]


def test_a_paragraph_that_ends_with_a_full_line_shows_by_the_distance_below_it() -> None:
    tops = {0: "甲" * 40, 20: "甲" * 40, 40: "甲" * 39 + "。", 66: "乙" * 40, 86: "乙" * 40}
    placed = [Placed(row(text, top), 1) for top, text in tops.items()]
    found = Paragraphs([*placed, *FULL]).joined(placed)
    assert ["甲" * 119 + "。", "乙" * 80] == [line.text for line in found]


def test_a_title_in_larger_type_has_its_lines_farther_apart() -> None:
    lines = [(0, "甲市乙局2023年政府信息公开工作"), (36, "年度报告")]
    title = [Placed(row(text, top, size=24.0), 1) for top, text in lines]
    whole = [line.text for line in Paragraphs([*title, *FULL]).joined(title)]
    assert ["甲市乙局2023年政府信息公开工作年度报告"] == whole


def test_a_number_that_does_not_fit_goes_on_after_a_colon() -> None:
    line = "甲" * 35 + "邮编："
    assert [line + "4540241234，电话"] == joined(line, "4540241234，电话")
    assert [line, "2.乙"] == joined(line, "2.乙")


def test_a_heading_may_be_broken_itself() -> None:
    lines = ("四、因政府信息公开工作被申请行政复议、", "提起行政诉讼情况", "甲" * 19, "乙" * 19)
    placed = [Placed(row(text, 20 * at), 1) for at, text in enumerate(lines)]
    assert lines[0] + lines[1] == Paragraphs(placed).joined(placed)[0].text


def test_words_of_a_heading_within_a_sentence_begin_nothing() -> None:
    assert ["甲" * 40 + "其他需要报告的事项。"] == joined("甲" * 40, "其他需要报告的事项。")


def test_a_heading_begins_a_paragraph_also_in_radicals_and_after_a_full_line() -> None:
    assert ["甲" * 40, "⼀、总体情况", "乙" * 40] == joined("甲" * 40, "⼀、总体情况", "乙" * 40)


def test_the_title_of_a_report_begins_a_paragraph() -> None:
    title = "甲市乙局2023年政府信息公开工作年度报告"
    assert ["首" * 39 + "页", title] == joined("首" * 39 + "页", title)


def test_a_line_of_a_sentence_that_ends_with_the_name_of_a_report_goes_on() -> None:
    line = "通知》的要求，现公布甲市乙局2023年政府信息公开工作年度报告"
    assert ["甲" * 40 + line] == joined("甲" * 40, line)


@pytest.mark.parametrize("number", ["（2）", "2.", "②", "二是"])
def test_a_number_after_a_sentence_begins_a_paragraph(number: str) -> None:
    assert ["甲" * 39 + "。", number + "乙" * 20] == joined("甲" * 39 + "。", number + "乙" * 20)


def test_running_heads_are_left_out_and_said() -> None:
    kept, left_out = pages(
        ("", "标题", "正文一", "第1页 共3页乙"),
        ("甲市乙局年报", "正文二", "第2页 共3页乙"),
        ("甲市乙局年报", "正文三", "第3页 共3页乙"),
    )
    assert [["标题", "正文一"], ["正文二"], ["正文三"]] == kept
    assert ["第1页 共3页乙", "甲市乙局年报"] == left_out
    assert "页眉或页脚“甲市乙局年报”没有读入" == about_running(left_out)[1]


def test_what_a_browser_prints_is_left_out_of_a_single_page() -> None:
    kept, _ = pages(("标题", "正文", "https://www.gov.cn/a.html1/1"))
    assert [["标题", "正文"]] == kept


@pytest.mark.parametrize(
    "texts",
    [
        (("标题", "正文一", "甲" * 20), ("乙" * 20, "正文二", "丙" * 20)),
        (("信息内容", "正文一", ""), ("信息内容", "正文二", "")),
        (("标题", "每页都有", ""), ("别的", "每页都有", "")),
        (("标题", "正文", ""),),
        (("主动公开3件", "正文", "答复7件，"), ("主动公开8件", "正文", "答复9件，")),
        (("一样。", "正文", ""), ("一样。", "正文", "")),
    ],
    ids=["other text", "head of a table", "in the middle", "one page", "figures", "sentences"],
)
def test_other_lines_stay(texts: tuple[tuple[str, ...], ...]) -> None:
    kept, notes = pages(*texts)
    assert ([[text for text in page if text] for page in texts], []) == (kept, notes)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("⻔⼾⽹站", "门户网站"),
        ("⾨⼾", "门户"),
        ("⾒⾯", "见面"),
        ("⻅⾯", "见面"),
        ("⻓⾧", "长长"),
        ("⻰⿓", "龙龙"),
        ("⻘⾭", "青青"),
        ("⿊⻩⿈", "黑黄黄"),
        ("⻢⾺", "马马"),
        ("⺟⼥", "母女"),
        ("⼀⼆⽂", "一二文"),
    ],
)
def test_radicals_are_the_characters_of_a_simplified_text(written: str, meant: str) -> None:
    assert (meant, meant) == (readable(written), plain(written))
