"""The worker process in which files are read: limits itself, then reads what it is sent."""

from __future__ import annotations

import contextlib
import importlib
import pickle
import resource
import sys
from multiprocessing.connection import Connection
from typing import Any

from gongkai.errors import InputError


def main(descriptor: int, megabytes: int, seconds: float, first: str) -> None:
    """Serve until the other side closes the pipe; `first` is imported beforehand."""
    with contextlib.suppress(ImportError):
        importlib.import_module(first)
    _limit(resource.RLIMIT_AS, megabytes << 20)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    pipe: Connection[Any, Any] = Connection(descriptor)
    pipe.send_bytes(b"ready")
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            module, function, data, name = pickle.loads(pipe.recv_bytes())  # noqa: S301 - our own side
            _limit_time(seconds)
            pipe.send_bytes(_answer(module, function, data, name))


def _answer(module: str, function: str, data: bytes, name: str) -> bytes:
    """What came of a file. Whatever a parser raises on a hostile one is an outcome."""
    outcome: tuple[str, object]
    try:
        outcome = "value", getattr(importlib.import_module(module), function)(data, name)
    except InputError as error:
        outcome = "refusal", error
    except MemoryError:
        outcome = "memory", ""
    except RecursionError:
        outcome = "nesting", ""
    except Exception as error:  # noqa: BLE001
        outcome = "crash", f"{type(error).__name__}: {error}"[:200]
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    try:
        return pickle.dumps((*outcome, used))
    except MemoryError:
        return pickle.dumps(("memory", "", used))
    except Exception as error:  # noqa: BLE001
        return pickle.dumps(("crash", f"{type(error).__name__}: {error}"[:200], used))


def _limit(what: int, soft: int) -> None:
    """Set a limit, as far as the system knows it."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (soft, resource.getrlimit(what)[1]))


def _limit_time(seconds: float) -> None:
    """Should the other side die, this one ends by itself soon after."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime + seconds) + 2)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
