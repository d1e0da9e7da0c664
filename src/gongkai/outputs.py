"""Standard output and error, where whoever read them has left or no room is left for them."""

from __future__ import annotations

import contextlib
import os


def hush(descriptor: int) -> None:
    """Let a stream run into nothing: what is still to be flushed must not fail again."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)
