"""The reference of the file formats names every key there is."""

from __future__ import annotations

import re

import msgspec
import pytest

from gongkai import law
from gongkai.batch.manifest import FORMAT, manifest
from gongkai.batch.plan import plan
from gongkai.notebook.display import FINDINGS, PUBLIC_HTML, SEAL
from gongkai.notebook.page import FINDINGS_FORMAT, open_report
from gongkai.report import Agency, Fact, Part, Report, Source, store
from gongkai.report.toml_writer import report_text
from tests.projects import ROOT

PAGE = re.sub(
    r"^```.*?^```$",
    "",
    (ROOT / "docs/reference/formats.md").read_text(encoding="utf-8"),
    flags=re.DOTALL | re.MULTILINE,
)


def documented(section: str) -> set[str]:
    """What stands in code type in a section of the page."""
    (text,) = re.findall(
        rf"^## {re.escape(section)}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE
    )
    return {word.strip('"') for word in re.findall(r"`([^`]+)`", text)}


def test_every_key_of_the_data_file() -> None:
    known = documented("The data file")
    kinds: tuple[type[msgspec.Struct], ...] = (Agency, Source, Fact, Part)
    keys = {key for kind in kinds for key in kind.__struct_fields__}
    keys |= {"year", "edition", "scope", "variant", "fictional"}
    keys |= {section.id for form in law.editions().values() for section in form.sections}
    assert keys - known == set()


def test_the_data_file_has_no_other_tables() -> None:
    report: Report = store.load(ROOT / "data", "hongze-gov", 2023)
    tables = {
        line[1:-1].split(".")[0] for line in report_text(report).split("\n") if line[:1] == "["
    }
    assert tables == {"agency", "report", "source", "figures", "facts", "narrative"}


@pytest.mark.parametrize("agency", ["hongze-gov", "county-petition-bureau"])
def test_every_key_of_findings_json(agency: str) -> None:
    year = store.years(ROOT / "data", agency)[0]
    found = open_report(agency, year, str(ROOT / "data")).findings_json()
    keys = {*found, *(key for finding in found["findings"] for key in finding), FINDINGS_FORMAT}
    assert keys - documented("findings.json") == set()


def test_every_key_of_manifest_json() -> None:
    (job,) = plan([ROOT / "params/hongze-gov-2023.yaml"])
    found = manifest(job, ROOT / "notebooks/annual_report.ipynb", {}, [], "withheld", "")
    assert {*found, FORMAT} - documented("manifest.json") == set()


def test_every_media_type() -> None:
    assert {FINDINGS, SEAL, PUBLIC_HTML} - documented("The notebook") == set()
