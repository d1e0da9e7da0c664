"""Lines that were broken at one width are paragraphs again; others stay what they are."""

from __future__ import annotations

from gongkai.ingest.containers.text.wrapped import unwrapped
from gongkai.ingest.document import Line

FULL = "甲" * 30


def of(*texts: str, tables: tuple[int, ...] = (), rows: tuple[int, ...] = ()) -> list[str]:
    """The paragraphs of lines, between full lines that tell the width."""
    numbers = rows or range(1, len(texts) + 1)
    lines = [Line(text, f"第{number}行") for number, text in zip(numbers, texts, strict=True)]
    return [line.text for line in unwrapped(lines, tables)[0]]


LONG = (FULL, FULL, FULL, FULL + "乙" * 1, "完。")


def test_lines_of_one_width_are_joined() -> None:
    assert [FULL * 3 + FULL + "乙完。"] == of(*LONG)


def test_a_line_too_short_for_the_next_number_goes_on() -> None:
    assert [FULL * 4 + "甲" * 28 + "12.5%。"] == of(*[FULL] * 4, "甲" * 28, "12.5%。")


def test_a_short_line_ends_a_paragraph_and_a_number_begins_one() -> None:
    assert [FULL * 4 + "完。", "（一）" + "乙" * 27 + "完。"] == of(
        *[FULL] * 4, "完。", "（一）" + "乙" * 27, "完。"
    )


def test_an_indented_line_begins_a_paragraph() -> None:
    assert [FULL * 4, "    " + "乙" * 28] == of(*[FULL] * 4, "    " + "乙" * 28)


def test_a_heading_and_a_blank_line_end_a_paragraph() -> None:
    assert [FULL * 4, "一、总体情况", FULL] == of(*[FULL] * 4, "一、总体情况", FULL)
    assert [FULL * 4, FULL] == of(*[FULL] * 5, rows=(1, 2, 3, 4, 6))


def test_a_sign_that_begins_no_line_goes_on() -> None:
    assert [FULL * 4 + "《办法》（第1号），完。"] == of(
        *[FULL] * 4, "《办法》", "（第1号）", "，完。"
    )


def test_a_table_ends_a_paragraph_and_keeps_its_place() -> None:
    lines = [Line(FULL, f"第{at}行") for at in range(1, 7)]
    found, tables = unwrapped(lines, (4,))
    assert ([FULL * 4, FULL * 2], [1]) == ([line.text for line in found], tables)


def test_paragraphs_of_any_length_stay() -> None:
    texts = ["甲" * size for size in (31, 90, 45, 12, 200, 30)]
    assert texts == of(*texts)
