"""The reading report: what was read of a document, how surely, and what was not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from gongkai.ingest.values import Place, Reading
from gongkai.law import Address
from gongkai.report.report import SCOPE_NAMES

_OUTCOMES = {"complete": "完整", "partial": "部分", "foreign": "不是年度报告"}
_MOST_LINES = 12
_COLUMN = re.compile(r"第\d+列$")


def confidence(reading: Reading) -> tuple[str, list[str]]:
    """Return 高, 中, 低 or 无, and the reasons why it is not higher."""
    status = Counter(reading.status.values())
    kinds = Counter(note.kind for note in reading.notes)
    if not reading.values:
        return "无", ["没有读出数据"]
    reasons = ["格式存疑"] if reading.doubtful else []
    if status["unread"]:
        reasons.append(f"{status['unread']}格没有读出")
    if left := reading.left_in_form:
        reasons.append(f"表内{left}个数没有归到任何一格")
    if reading.unrelated:
        reasons.append(f"另有别的表，其中{reading.unrelated}个数不属于法定表格")
    if kinds["sum"]:
        reasons.append(f"{kinds['sum']}格所在的合计不符")
    if kinds["label"] or kinds["heads"]:
        reasons.append("有的标签损坏，按相近的文字读")
    if kinds["position"]:
        reasons.append(f"{kinds['position']}格的位置是推定的")
    low = status["unread"] * 10 > len(reading.values) or left > 0
    low = low or reading.doubtful
    return "低" if low else "中" if reasons else "高", reasons or ["各格按标签和次序读出，合计相符"]


def report_lines(reading: Reading) -> list[str]:
    """Return the reading report in lines."""
    status = Counter(reading.status.values())
    form = reading.form
    read_cells = len(reading.values) - status["unread"] - status["blank"]
    lines = [f"{reading.name}：{_OUTCOMES[reading.outcome]}"]
    if reading.outcome == "foreign":
        return [*lines, *(f"  {note.text}" for note in reading.notes)]
    scope = SCOPE_NAMES[reading.scope] if reading.scope else "未写明"
    year = f"{reading.year}年" if reading.year else "年度不明"
    lines.append(
        f"  {reading.agency or '机关不明'} {year} "
        f"{form.head.name if form else '格式不明'}，口径{scope}"
    )
    lines.append(
        f"  {len(reading.values)}格：读出{read_cells}，空白{status['blank']}，"
        f"其中有说明{status['noted']}，未读{status['unread']}；"
        f"表内剩余{reading.left_in_form}个数，别的表{reading.unrelated}个数"
    )
    level, reasons = confidence(reading)
    lines.append(f"  可信程度：{level}（{'；'.join(reasons)}）")
    lines += _said(reading)
    return lines


def _said(reading: Reading) -> list[str]:
    """Notes, those that say the same of several cells together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for note in reading.notes:
        groups.setdefault((note.kind, note.text), []).append(note.cell)
    lines = [f"  · {_where(reading, cells)}{text}" for (_, text), cells in groups.items()]
    if len(lines) > _MOST_LINES:
        rest = len(lines) - _MOST_LINES
        lines = [*lines[:_MOST_LINES], f"  · 另有{rest}条说明，见 .reading.json 或 --format json"]
    left = list(_left(reading))
    if len(left) > _MOST_LINES:
        rest = len(left) - _MOST_LINES
        left = [*left[:_MOST_LINES], f"  剩余：另有{rest}行，见 .reading.json 或 --format json"]
    return [*lines, *left]


def _where(reading: Reading, cells: list[str]) -> str:
    """Which cells a note is of: the first by address and in words, and how many more."""
    named = [cell for cell in cells if cell]
    if not named or reading.form is None:
        return ""
    label = reading.form.describe(Address.parse(named[0]))
    more = f" 等{len(named)}格" if len(named) > 1 else ""
    return f"{named[0]}（{label}）{more}："


def _left(reading: Reading) -> Iterator[str]:
    """The figures that no cell took, those of a row together."""

    def row(left: Place) -> str:
        return _COLUMN.sub("", left.place)

    for place, figures in groupby(reading.leftover, key=row):
        yield f"  剩余：{'、'.join(left.original for left in figures)}（{place}）"
