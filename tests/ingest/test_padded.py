"""Text that keeps its columns by blanks: a place left blank is a blank cell, and only there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongkai import law
from gongkai.ingest.containers.text.padded import with_bars
from gongkai.ingest.reading import read
from gongkai.report import Blank, Unreadable, number
from tests.ingest.publishing import zeros_blank
from tests.ingest.styles import by_inscriptis
from tests.ingest.test_mutated import FORMS
from tests.reports import balanced

CHANGES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "line ends trimmed": lambda text: "\n".join(line.rstrip() for line in text.split("\n")),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "indented": lambda text: "\n".join(f"    {line}" if line else "" for line in text.split("\n")),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", range(6))
def test_every_blank_is_read_where_it_stands(change: str, seed: int) -> None:
    report = balanced(law.edition(*FORMS[seed % len(FORMS)]), seed)
    text, name = by_inscriptis(report, zeros_blank)
    reading = read(CHANGES[change](text.decode()).encode(), name)
    got = [number(reading.values[str(address)]) or 0 for address in report.cells]
    assert got == [number(cell) for cell in report.cells.values()]
    assert not any(isinstance(value, Unreadable) for value in reading.values.values())


@pytest.mark.parametrize("seed", range(30))
def test_a_table_torn_apart_is_unread_rather_than_wrong(seed: int) -> None:
    report = balanced(law.edition(*FORMS[seed % len(FORMS)]), seed)
    text, name = by_inscriptis(report, zeros_blank)
    lines = text.decode().split("\n")
    torn = "\n".join(f"{line}\n" if (at + seed) % 5 == 0 else line for at, line in enumerate(lines))
    reading = read(torn.encode(), name)
    noted = {note.cell for note in reading.notes}
    for address, cell in report.cells.items():
        got = reading.values.get(str(address), Blank())
        is_right = number(cell) == (number(got) or 0) or isinstance(got, Unreadable)
        assert is_right or str(address) in noted, (address, cell, got)


def test_a_column_that_holds_nothing_is_told_by_the_room_it_takes() -> None:
    rows = [
        ["项目", "甲组", "乙组", "丙组"],
        ["申请数量", "1", "", "", "", "", "9"],
        ["结转", "22", "", "", "", "", "22"],
    ]
    widths = [4, 2, 2, 2, 0, 0, 2]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    assert lines[1] == "申请数量  1" + " " * 15 + "9"
    assert with_bars(lines) == [
        "|项目|甲组|乙组|丙组||||",
        "|申请数量|1|||||9|",
        "|结转|22|||||22|",
    ]


def test_a_line_that_ends_before_the_others_has_fewer_cells_and_no_blank_ones() -> None:
    lines = ["项目      甲组  乙组", "申请数量  1         ", "结转      22  "]
    assert with_bars(lines) == ["|项目|甲组|乙组|", "|申请数量|1||", "|结转|22|"]


@pytest.mark.parametrize(
    "lines",
    [
        ["行政许可  5  1", "行政处罚  1", "行政强制  2  2"],  # blanks vanished: no place was kept
        ["行政许可  5  1", "其他对外管理服务事项  1", "行政强制  2  2"],
        ["本机关  2023 年", "认真落实条例，", "公开工作平稳推进。"],
        ["甲|乙    丙", "一|二    三", "子|丑    寅"],
        ["项目\t甲    乙", "申请\t1    2", "结转\t3    4"],
        ["项目  甲", "申请  1"],
    ],
)
def test_other_text_is_left_as_it_is(lines: list[str]) -> None:
    assert with_bars(lines) == lines
