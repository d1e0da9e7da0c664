"""Run a notebook with papermill and say truthfully how it ended.

papermill's saved file is no witness: after a dead kernel or a timeout it calls every
cell completed, and `sys.exit` in a cell counts as success. A run has succeeded only if
papermill returned, and the last cell put out its seal.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from gongkai.notebook.canonical import canonical, read_notebook
from gongkai.notebook.payload import seal_of

Ending: TypeAlias = Literal["finished", "error", "timeout", "killed"]

_LOG = "kernel.log"

ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "SOURCE_DATE_EPOCH": "0",
    "MPLBACKEND": "agg",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""What the kernel sees of its surroundings, so that they cannot change its output."""


@dataclass(frozen=True)
class Execution:
    """How a run ended, and the canonical notebook as far as it got (None: nowhere)."""

    ending: Ending
    message: str
    notebook: NotebookNode | None


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
    message = ""
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
        ending, message = "timeout", f"有单元格运行超过{timeout}秒"
    except DeadKernelError:
        ending, message = "killed", f"内核中途退出（内存不足或被终止）{_last_words(scratch / _LOG)}"
    except PapermillExecutionError as error:
        ending, message = "error", _told(error)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - one bad notebook must not end a batch
        ending, message = "error", f"笔记本无法运行：{type(error).__name__}: {error}"
    executed = canonical(read_notebook(working_copy)) if working_copy.exists() else None
    if ending == "finished" and (executed is None or seal_of(executed) is None):
        ending, message = "error", "笔记本没有运行到最后一个单元格"
    return Execution(ending, message, executed)


def _last_words(log: Path) -> str:
    """The last line the kernel wrote on stderr, where it wrote any."""
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return f"：{lines[-1]}" if lines else ""


def _literal(path: Path) -> str:
    """papermill runs `str.format` over paths; braces in a folder's name are no fields."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _told(error: PapermillExecutionError) -> str:
    """Our own errors are sentences; of others, name the cell and the exception."""
    if error.ename == "InputError":
        return str(error.evalue)
    return f"第{error.cell_index}个单元格出错：{error.ename}: {error.evalue}"


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
