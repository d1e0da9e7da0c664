"""Which readings of a folder are kept: what agrees is written once, what differs is not."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace as changed
from pathlib import Path

from gongkai.errors import InputError
from gongkai.ingest.filing.conflicts import Conflict, conflict_of
from gongkai.ingest.filing.record import write_text
from gongkai.ingest.filing.replacing import carried, with_words_on_file
from gongkai.ingest.folder.one_file import rechecked
from gongkai.ingest.folder.summary import Action, Line
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
    readings: list[list[Line]] = [[first]]
    found: list[Conflict] = []
    for other in others:
        alike = next((same for same in readings if not _conflict(same[0], other)), None)
        if alike:
            alike.append(other)
        else:
            readings.append([other])
            found += filter(None, [_conflict(first, other)])
    if found:
        return [_contradicted(line, readings) for line in (first, *others)], found
    done, found = _against_file(first, data, replace=replace)
    action: Action = "conflict" if done.action == "conflict" else "same"
    return [done, *(_acted(one, action, _as(one, [first, *others])) for one in others)], found


def _conflict(one: Line, other: Line) -> Conflict | None:
    return conflict_of([(one.file, _of(one)), (other.file, _of(other))])


def _contradicted(line: Line, readings: list[list[Line]]) -> Line:
    """Say of a file which others of its agency-year say something else, and which the same."""
    (own,) = (same for same in readings if line in same)
    rivals = [one.file for same in readings if line not in same for one in same]
    listed = "、".join(rivals[:3]) + (f"等{len(rivals)}份文件" if len(rivals) > 3 else "")
    alike = "" if line is own[0] else f"{_as(line, own)}，但"
    said = f"{alike}与{listed}读出的数据不一致，未写入，请核对后只留一份"
    return _acted(line, "conflict", said)


def _as(other: Line, alike: list[Line]) -> str:
    """A second file with the same figures adds nothing; it may be the same to the byte."""
    sha256 = _of(other).source.sha256
    for copy in alike[: alike.index(other)]:
        if sha256 and _of(copy).source.sha256 == sha256:
            return f"与{copy.file}是同一份文件的副本（逐字节相同）"
    first = alike[0]
    is_alike = other.wordless or _words(_of(first)) == _words(_of(other))
    words = "" if is_alike else f"，文字部分不同，以{first.file}的为准"
    return f"数据与{first.file}相同{words}"


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
        line = rechecked(line, report)
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
