"""`gongkai ingest FOLDER/`: many files in parallel, one summary, nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gongkai.errors import InputError
from gongkai.ingest.folder_keep import keep
from gongkai.ingest.folder_read import Gathered, line_of
from gongkai.ingest.folder_summary import FolderOutcome, Line, conflicts_path, write_summary
from gongkai.ingest.workers import Failed

T = TypeVar("T")

_TEMPORARY = ("~$", ".")


def ingest_folder(
    folder: Path,
    read: Callable[[Sequence[Path]], Iterable[tuple[Path, Sequence[T] | Failed]]],
    gather: Callable[[T], Gathered],
    data: Path,
    summary: Path,
    *,
    replace: bool = False,
    console: Console | None = None,
) -> FolderOutcome:
    """Read every file under a folder and keep what was read in `data`.

    `read` gives the agency-years of each file (a workbook may hold several) as they are
    done, `gather` makes a report of each.

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
        for path, result in read(paths):
            lines += _lines(path.relative_to(folder).as_posix(), result, gather)
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


def _lines(file: str, result: Sequence[T] | Failed, gather: Callable[[T], Gathered]) -> list[Line]:
    if isinstance(result, Failed):
        return [Line(file, None, message=result.message)]
    if not result:
        return [Line(file, None, message="没有读到年度报告的数据")]
    return [_line(file, found, gather) for found in result]


def _line(file: str, found: T, gather: Callable[[T], Gathered]) -> Line:
    try:
        return line_of(gather(found), file)
    except InputError as error:
        return Line(file, None, message=str(error))
