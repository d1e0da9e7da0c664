"""An edition is added by adding a folder of data, without touching code."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai import law
from gongkai.checks.relations import relate
from gongkai.law.library import load_law

PACKAGE = Path(law.__file__).parent.parent


def add_edition_of_2030(folder: Path) -> None:
    """The form of 2021 with one more row of results, from 2030 on."""
    editions = folder / "editions"
    shutil.copytree(editions / "2021", editions / "2030")
    replace(
        editions / "2021/edition.toml", "first_year = 2021", "first_year = 2021\nlast_year = 2029"
    )
    replace(editions / "2030/edition.toml", "first_year = 2021", "first_year = 2030")
    replace(editions / "2030/edition.toml", 'id = "2021"', 'id = "2030"')
    replace(
        editions / "2030/requests.toml",
        '[[block.row]]\nid = "disposed_total"',
        '[[block.row]]\nid = "other.withdrawn"\nlabel = "4.申请人撤回"\ngroup = "other"\n\n'
        '[[block.row]]\nid = "disposed_total"',
    )
    replace(
        folder / "rules.toml", 'editions = ["2019", "2021"]', 'editions = ["2019", "2021", "2030"]'
    )


def replace(path: Path, was: str, becomes: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes), encoding="utf-8")


def test_a_new_folder_is_a_new_edition_with_its_years(folder: Path) -> None:
    add_edition_of_2030(folder)

    changed = load_law(folder)

    governing = [changed.edition_of_year(year) for year in (2020, 2021, 2029, 2030, 2040)]
    assert ["2019", "2021", "2021", "2030", "2030"] == [form.id for form in governing if form]
    assert 207 == len(changed.editions["2030"].cells)


@pytest.mark.parametrize(("rule", "count"), [("R1", 26), ("R2", 7), ("R3", 7), ("R4", 3)])
def test_the_rules_follow_the_new_form(folder: Path, rule: str, count: int) -> None:
    add_edition_of_2030(folder)
    changed = load_law(folder)

    (found,) = [candidate for candidate in changed.rules if candidate.id == rule]

    assert count == len(relate(found, changed.editions["2030"]))


def test_a_report_of_the_new_edition_is_drafted_saved_loaded_and_checked(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "gongkai", ignore=shutil.ignore_patterns("__pycache__"))
    add_edition_of_2030(tmp_path / "gongkai" / "law")
    script = """
from pathlib import Path
from gongkai import law
from gongkai.checks import check
from gongkai.report import Agency, Blank, Count, Report, store

form = law.edition_of_year(2030)
cells = {address: Count(0) for address in form.cells}
agency = Agency("test-bureau", "某县某局", "county", "department")
report = Report(agency, 2030, "own", form, cells)
store.save(Path("data"), report)
checked = check(store.load(Path("data"), "test-bureau", 2030))
print(checked.verdict, checked.tally["R1"]["satisfied"])
"""

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "" == done.stderr
    assert "published 26\n" == done.stdout
