"""However a notebook ends, the runner says truthfully how."""

from __future__ import annotations

from pathlib import Path

import nbformat
import papermill.execute
import pytest

from gongkai.notebook import canonical as canonical_module
from gongkai.notebook.canonical import canonical, text_of
from gongkai.notebook.display import SEAL
from gongkai.notebook.execute import execute
from gongkai.notebook.execution import Execution
from gongkai.notebook.payload import seal_of

SEALING = f"display({{'text/plain': 'done', '{SEAL}': {{'verdict': 'published'}}}}, raw=True)"


def run(tmp_path: Path, *sources: str, timeout: int = 30) -> Execution:
    """Run a notebook of these code cells."""
    cells = [nbformat.v4.new_code_cell(source) for source in ("x = 1", *sources)]
    cells[0].metadata["tags"] = ["parameters"]
    notebook = nbformat.v4.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
    )
    path = tmp_path / "some {braces} 笔记.ipynb"
    nbformat.write(notebook, path)
    scratch = tmp_path / "scratch {x}"
    scratch.mkdir()
    return execute(path, {"x": 2}, scratch, timeout)


def test_a_notebook_that_seals_itself_is_finished(tmp_path: Path) -> None:
    execution = run(tmp_path, "print(x)", SEALING)
    assert (execution.ending, execution.message) == ("finished", "")
    assert execution.notebook is not None
    assert execution.notebook.cells[2].outputs[0].text == "2\n"
    assert seal_of(execution.notebook) == {"verdict": "published"}


def test_an_exception_is_an_error_with_its_cell(tmp_path: Path) -> None:
    execution = run(tmp_path, "1 / 0", SEALING)
    assert execution.ending == "error"
    assert "ZeroDivisionError" in execution.message
    assert execution.notebook is not None


def test_an_error_of_input_is_told_as_its_sentence(tmp_path: Path) -> None:
    raising = "from gongkai.errors import InputError\nraise InputError('某处', '某错', '请改')"
    assert run(tmp_path, raising, SEALING).message == "某处：某错。请改。"


@pytest.mark.parametrize("leaving", ["import sys; sys.exit(0)", "raise SystemExit"])
def test_leaving_early_is_not_success(tmp_path: Path, leaving: str) -> None:
    execution = run(tmp_path, leaving, "print('never')", SEALING)
    assert execution.ending == "error"
    assert execution.message


def test_a_seal_before_the_last_cell_does_not_count(tmp_path: Path) -> None:
    assert run(tmp_path, SEALING, "pass").ending == "error"


def test_a_dead_kernel_is_killed(tmp_path: Path) -> None:
    execution = run(tmp_path, "import os; os._exit(0)", SEALING)
    assert execution.ending == "killed"


def test_what_a_dying_kernel_said_is_told(tmp_path: Path) -> None:
    dying = "import os; os.write(2, b'out of luck'); os._exit(1)"
    assert run(tmp_path, dying, SEALING).message.endswith("：out of luck")


def test_nothing_of_the_kernel_reaches_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, "import os; os.write(2, b'noise')", SEALING)
    assert capfd.readouterr() == ("", "")


def test_an_endless_cell_is_a_timeout(tmp_path: Path) -> None:
    execution = run(tmp_path, "while True: pass", SEALING, timeout=2)
    assert execution.ending == "timeout"


def test_a_cell_that_ignores_interrupts_is_a_timeout_too(tmp_path: Path) -> None:
    stubborn = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    assert run(tmp_path, stubborn, SEALING, timeout=2).ending == "timeout"


def test_canonical_is_stable_and_keeps_the_parameters(tmp_path: Path) -> None:
    execution = run(tmp_path, "print(1)\nprint(2)", SEALING)
    notebook = execution.notebook
    assert notebook is not None
    assert text_of(canonical(notebook)) == text_of(notebook)
    assert notebook.metadata.papermill == {"parameters": {"x": 2}}
    assert notebook.cells[1].source == "# Parameters\nx = 2\n"
    assert "execution" not in text_of(notebook).replace("execution_count", "")


def test_the_tag_of_papermills_marks_is_papermills() -> None:
    assert papermill.execute.ERROR_MARKER_TAG == canonical_module.ERROR_MARKER_TAG
