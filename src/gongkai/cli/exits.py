"""Exit codes, and how an error of input is told at the command line."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from gongkai.cli.voice import Voice
from gongkai.errors import InputError

OK = 0
BAD_INPUT = 2
"""Something given cannot be used, and was left out. (click uses 2 for a wrong option.)"""
WITHHELD = 3
"""All ran; at least one report is withheld by a must-rule."""
FAILED = 4
"""At least one run ended in an error, a timeout or a killed kernel."""
PARTIAL = 5
"""A document was read in part: cells are unread, or figures left over."""
FOREIGN = 6
"""A document is not an annual report on information disclosure."""
LOCKED = 7
"""Another batch is writing to the same folder; nothing was run."""
INTERRUPTED = 128
"""Plus the number of the signal that ended the batch early, as a shell says it."""
# 1 is left to Python: an error nobody foresaw.


@contextlib.contextmanager
def input_errors() -> Iterator[None]:
    """Turn an input error into its sentence on stderr and exit code 2 (or its own)."""
    try:
        yield
    except InputError as error:
        Voice().warn(str(error))
        sys.exit(getattr(error, "exit_code", BAD_INPUT))


@contextlib.contextmanager
def unwritable(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Say that results cannot be written to a folder at all, and end with exit code 4."""
    try:
        yield
    except OSError as error:
        say(
            f"结果写不进 {folder}（{error.strerror or error}），批次到此为止；"
            "那里的报告都是完整的，排除故障后再次运行同一命令即可"
        )
        sys.exit(FAILED)


@contextlib.contextmanager
def unprintable() -> Iterator[None]:
    """Say on the standard error that the standard output takes no more; exit code 4.

    A reader that left (a broken pipe) wants no more and is none of this.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        with contextlib.suppress(OSError):
            reason = error.strerror or error
            print(f"标准输出写不进去（{reason}）；各份报告不受影响，结论见账本", file=sys.stderr)  # noqa: T201
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # for what is still to be flushed
        sys.exit(FAILED)


def leave(voice: Voice, code: int = OK) -> NoReturn:
    """End with an exit code; an output that took no more for want of room is a failure."""
    sys.exit(FAILED if voice.is_lost else code)


def leave_if_interrupted(signal: int, say: Callable[[str], None]) -> None:
    """Where a signal ended a batch early, say how to go on and end with its exit code."""
    if signal:
        say("已中断：做完的都已入账，再次运行同一命令即从中断处继续")
        sys.exit(INTERRUPTED + signal)


def of_verdicts(verdicts: list[str]) -> int:
    """Return the exit code for the verdicts of a batch: the worst one decides."""
    if any(verdict not in ("published", "withheld") for verdict in verdicts):
        return FAILED
    return WITHHELD if "withheld" in verdicts else OK


def of_checked(verdicts: list[str], errors: int) -> int:
    """Return the exit code of a check: what could not be checked at all decides first."""
    return BAD_INPUT if errors else of_verdicts(verdicts)


def of_readings(outcomes: list[str]) -> int:
    """Return the exit code for documents that were read: the worst one decides."""
    for outcome, code in (("error", BAD_INPUT), ("foreign", FOREIGN), ("partial", PARTIAL)):
        if outcome in outcomes:
            return code
    return OK
