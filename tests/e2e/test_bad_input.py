"""Wrong input: one clear sentence with place and remedy, nothing lost, nothing half-written."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.projects import gongkai, make_project

BUREAU = "params/county-petition-bureau-2020.yaml"
DATA_FILE = "data/county-petition-bureau/2020.toml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def edit(project: Path, old: str, new: str, name: str = DATA_FILE) -> None:
    path = project / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def visible(reports: Path) -> list[str]:
    """The files of report folders; beside them stand the ledger and the lock."""
    return sorted(p.relative_to(reports).as_posix() for p in reports.glob("*/*/*") if p.is_file())


def test_a_broken_parameter_file_stops_everything_before_it_starts(project: Path) -> None:
    (project / "params" / "x.yaml").write_text("agency: nowhere\nyear: 2020\n", encoding="utf-8")
    done = gongkai(project, "run")
    assert done.returncode == 2
    assert "params/x.yaml 第1行" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "reports").exists()


def test_a_mistake_in_one_data_file_does_not_stop_the_others(project: Path) -> None:
    edit(project, "received = [0, 0, 0, 0, 0, 0, 0]", "received = [0, 0, 0, 0, 0, 0]")
    done = gongkai(project, "run", BUREAU, "params/hongze-gov-2023.yaml")
    assert done.returncode == 4
    assert "应有7个数据，实为6个" in done.stdout
    assert DATA_FILE in done.stdout
    assert "暂不公布 1" in done.stdout
    assert visible(project / "reports")[:2] == [
        "county-petition-bureau/2020/failed.ipynb",
        "county-petition-bureau/2020/manifest.json",
    ]


def test_a_failed_run_replaces_a_page_that_no_longer_follows_from_its_data(project: Path) -> None:
    assert gongkai(project, "run", BUREAU).returncode == 0
    edit(project, "received = [0,", 'received = ["many",')
    assert gongkai(project, "run", BUREAU).returncode == 4
    folder = project / "reports" / "county-petition-bureau" / "2020"
    assert not (folder / "report.html").exists()
    assert json.loads((folder / "manifest.json").read_text())["verdict"] == "error"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{ list(facts/items_published) }}", "{{ list(facts/nothing) }}", "facts/nothing"),
        ("{{ facts/weibo_posts 条 }}", "{{ facts/weibo_posts 件 }}", "件"),
        ("{{ facts/weibo_posts 条 }}", "{{ change(requests/received/total) }}", "上"),
        ("{{ facts/weibo_posts 条 }}", "{{ facts/weibo_posts 条", "{{"),
    ],
)
def test_a_placeholder_that_cannot_be_filled_names_file_and_line(
    project: Path, old: str, new: str, said: str
) -> None:
    edit(project, old, new)
    lines = (project / DATA_FILE).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if new in text)
    done = gongkai(project, "run", BUREAU)
    assert done.returncode == 4
    assert f"{DATA_FILE} 第{line}行" in done.stdout
    assert said in done.stdout


HOSTILE = (
    "<script>alert(1)</script> <b>粗</b> [链接](https://example.org) ![图](x) **粗体** "
    "{% raw %} {# 注 #} ${x} &amp; <!-- --> </main> ]]> ' \\\" 甲"
)


def test_hostile_text_is_only_ever_text(project: Path) -> None:
    edit(project, "无其他需要报告的事项。", HOSTILE)
    done = gongkai(project, "run", BUREAU)
    assert done.returncode == 0, done.stdout
    page = (project / "reports/county-petition-bureau/2020/report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "**粗体**" in page
    assert "[链接](https://example.org)" in page
    assert "{% raw %}" in page


def test_a_hundred_thousand_characters_are_only_long(project: Path) -> None:
    edit(project, "无其他需要报告的事项。", "长" * 100_000)
    assert gongkai(project, "run", BUREAU).returncode == 0
    page = (project / "reports/county-petition-bureau/2020/report.html").read_text(encoding="utf-8")
    assert "长" * 100_000 in page


def test_not_strict_publishes_with_a_visible_mark(project: Path) -> None:
    (project / "params" / "loose.yaml").write_text(
        "agency: hongze-gov\nyear: 2023\nstrict: false\n", encoding="utf-8"
    )
    done = gongkai(project, "run", "params/loose.yaml")
    assert done.returncode == 0
    assert "带标记公布" in done.stdout
    folder = project / "reports" / "hongze-gov" / "2023"
    assert "未通过校验" in (folder / "report.html").read_text(encoding="utf-8")
    assert json.loads((folder / "findings.json").read_text(encoding="utf-8"))["reservations"]


def test_a_new_empty_agency_year_is_withheld_not_published(project: Path) -> None:
    made = gongkai(project, "new", "hongze-gov", "2024")
    assert made.returncode == 0, made.stderr
    done = gongkai(project, "run", "params/hongze-gov-2024.yaml")
    assert done.returncode == 3, done.stdout
    assert "暂不公布" in done.stdout


def broken_notebook(project: Path, source: str) -> None:
    """Put a cell that goes wrong in the middle of the master notebook."""
    path = project / "notebooks" / "annual_report.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = nbformat.v4.new_code_cell(source)
    notebook.cells.insert(len(notebook.cells) // 2, cell)
    nbformat.write(notebook, path)


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("import os; os._exit(0)", "killed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "killed"),
        ("while True: pass", "timeout"),
        ("import sys; sys.exit(0)", "error"),
        ("1 / 0", "error"),
    ],
)
def test_a_run_that_breaks_off_never_looks_finished(
    project: Path, source: str, verdict: str
) -> None:
    broken_notebook(project, source)
    done = gongkai(project, "run", BUREAU, "--timeout", "4")
    assert done.returncode == 4
    left = {Path(name).name for name in visible(project / "reports")}
    assert left - {"failed.ipynb"} == {"manifest.json"}
    assert (verdict, "failed.ipynb" in left) != ("error", False)
    folder = project / "reports/county-petition-bureau/2020"
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["verdict"] == verdict


def test_a_page_that_says_something_else_than_the_record_is_not_published(project: Path) -> None:
    broken_notebook(
        project,
        "from gongkai.law import Address\n"
        "from gongkai.report import Count\n"
        "page.report.cells[Address('requests', 'received', 'total')] = Count(7)",
    )
    done = gongkai(project, "run", BUREAU)
    assert done.returncode == 4
    assert "页面与数据不一致" in done.stdout
    assert "·总计（requests/received/total）：页面为“7”，记录为“0”" in done.stdout
    assert not list((project / "reports").glob("*/*/*.html"))
    folder = project / "reports/county-petition-bureau/2020"
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["verdict"] == "error"
    assert (folder / "failed.ipynb").exists()


def test_a_reports_folder_that_cannot_be_written_is_told(project: Path) -> None:
    (project / "reports").write_text("a file, not a folder")
    done = gongkai(project, "run", BUREAU)
    assert done.returncode == 4
    assert "写不进" in done.stdout
    assert "Traceback" not in done.stderr
    assert (project / "reports").read_text() == "a file, not a folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to read-only folders")
def test_a_read_only_reports_folder_keeps_what_it_has(project: Path) -> None:
    assert gongkai(project, "run", BUREAU).returncode == 0
    before = visible(project / "reports")
    (project / "reports").chmod(0o500)
    assert gongkai(project, "run", BUREAU).returncode == 4
    (project / "reports").chmod(0o700)
    assert visible(project / "reports") == before


def test_no_room_for_the_results_keeps_what_was_there(project: Path) -> None:
    """A limit on file size stands for the full disk: writes fail in the middle."""
    assert gongkai(project, "run", BUREAU).returncode == 0
    folder = project / "reports"
    before = {path: path.read_bytes() for path in folder.glob("*/*/*")}
    limited = subprocess.run(
        [sys.executable, "-m", "gongkai", "run", BUREAU, "--force"],
        cwd=project,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "400"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
        check=False,
    )
    assert limited.returncode == 4
    assert "写不进" in limited.stdout
    assert {path: path.read_bytes() for path in folder.glob("*/*/*")} == before


def test_a_wrong_option_and_a_missing_notebook_are_told(project: Path) -> None:
    assert gongkai(project, "run", "--colour").returncode == 2
    done = gongkai(project, "run", "--notebook", "none.ipynb")
    assert done.returncode == 2
    assert "none.ipynb" in done.stderr


def test_a_notebook_that_is_none_is_refused_before_anything_runs(project: Path) -> None:
    (project / "not.ipynb").write_text("{}")
    done = gongkai(project, "run", BUREAU, "--notebook", "not.ipynb")
    assert done.returncode == 2
    assert done.stderr.startswith("not.ipynb：不是笔记本。")
    assert not (project / "reports").exists()
