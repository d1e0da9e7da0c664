"""The few Linux calls that the standard library has no name for."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_MADV_COLLAPSE = 25
_HUGE = 2 << 20
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


def gather_pages() -> None:
    """Put this process's own memory into huge pages where the kernel can (Linux 6.1 or later).

    A fork copies an entry for each page and an exit drops them all: with 512 small ones in
    one, both take a fraction of the time. Written to, a huge page falls apart again.
    """
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        span, rights, _, _, _, *name = line.split(maxsplit=5)
        if not rights.startswith("rw-p") or name not in ([], ["[heap]"]):
            continue
        start, end = (int(bound, 16) for bound in span.split("-"))
        for at in range(-(-start // _HUGE) * _HUGE, end - _HUGE + 1, _HUGE):
            _LIBC.madvise(ctypes.c_void_p(at), ctypes.c_size_t(_HUGE), _MADV_COLLAPSE)


def _parent(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return 0
    return int(status.rpartition(b")")[2].split()[_STAT_PARENT])


def _prctl(option: int, value: int) -> None:
    if _LIBC.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
