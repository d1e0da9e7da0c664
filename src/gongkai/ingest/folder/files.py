"""Which files of a folder are read, and what could not even be looked at."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai.errors import InputError
from gongkai.ingest.file_names import readable

_TEMPORARY = ("~$", ".")


@dataclass(frozen=True)
class Listed:
    """The files to read, sorted, and the folders inside that cannot be opened, with the reason."""

    files: tuple[Path, ...]
    closed: tuple[tuple[Path, str], ...]


def files_in(folder: Path, own: Iterable[Path]) -> Listed:
    """List the files under a folder; locks of office programs, links and our summaries aside.

    Links are not followed, so that none leads round in a circle or out of the folder.

    Raises:
        InputError: there is no such folder, or no file in it.
    """
    if not folder.is_dir():
        raise InputError(readable(folder), "没有这个文件夹", "请核对路径")
    ours = {os.path.realpath(path) for path in own}
    closed: list[tuple[Path, str]] = []
    found: list[Path] = []

    def shut(error: OSError) -> None:
        closed.append((Path(error.filename), error.strerror or str(error)))

    for place, folders, names in os.walk(folder, onerror=shut):
        folders.sort()
        for name in names:
            path = Path(place, name)
            if name.startswith(_TEMPORARY) or os.path.realpath(path) in ours:
                continue
            try:
                if _is_plain(path):
                    found.append(path)
            except OSError as error:
                closed.append((path, error.strerror or str(error)))
    if not found and not closed:
        raise InputError(readable(folder), "文件夹里没有文件", "请核对路径")
    return Listed(tuple(sorted(found)), tuple(sorted(closed)))


def _is_plain(path: Path) -> bool:
    """Tell whether it is a file, not a link, a pipe or a device."""
    return stat.S_ISREG(path.lstat().st_mode)
