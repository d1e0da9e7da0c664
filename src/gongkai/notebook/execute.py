"""Run a notebook with papermill in a fresh kernel.

What goes in and what comes out is the same as in a forked child (`execute_here`).
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from traitlets.config import Config

from gongkai.notebook.canonical import read_notebook
from gongkai.notebook.environment import ENVIRONMENT
from gongkai.notebook.execution import Ending, Execution, concluded

_LOG = "kernel.log"


def execute(
    notebook: Path, parameters: Mapping[str, Any], scratch: Path, timeout: int
) -> Execution:
    """Run a notebook in a fresh kernel.

    `scratch` is a private folder for papermill's working copy; `timeout` is in seconds
    for each cell. Whatever happens in the notebook is returned, not raised.

    Raises:
        OSError: the working copy cannot be written (a full disk, say).
    """
    working_copy = scratch / "working.ipynb"
    ending: Ending = "finished"
    problem: Exception | str | None = None
    try:
        with _environment(), _quiet(scratch / _LOG), _private_sockets() as config:
            papermill.execute_notebook(
                _literal(notebook),
                _literal(working_copy),
                parameters=dict(parameters),
                progress_bar=False,
                execution_timeout=timeout,
                record_timing=False,
                coalesce_streams=True,
                config=config,
            )
    except CellTimeoutError:
        ending, problem = "timeout", f"有单元格运行超过{timeout}秒"
    except DeadKernelError:
        ending = "killed"
        problem = f"内核中途退出（内存不足或被终止）{_last_words(scratch / _LOG)}"
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - one bad notebook must not end a batch
        ending, problem = "error", error
    executed = read_notebook(working_copy) if working_copy.exists() else None
    return concluded(ending, problem, executed)


def _last_words(log: Path) -> str:
    """The last line the kernel wrote on stderr, where it wrote any."""
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return f"：{lines[-1]}" if lines else ""


def _literal(path: Path) -> str:
    """papermill runs `str.format` over paths; braces in a folder's name are no fields."""
    return str(path).replace("{", "{{").replace("}", "}}")


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    """papermill hands the kernel our own environment, so it is set here and put back."""
    before = dict(os.environ)
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def _private_sockets() -> Iterator[Config]:
    """Talk to the kernel through sockets in a private folder, where the system has them.

    TCP ports are shared with every user of the machine, and parallel kernels race for them.
    """
    if os.name != "posix":
        yield Config()
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        yield Config(KernelManager={"transport": "ipc", "ip": f"{folder}/kernel"})


@contextlib.contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """Keep what papermill and the kernel say of themselves off the terminal.

    Failures are results here, and are told as such. The kernel inherits our stderr and
    complains on it when it is stopped, so that goes to a file.
    """
    logger = logging.getLogger("papermill")
    before = logger.disabled
    logger.disabled = True
    sys.stderr.flush()
    terminal = os.dup(2)
    try:
        with log.open("wb") as stream:
            os.dup2(stream.fileno(), 2)
            yield
    finally:
        os.dup2(terminal, 2)
        os.close(terminal)
        logger.disabled = before
