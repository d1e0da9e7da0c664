"""Who follows the tutorial, in either language, sees what it prints."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.batch.plan import Job, plan
from gongkai.batch.words import VERDICT_NAMES
from gongkai.checks import Checked, check
from gongkai.cli.main import main
from gongkai.report import store
from tests.projects import ROOT, make_project

LANGUAGES = ("tutorial.md", "tutorial.zh-CN.md")
NOT_HERE = ("make report", ". .venv/bin/activate")
"""Commands of the checkout; what `make report` prints has a test of its own."""

_BLOCK = re.compile(r"^```(sh|toml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r"^(?=[\w.]+ = )", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: `sh` is run, `toml` is typed in, `text` is what the last `sh` prints."""

    kind: str
    body: str


def blocks(name: str) -> list[Block]:
    """Every block of a page, in order."""
    return [Block(*found) for found in _BLOCK.findall(text_of(f"docs/{name}"))]


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def run(commands: str, project: Path) -> str:
    """Run commands in the project folder and return what they print.

    `gongkai run` is called in this process, for importing papermill takes longer than
    making a report; everything else goes through the shell.
    """
    tools = str(Path(sys.executable).parent)
    first, _, rest = commands.partition("\n")
    printed = ""
    if first.startswith("gongkai run "):
        result = CliRunner().invoke(main, shlex.split(first)[1:], env={"COLUMNS": "100"})
        printed, commands = result.stdout, f"(exit {result.exit_code})\n{rest}"
    done = subprocess.run(
        ["sh", "-c", commands],
        cwd=project,
        env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return printed + done.stdout


def type_in(snippet: str, project: Path) -> None:
    """Do what a reader does: find the table, replace the row or write it below.

    The first line of a snippet names the file; a table that is not there goes to the end.
    """
    name, _, rest = snippet.partition("\n")
    path = project / name.removeprefix("# ")
    text = path.read_text(encoding="utf-8")
    for part in re.split(r"^(?=\[)", rest, flags=re.MULTILINE):
        head, _, body = part.partition("\n")
        if not head:
            continue
        if f"\n{head}\n" not in text:
            text = f"{text}\n{part}"
            continue
        before, _, after = text.partition(f"\n{head}\n")
        table, bracket, others = re.split(r"(\n\[|\Z)", after, maxsplit=1)
        for entry in filter(None, _ENTRY.split(body)):
            row = re.compile(rf"^{re.escape(entry.split(' = ')[0])} = .*\n", re.MULTILINE)
            written = entry.rstrip("\n") + "\n"
            table = row.sub(written, table) if row.search(table) else table + written
        text = f"{before}\n{head}\n{table}{bracket}{others}"
    path.write_text(text, encoding="utf-8")


def lines(printed: str) -> list[str]:
    """What is printed, without empty lines and without what depends on widths."""
    return [
        " ".join(re.sub("─+", "─", line).split()) for line in printed.split("\n") if line.strip()
    ]


def test_the_tutorial_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path / "project")
    monkeypatch.chdir(project)
    printed = ""
    for block in blocks(LANGUAGES[0]):
        if block.kind == "toml":
            type_in(block.body, project)
        elif block.kind == "sh":
            skipped = block.body.strip() in NOT_HERE
            printed = "" if skipped else run(block.body, project)
        elif printed:
            assert lines(printed) == lines(block.body)
    page = (project / "reports/example-archives/2024/report.html").read_text(encoding="utf-8")
    (promised,) = re.findall(r"^> (全年新收.*)$", text_of("docs/tutorial.md"), re.MULTILINE)
    assert promised in page


def test_both_languages_have_the_same_commands_figures_and_output() -> None:
    english, chinese = map(blocks, LANGUAGES)
    assert english == chinese


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_what_check_prints(page: str) -> None:
    _, _, after = text_of(page).partition("```sh\ngongkai check data/hongze-gov/2023.toml\n```")
    found = _BLOCK.search(after)
    assert found is not None
    options = ["--data", str(ROOT / "data"), "hongze-gov/2023"]
    printed = CliRunner().invoke(main, ["check", *options]).stdout
    said = lines(found[2].replace("data/hongze-gov", "hongze-gov"))
    shown = [line for line in said if line != "…"]
    assert shown == lines(printed.replace(f"{ROOT}/data/hongze-gov", "hongze-gov"))[: len(shown)]


@pytest.fixture(scope="module")
def shipped() -> list[tuple[Job, Checked]]:
    """The agency-years of `make report` with what the rules say of them."""
    results = []
    for job in plan(sorted((ROOT / "params").glob("*.yaml"))):
        report = store.load(ROOT / "data", job.parameters.agency, job.parameters.year)
        results.append((job, check(report, store.load_previous(ROOT / "data", report))))
    return results


@pytest.mark.parametrize(
    "page", ["README.md", "README.zh-CN.md", "docs/tutorial.md", "docs/tutorial.zh-CN.md"]
)
def test_what_make_report_is_said_to_print_is_so(
    page: str, shipped: list[tuple[Job, Checked]]
) -> None:
    said = lines(text_of(page))
    for job, checked in shipped:
        name = {"published": "report.html", "withheld": "review.html"}[checked.verdict]
        assert f"{VERDICT_NAMES[checked.verdict]} reports/{job.name}/{name}" in said
        for finding in checked.findings:
            assert not finding.is_error or finding.message in said
