"""The log of a check as SARIF 2.1.0, by the standard's own schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from gongkai.cli.main import main
from tests.projects import make_project
from tests.review.sarif import assert_sarif, official

Log = dict[str, Any]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Log:
    """What is told of all shipped reports, a copy with blanks, and a broken file."""
    make_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    whole = Path("data/suqian-gov/2024.toml").read_text(encoding="utf-8")
    start = whole.replace("year = 2024", "year = 2025").split("[figures.requests]")[0]
    Path("data/suqian-gov/2025.toml").write_text(start, encoding="utf-8")
    Path("data/suqian-gov/2026.toml").write_text("[agency\n", encoding="utf-8")
    found: Log = json.loads(CliRunner().invoke(main, ["check", "--format", "sarif"]).stdout)
    return found


def results(log: Log) -> list[Log]:
    found: list[Log] = log["runs"][0]["results"]
    return found


def test_the_schema_is_the_one_of_the_standard() -> None:
    assert official()["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")


def test_a_log_of_violated_undecided_and_unusable_reports_follows_the_standard(log: Log) -> None:
    assert {"fail", "open"} <= {result["kind"] for result in results(log)}
    assert not log["runs"][0]["invocations"][0]["executionSuccessful"]

    assert_sarif(log)


def misspelt(log: Log) -> None:
    results(log)[0]["partialFingerprint"] = {}


def unknown_kind(log: Log) -> None:
    results(log)[0]["kind"] = "violated"


def no_message(log: Log) -> None:
    del results(log)[0]["message"]


def line_zero(log: Log) -> None:
    results(log)[0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0


def open_error(log: Log) -> None:
    results(log)[0] |= {"kind": "open", "level": "error"}


def unquoted(log: Log) -> None:
    results(log)[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "数据.toml"


@pytest.mark.parametrize(
    "spoil", [misspelt, unknown_kind, no_message, line_zero, open_error, unquoted]
)
def test_a_log_that_breaks_the_standard_is_noticed(log: Log, spoil: Callable[[Log], None]) -> None:
    spoil(log)

    with pytest.raises(jsonschema.ValidationError):
        assert_sarif(log)
