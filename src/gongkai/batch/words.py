"""What people call the verdict and the cause of a run, and where they are to look."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from gongkai import law
from gongkai.batch.ledger import Entry, Verdict

VERDICT_NAMES: Mapping[Verdict, str] = {
    "published": "已生成",
    "withheld": "暂不公布",
    "error": "出错",
    "timeout": "超时",
    "killed": "被终止",
}
RESERVED = "带标记公布"
"""What a report is called that is published although must-rules do not hold."""

_CAUSES: Mapping[str, str] = {
    "timeout": "超过时限",
    "proof": "页面与数据不一致",
    "seal": "结果文件与清单不符",
    "unwritable": "结果写不进去",
    "unfinished": "没有运行到最后一个单元格",
    "output": "输出太多",
    "verdict": "结论无法辨认",
}
_PAGES: Mapping[Verdict, str] = {"published": "report.html", "withheld": "review.html"}


def verdict_of(entry: Entry) -> str:
    """Return the Chinese name of an entry's verdict."""
    return RESERVED if entry.reservations else VERDICT_NAMES[entry.verdict]


def cause_of(cause: str) -> str:
    """Return a cause as people read it: a rule with its title, else what went wrong."""
    if cause in _rule_titles():
        return f"{cause} {_rule_titles()[cause]}"
    return _CAUSES.get(cause, cause) or "原因不明"


def place_to_look(entry: Entry, reports: Path) -> Path:
    """Return what a person should open: the report, the review, or what failed."""
    name = _PAGES.get(entry.verdict, "failed.ipynb")
    folder = reports / entry.agency / str(entry.year)
    return folder / name if name in entry.files else folder


@cache
def _rule_titles() -> Mapping[str, str]:
    return {rule.id: rule.title for rule in law.rules()}
