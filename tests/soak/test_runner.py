"""The runner of the soak: what is done is not done again, and the page keeps its other parts."""

from __future__ import annotations

from pathlib import Path

from tests.soak.runner import part, parts, recorded, with_part


def test_a_record_that_was_cut_off_loses_its_last_case_only(tmp_path: Path) -> None:
    record = tmp_path / "readers-1.jsonl"
    record.write_text('{"case": 0}\n{"case": 7}\n{"case": 8, "ki', encoding="utf-8")
    assert [0, 7] == [outcome["case"] for outcome in recorded(record)]
    assert [] == recorded(tmp_path / "none.jsonl")


def test_a_part_of_the_page_is_written_between_its_markers() -> None:
    page = with_part(with_part("# Page\n", "one", "1"), "two", "2")
    assert (
        "# Page\n\n<!-- soak: one -->\n3\n<!-- end: one -->\n\n<!-- soak: two -->\n2\n"
        "<!-- end: two -->\n" == with_part(page, "one", "3")
    )


def test_every_part_can_run_and_tell() -> None:
    assert "readers" in parts()
    for name in parts():
        assert part(name).CASES > 0
        assert part(name).told([])
