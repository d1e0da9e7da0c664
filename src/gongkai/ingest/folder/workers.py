"""Reading many files at once: a few threads, each with a bounded reader of its own."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gongkai.errors import InputError
from gongkai.ingest.file_names import readable
from gongkai.ingest.limits.bounded import MANY, BoundedReader, Bounds

T = TypeVar("T")


@dataclass(frozen=True)
class Failed:
    """Why a file gave nothing, in a Chinese sentence."""

    message: str


def unforeseen(name: str, error: Exception) -> Failed:
    """What is said of a file on which something fails that nobody foresaw."""
    problem = f"读取时出错（{type(error).__name__}）"
    return Failed(str(InputError(name, problem, "请另存一份再试，仍不行请把这份文件报告给维护者")))


def read_all(
    read: Callable[[BoundedReader, Path], T],
    paths: Sequence[Path],
    bounds: Bounds = MANY,
    jobs: int = 0,
) -> Iterator[tuple[Path, T | Failed]]:
    """Yield each path with what `read` makes of it, in the order in which they are done.

    An InputError becomes a `Failed`; a file that goes beyond the bounds costs its reader
    the worker process, and the next file has a fresh one. `jobs` is one a processor if 0.
    """
    own = threading.local()
    readers: list[BoundedReader] = []

    def begin() -> None:
        own.reader = BoundedReader(bounds)
        readers.append(own.reader)

    def attempt(path: Path) -> tuple[Path, T | Failed]:
        try:
            return path, read(own.reader, path)
        except InputError as error:
            return path, Failed(str(error))
        except Exception as error:  # noqa: BLE001 - one file never ends the reading of the others
            own.reader.close()
            return path, unforeseen(readable(path.name), error)

    pool = ThreadPoolExecutor(jobs or os.cpu_count() or 1, "ingest", begin)
    try:
        for done in as_completed([pool.submit(attempt, path) for path in paths]):
            yield done.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for reader in readers:
            reader.close()
