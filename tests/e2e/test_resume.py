"""A batch that was broken off anywhere goes on from there, to the very same files."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.batch.ledger import read_ledger
from gongkai.batch.lock import locked
from gongkai.batch.shards import Shard
from tests.projects import gongkai, make_project

PATIENCE = 120


def tree(reports: Path) -> dict[str, bytes]:
    """Every file of the report folders."""
    return {
        path.relative_to(reports).as_posix(): path.read_bytes()
        for path in sorted(reports.glob("*/*/*"))
    }


def start(project: Path, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "gongkai", "run", "--jobs", "2", *options],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "COLUMNS": "400"},
    )


def wait_for(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def lines(project: Path) -> int:
    return len(read_ledger(project / "reports" / "ledger.jsonl").entries)


def assert_nothing_partial_or_false(reports: Path) -> None:
    """What is visible is whole: every folder is what its manifest says."""
    for folder in reports.glob("*/*"):
        if folder.parent.name.startswith("."):
            continue
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        there = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.iterdir()
            if path.name != "manifest.json"
        }
        assert there == manifest["outputs"]
        assert f"{manifest['agency']}/{manifest['year']}" == f"{folder.parent.name}/{folder.name}"


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    project = make_project(tmp_path_factory.mktemp("whole") / "project")
    assert gongkai(project, "run", "--jobs", "2").returncode == 3
    return tree(project / "reports")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def test_killed_at_random_points_it_comes_to_the_same_files(
    project: Path, uninterrupted: dict[str, bytes]
) -> None:
    chance = random.Random(20)
    for done in (0, 2, 4):
        batch = start(project)
        wait_for(lambda: lines(project) >= done or batch.poll() is not None)  # noqa: B023
        time.sleep(chance.random() * 0.3)
        batch.kill()
        batch.communicate()
        assert_nothing_partial_or_false(project / "reports")
    assert gongkai(project, "run").returncode == 3
    assert tree(project / "reports") == uninterrupted
    assert list((project / "reports").glob(".run-*")) == []
    assert read_ledger(project / "reports" / "ledger.jsonl").damaged == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_stops_cleanly_and_can_go_on(
    project: Path, uninterrupted: dict[str, bytes], number: signal.Signals
) -> None:
    batch = start(project)
    wait_for(lambda: lines(project) >= 1)
    batch.send_signal(number)
    assert batch.communicate(timeout=PATIENCE)[1].count(b"Traceback") == 0
    assert batch.returncode == 128 + number
    assert_nothing_partial_or_false(project / "reports")
    assert list((project / "reports").glob(".run-*")) == []
    finished = lines(project)
    assert all(
        entry.verdict in ("published", "withheld")
        for entry in read_ledger(project / "reports" / "ledger.jsonl").entries.values()
    )
    went_on = gongkai(project, "run")
    assert went_on.returncode == 3
    assert f"其中 {finished} 个没有变动，未重新运行" in went_on.stdout
    assert tree(project / "reports") == uninterrupted


def test_a_second_batch_over_the_same_folder_is_refused_with_its_own_exit_code(
    project: Path,
) -> None:
    with locked(project / "reports", Shard()):
        done = gongkai(project, "run")
    assert done.returncode == 7
    assert done.stderr.startswith("reports：另一个 gongkai run 正在写这个文件夹")


def test_shards_make_the_same_files_and_their_ledgers_join(
    project: Path, uninterrupted: dict[str, bytes]
) -> None:
    codes = [gongkai(project, "run", "--shard", f"{n}/3").returncode for n in (1, 2, 3)]
    assert max(codes) == 3
    assert tree(project / "reports") == uninterrupted
    ledgers = [f"reports/ledger.{n}-of-3.jsonl" for n in (1, 2, 3)]
    merged = gongkai(project, "ledger", "merge", *ledgers, "-o", "reports/ledger.jsonl")
    assert merged.stdout == "reports/ledger.jsonl：8 个机关年度\n"
    for path in ledgers:
        (project / path).unlink()
    again = gongkai(project, "run")
    assert again.returncode == 3
    assert "已生成 7，暂不公布 1" in again.stdout
    assert "其中 8 个没有变动，未重新运行" in again.stdout


def test_a_folder_that_was_damaged_is_made_again(
    project: Path, uninterrupted: dict[str, bytes]
) -> None:
    assert gongkai(project, "run").returncode == 3
    page = project / "reports/qingshui-district/2019/report.html"
    page.write_bytes(page.read_bytes() + b"more")
    why = gongkai(project, "run", "--why")
    assert "qingshui-district/2019  reports/qingshui-district/2019 里的文件被改动过" in why.stdout
    assert gongkai(project, "run").returncode == 3
    assert tree(project / "reports") == uninterrupted
