"""`gongkai show`: the tables as the form lays them out, in a terminal and as a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from wcwidth import wcswidth

from gongkai.report import store
from tests.projects import gongkai, make_project
from tests.reports import report_of, with_rows


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def drawn(text: str) -> list[str]:
    return [line for line in text.splitlines() if line[:1] in "┌├│└" and line]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_every_line_of_a_table_is_as_wide_as_the_others(project: Path, width: int) -> None:
    environment = {"COLUMNS": str(width)}
    done = gongkai(project, "show", "qingshui-district", "2020", environment=environment)
    assert (0, "") == (done.returncode, done.stderr)
    tables: list[set[int]] = []
    for line in drawn(done.stdout):
        if line.startswith("┌"):
            tables.append(set())
        tables[-1].add(wcswidth(line))
    assert tables
    assert all(len(widths) == 1 and max(widths) <= width for widths in tables)


def test_merged_heads_stand_over_their_columns(project: Path) -> None:
    done = gongkai(project, "show", "suqian-gov", "2024", environment={"COLUMNS": "80"})
    (line,) = (line for line in done.stdout.splitlines() if "申请人情况" in line)
    assert ["（本列", "申请人情况"] != line.split("│")
    assert 4 == len(line.split("│"))
    assert "3440│  75│   0│   1│   6│   3│3525" in done.stdout


def test_a_very_narrow_terminal_gets_a_list(project: Path) -> None:
    done = gongkai(project, "show", "suqian-gov", "2024", environment={"COLUMNS": "40"})
    assert "  自然人 3440" in done.stdout.splitlines()
    assert all(wcswidth(line) <= 40 for line in drawn(done.stdout))


def test_suspects_blanks_and_unreadable_cells_show(project: Path) -> None:
    report = with_rows(report_of(), {"disputes/review": [3, "", "", "1 2", 0]})
    path = store.save(project / "data", report)
    done = gongkai(project, "show", str(path), environment={"COLUMNS": "100"})
    assert "空白2格，辨认不清1格" in done.stdout
    assert "‹1 2›" in done.stdout
    assert "□" in done.stdout
    assert "3?" in done.stdout
    assert "R4" in done.stdout


def test_escapes_in_a_text_do_not_steer_the_terminal(project: Path) -> None:
    report = with_rows(report_of(), {"disputes/review": ["\x1b[2J!", 0, 0, 0, 0]})
    path = store.save(project / "data", report)
    done = gongkai(project, "show", str(path))
    assert "\x1b" not in done.stdout


def test_the_page_has_each_figure_beside_its_passage(project: Path) -> None:
    data = project / "data/hongze-gov/2023.toml"
    passage = {"place": "第2页 表一 第4行", "original": "<b>77302800元</b>"}
    record = {
        "cells": {"disclosure/fees/amount": passage, "x": 1},
        "notes": [{"cell": "disclosure/fees/amount", "text": "以元写的金额", "original": "元"}],
    }
    data.with_suffix(".reading.json").write_text(json.dumps(record), encoding="utf-8")
    done = gongkai(project, "show", "hongze-gov", "2023", "--html", "out/page.html")
    assert ("已建立 out/page.html\n", "") == (done.stdout, done.stderr)
    page = BeautifulSoup((project / "out/page.html").read_text(encoding="utf-8"), "html.parser")
    (link,) = page.select('.passages a[href="#disclosure/fees/amount"]')
    row = link.find_parent("tr")
    assert row is not None
    assert "<b>77302800元</b>" in row.get_text()
    assert "第2页 表一 第4行" in row.get_text()
    assert 1 == len(page.select('td[id="disclosure/fees/amount"]'))
    assert 186 == len(page.select(".passages .figure")) == len(page.select("td details.source"))
    (source,) = page.select('td[id="disclosure/fees/amount"] details.source')
    said = " ".join(source.get_text(" ", strip=True).split())
    assert "<b>77302800元</b>" in said
    assert "位置：第2页 表一 第4行" in said
    assert "说明：以元写的金额" in said
    assert source.select_one("summary .noted")
    assert source.select_one("summary .printed"), "printed otherwise than shown: seen at once"
    assert page.select("script") == []
    policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')
    assert policy is not None
    assert str(policy["content"]).startswith("default-src 'none'")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": [], "notes": 3}', "[" * 9999])
def test_a_broken_record_of_the_reading_is_passed_over(project: Path, content: str) -> None:
    data = project / "data/hongze-gov/2023.toml"
    data.with_suffix(".reading.json").write_text(content, encoding="utf-8")
    done = gongkai(project, "show", str(data), "--html", "page.html")
    assert 0 == done.returncode
    assert "没有读取记录" in (project / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.toml"], "文件不存在"),
        (["nobody", "2021"], "没有代号为 nobody 的机关"),
        (["a", "b", "c"], "不知道要看什么"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(
    project: Path, arguments: list[str], said: str
) -> None:
    done = gongkai(project, "show", *arguments)
    assert 2 == done.returncode
    assert said in done.stderr
    assert "Traceback" not in done.stderr
