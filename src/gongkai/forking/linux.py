"""The few Linux calls that the standard library has no name for."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_STAT_PARENT = 1  # counted behind the name, which may hold blanks and brackets
_LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent dies.

    The signal comes at the death of the parent's *thread* that forked; a template has one.
    """
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it died before the call


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent dies, also of those in new sessions."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def threads() -> int:
    """Count the threads of this process as the kernel sees them, C libraries' included."""
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - asked before every fork


def children() -> set[int]:
    """Return the process ids of this process's children, zombies included."""
    here = os.getpid()
    try:
        listed = Path(f"/proc/self/task/{here}/children").read_text(encoding="ascii")
        return {int(pid) for pid in listed.split()}
    except FileNotFoundError:  # a kernel built without the list
        pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
        return {pid for pid in pids if _parent(pid) == here}


def address_space() -> int:
    """Return the size of this process's address space in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


def _parent(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return 0
    return int(status.rpartition(b")")[2].split()[_STAT_PARENT])


def _prctl(option: int, value: int) -> None:
    if _LIBC.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
