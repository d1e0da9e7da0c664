"""Run a notebook with papermill in this process, a forked child of a warm one."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines
from papermill.engines import papermill_engines
from papermill.execute import raise_for_execution_errors
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from gongkai.forking import Line
from gongkai.notebook.canonical import text_of
from gongkai.notebook.execution import Execution, concluded
from gongkai.notebook.forked import application
from gongkai.notebook.forked.engine import NAME, ForkEngine

_GARBAGE = 100_000
"""Objects made before Python looks for unreachable ones; otherwise 700."""

papermill_engines.register(NAME, ForkEngine)  # as the entry point does, where it is installed


def warm() -> None:
    """Get a template process ready for `execute_here`, once.

    A child lives for one report: it seldom looks for garbage.

    Raises:
        OSError: there is no room for a temporary file.
    """
    gc.set_threshold(_GARBAGE)
    application.warm()
    import gongkai.notebook.forked.here  # noqa: F401 - for the children

    cell = nbformat.v4.new_code_cell("x = 0", metadata={"tags": ["parameters"]})
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    made_up = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder) / "warm.ipynb"
        path.write_text(text_of(made_up), encoding="utf-8")
        _parameterized(path, {"x": 1})


def execute_here(notebook: Path, parameters: Mapping[str, Any], line: Line) -> Execution:
    """Run a notebook in this process: a forked child of a warmed template, and bounded.

    `line` hears `{"cell": index, "id": …}` as each cell is begun. A cell that takes too
    long is for the child's limits to end. Nothing is written.
    """
    executed: NotebookNode | None = None
    try:
        executed = _parameterized(notebook, parameters)
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
        return concluded("error", error, _as_read(executed))
    return concluded("finished", None, _as_read(executed))


def _parameterized(notebook: Path, parameters: Mapping[str, Any]) -> NotebookNode:
    """Load a notebook and put the parameters in, as papermill does.

    Raises:
        Exception: whatever papermill makes of a file that is no notebook.
    """
    loaded = load_notebook_node(str(notebook))
    ready: NotebookNode = parameterize_notebook(loaded, dict(parameters), engine_name=NAME)
    return ready


def _as_read(executed: NotebookNode | None) -> NotebookNode | None:
    """Join texts that a cell showed as lists of lines, as they are when a file is read."""
    return None if executed is None else rejoin_lines(executed)
