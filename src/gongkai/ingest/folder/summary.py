"""The summary of a folder: one line per file and agency-year, conflicts side by side."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from gongkai.errors import InputError
from gongkai.ingest.filing.conflicts import Conflict
from gongkai.ingest.filing.whose import Whose
from gongkai.report import Blank, Report, number

Action: TypeAlias = Literal["", "written", "same", "replaced", "conflict", "failed"]

ACTION_NAMES: dict[Action, str] = {
    "written": "已写入",
    "replaced": "已替换",
    "same": "已有相同数据",
    "conflict": "数据不一致",
    "failed": "未读成",
}
VERDICT_NAMES = {"published": "可以公布", "withheld": "暂不公布"}
HEADS = (
    "文件",
    "机关代号",
    "机关名称",
    "年度",
    "格式",
    "数据格",
    "空白",
    "有注",
    "未读出",
    "未对上",
)
MORE_HEADS = ("校验结论", "处理", "说明")
CONFLICT_HEADS = (
    "机关代号",
    "机关名称",
    "年度",
    "地址",
    "单元格",
    "数据一",
    "来源一",
    "数据二",
    "来源二",
)

_FIGURE = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class Line:
    """One line of the summary: a file, and an agency-year where one was read."""

    file: str
    report: Report | None
    noted: int = 0
    unread: int = 0
    leftover: int = 0
    verdict: str = ""
    broken: int = 0
    message: str = ""
    action: Action = ""
    partial: bool = False
    record: bytes = b""
    wordless: bool = False
    whose: Whose | None = None

    @property
    def name(self) -> str:
        """The agency-year, empty where none was read."""
        return f"{self.report.agency.id}/{self.report.year}" if self.report else ""


@dataclass(frozen=True)
class FolderOutcome:
    """What became of a folder: how many lines of each action, and every line itself."""

    lines: tuple[Line, ...]
    conflicts: tuple[Conflict, ...]
    summary: Path

    def count(self, action: Action) -> int:
        """How many lines came out so."""
        return Counter(line.action for line in self.lines)[action]

    @property
    def complete(self) -> bool:
        """Every file gave a whole agency-year, and none is in conflict."""
        return not any(line.action in ("failed", "conflict") or line.partial for line in self.lines)


def conflicts_path(summary: Path) -> Path:
    """Return where the conflicting readings of a batch are listed."""
    return summary.with_name(f"{summary.stem}.conflicts.csv")


def write_summary(
    lines: Sequence[Line], conflicts: Sequence[Conflict], path: Path
) -> FolderOutcome:
    """Write the summary, and the conflicts beside it where there are any.

    Raises:
        InputError: a file cannot be written.
    """
    _write(path, [(*HEADS, *MORE_HEADS), *map(_values, lines)])
    beside = conflicts_path(path)
    rows = [
        (c.agency, c.name, c.year, d.address, d.label, d.one, c.one, d.other, c.other)
        for c in conflicts
        for d in c.differences
    ]
    if rows:
        _write(beside, [CONFLICT_HEADS, *rows])
    elif beside.exists():
        beside.unlink()
    return FolderOutcome(tuple(lines), tuple(conflicts), path)


def _values(line: Line) -> tuple[object, ...]:
    said = (VERDICT_NAMES.get(line.verdict, ""), ACTION_NAMES.get(line.action, ""), line.message)
    report = line.report
    if report is None:
        return (line.file, *[""] * (len(HEADS) - 1), *said)
    figures = sum(number(cell) is not None for cell in report.cells.values())
    blanks = sum(isinstance(cell, Blank) for cell in report.cells.values())
    counts = (figures, blanks, line.noted, line.unread, line.leftover)
    agency = report.agency
    return (line.file, agency.id, agency.name, report.year, report.form.id, *counts, *said)


def _write(path: Path, rows: Sequence[Sequence[object]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_safe(str(value)) for value in row] for row in rows])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.getvalue().encode("utf-8-sig", "replace"))
    except OSError as error:
        raise InputError(
            str(path), f"文件写不进去（{error.strerror}）", "请检查文件夹权限和磁盘空间"
        ) from None


def _safe(text: str) -> str:
    """No spreadsheet may take a name or text for a formula."""
    risky = text[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _FIGURE.fullmatch(text)
    return f"'{text}" if risky else text
