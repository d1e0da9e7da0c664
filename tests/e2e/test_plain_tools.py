"""papermill and nbconvert without our command line give the same report."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.notebook.canonical import canonical, read_notebook, text_of
from tests.projects import gongkai, make_project

BUREAU = "county-petition-bureau/2020"


def tool(project: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Jupyter tool of this environment in the project folder."""
    return subprocess.run(
        [str(Path(sys.executable).with_name(name)), *arguments],
        cwd=project,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(tmp_path_factory.mktemp("plain"))
    params = ["params/county-petition-bureau-2020.yaml", "params/hongze-gov-2023.yaml"]
    assert gongkai(project, "run", *params).returncode == 3
    for name in params:
        out = f"{Path(name).stem}.ipynb"
        done = tool(project, "papermill", "notebooks/annual_report.ipynb", out, "-f", name)
        assert done.returncode == 0, done.stderr
    return project


def test_plain_papermill_gives_the_same_notebook(project: Path) -> None:
    plain = read_notebook(project / "county-petition-bureau-2020.ipynb")
    ours = (project / "reports" / BUREAU / "report.ipynb").read_text(encoding="utf-8")
    assert text_of(canonical(plain)) == ours


def test_plain_nbconvert_gives_the_same_page(project: Path) -> None:
    done = tool(
        project, "jupyter", "nbconvert", "--to", "gongkai", "county-petition-bureau-2020.ipynb"
    )
    assert done.returncode == 0, done.stderr
    ours = project / "reports" / BUREAU / "report.html"
    assert (project / "county-petition-bureau-2020.html").read_bytes() == ours.read_bytes()


def test_plain_nbconvert_gives_the_same_review_page(project: Path) -> None:
    done = tool(
        project,
        *("jupyter", "nbconvert", "--to", "gongkai-review", "hongze-gov-2023.ipynb"),
        *("--output", "review"),
    )
    assert done.returncode == 0, done.stderr
    ours = project / "reports" / "hongze-gov/2023" / "review.html"
    assert (project / "review.html").read_bytes() == ours.read_bytes()


def test_plain_nbconvert_refuses_a_withheld_report(project: Path) -> None:
    done = tool(project, "jupyter", "nbconvert", "--to", "gongkai", "hongze-gov-2023.ipynb")
    assert done.returncode != 0
    assert "校验未通过" in done.stderr
    assert not (project / "hongze-gov-2023.html").exists()


def test_plain_nbconvert_refuses_a_notebook_that_was_not_run(project: Path) -> None:
    done = tool(
        project,
        *("jupyter", "nbconvert", "--to", "gongkai", "notebooks/annual_report.ipynb"),
        *("--output-dir", "."),
    )
    assert done.returncode != 0
    assert "没有运行到最后一个单元格" in done.stderr


def test_run_all_in_the_notebooks_own_folder_works(project: Path) -> None:
    """As JupyterLab does: the kernel starts in notebooks/, the data lie one level up."""
    done = tool(
        project / "notebooks",
        *("jupyter", "nbconvert", "--to", "notebook", "--execute", "annual_report.ipynb"),
        *("--output", "ran.ipynb"),
    )
    assert done.returncode == 0, done.stderr
    ran = read_notebook(project / "notebooks" / "ran.ipynb")
    assert "可以公布" in ran.cells[-1].outputs[0].data["text/plain"]


def test_papermill_help_explains_every_parameter(project: Path) -> None:
    done = tool(project, "papermill", "--help-notebook", "notebooks/annual_report.ipynb")
    lines = done.stdout.splitlines()
    for name in ("agency", "year", "data_dir", "compare_years", "as_of", "strict"):
        at = next(i for i, line in enumerate(lines) if line.strip().startswith(f"{name}:"))
        assert "：" in " ".join(lines[at : at + 2])


def test_a_mistake_in_a_plain_run_is_shown_as_a_sentence(project: Path) -> None:
    done = tool(
        project,
        *("papermill", "notebooks/annual_report.ipynb", "bad.ipynb"),
        *("-p", "agency", "nowhere"),
    )
    assert done.returncode != 0
    failed = read_notebook(project / "bad.ipynb")
    shown = [
        o for cell in failed.cells for o in cell.get("outputs", []) if o.output_type == "error"
    ]
    assert len(shown) == 1
    assert "没有代号为 nowhere 的机关" in shown[0].evalue
    assert len(shown[0].traceback) <= 2
