"""Reading many files at once: a few worker processes, each file within its own limits.

A worker that takes too long, grows too large or dies is killed with everything it
started; the file is said to have failed, a fresh worker takes the next one.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, TypeVar

from gongkai.errors import InputError

T = TypeVar("T")

_START_SECONDS = 60
_READY = "ready"


@dataclass(frozen=True)
class Limits:
    """What one file may take (seconds, bytes), and how many are read at the same time."""

    seconds: float = 30.0
    memory: int = 512 * 1024 * 1024
    jobs: int = os.cpu_count() or 1


@dataclass(frozen=True)
class Failed:
    """Why a file gave nothing, in a Chinese sentence."""

    message: str


@dataclass
class _Worker(Generic[T]):
    process: BaseProcess
    pipe: Connection
    path: Path | None = None
    deadline: float = 0.0
    is_ready: bool = False

    def give(self, path: Path, seconds: float) -> None:
        """Hand over a file; until the worker is up, its start is what is waited for."""
        self.path = path
        self.deadline = time.monotonic() + (seconds if self.is_ready else _START_SECONDS)
        self.pipe.send(path)

    def started(self, seconds: float) -> None:
        """The worker is up: now the time of its first file begins."""
        self.is_ready, self.deadline = True, time.monotonic() + seconds

    def kill(self) -> None:
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()


def read_all(
    read: Callable[[Path], T], paths: Sequence[Path], limits: Limits
) -> Iterator[tuple[Path, T | Failed]]:
    """Yield each path with what `read` makes of it, in the order in which they are done.

    `read` has to be a function of a module (or a `partial` of one): it travels to the
    workers. What it raises becomes a `Failed`.
    """
    waiting = deque(paths)
    workers: list[_Worker[T]] = []
    try:
        while waiting or any(worker.path for worker in workers):
            while waiting and len(workers) < max(1, limits.jobs):
                workers.append(_start(read, limits))
            for worker in workers:
                if worker.path is None and waiting:
                    worker.give(waiting.popleft(), limits.seconds)
            busy = [worker for worker in workers if worker.path]
            pause = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
            ready = wait([worker.pipe for worker in busy], pause)
            for worker in busy:
                done = _outcome(worker, limits, has_word=worker.pipe in ready)
                if done is None:
                    continue
                path, worker.path = worker.path, None
                if isinstance(done, Failed):
                    worker.kill()
                    workers.remove(worker)
                if path is not None:
                    yield path, done
    finally:
        for worker in workers:
            worker.kill()


def _start(read: Callable[[Path], T], limits: Limits) -> _Worker[T]:
    context = get_context("forkserver")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(read, theirs, limits), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _outcome(worker: _Worker[T], limits: Limits, *, has_word: bool) -> T | Failed | None:
    """What came of the worker's file; None while it is still at it."""
    if has_word:
        done = _result(worker)
        if done == _READY and not worker.is_ready:
            worker.started(limits.seconds)
            return None
        return done
    if time.monotonic() < worker.deadline:
        return None
    return Failed(f"超过{limits.seconds:g}秒仍未读完，已放弃")


def _result(worker: _Worker[T]) -> T | Failed:
    try:
        good, value = worker.pipe.recv()
    except (EOFError, OSError):
        return Failed("读取进程意外终止（可能内存不足）")
    return value if good else Failed(value)


def _work(read: Callable[[Path], T], pipe: Connection, limits: Limits) -> None:
    """The life of a worker: read files until the pipe is closed."""
    os.setsid()
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(EOFError, OSError):
        pipe.send((True, _READY))
        while True:
            pipe.send(_attempt(read, pipe.recv(), limits))


def _attempt(read: Callable[[Path], T], path: Path, limits: Limits) -> tuple[bool, T | str]:
    try:
        return True, read(path)
    except InputError as error:
        return False, str(error)
    except MemoryError:
        return False, f"所需内存超过{limits.memory // 2**20}兆字节，已放弃"
    except RecursionError:
        return False, "嵌套过深，已放弃"
    except Exception as error:  # noqa: BLE001 - one bad file must not end the batch
        return False, f"读取时出错（{type(error).__name__}）"
