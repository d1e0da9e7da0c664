"""However a run ends, `gongkai run` says truthfully how, and publishes nothing false."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import nbformat
import psutil
import pytest

from gongkai.batch.ledger import Entry, read_ledger
from tests.projects import gongkai, make_project

SOURCE = "county-petition-bureau"


class Case(NamedTuple):
    """What a cell does, and what is to be said of it."""

    code: str
    verdict: str
    cause: str
    cell: str = "ending"
    said: str = ""


CASES = {
    "raises": Case("1 / 0", "error", "ZeroDivisionError", said="division by zero"),
    "leaves": Case("import sys; sys.exit(0)", "error", "SystemExit"),
    "ends-itself": Case("import os; os._exit(0)", "killed", "exit 0", said="exit 0"),
    "is-killed": Case(
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "killed", "SIGKILL"
    ),
    "crashes": Case("import ctypes; ctypes.string_at(0)", "killed", "SIGSEGV"),
    "wants-all-memory": Case("x = [bytearray(1 << 26) for _ in range(99)]", "error", "MemoryError"),
    "never-ends": Case("while True: pass", "timeout", "timeout"),
    "cannot-be-stopped": Case(
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "timeout",
        "timeout",
    ),
    "lingers": Case(
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(987)",
        "published",
        "",
        "",
    ),
    "loses-its-folder": Case("import os, shutil; shutil.rmtree(os.getcwd())", "published", "", ""),
    "says-too-much": Case("print('x' * (1 << 30))", "error", "MemoryError"),
}


def project_of_endings(folder: Path) -> Path:
    """One agency for each case, alike but for what the cell `ending` does in the middle."""
    project = make_project(folder)
    text = (project / "data" / SOURCE / "2020.toml").read_text(encoding="utf-8")
    for path in (project / "params").iterdir():
        path.unlink()
    for name, case in CASES.items():
        (project / "data" / name).mkdir()
        (project / "data" / name / "2020.toml").write_text(text.replace(SOURCE, name), "utf-8")
        (project / "data" / name / "ending.py").write_text(case.code, "utf-8")
    names = ", ".join(CASES)
    (project / "params" / "all.yaml").write_text(f"agency: [{names}]\nyear: 2020\n", "utf-8")
    path = project / "notebooks" / "annual_report.ipynb"
    notebook = nbformat.read(path, as_version=4)
    source = "from pathlib import Path\nexec(Path(data_dir, agency, 'ending.py').read_text())"
    cell = nbformat.v4.new_code_cell(source, id="ending")
    notebook.cells.insert(len(notebook.cells) // 2, cell)
    nbformat.write(notebook, path)
    return project


class Ran(NamedTuple):
    """A batch over all cases."""

    project: Path
    code: int
    printed: str
    entries: dict[str, Entry]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    project = project_of_endings(tmp_path_factory.mktemp("endings") / "project")
    limits = ("--timeout", "10", "--memory", "500", "--jobs", "2")
    done = gongkai(project, "run", *limits)
    assert "Traceback" not in done.stderr
    entries = read_ledger(project / "reports" / "ledger.jsonl").entries
    return Ran(project, done.returncode, done.stdout, entries)


def test_the_worst_ending_decides_the_exit_code(ran: Ran) -> None:
    assert ran.code == 4
    assert sorted(ran.entries) == sorted(f"{name}/2020" for name in CASES)


@pytest.mark.parametrize("name", CASES)
def test_the_ledger_tells_the_truth(ran: Ran, name: str) -> None:
    case, entry = CASES[name], ran.entries[f"{name}/2020"]
    assert entry.verdict == case.verdict
    assert case.cause in entry.cause
    assert entry.cell == case.cell
    assert case.said in entry.message
    assert case.verdict == "published" or entry.message in ran.printed.replace("\n  ", "\n")


@pytest.mark.parametrize("name", CASES)
def test_only_what_is_published_has_a_page(ran: Ran, name: str) -> None:
    folder = ran.project / "reports" / name / "2020"
    pages = sorted(path.name for path in folder.glob("*.html"))
    expected = ["report.html", "review.html"] if CASES[name].verdict == "published" else []
    assert pages == expected
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["verdict"] == CASES[name].verdict


def test_what_was_killed_says_how_much_memory_it_took(ran: Ran) -> None:
    assert ran.entries["is-killed/2020"].peak_memory > 10_000_000


def test_no_process_is_left_behind(ran: Ran) -> None:
    left = [process.pid for process in psutil.process_iter() if _works_in(process, ran.project)]
    assert left == []
    assert list((ran.project / "reports").glob(".run-*")) == []


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return str(folder) in process.cwd()
    except psutil.Error:
        return False
