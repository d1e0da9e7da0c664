"""The life of a child, from the fork to `os._exit`."""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import json
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from gongkai.forking import linux
from gongkai.forking.line import Line

_MEGABYTE = 1 << 20
_CPU_NOTICE = 2
"""Seconds between the signal that can be caught and the one that cannot."""


def live(template: int, task: int, answers: int, words: int, spoken: int) -> NoReturn:
    """Read the task, do it, send what came of it, and end.

    The rest are file descriptors: `task` as JSON, `answers` the socket for messages,
    `words` and `spoken` the two ends of the pipe for standard output and error.
    """
    code = 1
    try:
        linux.die_with_parent(template)
        linux.adopt_orphans()
        os.setsid()
        _reset_signals()
        os.dup2(words, 1)
        os.dup2(words, 2)
        os.close(words)
        faulthandler.enable(file=os.dup(2))  # not 2 itself: that may be redirected later
        code = _do(_read(task), Line(socket.socket(fileno=answers), spoken))
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _do(task: Mapping[str, Any], line: Line) -> int:
    """Call the function; only the process that was forked for it may answer."""
    try:
        os.environ.update(task["environment"])
        time.tzset()
        os.chdir(task["folder"])
        _limit(task["limits"])
        answer = {"returned": function_named(task["function"])(task["arguments"], line)}
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
        answer = {"raised": told(error)}
    try:
        return 0 if line.answer(answer) else 1
    except (TypeError, ValueError) as error:
        line.answer({"raised": f"the value returned is no JSON: {error}"})
    return 0


def function_named(name: str) -> Callable[..., Any]:
    """Return the function that `module:name` names."""
    module, _, attribute = name.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
    return function


def told(error: BaseException) -> str:
    """Return an exception in one line."""
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _read(descriptor: int) -> Any:
    with os.fdopen(descriptor, "rb") as stream:
        stream.seek(0)
        return json.load(stream)


def _reset_signals() -> None:
    """Start with the handlers of a fresh Python, whatever the template had."""
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _limit(limits: Mapping[str, Any]) -> None:
    _set(resource.RLIMIT_CORE, 0)
    if limits["memory_megabytes"] is not None:
        _set(resource.RLIMIT_AS, linux.address_space() + limits["memory_megabytes"] * _MEGABYTE)
    if limits["file_megabytes"] is not None:
        _set(resource.RLIMIT_FSIZE, limits["file_megabytes"] * _MEGABYTE)
    if limits["cpu_seconds"] is not None:
        _set(resource.RLIMIT_CPU, limits["cpu_seconds"], _CPU_NOTICE)


def _set(which: int, value: int, notice: int = 0) -> None:
    """Lower a limit, never above what the child was given."""
    hard = resource.getrlimit(which)[1]
    ceiling = value + notice if hard == resource.RLIM_INFINITY else min(value + notice, hard)
    resource.setrlimit(which, (min(value, ceiling), ceiling))
