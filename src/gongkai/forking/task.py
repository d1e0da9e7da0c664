"""What is asked of a child, and how it ended: values that both sides of a fork know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

Ending: TypeAlias = Literal["returned", "raised", "timeout", "killed", "refused"]


class ForkingUnavailable(Exception):  # noqa: N818 - a state of the machine, not a mistake
    """No child can be forked here; the message says why. Do the work another way."""


@dataclass(frozen=True)
class Limits:
    """What a child may use; None means as much as there is.

    seconds: wall-clock time; then SIGINT, and SIGKILL `patience` seconds later.
    event_seconds: wall-clock time between two events that the child tells, likewise.
    memory_megabytes: address space beyond what the template holds (RLIMIT_AS), of the
        child and of each process it starts, each for itself.
    cpu_seconds: processor time, likewise (RLIMIT_CPU).
    file_megabytes: the size of any one file written (RLIMIT_FSIZE).
    answer_megabytes: all that it sends back, events and value together.
    """

    seconds: float | None = None
    event_seconds: float | None = None
    memory_megabytes: int | None = None
    cpu_seconds: int | None = None
    file_megabytes: int | None = None
    answer_megabytes: int = 64
    patience: float = 2.0


@dataclass(frozen=True)
class Task:
    """A call to make in a child.

    function: `module:name` of what is called as `function(arguments, tell)`.
    arguments: JSON values.
    folder: the child's working folder; it must be there.
    environment: variables set in the child on top of the template's.
    """

    function: str
    arguments: Mapping[str, Any]
    folder: Path
    limits: Limits = Limits()
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ended:
    """How a child ended.

    ending: `returned` only where the function returned, its value arrived whole and the
        process then ended with exit code 0; `raised`, any exception, SystemExit included;
        `timeout`, it ran longer than allowed; `killed`, it ended without an answer;
        `refused`, it sent more than it may and was killed for it.
    value: what the function returned. A child interrupted for its time may still have
        returned something.
    message: what happened, in one line, with the last words on its standard error.
    peak_memory: bytes resident at most, pages shared with the template included.
    cpu_seconds: processor time of the child and of the processes it waited for.
    last: the last event it told.
    """

    ending: Ending
    value: Any = None
    message: str = ""
    signal: int | None = None
    exit_code: int | None = None
    peak_memory: int = 0
    cpu_seconds: float = 0.0
    last: Any = None
