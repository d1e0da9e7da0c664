"""Which readings of a folder are kept: what agrees is written once, what differs is not."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace as changed
from pathlib import Path

from gongkai.errors import InputError
from gongkai.ingest.conflicts import Conflict, conflict_of
from gongkai.ingest.folder_summary import Action, Line
from gongkai.ingest.record import write_text
from gongkai.ingest.replacing import carried, with_words_on_file
from gongkai.report import Report, store
from gongkai.report.passages import reading_path


def keep(lines: Sequence[Line], data: Path, *, replace: bool) -> tuple[list[Line], list[Conflict]]:
    """Write the agency-years that may be written; say of each line what became of it."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.name, []).append(line)
    kept: list[Line] = []
    conflicts: list[Conflict] = []
    for name, group in groups.items():
        if not name:
            kept += [_acted(line, "failed") for line in group]
            continue
        done, found = _keep_one(group, data, replace=replace)
        kept += done
        conflicts += found
    return sorted(kept, key=lambda line: (line.file, line.name)), conflicts


def _keep_one(group: list[Line], data: Path, *, replace: bool) -> tuple[list[Line], list[Conflict]]:
    first, *others = sorted(group, key=lambda line: line.wordless)  # who has words is kept
    found = [
        conflict
        for other in others
        if (conflict := conflict_of([(first.file, _of(first)), (other.file, _of(other))]))
    ]
    if found:
        said = f"与{'、'.join(c.other for c in found[:3])}等读出的数据不一致，未写入"
        alone = [_acted(first, "conflict", said)]
        return alone + [_acted(o, "conflict", _against(first)) for o in others], found
    done, found = _against_file(first, data, replace=replace)
    return [done, *(_duplicate(done, first, other) for other in others)], found


def _against(first: Line) -> str:
    return f"同一机关年度另有{first.file}，读出的数据不一致，未写入"


def _duplicate(done: Line, first: Line, other: Line) -> Line:
    """A second file with the same figures adds nothing."""
    is_alike = other.wordless or _words(_of(first)) == _words(_of(other))
    words = "" if is_alike else "，文字部分不同，以先列的为准"
    action: Action = "conflict" if done.action == "conflict" else "same"
    return _acted(other, action, f"数据与{first.file}相同{words}")


def _against_file(line: Line, data: Path, *, replace: bool) -> tuple[Line, list[Conflict]]:
    report = _of(line)
    try:
        path = store.path_of(data, report.agency.id, report.year)
        if not path.exists():
            _save(report, line, data)
            return _acted(line, "written"), []
        return _beside(line, report, path, data, replace=replace)
    except InputError as error:
        return _acted(line, "failed", str(error)), []


def _beside(
    line: Line, report: Report, path: Path, data: Path, *, replace: bool
) -> tuple[Line, list[Conflict]]:
    """There is a file already: the same, or one that only `replace` may overwrite."""
    try:
        there = store.load(data, report.agency.id, report.year)
    except InputError as error:
        if not replace:
            return _acted(line, "conflict", f"已有文件读不出来，未覆盖：{error}"), []
        _save(report, line, data, replace=True)
        return _acted(line, "written", "已替换读不出来的原文件"), []
    if line.wordless:
        report = with_words_on_file(report, there)
    conflict = conflict_of([(str(path), there), (line.file, report)])
    words_differ = _words(there) != _words(report)
    if conflict is None and not (words_differ and replace):
        said = "文字部分与已有文件不同，未覆盖" if words_differ else ""
        return _acted(line, "same", said), []
    found = [conflict] if conflict else []
    if not replace:
        said = f"与{path}有{len(found[0].differences)}处不同，未覆盖；确要替换请加 --replace"
        return _acted(line, "conflict", said), found
    whole, said = carried(report, there, wordless=line.wordless)
    _save(whole, line, data, replace=True)
    return _acted(line, "replaced", f"已替换{path}{said}"), found


def _save(report: Report, line: Line, data: Path, *, replace: bool = False) -> None:
    path = store.save(data, report, replace=replace)
    if line.record:
        write_text(reading_path(path), zlib.decompress(line.record).decode())


def _words(report: Report) -> dict[str, str]:
    """What is said beside the figures: the narrative, and the notes of cells."""
    notes = {str(address): cell.note for address, cell in report.cells.items() if cell.note}
    return notes | {name: passage.text for name, passage in report.narrative.items()}


def _of(line: Line) -> Report:
    if line.report is None:
        raise ValueError("a line without a report is not compared")
    return line.report


def _acted(line: Line, action: Action, said: str = "") -> Line:
    message = "；".join(filter(None, [said, line.message]))
    return changed(line, action=action, message=message)
