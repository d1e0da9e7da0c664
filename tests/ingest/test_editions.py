"""The edition is told by heads that agree; where too little speaks for it, that is said."""

from __future__ import annotations

import pytest

from gongkai import law
from gongkai.ingest.reading import read
from gongkai.ingest.reading_report import confidence
from gongkai.report import Blank
from tests.ingest.publishing import as_is
from tests.ingest.styles import cell_lines, plain_html
from tests.reports import balanced

HEADS = {
    "2019": (
        "本年新制作数量",
        "本年新公开数量",
        "对外公开总数量",
        "上一年项目数量",
        "本年增/减",
        "处理决定数量",
        "采购项目数量",
        "采购总金额",
    ),
    "2021": ("本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额"),
}


def without_heads(edition: str, kept: int) -> bytes:
    text = plain_html(balanced(law.edition(edition), 1), as_is)[0].decode()
    for head in HEADS[edition][kept:]:
        text = text.replace(head, "＊＊")
    return text.encode()


@pytest.mark.parametrize("edition", HEADS)
def test_whole_heads_decide_without_a_doubt(edition: str) -> None:
    reading = read(without_heads(edition, 99), "页.html")
    assert (edition, False) == (reading.edition, reading.doubtful)


@pytest.mark.parametrize("edition", HEADS)
def test_two_heads_that_agree_decide(edition: str) -> None:
    reading = read(without_heads(edition, 2), "页.html")
    assert (edition, False) == (reading.edition, reading.doubtful)


@pytest.mark.parametrize("edition", HEADS)
def test_without_heads_the_edition_is_never_taken_silently(edition: str) -> None:
    reading = read(without_heads(edition, 0), "页.html")
    said = [note.text for note in reading.notes if note.kind == "edition"]
    assert edition == reading.edition
    assert any("没有可辨认的列标题" in text for text in said)


def test_without_heads_or_year_the_reading_is_in_doubt() -> None:
    text = without_heads("2019", 0).decode()
    for year in ("2019", "2020"):
        text = text.replace(year, "某")
    reading = read(text.encode(), "页.html")
    assert reading.doubtful or not reading.edition
    assert "partial" == reading.outcome
    assert "高" != confidence(reading)[0]


def test_a_blank_beside_figures_that_found_no_place_is_unread() -> None:
    text = cell_lines(balanced(law.edition("2019"), 1), as_is)[0].decode()
    text = text.replace("未经复议直接起诉", "未经直诉").replace("复议后起诉", "复后诉")
    reading = read(text.encode(), "页.txt")
    blank = [a for a, cell in reading.values.items() if isinstance(cell, Blank)]
    assert "partial" == reading.outcome
    assert [] == blank
