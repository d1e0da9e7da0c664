"""What the command says of a folder in the end: how many files came out how, and which badly."""

from __future__ import annotations

from typing import get_args

from gongkai.ingest.folder.summary import (
    ACTION_NAMES,
    Action,
    FolderOutcome,
    conflicts_path,
)

_MOST = 10


def outcome_lines(folder: str, outcome: FolderOutcome) -> list[str]:
    """Return the outcome of a folder in lines: the counts, then what was not kept, and why."""
    actions: tuple[Action, ...] = get_args(Action)
    counts = [f"{ACTION_NAMES[a]}{n}" for a in actions if a and (n := outcome.count(a))]
    said = f"{folder}：{len(outcome.lines)}行（{'，'.join(counts)}），摘要见 {outcome.summary}"
    lines = [said]
    if outcome.conflicts:
        lines.append(f"  不一致的数据逐格并列在 {conflicts_path(outcome.summary)}")
    bad = [line for line in outcome.lines if line.action in {"failed", "conflict"}]
    for line in bad[:_MOST]:
        why = line.message.removeprefix(f"{line.file}：")
        lines.append(f"  · {line.file}：{why}")
    if len(bad) > _MOST:
        lines.append(f"  · 另有{len(bad) - _MOST}行没有写入，见摘要")
    return lines
