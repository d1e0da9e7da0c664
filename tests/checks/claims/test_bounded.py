"""A narrative of any size and shape is read in bounded time."""

from __future__ import annotations

import time

import pytest

from gongkai.checks.claims import claims
from tests.reports import report_of

REPORT = report_of()
MEGABYTE = 350_000
"""Characters that make 1 MB of UTF-8."""


@pytest.mark.parametrize(
    "piece",
    [
        "1件", "收到申请1件，其中（", "1 ", "第", "未收到", "《", "未发生行政复议", "共1条（", "二",
        "2023年", "我", "1,234", "9", "占1%", "其中1件、", "....", "向省政府", "a@", "分别为1件、",
        "\n", "公开信息", "（", "统计期限", "全部办结申请", "同比增长",
        "比2020年增加1件", "县某局1件", "2019年",
        "自2008年以来1件、", "结转1件", "零复议", "分别占1%、", "无一起", "××",
    ],
)  # fmt: skip
def test_a_megabyte_of_repetition_is_read_in_bounded_time(piece: str) -> None:
    started = time.process_time()
    claims({"overview": piece * (MEGABYTE // len(piece))}, REPORT)

    assert time.process_time() - started < 20


def test_numbers_beyond_the_limit_are_said_not_to_be_read() -> None:
    found = claims({"overview": "公开信息1条，" * 6000}, REPORT)

    assert ["过长：已读5000个数字，其后的未再读取"] == [c.note for c in found if not c.unit]
