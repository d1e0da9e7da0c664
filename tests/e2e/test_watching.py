"""What `gongkai run` tells while it works and afterwards: lines, events, the index page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.projects import gongkai, make_project

BUREAU = "params/county-petition-bureau-2020.yaml"
HONGZE = "params/hongze-gov-2023.yaml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("watching") / "project")


@pytest.fixture(scope="module")
def first(project: Path) -> Any:
    """The first run of two reports, with events on the standard error."""
    return gongkai(project, "run", BUREAU, HONGZE, "--jobs", "1", "--log-json", "-")


def test_events_tell_the_batch_from_beginning_to_end(first: Any) -> None:
    events = [json.loads(line) for line in first.stderr.splitlines()]
    told = [event["event"] for event in events if event["event"] != "note"]
    assert (told[:2], told[-1], sorted(told[2:-1])) == (
        ["begin", "start"],
        "finish",
        ["end", "end", "start"],
    )
    assert (events[0]["format"], events[0]["total"], events[0]["jobs"]) == (
        "gongkai-events/1",
        2,
        1,
    )
    ends = [event for event in events if event["event"] == "end"]
    assert {event["agency"]: event["verdict"] for event in ends} == {
        "county-petition-bureau": "published",
        "hongze-gov": "withheld",
    }
    assert events[-1]["verdicts"] == {"published": 1, "withheld": 1}


def test_the_index_page_shows_both_and_stays_the_same(project: Path, first: Any) -> None:
    page = project / "reports" / "index.html"
    before = page.read_bytes()
    assert b"county-petition-bureau/2020/report.html" in before
    assert b"hongze-gov/2023/review.html" in before
    assert gongkai(project, "run", BUREAU).returncode == 0
    assert page.read_bytes() == before


def test_quiet_tells_what_is_not_published_and_nothing_else(project: Path, first: Any) -> None:
    done = gongkai(project, "run", BUREAU, HONGZE, "--quiet")
    assert done.returncode == 3
    assert "/2　" not in done.stderr
    assert done.stdout.splitlines()[0] == "暂不公布 hongze-gov/2023"
    assert all(line.startswith("  “") for line in done.stdout.splitlines()[1:])


def test_the_command_that_runs_a_cluster_again_keeps_what_was_given(project: Path) -> None:
    path = project / "data" / "county-petition-bureau" / "2020.toml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("received = [0,", 'received = ["many",', 1), encoding="utf-8")
    given = ("run", BUREAU, HONGZE, "--reports", "some where")
    done = gongkai(project, *given, "--quiet", "--force")
    assert done.returncode == 4
    command = f"gongkai run {BUREAU} {HONGZE} --reports 'some where' --only failed"
    assert done.stdout.splitlines()[-1] == f"只重新运行没有完成的：{command}"
    path.write_text(good, encoding="utf-8")
    again = gongkai(project, *given, "--only", "failed")
    assert again.returncode == 0
    assert "已生成 1" in again.stdout


def test_events_are_added_to_a_file(project: Path, first: Any) -> None:
    for _ in range(2):
        assert gongkai(project, "run", BUREAU, "--log-json", "events.jsonl").returncode == 0
    lines = (project / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["begin", "finish"] * 2


def test_a_log_that_cannot_be_opened_is_told_and_nothing_is_run(project: Path) -> None:
    done = gongkai(project, "run", BUREAU, "--reports", "none", "--log-json", "nowhere/x.jsonl")
    assert done.returncode == 2
    assert done.stderr.startswith("--log-json nowhere/x.jsonl：文件打不开")
    assert not (project / "none").exists()


def test_an_index_page_that_cannot_be_written_spoils_nothing(project: Path) -> None:
    (project / "odd" / "index.html").mkdir(parents=True)
    done = gongkai(project, "run", BUREAU, "--reports", "odd")
    assert done.returncode == 0
    assert "odd/index.html 写不进去" in done.stderr
    assert (project / "odd" / "county-petition-bureau" / "2020" / "report.html").exists()
