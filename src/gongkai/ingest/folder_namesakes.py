"""Agency-years of a folder that may be one and the same under two ids: said, never joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.ingest.folder_summary import Line

_MOST = 3


def with_namesakes(lines: Sequence[Line]) -> list[Line]:
    """Say of each line which other ids there are for a body of the same name and year.

    An id may come from a file's name, so that two files of one agency-year are two
    agencies. Bodies of one name there are in many places, so that nobody but the analyst
    can tell.
    """
    ids: dict[tuple[str, int], set[str]] = {}
    for line in lines:
        if line.report:
            key = line.report.agency.name, line.report.year
            ids.setdefault(key, set()).add(line.report.agency.id)
    return [_said(line, ids) for line in lines]


def _said(line: Line, ids: dict[tuple[str, int], set[str]]) -> Line:
    if line.report is None:
        return line
    agency = line.report.agency
    others = sorted(ids[agency.name, line.report.year] - {agency.id})
    if not others:
        return line
    listed = "、".join(others[:_MOST]) + (f"等{len(others)}个" if len(others) > _MOST else "")
    said = f"同名机关“{agency.name}”同一年度另有代号 {listed}，如是同一机关请改成同一文件名再读"
    return replace(line, message="；".join(filter(None, [line.message, said])))
