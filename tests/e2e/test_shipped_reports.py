"""`gongkai run` over everything that is shipped, and what it leaves behind."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup

from gongkai.law import Address
from gongkai.notebook.canonical import canonical, text_of
from gongkai.report import Report, number, store
from tests.projects import gongkai, make_project

PUBLISHED = [
    "county-petition-bureau/2020",
    "qingshui-district/2019",
    "qingshui-district/2020",
    "qingshui-district/2021",
    "qingshui-district/2022",
    "suqian-gov/2023",
    "suqian-gov/2024",
]
WITHHELD = "hongze-gov/2023"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("一个 项目"))


@pytest.fixture(scope="module")
def batch(project: Path) -> Any:
    """The command's answer after all shipped parameter sets have run."""
    return gongkai(project, "run")


@pytest.fixture(scope="module")
def reports(project: Path, batch: Any) -> Path:
    assert batch.returncode == 3, batch.stderr
    return project / "reports"


def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def loaded(project: Path, name: str) -> Report:
    agency, year = name.split("/")
    return store.load(project / "data", agency, int(year))


def figures(soup: BeautifulSoup) -> dict[Address, Decimal | None]:
    return {
        Address.parse(str(cell["data-address"])): (
            Decimal(str(cell["data-value"])) if cell["data-value"] else None
        )
        for cell in soup.select("td[data-address]")
    }


def test_a_withheld_report_has_its_own_exit_code_and_the_table_says_where_to_look(
    batch: Any,
) -> None:
    assert batch.returncode == 3
    assert "Traceback" not in batch.stderr
    line = next(line for line in batch.stdout.splitlines() if WITHHELD in line)
    assert "暂不公布" in line
    assert f"reports/{WITHHELD}/review.html" in batch.stdout
    assert "已生成 7，暂不公布 1" in batch.stdout


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_folder_is_complete(reports: Path, name: str) -> None:
    assert sorted(path.name for path in (reports / name).iterdir()) == [
        "findings.json",
        "manifest.json",
        "report.html",
        "report.ipynb",
        "review.html",
    ]


def test_a_withheld_folder_has_everything_but_the_public_page(reports: Path) -> None:
    assert sorted(path.name for path in (reports / WITHHELD).iterdir()) == [
        "findings.json",
        "manifest.json",
        "report.ipynb",
        "review.html",
    ]


def test_hongze_is_withheld_for_exactly_its_two_errors(reports: Path) -> None:
    findings = json.loads((reports / WITHHELD / "findings.json").read_text(encoding="utf-8"))
    assert findings["verdict"] == "withheld"
    assert [
        (f["id"], f["left"], f["right"], f["difference"])
        for f in findings["findings"]
        if f["class"] == "must"
    ] == [("R4:review", 11, 0, 11), ("R4:litigation_after_review", 5, 0, 5)]


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_cell_on_the_page_equals_the_record(project: Path, reports: Path, name: str) -> None:
    report = loaded(project, name)
    expected = {address: number(cell) for address, cell in report.cells.items()}
    assert expected == figures(page(reports / name / "report.html"))


def test_the_bureau_page_equals_the_source_document(reports: Path, shared: Path) -> None:
    source = shared / "reports" / "county-petition-bureau-2020.cells.json"
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    shown = figures(page(reports / "county-petition-bureau/2020/report.html"))
    assert len(shown) == 198
    assert {Address.parse(address): value for address, value in cells.items()} == shown


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_page_has_title_and_six_sections_in_order(
    project: Path, reports: Path, name: str
) -> None:
    report = loaded(project, name)
    soup = page(reports / name / "report.html")
    assert [heading.get_text(strip=True) for heading in soup.select("h1")] == [report.title]
    assert [heading.get_text(strip=True) for heading in soup.select("h2")] == [
        section.heading for section in report.form.sections
    ]


@pytest.mark.parametrize("name", [*PUBLISHED, WITHHELD])
def test_labels_on_the_page_are_those_of_the_form(project: Path, reports: Path, name: str) -> None:
    form = loaded(project, name).form
    heads = {
        head.get_text(strip=True) for head in page(reports / name / "review.html").select("th")
    }
    labels = {spec.row.label for spec in form.cells.values()}
    labels |= {spec.column.label for spec in form.cells.values()}
    assert labels <= heads


@pytest.mark.parametrize("name", [*PUBLISHED, WITHHELD])
def test_the_manifest_seals_every_file(reports: Path, name: str) -> None:
    folder = reports / name
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    hashes = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "manifest.json"
    }
    assert hashes == manifest["outputs"]
    assert manifest["verdict"] == ("withheld" if name == WITHHELD else "published")
    data = manifest["inputs"][f"data/{name}.toml"]
    assert (
        data == hashlib.sha256((reports.parent / "data" / f"{name}.toml").read_bytes()).hexdigest()
    )


def test_the_manifest_names_the_years_compared_with(reports: Path) -> None:
    manifest = json.loads((reports / "suqian-gov/2024/manifest.json").read_text(encoding="utf-8"))
    assert [key for key in manifest["inputs"] if key.startswith("data/")] == [
        "data/suqian-gov/2023.toml",
        "data/suqian-gov/2024.toml",
    ]


@pytest.mark.parametrize("name", [*PUBLISHED, WITHHELD])
def test_no_output_names_the_folder_it_was_made_in(reports: Path, name: str) -> None:
    for path in (reports / name).iterdir():
        assert str(reports.parent) not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*PUBLISHED, WITHHELD])
def test_pages_are_self_contained(reports: Path, name: str) -> None:
    for path in (reports / name).glob("*.html"):
        soup = page(path)
        assert soup.html is not None
        assert soup.html["lang"] == "zh-CN"
        assert soup.select("script, link, iframe, object, embed") == []
        assert all(str(image["src"]).startswith("data:image/") for image in soup.select("img"))
        assert all(str(link["href"]).startswith("#") for link in soup.select("a[href]"))


def test_the_seed_page_is_small(reports: Path) -> None:
    page_file = reports / "county-petition-bureau/2020/report.html"
    assert page_file.stat().st_size <= 150_000


@pytest.mark.parametrize("name", [*PUBLISHED, WITHHELD])
def test_the_notebook_is_valid_and_canonical(reports: Path, name: str) -> None:
    path = reports / name / "report.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert text_of(canonical(notebook)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*PUBLISHED, WITHHELD])
def test_every_output_also_reads_as_plain_text(reports: Path, name: str) -> None:
    notebook = nbformat.read(reports / name / "report.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            for output in cell.outputs:
                text = output.data["text/plain"]
                assert "object at 0x" not in text
                assert "<" not in text.replace("《", "")


def test_the_public_page_carries_no_marks(reports: Path) -> None:
    soup = page(reports / "qingshui-district/2021/report.html")
    assert soup.select("td.error, td.doubt") == []


def test_the_review_page_marks_the_guilty_cells_and_doubts_their_groups(reports: Path) -> None:
    soup = page(reports / WITHHELD / "review.html")
    wrong, doubtful = (
        {str(cell["data-address"]) for cell in soup.select(f"td.{mark}")}
        for mark in ("error", "doubt")
    )
    rows = ("review", "litigation_after_review")
    assert wrong == {f"disputes/{row}/total" for row in rows}
    assert doubtful >= {
        f"disputes/{row}/{column}"
        for row in rows
        for column in ("upheld", "corrected", "other", "pending")
    }
