"""The reading report: what was read of a document, how surely, and what was not."""

from __future__ import annotations

from collections import Counter

from gongkai.ingest.values import Reading
from gongkai.report.report import SCOPE_NAMES

_OUTCOMES = {"complete": "完整", "partial": "部分", "foreign": "不是年度报告"}
_MOST_LINES = 12


def confidence(reading: Reading) -> tuple[str, list[str]]:
    """Return 高, 中, 低 or 无, and the reasons why it is not higher."""
    status = Counter(reading.status.values())
    kinds = Counter(note.kind for note in reading.notes)
    if not reading.values:
        return "无", ["没有读出数据"]
    reasons = ["格式存疑"] if reading.doubtful else []
    if status["unread"]:
        reasons.append(f"{status['unread']}格没有读出")
    if left := len(reading.leftover) - reading.unrelated:
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
        f"其中有说明{status['noted']}，未读{status['unread']}；表内剩余{len(reading.leftover)}个数"
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
    lines = []
    for (_, text), cells in groups.items():
        named = [cell for cell in cells if cell]
        where = f"{named[0]}{f' 等{len(named)}格' if len(named) > 1 else ''}：" if named else ""
        lines.append(f"  · {where}{text}")
    if len(lines) > _MOST_LINES:
        rest = len(lines) - _MOST_LINES
        lines = [*lines[:_MOST_LINES], f"  · 另有{rest}条说明，见 .reading.json 或 --format json"]
    lines += [f"  剩余：{left.original}（{left.place}）" for left in reading.leftover[:_MOST_LINES]]
    return lines
