"""`gongkai ingest FOLDER/`: many files in parallel, one summary, nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gongkai.errors import InputError
from gongkai.ingest.file_names import readable
from gongkai.ingest.filing.on_file import on_file
from gongkai.ingest.folder.files import files_in
from gongkai.ingest.folder.keep import keep
from gongkai.ingest.folder.namesakes import with_namesakes
from gongkai.ingest.folder.one_file import Gathered, line_of, settled
from gongkai.ingest.folder.summary import FolderOutcome, Line, conflicts_path, write_summary
from gongkai.ingest.folder.workers import Failed, unforeseen

T = TypeVar("T")


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
    listed = files_in(folder, (summary, conflicts_path(summary)))
    lines = [Line(_name(path, folder), None, message=_closed(why)) for path, why in listed.closed]
    console = console or Console(quiet=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    is_seen = console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not is_seen) as progress:
        task = progress.add_task("", total=len(listed.files))
        for path, result in read(listed.files):
            lines += _lines(_name(path, folder), result, gather)
            progress.update(task, description=readable(path.name)[:30], advance=1)
    lines.sort(key=lambda line: line.file)
    known = on_file(data)
    lines = with_namesakes(settled(lines, known), known)
    kept, conflicts = keep(lines, data, replace=replace)
    return write_summary(kept, conflicts, summary)


def _name(path: Path, folder: Path) -> str:
    return readable(path.relative_to(folder).as_posix())


def _closed(why: str) -> str:
    return f"打不开（{why}）。请核对权限。"


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
    except Exception as error:  # noqa: BLE001 - whatever a file brings about, the others are read
        return Line(file, None, message=unforeseen(file, error).message)
