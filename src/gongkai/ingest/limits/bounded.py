"""Every published file is read under bounds: of time, of memory, and with nothing to harm.

A reader runs in a worker process that has limits of its own, may not write files and is
killed when it takes too long. The worker is kept for the next file, so that a batch pays
for its start once, and is replaced after a failure that is not a plain refusal.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from gongkai.errors import InputError
from gongkai.ingest.file_names import readable
from gongkai.ingest.limits.values import loads

T = TypeVar("T")

_START_SECONDS = 60
_ANSWER_BYTES = 1 << 28
_BUSY = 0.6
"""A worker that had this part of the time has not been waiting for a processor."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one file may take: seconds, memory, size of the file.

    The time leaves room for the start of a worker within 10 seconds altogether. A worker
    that waits for a processor, as on a busy machine, may take `patience` times as long.
    `files` is after how many files a worker is replaced even though all went well.
    """

    seconds: float = 8.0
    patience: int = 1
    megabytes: int = 512
    file_megabytes: int = 64
    files: int = 500


BOUNDS = Bounds()
MANY = Bounds(patience=5)
"""Of a folder's files, which compete for the processors, no good one is to be refused."""


def read_within_limits(
    function: Callable[[bytes, str], T], data: bytes, name: str, bounds: Bounds = BOUNDS
) -> T:
    """Read a single file: `function(data, name)` in a worker of its own.

    Raises:
        InputError: what the function raised, or the file went beyond the bounds.
    """
    with BoundedReader(bounds) as reader:
        return reader.read(function, data, name)


def bytes_of(path: Path, bounds: Bounds = BOUNDS) -> bytes:
    """Return the content of a file of reasonable size.

    Raises:
        InputError: there is no such file, it cannot be read, or it is too large.
    """
    name = readable(path)
    try:
        if not path.is_file():
            raise InputError(name, "没有这个文件", "请核对路径")
        if path.stat().st_size > bounds.file_megabytes << 20:
            raise _too_large(name, bounds)
        return path.read_bytes()
    except OSError as error:
        raise InputError(name, f"文件打不开（{error.strerror}）", "请核对权限") from error


class BoundedReader:
    """A worker process that reads file after file. Not to be shared between threads."""

    def __init__(self, bounds: Bounds = BOUNDS) -> None:
        self.bounds = bounds
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._read = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, function: Callable[[bytes, str], T], data: bytes, name: str) -> T:
        """Return `function(data, name)`; the function must be importable by its name.

        Raises:
            InputError: what the function raised, or the file went beyond the bounds.
        """
        if len(data) > self.bounds.file_megabytes << 20:
            raise _too_large(name, self.bounds)
        job = pickle.dumps((function.__module__, function.__qualname__, data, name))
        try:
            outcome, value, used = self._ask(job, function.__module__, name)
        except BaseException:
            self.close()
            raise
        self._read += 1
        if (
            outcome not in {"value", "refusal"}
            or used > self.bounds.megabytes // 2
            or self._is_spent
        ):
            self.close()
        if outcome == "value":
            return cast("T", value)
        raise value if outcome == "refusal" else _failure(outcome, str(value), name)

    @property
    def _is_spent(self) -> bool:
        return self._read >= self.bounds.files

    def close(self) -> None:
        """End the worker, at once if it is busy. A further read starts a new one."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._pipe = self._process = None
        self._read = 0

    def _ask(self, job: bytes, module: str, name: str) -> tuple[str, Any, int]:
        try:
            pipe = self._pipe or self._start(module)
            pipe.send_bytes(job)
            if not self._is_done(pipe):
                raise InputError(
                    name,
                    f"读了{self.bounds.seconds:g}秒还没有读完，已停止",
                    "文件可能已损坏、过大或者有恶意内容，请另存一份再试",
                )
            answer = pipe.recv_bytes(_ANSWER_BYTES)
        except (EOFError, OSError) as error:
            raise _failure("crash", self._end(), name) from error
        return cast("tuple[str, Any, int]", loads(answer))

    def _is_done(self, pipe: Connection[Any, Any]) -> bool:
        """Wait for the answer as long as the file may take."""
        _, before = self._state()
        for _ in range(self.bounds.patience):
            if pipe.poll(self.bounds.seconds):
                return True
            state, now = self._state()
            if state != "R" or now - before > self.bounds.seconds * _BUSY:
                return False
        return False

    def _state(self) -> tuple[str, float]:
        """Whether the worker runs (`R`), and how many seconds of the processor it has had."""
        try:
            stat = Path(f"/proc/{self._process.pid}/stat").read_text() if self._process else ""
            state, *fields = stat.rpartition(")")[2].split()
            return state, (int(fields[10]) + int(fields[11])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, IndexError):
            return "", 0.0

    def _start(self, module: str) -> Connection[Any, Any]:
        """Start a worker that knows the reader already: that time is not the file's."""
        self._pipe, theirs = Pipe()
        with contextlib.closing(theirs):
            bounds = (theirs.fileno(), self.bounds.megabytes, self.bounds.seconds)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gongkai.ingest.limits.worker", *map(str, bounds), module],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ
                | {
                    "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                    "OPENBLAS_NUM_THREADS": "1",
                    "OMP_NUM_THREADS": "1",
                },
                process_group=0,
            )
        if not self._pipe.poll(_START_SECONDS):
            raise EOFError
        self._pipe.recv_bytes()
        return self._pipe

    def _end(self) -> str:
        if self._process is None:
            return ""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        return f"退出码 {self._process.returncode}"


def _too_large(name: str, bounds: Bounds) -> InputError:
    return InputError(
        name, f"文件超过{bounds.file_megabytes} MB", "年度报告不会这么大，请核对是不是这份文件"
    )


def _failure(outcome: str, detail: str, name: str) -> InputError:
    match outcome:
        case "memory":
            problem = "读取所需的内存超出限度，已停止"
        case "nesting":
            problem = "内容嵌套过深，已停止"
        case _:
            problem = f"文件无法解析（{detail}）"
    return InputError(name, problem, "文件可能已损坏或者有恶意内容，请另存一份再试")
