"""Whoever reads what a command prints may leave early: what was asked for is done all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.report import store
from tests.ingest.publishing import as_is
from tests.ingest.styles import plain_html
from tests.projects import make_project
from tests.reports import DATA

BUREAU = ("county-petition-bureau", 2020)
SUQIAN = ("suqian-gov", 2024)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for agency, year in (BUREAU, SUQIAN):
        page, _ = plain_html(store.load(DATA, agency, year), as_is)
        (tmp_path / f"{agency}.html").write_bytes(page)
    return tmp_path


def piped(home: Path, *arguments: str, reader: tuple[str, ...], errors: bool = False) -> list[str]:
    """Run a command into a process that leaves early; return its exit code and what it says."""
    reading, writing = os.pipe()
    leaving = subprocess.Popen(reader, stdin=reading, stdout=subprocess.PIPE, text=True)
    os.close(reading)
    if reader == ("true",):
        leaving.wait(30)
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments],
        cwd=home,
        stdout=writing,
        stderr=subprocess.STDOUT if errors else subprocess.PIPE,
        text=True,
        check=False,
        timeout=300,
    )
    os.close(writing)
    read, _ = leaving.communicate(timeout=30)
    return [str(done.returncode), done.stderr or "", read]


@pytest.mark.parametrize("reader", [("head", "-n", "1"), ("true",)], ids=["head", "nobody"])
@pytest.mark.parametrize("errors", [False, True], ids=["output", "both"])
def test_every_file_is_kept_though_nobody_reads_on(
    home: Path, reader: tuple[str, ...], errors: bool
) -> None:
    (home / "broken.docx").write_bytes(b"PK broken")
    files = (f"{BUREAU[0]}.html", "broken.docx", f"{SUQIAN[0]}.html")
    code, said, _ = piped(home, "ingest", *files, reader=reader, errors=errors)
    assert "2" == code, said
    assert "Traceback" not in said
    assert "Broken" not in said
    for agency, year in (BUREAU, SUQIAN):
        kept = store.load(home / "data", agency, year).cells
        assert store.load(DATA, agency, year).cells == kept


@pytest.mark.parametrize("errors", [False, True], ids=["output", "both"])
def test_a_folder_is_kept_with_its_summary_though_nobody_reads(home: Path, errors: bool) -> None:
    (home / "in").mkdir()
    (home / f"{BUREAU[0]}.html").rename(home / f"in/{BUREAU[0]}.html")
    code, said, _ = piped(home, "ingest", "in", reader=("true",), errors=errors)
    assert ("0", "") == (code, said)
    assert (home / "ingest-summary.csv").is_file()
    assert (home / "data" / BUREAU[0] / "2020.reading.json").is_file()


@pytest.mark.parametrize("reader", [("head", "-n", "1"), ("true",)], ids=["head", "nobody"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", *map(str, BUREAU)), "0"),
        (("check", "hongze-gov"), "3"),
        (("check", "--format", "json", "--explain"), "3"),
        (("explain", "R4"), "0"),
        (("new", "suqian-gov", "2025"), "0"),
        (("workbook", "--agencies", "all", "--separate", "-o", "out"), "0"),
        (("ingest", "page.html", "--format", "json"), "0"),
    ],
    ids=lambda value: "_".join(value[:1]) if isinstance(value, tuple) else value,
)
def test_a_command_ends_as_it_would_have(
    tmp_path: Path, arguments: tuple[str, ...], code: str, reader: tuple[str, ...]
) -> None:
    project = make_project(tmp_path / "project")
    (project / "page.html").write_bytes(plain_html(store.load(DATA, *BUREAU), as_is)[0])
    assert [code, ""] == piped(project, *arguments, reader=reader)[:2]
    if arguments[0] == "workbook":
        assert 4 == len(list((project / "out").glob("*.xlsx")))


def test_a_full_disk_behind_the_output_is_said_and_keeps_the_file(home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gongkai", "ingest", f"{BUREAU[0]}.html"],
            cwd=home,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert 4 == done.returncode
    assert done.stderr.startswith("标准输出写不进去")
    assert 1 == len(done.stderr.splitlines())
    assert (home / "data" / BUREAU[0] / "2020.toml").is_file()


@pytest.mark.parametrize("reader", [("head", "-n", "1"), ("true",)], ids=["head", "nobody"])
@pytest.mark.parametrize("errors", [False, True], ids=["output", "both"])
def test_a_batch_goes_on_though_nobody_reads(
    tmp_path: Path, reader: tuple[str, ...], errors: bool
) -> None:
    project = make_project(tmp_path)
    files = ("params/suqian-gov.yaml", "params/hongze-gov-2023.yaml")
    code, said, _ = piped(project, "run", *files, "--log-json", "-", reader=reader, errors=errors)
    assert "3" == code, said
    ledger = (project / "reports/ledger.jsonl").read_text(encoding="utf-8")
    assert 3 == len(ledger.splitlines())
