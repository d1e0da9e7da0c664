"""One writer for a folder of reports: a lock of the operating system, gone with its process."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from gongkai.batch.shards import Shard
from gongkai.errors import InputError

NAME = ".lock"


class FolderInUseError(InputError):
    """Another batch is writing to the folder."""

    exit_code = 7


@contextlib.contextmanager
def locked(reports: Path, shard: Shard) -> Iterator[None]:
    """Keep other batches out of a folder of reports.

    Parts of a batch that was dealt out share the folder: each keeps out its own double
    and a batch over the whole.

    Raises:
        FolderInUseError: another batch is there.
        OSError: the folder cannot be written to.
    """
    reports.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        whole = not shard.label
        held.enter_context(_flock(reports, NAME, fcntl.LOCK_EX if whole else fcntl.LOCK_SH))
        if not whole:
            held.enter_context(_flock(reports, f"{NAME}.{shard.label}", fcntl.LOCK_EX))
        yield


@contextlib.contextmanager
def in_turn(reports: Path) -> Iterator[None]:
    """Wait until no other part of a batch is writing what all of them share.

    Raises:
        OSError: the folder cannot be written to.
    """
    with _flock(reports, f"{NAME}.shared", fcntl.LOCK_EX, wait=True):
        yield


@contextlib.contextmanager
def _flock(reports: Path, name: str, kind: int, *, wait: bool = False) -> Iterator[None]:
    descriptor = os.open(reports / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderInUseError(
                str(reports),
                "另一个 gongkai run 正在写这个文件夹，本次未作任何改动",
                "请等它结束再运行，或用 --reports 另指一个文件夹",
            ) from None
        yield
    finally:
        os.close(descriptor)
