"""`papermill --engine gongkai-fork`: however a notebook ends, it is told, and nothing is left."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import papermill
import psutil
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from gongkai.notebook.canonical import read_notebook
from gongkai.notebook.forked.engine import NAME
from tests.notebook.forked.difficult import of

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def one_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """pytest names the test in the environment, and another environment is another template."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST")


def run(tmp_path: Path, *sources: str, **options: Any) -> None:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(of(cells), tmp_path / "in.ipynb")
    papermill.execute_notebook(
        str(tmp_path / "in.ipynb"),
        str(tmp_path / "out.ipynb"),
        engine_name=NAME,
        progress_bar=False,
        start_timeout=300,
        cwd=str(tmp_path),
        **options,
    )


def written(tmp_path: Path) -> NotebookNode:
    return read_notebook(tmp_path / "out.ipynb")


def printed(tmp_path: Path, cell: int = 0) -> str:
    """What a cell printed; how many messages it came in is a matter of time."""
    return "".join(output.text for output in written(tmp_path).cells[cell].outputs)


def test_a_notebook_runs_in_its_folder_and_says_with_what_engine(tmp_path: Path) -> None:
    run(tmp_path, "import os; print(os.getcwd())")
    assert f"{tmp_path}\n" == printed(tmp_path)
    assert NAME == written(tmp_path).metadata.papermill.engine


def test_half_a_character_ends_no_notebook(tmp_path: Path) -> None:
    run(tmp_path, "print('半个\\ud83d'); print('整个')")
    assert "半个\ufffd\n整个\n" == printed(tmp_path)


def test_a_forked_process_that_comes_back_from_its_cell_runs_no_other(tmp_path: Path) -> None:
    run(tmp_path, "import os\nos.fork()", "import time\nprint('once')\ntime.sleep(0.5)")
    assert "once\n" == printed(tmp_path, 1)


def test_a_closed_descriptor_does_not_stop_the_notebook(tmp_path: Path) -> None:
    run(tmp_path, "import os\nos.close(1)\nprint('closed')", "print('still')")
    assert ["closed\n", "still\n"] == [printed(tmp_path, cell) for cell in range(2)]


def test_output_of_many_pieces_comes_in_few_messages(tmp_path: Path) -> None:
    run(tmp_path, "import os\nfor i in range(2000): os.write(1, b'past '); print(i)")
    assert "".join(f"past {i}\n" for i in range(2000)) == printed(tmp_path)
    assert len(written(tmp_path).cells[0].outputs) < 100


def test_two_notebooks_share_nothing(tmp_path: Path) -> None:
    run(tmp_path, "import json; json.left = 1; x = 1")
    run(tmp_path, "import json; print(hasattr(json, 'left'), 'x' in globals())")
    assert "False False\n" == printed(tmp_path)


def test_random_numbers_differ_from_child_to_child(tmp_path: Path) -> None:
    drawn = []
    for _ in range(2):
        run(tmp_path, "import numpy as np, random; print(np.random.rand(), random.random())")
        drawn += printed(tmp_path).split()
    assert 4 == len(set(drawn))


@pytest.mark.parametrize(
    ("dying", "told"),
    [
        ("import os; os._exit(3)", "exit code 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("import ctypes; ctypes.string_at(0)", "Fatal Python error: Segmentation fault"),
        ("import os; os.write(2, b'out of luck'); os._exit(1)", "out of luck"),
    ],
)
def test_a_cell_that_kills_its_process_is_told_with_how(
    tmp_path: Path, dying: str, told: str
) -> None:
    with pytest.raises(DeadKernelError, match=told):
        run(tmp_path, "print('first')", dying, "print('never')")
    assert "first\n" == printed(tmp_path)
    assert [] == written(tmp_path).cells[2].outputs


def test_a_cell_that_takes_too_long_is_a_timeout(tmp_path: Path) -> None:
    with pytest.raises(CellTimeoutError):
        run(tmp_path, "print('begun', flush=True)\nwhile True: pass", execution_timeout=2)
    assert "begun\n" == printed(tmp_path)


def test_an_interrupt_reaches_the_cell(tmp_path: Path) -> None:
    with pytest.raises(PapermillExecutionError, match="KeyboardInterrupt"):
        run(tmp_path, "while True: pass", execution_timeout=1, interrupt_on_timeout=True)


def test_a_run_that_takes_too_long_is_interrupted_and_a_timeout(tmp_path: Path) -> None:
    with pytest.raises(CellTimeoutError, match=r"ran longer than 1\.5 seconds"):
        run(tmp_path, "import time; time.sleep(60)", "print('never')", run_timeout=1.5)
    assert "KeyboardInterrupt" == written(tmp_path).cells[0].outputs[0].ename
    assert [] == written(tmp_path).cells[1].outputs


def test_memory_is_bounded(tmp_path: Path) -> None:
    with pytest.raises(PapermillExecutionError, match="MemoryError"):
        run(tmp_path, "x = bytearray(1 << 30)", memory_megabytes=300)


def test_a_flood_of_output_is_refused(tmp_path: Path) -> None:
    flood = "block = 'x' * (1 << 20)\nfor _ in range(1024): print(block)"
    with pytest.raises(DeadKernelError, match="sent more than 8 megabytes"):
        run(tmp_path, flood, answer_megabytes=8)


def test_a_process_left_by_a_cell_is_gone_with_the_notebook(tmp_path: Path) -> None:
    leaving = (
        "import subprocess\nprint(subprocess.Popen(['sleep', '300'], start_new_session=True).pid)"
    )
    run(tmp_path, leaving)
    assert not psutil.pid_exists(int(printed(tmp_path)))


def test_what_is_registered_for_the_end_is_done(tmp_path: Path) -> None:
    run(tmp_path, "import atexit; atexit.register(lambda: open('done', 'w').close())")
    assert (tmp_path / "done").exists()


def test_another_environment_is_another_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLOUR", "紫")
    run(tmp_path, "import os; print(os.environ['COLOUR'])")
    assert "紫\n" == printed(tmp_path)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"warm": ["tests.notebook.forked.threaded"]}, "more than one thread"),
        ({"extra_arguments": ["--no-secure"]}, "asks for a kernel of its own"),
    ],
)
def test_where_forking_cannot_be_the_stock_engine_runs_and_it_is_said(
    tmp_path: Path,
    options: dict[str, Any],
    reason: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    with caplog.at_level(logging.WARNING, "papermill"):
        run(tmp_path, "print(1)", **options)
    assert "1\n" == printed(tmp_path)
    assert reason in caplog.text
    assert written(tmp_path).metadata.papermill.engine.startswith("nbclient (")


def test_it_works_from_a_shell(tmp_path: Path) -> None:
    output = tmp_path / "out.ipynb"
    program = str(Path(sys.executable).with_name("papermill"))
    options = ["--engine", NAME, "--no-progress-bar", "--start-timeout", "300"]
    files = ["notebooks/annual_report.ipynb", str(output)]
    parameters = ["-f", "params/county-petition-bureau-2020.yaml"]
    done = subprocess.run(
        [program, *options, *files, *parameters],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert NAME == written(tmp_path).metadata.papermill.engine
