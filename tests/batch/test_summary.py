"""What is printed at the end: all of a few, and of many only what a person can read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from gongkai.batch.ledger import Entry
from gongkai.batch.summary import FEW, Summary, print_summary
from tests.batch.fictional import entry, failed, province, withheld

REPORTS = Path("reports")


def printed(entries: Sequence[Entry], *, quiet: bool = False, **values: Any) -> list[str]:
    screen = Console(file=io.StringIO(), width=100, color_system=None)
    summary = Summary(entries, REPORTS, "gongkai run", **values)
    print_summary(summary, screen, quiet=quiet)
    assert isinstance(screen.file, io.StringIO)
    return [line.rstrip() for line in screen.file.getvalue().splitlines() if line.strip()]


def test_a_few_are_listed_with_where_to_look_and_what_is_wrong() -> None:
    entries = [
        entry("a-bureau", 2020),
        withheld("b-gov", 2023, message="一处不成立\n另一处不成立"),
        failed("c-gov", 2024),
        entry("d-gov", 2024, reservations=True, message="一处不成立"),
    ]
    assert printed(entries) == [
        "年度报告",
        " 结论         查看",
        f" {'─' * 46}",
        " 已生成       reports/a-bureau/2020/report.html",
        " 暂不公布     reports/b-gov/2023/review.html",
        " 出错         reports/c-gov/2024/failed.ipynb",
        " 带标记公布   reports/d-gov/2024/report.html",
        "暂不公布 b-gov/2023",
        "  一处不成立",
        "  另一处不成立",
        "出错 c-gov/2024",
        "  KeyError: 'x'",
        "带标记公布 d-gov/2024",
        "  一处不成立",
        "已生成 2，暂不公布 1，出错 1",
        "只重新运行没有完成的：gongkai run --only failed",
        "改正后只重新运行暂不公布的：gongkai run --only withheld",
    ]


def many(*others: Entry) -> list[Entry]:
    return [*(entry(f"agency-{number}", 2024) for number in range(FEW)), *others]


def test_many_are_counted_and_what_is_alike_is_told_once() -> None:
    entries = many(
        withheld("x-gov", 2020, message="长长长长长长的一句\n二\n三"),
        withheld("y-gov", 2020, message="一句"),
        withheld("z-gov", 2020, cause="Y1", rules=("Y1",)),
        failed("u-gov", 2020),
        failed("v-gov", 2020, verdict="killed", cause="SIGKILL", message="被终止", files={}),
    )
    assert printed(entries)[3:] == [
        " 已生成       20",
        " 暂不公布      3",
        " 出错          1",
        " 被终止        1",
        "暂不公布 R4 复议、诉讼合计：2 份，如 reports/y-gov/2020/review.html",
        "  一句",
        "  重新运行：gongkai run --only withheld --cause R4",
        "暂不公布 Y1 结转衔接：1 份，如 reports/z-gov/2020/review.html",
        "  左边为11，右边为0，相差11",
        "  重新运行：gongkai run --only withheld --cause Y1",
        "出错 KeyError：1 份，如 reports/u-gov/2020/failed.ipynb",
        "  KeyError: 'x'",
        "  重新运行：gongkai run --only failed --cause KeyError",
        "被终止 SIGKILL：1 份，如 reports/v-gov/2020",
        "  被终止",
        "  重新运行：gongkai run --only failed --cause SIGKILL",
        "共 25 份，逐份查看：reports/index.html",
    ]


@pytest.mark.parametrize("size", [1_000, 10_000])
def test_the_summary_of_a_province_fits_on_a_screen(size: int) -> None:
    assert len(printed(province(size))) <= 45


def test_a_long_message_is_cut_and_a_cause_is_quoted() -> None:
    entries = many(failed(cause="exit 0; rm", message="一\n二\n三\n四"))
    assert printed(entries)[-5:-1] == [
        "  一",
        "  二",
        "  另有2项",
        "  重新运行：gongkai run --only failed --cause 'exit 0; rm'",
    ]


def test_rare_causes_are_counted_together() -> None:
    entries = many(*(failed(f"f-{number}", cause=f"E{number}") for number in range(9)))
    assert "出错 其他 4 种原因：4 份，见 reports/index.html" in printed(entries)


def test_quiet_tells_only_what_is_not_published_and_why() -> None:
    assert printed([entry(), entry(year=2020)], quiet=True, unchanged=2) == []
    assert printed([entry(), withheld(year=2020)], quiet=True) == [
        "暂不公布 some-bureau/2020",
        "  左边为11，右边为0，相差11",
    ]


def test_where_nothing_was_chosen_it_is_said() -> None:
    assert printed([]) == ["没有符合所选条件的报告"]
    assert printed([], quiet=True) == []


def test_what_was_not_run_is_said() -> None:
    assert printed([entry()], unchanged=1)[-1] == "其中 1 个没有变动，未重新运行"
    assert printed([entry()], left=12)[-1] == "还有 12 个没有运行"
    quarantined = printed([entry()], quarantined=[f"a/{year}" for year in range(2019, 2026)])
    assert quarantined[-6].startswith("a/2019 已隔离：连续3次超时或被终止")
    assert quarantined[-1].startswith("另有 2 个已隔离")
