"""`gongkai ingest FOLDER/`: many files in parallel, one summary, nothing overwritten."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from rich.console import Console

from gongkai.ingest.workers import Limits
from gongkai.report import Report


@dataclass(frozen=True)
class Gathered:
    """One agency-year that a file holds, with what the summary says of its reading.

    `noted` and `unread` count cells, `leftover` figures that no cell took; `message` is
    a Chinese sentence for the summary, empty where there is nothing to say.
    """

    report: Report
    noted: int = 0
    unread: int = 0
    leftover: int = 0
    message: str = ""


Gather: TypeAlias = Callable[[Path], Sequence[Gathered]]
"""Reads one file; a function of a module, as it travels to worker processes.

A file that is no report of this kind raises InputError; one workbook may hold several.
"""


@dataclass(frozen=True)
class FolderOutcome:
    """What became of a folder: agency-years written, left as they were, in conflict, failed."""

    written: int
    same: int
    conflicts: int
    failed: int
    summary: Path


def ingest_folder(
    folder: Path,
    gather: Gather,
    data: Path,
    summary: Path,
    *,
    replace: bool = False,
    jobs: int = os.cpu_count() or 1,
    limits: Limits | None = None,
    console: Console | None = None,
) -> FolderOutcome:
    """Read every file under a folder and keep what was read in `data`.

    The summary (CSV, utf-8 with a byte order mark) has one line per file and agency-year.
    Beside it stands `<summary>.conflicts.csv` where readings of one agency-year differ,
    cell by cell. An agency-year on file that differs is left alone unless `replace`;
    files of one folder that contradict one another are never chosen between.

    Raises:
        InputError: there is no such folder, no file in it, or the summary cannot be
            written.
    """
    raise NotImplementedError
