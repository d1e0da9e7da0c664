"""What comes out of the forked engine is what comes out of papermill's own, byte for byte."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError
from papermill.exceptions import PapermillExecutionError

from gongkai.forking import Limits, Task, Template
from gongkai.notebook.canonical import canonical, read_notebook, text_of
from gongkai.notebook.environment import ENVIRONMENT
from gongkai.notebook.execute import execute
from gongkai.notebook.forked.engine import NAME
from tests.notebook.forked.difficult import difficult, of

CHECKOUT = Path(__file__).parents[3]
MASTER = CHECKOUT / "notebooks" / "annual_report.ipynb"
SHIPPED = {
    "agency": "county-petition-bureau",
    "year": 2020,
    "data_dir": str(CHECKOUT / "data"),
    "as_of": "2021-01-25",
}


INLINE = {
    **ENVIRONMENT,
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONPATH": str(CHECKOUT),  # cells see it in sys.path, and it must be in all of them
}


@pytest.fixture(autouse=True, scope="module")
def watched_descriptors() -> Iterator[None]:
    """ipykernel does not look at descriptors 1 and 2 where it believes to be under pytest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)
        yield


def run_with(engine: str | None, notebook: Path, folder: Path, timeout: int | None = None) -> str:
    """Run the notebook as a user does; return its canonical text."""
    folder.mkdir()
    output = folder / "out.ipynb"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)
        for name, value in INLINE.items():
            patch.setenv(name, value)
        with pytest.raises(PapermillExecutionError, match="the end"):
            papermill.execute_notebook(
                str(notebook),
                str(output),
                {"x": 2},
                engine_name=engine,
                progress_bar=False,
                start_timeout=300,
                execution_timeout=timeout,
                coalesce_streams=True,
            )
    executed = read_notebook(output)
    assert engine == executed.metadata.papermill.get("engine")  # it did not fall back
    return text_of(canonical(executed))


def run_here(notebook: Path, parameters: Any, folder: Path, environment: Any) -> Any:
    """Run the notebook as a batch does."""
    task = Task(
        "tests.notebook.forked.children:run",
        {"notebook": str(notebook), "parameters": parameters},
        folder,
        Limits(seconds=300),
    )
    environment = {**environment, "PYTHONPATH": str(CHECKOUT)}
    with Template(["gongkai.notebook.execute_here:warm"], environment) as template:
        ended = template.run(task)
    assert ("returned", "") == (ended.ending, ended.message)
    return ended.value


@pytest.fixture(scope="module")
def difficult_notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("difficult") / "difficult.ipynb"
    nbformat.write(difficult(), path)
    return path


@pytest.fixture(scope="module")
def stock(difficult_notebook: Path) -> str:
    """Run the stock engine; again where its kernel overlooks the second of two requests.

    Two come at once where a widget answers the kernel between two cells.
    """
    for attempt in range(4):
        with contextlib.suppress(CellTimeoutError):
            folder = difficult_notebook.parent / f"stock-{attempt}"
            return run_with(None, difficult_notebook, folder, timeout=20)
    pytest.fail("the stock engine does not come to the end of the notebook")


def test_the_master_notebook_comes_out_the_same(tmp_path: Path) -> None:
    stock = execute(MASTER, SHIPPED, tmp_path, 120)
    forked = run_here(MASTER, SHIPPED, tmp_path, ENVIRONMENT)
    assert stock.notebook is not None
    assert ("finished", "finished") == (stock.ending, forked["ending"])
    assert text_of(stock.notebook) == forked["text"]


def test_difficult_cells_come_out_the_same_on_the_command_line(
    difficult_notebook: Path, stock: str, tmp_path: Path
) -> None:
    forked = run_with(NAME, difficult_notebook, tmp_path / "forked")
    assert stock.splitlines() == forked.splitlines()


def test_difficult_cells_come_out_the_same_in_a_batch(
    difficult_notebook: Path, stock: str, tmp_path: Path
) -> None:
    forked = run_here(difficult_notebook, {"x": 2}, tmp_path, INLINE)
    assert ("error", "LookupError: the end") == (forked["ending"], forked["message"][-20:])
    assert stock.splitlines() == forked["text"].splitlines()


def test_what_the_stock_engine_may_hang_on_runs_in_a_batch(tmp_path: Path) -> None:
    # Not in the difficult cells: there both processes read the same sockets, and what
    # becomes of a closed descriptor depends on who opens the next one.
    sources = (
        "import os\nos.fork()",
        "print('ran', file=open('ran', 'a'))",
        "import time\ntime.sleep(0.5)",
        "os.close(1)\nprint('closed')",
        "print('still')",
    )
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(of(cells), tmp_path / "in.ipynb")
    done = run_here(tmp_path / "in.ipynb", {}, tmp_path, INLINE)
    cells = nbformat.reads(done["text"], 4).cells
    assert ["closed\n", "still\n"] == [cell.outputs[0].text for cell in cells[-2:]]
    assert "ran\n" == (tmp_path / "ran").read_text()


def test_the_difficult_cells_did_run(stock: str) -> None:
    cells = [cell for cell in nbformat.reads(stock, 4).cells if cell.cell_type == "code"]
    assert 90 < len([cell for cell in cells if cell.execution_count is not None])
