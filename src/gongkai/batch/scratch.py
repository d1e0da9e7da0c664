"""Private folders beside the reports: where runs write before anything is put in place."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePath

from gongkai.batch.shards import Shard

_PREFIX = ".run-"


@contextlib.contextmanager
def private_folder(reports: Path, shard: Shard) -> Iterator[Path]:
    """Give a private folder on the file system of the reports; it is gone afterwards.

    What a batch that was killed left there goes first. The lock of the folder must be
    held: it says that nobody works in what is removed.

    Raises:
        OSError: `reports` cannot be written to.
    """
    prefix = f"{_PREFIX}{shard.label}-" if shard.label else _PREFIX
    _clear(reports, prefix)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{shard.label or 'all'}-", dir=reports))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _clear(reports, prefix)  # workers of a killed batch may have gone on for a moment


def _clear(reports: Path, prefix: str) -> None:
    for left in reports.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)


def make_room(room: Path) -> tuple[Path, Path]:
    """Make the folders of one run: the one it works in, and the one for what it finishes.

    Raises:
        OSError: they cannot be made; the private folder of the batch is gone, perhaps, and
            with it the right to put anything in place.
    """
    working, finished = room / "working", room / "finished"
    room.mkdir()
    working.mkdir()
    finished.mkdir()
    return working, finished


def sit_down(working: Path, data_dir: str, data: Path) -> None:
    """Make a run's own folder the working folder, with the data folder in it as a link.

    There a notebook can do no harm, and messages still name data files as a person knows
    them. It may be done again after a notebook took the folder away, or went elsewhere. A
    data folder that is named by a way upwards (`../data`) is none of this: such a run
    works where `gongkai` was started.

    Raises:
        OSError: the folder cannot be made.
    """
    asked = PurePath(data_dir)
    working.mkdir(parents=True, exist_ok=True)
    if not asked.is_absolute():
        link = working / asked
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.is_dir():
            link.unlink(missing_ok=True)
            link.symlink_to(data, target_is_directory=True)
    os.chdir(working)


def has_own_folder(data_dir: str) -> bool:
    """Tell whether a run with this data folder can work in a folder of its own."""
    return ".." not in PurePath(data_dir).parts and data_dir not in ("", ".")
