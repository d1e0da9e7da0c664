"""Run a notebook with papermill and say truthfully how it ended.

In a forked child of a warm process the cells run right there; anywhere else, in a fresh
kernel. What goes in and what comes out is the same.

papermill's saved file is no witness: after a dead kernel or a timeout it calls every
cell completed, and `sys.exit` in a cell counts as success. A run has succeeded only if
papermill returned, and the last cell put out its seal.
"""

from __future__ import annotations

import contextlib
import gc
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
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from traitlets.config import Config

from gongkai.forking import Line
from gongkai.notebook.canonical import canonical, read_notebook
from gongkai.notebook.environment import ENVIRONMENT
from gongkai.notebook.forked import application
from gongkai.notebook.forked.engine import NAME, ForkEngine
from gongkai.notebook.payload import seal_of

Ending: TypeAlias = Literal["finished", "error", "timeout", "killed"]

_LOG = "kernel.log"
_GARBAGE = 100_000
"""Objects made before Python looks for unreachable ones; otherwise 700."""

papermill_engines.register(NAME, ForkEngine)  # as the entry point does, where it is installed


@dataclass(frozen=True)
class Execution:
    """How a run ended, and the canonical notebook as far as it got (None: nowhere).

    `cell` is the index, in the executed notebook, of the cell that raised an exception.
    """

    ending: Ending
    message: str
    notebook: NotebookNode | None
    cell: int | None = None


def warm() -> None:
    """Get a template process ready for `execute_here`, once.

    A child lives for one report: it seldom looks for garbage.
    """
    gc.set_threshold(_GARBAGE)
    application.warm()
    import gongkai.notebook.forked.here  # noqa: F401 - for the children


def execute_here(notebook: Path, parameters: Mapping[str, Any], line: Line) -> Execution:
    """Run a notebook in this process: a forked child of a warmed template, and bounded.

    `line` hears `{"cell": index, "id": …}` as each cell is begun. A cell that takes too
    long is for the child's limits to end. Nothing is written.
    """
    executed: NotebookNode | None = None
    try:
        executed = parameterized(notebook, parameters)
        ForkEngine.execute_notebook(
            executed,
            executed.metadata.kernelspec.name,
            progress_bar=False,
            line=line,
            record_timing=False,
            coalesce_streams=True,
        )
        raise_for_execution_errors(executed, None)
    except Exception as error:  # noqa: BLE001 - what goes wrong in a notebook is a result
        return _concluded("error", error, executed)
    return _concluded("finished", None, executed)


def parameterized(notebook: Path, parameters: Mapping[str, Any]) -> NotebookNode:
    """Load a notebook and put the parameters in, as papermill does.

    Raises:
        Exception: whatever papermill makes of a file that is no notebook.
    """
    loaded = load_notebook_node(str(notebook))
    ready: NotebookNode = parameterize_notebook(loaded, dict(parameters), engine_name=NAME)
    return ready


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
    return _concluded(ending, problem, executed)


def _concluded(
    ending: Ending, problem: Exception | str | None, executed: NotebookNode | None
) -> Execution:
    """Tell the problem; a notebook that ended without one must have sealed itself."""
    kept = None if executed is None else canonical(executed)
    if isinstance(problem, PapermillExecutionError):
        return Execution(ending, _told(problem), kept, problem.cell_index)
    if isinstance(problem, Exception):
        message = f"笔记本无法运行：{type(problem).__name__}: {problem}"
        return Execution(ending, message, kept)
    if ending == "finished" and (kept is None or seal_of(kept) is None):
        return Execution("error", "笔记本没有运行到最后一个单元格", kept)
    return Execution(ending, problem or "", kept)


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
