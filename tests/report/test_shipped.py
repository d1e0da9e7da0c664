"""The shipped agency-years: equal to the hand-checked readings, checked, and stable."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.checks import check
from gongkai.report import Blank, number, store
from gongkai.report.toml_writer import report_text
from tests.reports import DATA, SHIPPED


@pytest.mark.parametrize(("agency", "year"), SHIPPED)
def test_every_cell_equals_the_hand_checked_reading(shared: Path, agency: str, year: int) -> None:
    reading = json.loads(
        (shared / "reports" / f"{agency}-{year}.cells.json").read_text(encoding="utf-8"),
        parse_float=Decimal,
    )

    report = store.load(DATA, agency, year)

    ours = {
        str(address): None if cell == Blank() else number(cell)
        for address, cell in report.cells.items()
    }
    assert reading["cells"] == ours
    assert str(reading["edition"]) == report.form.id


@pytest.mark.parametrize(
    ("agency", "year", "count"),
    [
        ("county-petition-bureau", 2020, 198),
        ("hongze-gov", 2023, 186),
        ("suqian-gov", 2023, 200),
        ("suqian-gov", 2024, 200),
    ],
)
def test_no_cell_is_missing_blank_or_unreadable(agency: str, year: int, count: int) -> None:
    cells = store.load(DATA, agency, year).cells.values()

    assert count == len([cell for cell in cells if number(cell) is not None])


def test_hongze_2023_is_withheld_for_exactly_its_two_errors_in_section_four() -> None:
    checked = check(store.load(DATA, "hongze-gov", 2023))

    assert [
        ("R4:review", "violated", "must", 11, 0),
        ("R4:litigation_after_review", "violated", "must", 5, 0),
        ("F1:single_other_row", "violated", "explain", None, None),
    ] == [(f.id, f.outcome, f.rule.severity, f.left, f.right) for f in checked.findings]
    assert "withheld" == checked.verdict


@pytest.mark.parametrize(
    ("agency", "year"), [shipped for shipped in SHIPPED if shipped[0] != "hongze-gov"]
)
def test_the_other_shipped_reports_have_nothing_but_hints(agency: str, year: int) -> None:
    report = store.load(DATA, agency, year)

    checked = check(report, store.load_previous(DATA, report))

    # Of 宿迁市 2023 only figures were at hand: sections 五 and 六 have no words.
    wordless = {"C3", "C4"} if (agency, year) == ("suqian-gov", 2023) else set()
    assert wordless == {finding.rule.id for finding in checked.findings} - {"Y5"}
    assert "published" == checked.verdict


def test_suqian_carries_over_from_2023_to_2024_in_every_column() -> None:
    report = store.load(DATA, "suqian-gov", 2024)

    checked = check(report, store.load_previous(DATA, report))

    assert {"satisfied": 7} == checked.tally["Y1"]
    assert {"satisfied": 2} == checked.tally["Y2"]
    assert [] == [note for note in checked.notes if "跨年" in note]


def test_the_petition_bureau_counts_nine_items_in_six_parts_and_its_posts() -> None:
    facts = store.load(DATA, "county-petition-bureau", 2020).facts

    assert (9, [1, 1, 1, 1, 1, 4]) == (
        facts["items_published"].value,
        [part.value for part in facts["items_published"].parts],
    )
    assert 3800 == facts["weibo_posts"].value


@pytest.mark.parametrize(
    "path", sorted(DATA.rglob("*.toml")), ids=lambda path: "/".join(path.parts[-2:])
)
def test_a_shipped_file_is_written_as_we_write_it(path: Path) -> None:
    report = store.load(DATA, path.parent.name, int(path.stem))

    assert path.read_text(encoding="utf-8") == report_text(report)


@pytest.mark.parametrize(
    "path", sorted(DATA.rglob("*.toml")), ids=lambda path: "/".join(path.parts[-2:])
)
def test_a_passage_says_the_line_it_starts_on(path: Path) -> None:
    report = store.load(DATA, path.parent.name, int(path.stem))
    lines = path.read_text(encoding="utf-8").splitlines()

    for passage in report.narrative.values():
        assert passage.origin is not None
        assert passage.text.splitlines()[0] == lines[passage.origin.line - 1]
