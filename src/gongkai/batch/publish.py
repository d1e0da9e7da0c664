"""Put a finished folder in its place in one step, so that nothing half-written is seen."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def publish(folder: Path, place: Path) -> None:
    """Move a complete folder to `place`; what stood there before is gone in the same step.

    Raises:
        OSError: the move failed; `place` is as it was.
    """
    _sync(folder)
    folder.chmod(0o755)  # private until now
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        folder.rename(place)
        _settle(place.parent, lambda: place.rename(folder))
    elif _exchange(folder, place):
        _settle(place.parent, lambda: _exchange(folder, place))
    else:
        old = folder.with_name(folder.name + ".old")
        place.rename(old)
        try:
            folder.rename(place)
        except OSError:
            old.rename(place)
            raise
        _settle(place.parent, lambda: (place.rename(folder), old.rename(place)))
        shutil.rmtree(old, ignore_errors=True)


def _settle(folder: Path, undo: Callable[[], object]) -> None:
    """Make a move in a folder durable; where the disk says no, nothing was moved."""
    try:
        _sync_entry(folder)
    except OSError:
        undo()
        raise


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically; False where the system cannot (not Linux, some mounts).

    The standard library has no call for it; the fallback leaves a moment in which the
    place is empty, never one in which it is half-full.
    """
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(result == 0)


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
    _sync_entry(folder)


def _sync_entry(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
