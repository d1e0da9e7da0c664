"""The command line parses, makes one call and sets the exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gongkai import law
from gongkai.law import Address
from gongkai.report import Blank, Count, store
from tests.projects import ROOT, gongkai, make_project

HEAVY = ("matplotlib", "pandas", "papermill", "nbconvert", "IPython", "jinja2", "msgspec")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["new", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    """Which is why it starts at once; absolute times are not tested."""
    code = (
        "import sys\nfrom gongkai.cli.main import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_reference_pages_are_current() -> None:
    """`make docs` writes them; docs/generate.py is the one source."""
    code = (
        "import sys\nsys.path.insert(0, 'docs')\nimport generate\n"
        "stale = [name for name, text in generate.pages().items()"
        " if not (generate.FOLDER / name).exists()"
        " or (generate.FOLDER / name).read_text(encoding='utf-8') != text]\n"
        "print(stale)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]", "run `make docs`"


def test_new_carries_identity_and_balances_over(project: Path) -> None:
    done = gongkai(project, "new", "suqian-gov", "2025")
    assert (done.returncode, done.stderr) == (0, "")
    last = store.load(project / "data", "suqian-gov", 2024)
    new = store.load(project / "data", "suqian-gov", 2025)
    assert (new.agency, new.scope, new.form) == (last.agency, last.scope, law.edition("2021"))
    filled = {address: cell for address, cell in new.cells.items() if cell != Blank()}
    assert filled == {
        Address("requests", "carried_in", column): last.cells[
            Address("requests", "carried_out", column)
        ]
        for column in (
            *("natural_person", "business", "research", "social", "legal_service"),
            *("other_organisation", "total"),
        )
    }


def test_new_carries_project_counts_over_in_the_2019_edition(project: Path) -> None:
    (project / "data/qingshui-district/2020.toml").unlink()
    done = gongkai(project, "new", "qingshui-district", "2020")
    assert done.returncode == 0
    last = store.load(project / "data", "qingshui-district", 2019)
    new = store.load(project / "data", "qingshui-district", 2020)
    before = last.cells[Address("disclosure", "permits", "items_last_year")]
    change = last.cells[Address("disclosure", "permits", "change")]
    assert isinstance(before, Count)
    assert isinstance(change, Count)
    assert new.cells[Address("disclosure", "permits", "items_last_year")] == Count(
        before.value + change.value
    )


def test_new_crosses_the_editions_with_the_balances_only(project: Path) -> None:
    (project / "data/qingshui-district/2021.toml").unlink()
    assert gongkai(project, "new", "qingshui-district", "2021").returncode == 0
    new = store.load(project / "data", "qingshui-district", 2021)
    assert new.form.id == "2021"
    assert {address.row for address, cell in new.cells.items() if cell != Blank()} == {"carried_in"}


def test_a_new_agency_needs_its_identity(project: Path) -> None:
    done = gongkai(project, "new", "new-bureau", "2025")
    assert done.returncode == 2
    assert "--name、--level、--kind、--scope" in done.stderr
    assert not (project / "data/new-bureau").exists()
    options = [
        "--name",
        "某县档案局",
        "--level",
        "county",
        "--kind",
        "department",
        "--scope",
        "own",
    ]
    done = gongkai(project, "new", "new-bureau", "2025", *options)
    assert done.returncode == 0
    assert (project / "params/new-bureau-2025.yaml").exists()
    assert store.load(project / "data", "new-bureau", 2025).agency.name == "某县档案局"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["suqian-gov", "2024"], "文件已存在"),
        (["../../etc", "2024"], "只能用小写英文字母"),
        (["宿迁", "2024"], "只能用小写英文字母"),
        (["qingshui-district", "2018"], "2019年或以后"),
        (["qingshui-district", "9999"], "9999年：没有适用的年度报告格式"),
        (["suqian-gov", "many"], "not a valid integer"),
    ],
)
def test_new_refuses_in_a_sentence_and_writes_nothing(
    project: Path, arguments: list[str], said: str
) -> None:
    before = sorted(project.rglob("*"))
    done = gongkai(project, "new", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(project.rglob("*")) == before


def test_new_never_overwrites_a_parameter_file(project: Path) -> None:
    path = project / "params" / "suqian-gov-2025.yaml"
    path.write_text("mine")
    assert gongkai(project, "new", "suqian-gov", "2025").returncode == 2
    assert path.read_text() == "mine"
    assert not (project / "data/suqian-gov/2025.toml").exists()


def test_new_writes_no_parameter_file_where_one_asks_for_all_years(project: Path) -> None:
    done = gongkai(project, "new", "qingshui-district", "2023")
    assert done.stdout.splitlines() == [
        "已建立 data/qingshui-district/2023.toml",
        "参数文件 params/qingshui-district.yaml 已包含该年度",
    ]
    assert not (project / "params/qingshui-district-2023.yaml").exists()
    assert (
        gongkai(project, "run", "params/qingshui-district.yaml", "--timeout", "60").returncode == 3
    )


def test_run_outside_a_project_says_where_it_is(tmp_path: Path) -> None:
    done = gongkai(tmp_path, "run")
    assert done.returncode == 2
    assert "请在项目文件夹内运行" in done.stderr
