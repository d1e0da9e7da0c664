"""How a notebook's run ended, told truthfully.

papermill's saved file is no witness: after a dead kernel or a timeout it calls every
cell completed, and `sys.exit` in a cell counts as success. A run has succeeded only if
papermill returned, and the last cell put out its seal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from gongkai.notebook.canonical import canonical
from gongkai.notebook.payload import seal_of

Ending: TypeAlias = Literal["finished", "error", "timeout", "killed"]


@dataclass(frozen=True)
class Execution:
    """How a run ended, and the canonical notebook as far as it got (None: nowhere).

    `cell` is the index, in the executed notebook, of the cell that raised an exception.
    """

    ending: Ending
    message: str
    notebook: NotebookNode | None
    cell: int | None = None


def concluded(
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


def _told(error: PapermillExecutionError) -> str:
    """Our own errors are sentences; of others, name the cell and the exception."""
    if error.ename == "InputError":
        return str(error.evalue)
    return f"第{error.cell_index}个单元格出错：{error.ename}: {error.evalue}"
