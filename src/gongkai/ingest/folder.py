"""`gongkai ingest FOLDER/`: many files in parallel, one summary, nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gongkai.errors import InputError
from gongkai.ingest.folder_keep import keep
from gongkai.ingest.folder_read import Gathered, Packed, pack, unpack
from gongkai.ingest.folder_summary import FolderOutcome, Line, conflicts_path, write_summary
from gongkai.ingest.workers import Failed, Limits, read_all

Gather: TypeAlias = Callable[[Path], Sequence[Gathered]]
"""Reads one file; a function of a module (or a `partial` of one), as it goes to workers.

A file that is no report raises InputError; a workbook may hold several agency-years.
"""

_TEMPORARY = ("~$", ".")


def ingest_folder(
    folder: Path,
    gather: Gather,
    data: Path,
    summary: Path,
    *,
    replace: bool = False,
    limits: Limits | None = None,
    console: Console | None = None,
) -> FolderOutcome:
    """Read every file under a folder and keep what was read in `data`.

    The summary (CSV, UTF-8 with a byte order mark) has one line per file and agency-year.
    Beside it stands `….conflicts.csv` where readings of one agency-year differ, cell by
    cell. An agency-year on file that differs is left alone unless `replace`; files of one
    folder that contradict one another are never chosen between. `console` shows progress.

    Raises:
        InputError: there is no such folder, no file in it, or the summary cannot be
            written.
    """
    paths = _files(folder, summary)
    lines: list[Line] = []
    console = console or Console(quiet=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=len(paths))
        reading = partial(_packed, gather)
        for path, result in read_all(reading, paths, limits or Limits()):
            lines += _lines(path.relative_to(folder).as_posix(), result)
            progress.update(task, description=path.name[:30], advance=1)
    lines.sort(key=lambda line: (line.file, line.name))
    kept, conflicts = keep(lines, data, replace=replace)
    return write_summary(kept, conflicts, summary)


def _files(folder: Path, summary: Path) -> list[Path]:
    """The files to read, sorted; locks of office programs, links and our summaries aside."""
    if not folder.is_dir():
        raise InputError(str(folder), "没有这个文件夹", "请核对路径")
    own = {summary.resolve(), conflicts_path(summary).resolve()}
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not path.name.startswith(_TEMPORARY)
        and path.resolve() not in own
    ]
    if not found:
        raise InputError(str(folder), "文件夹里没有文件", "请核对路径")
    return found


def _packed(gather: Gather, path: Path) -> list[Packed]:
    """In the worker: read, check, and make it small enough to travel."""
    return [pack(gathered) for gathered in gather(path)]


def _lines(file: str, result: list[Packed] | Failed) -> list[Line]:
    if isinstance(result, Failed):
        return [Line(file, None, message=result.message)]
    if not result:
        return [Line(file, None, message="没有读到年度报告的数据")]
    return [unpack(packed, file) for packed in result]
