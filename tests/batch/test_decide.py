"""What is unchanged is not run again, and what must run has a reason with a name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gongkai.batch.decide import Decision, Wanted, decide
from gongkai.batch.inputs import DataFiles, inputs_of, notebook_hash
from gongkai.batch.merge import latest
from gongkai.batch.plan import parameter_files, plan
from gongkai.batch.run import known
from gongkai.notebook.page import open_report
from tests.batch.projects import NOTEBOOK, REPORTS, pretend_finished
from tests.projects import make_project

FOUR = [f"qingshui-district/{year}" for year in (2019, 2020, 2021, 2022)]

ALL = Wanted()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project(tmp_path / "project")
    monkeypatch.chdir(folder)
    return folder


def decided(wanted: Wanted = ALL) -> list[Decision]:
    jobs = plan(parameter_files([], Path("params")))
    return list(decide(jobs, known(REPORTS), NOTEBOOK, REPORTS, wanted))


def reasons(wanted: Wanted = ALL) -> dict[str, str]:
    """What must run, with why."""
    return {one.job.name: one.reason for one in decided(wanted) if one.reason}


def append(path: str, text: str) -> None:
    with Path(path).open("a", encoding="utf-8") as stream:
        stream.write(text)


def test_what_never_ran_runs_for_the_first_time(project: Path) -> None:
    assert set(reasons().values()) == {"首次运行"}


def test_nothing_changed_means_nothing_runs(project: Path) -> None:
    pretend_finished()
    assert reasons() == {}


def test_a_data_file_that_changed_is_named_for_its_year_and_the_years_compared_with_it(
    project: Path,
) -> None:
    pretend_finished()
    append("data/qingshui-district/2020.toml", "# 注\n")
    reason = "数据文件 data/qingshui-district/2020.toml 有变动"
    assert reasons() == dict.fromkeys(FOUR[1:], reason)


def test_an_earlier_year_that_is_new_or_gone_is_named(project: Path) -> None:
    pretend_finished()
    Path("data/suqian-gov/2023.toml").rename("data/suqian-gov/2022.toml")
    Path("params/suqian-gov.yaml").write_text("agency: suqian-gov\nyear: 2024\n")
    assert reasons() == {
        "suqian-gov/2024": "数据文件 data/suqian-gov/2023.toml 不在了，"
        "新增数据文件 data/suqian-gov/2022.toml"
    }


def test_waivers_are_part_of_what_a_run_reads(project: Path) -> None:
    pretend_finished()
    append("data/hongze-gov/2023.waivers.toml", "")
    assert reasons() == {"hongze-gov/2023": "新增数据文件 data/hongze-gov/2023.waivers.toml"}


def test_the_reports_that_an_aggregate_adds_up_are_part_of_it(project: Path) -> None:
    path = Path("data/hongze-gov/2023.toml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[report]\n", '[report]\nchildren = ["suqian-gov"]\n', 1))
    pretend_finished()
    append("data/suqian-gov/2023.toml", "# 注\n")
    assert reasons()["hongze-gov/2023"] == "数据文件 data/suqian-gov/2023.toml 有变动"


def test_a_parameter_and_the_notebook_are_named(project: Path) -> None:
    pretend_finished()
    append("params/hongze-gov-2023.yaml", "strict: false\n")
    assert reasons() == {"hongze-gov/2023": "参数有变动"}
    append(str(NOTEBOOK), "\n")
    assert reasons_in_a_new_process()["suqian-gov/2024"] == "主笔记本有变动"


def reasons_in_a_new_process() -> dict[str, str]:
    """The notebook is hashed once a process."""
    notebook_hash.cache_clear()
    return reasons()


def test_law_code_and_packages_have_names_of_their_own(project: Path) -> None:
    pretend_finished(inputs={"law": "x", "code": "y", "packages": "z"}, key="other")
    said = reasons()["suqian-gov/2023"]
    assert said.startswith("格式和规则的数据有变动，程序有变动，Python 或软件包的版本有变动")


def test_a_folder_that_is_gone_or_was_touched_is_made_again(project: Path) -> None:
    pretend_finished()
    (REPORTS / "hongze-gov/2023/report.html").unlink()
    (REPORTS / "suqian-gov/2023/manifest.json").write_bytes(b'{"agency": "suqian-gov/2024"}')
    (REPORTS / "suqian-gov/2024/report.html").write_bytes(b"<html> ")
    (REPORTS / "suqian-gov/2024").rename(REPORTS / "elsewhere")
    assert reasons() == {
        "hongze-gov/2023": "reports/hongze-gov/2023 里的文件被改动过",
        "suqian-gov/2023": "reports/suqian-gov/2023 里的文件被改动过",
        "suqian-gov/2024": "reports/suqian-gov/2024 不在了或不完整",
    }


@pytest.mark.parametrize(("verdict", "said"), [("killed", "被终止"), ("timeout", "超时")])
def test_what_was_broken_off_runs_again_until_it_is_in_quarantine(
    project: Path, verdict: str, said: str
) -> None:
    pretend_finished(verdict=verdict, attempts=2)
    assert all(said in reason for reason in reasons().values())
    assert [one for one in decided() if one.quarantined] == []
    pretend_finished(verdict=verdict, attempts=3)
    assert all(one.quarantined for one in decided())
    assert not any(one.quarantined for one in decided(Wanted(force=True)))
    append("data/hongze-gov/2023.toml", "# 注\n")
    assert [one.job.name for one in decided() if not one.quarantined] == ["hongze-gov/2023"]


@pytest.mark.parametrize("cause", ["OSError", "PermissionError"])
def test_an_error_of_the_machine_is_tried_again(project: Path, cause: str) -> None:
    pretend_finished(verdict="error", cause=cause)
    assert set(reasons().values()) == {f"上次运行时系统出错（{cause}）"}


def test_an_error_that_would_come_again_is_not_tried_again_unless_asked_for(
    project: Path,
) -> None:
    pretend_finished(verdict="error", cause="InputError")
    assert reasons() == {}
    assert len(reasons(Wanted(only="failed"))) == 8
    assert len(reasons(Wanted(only="failed", cause="InputError"))) == 8
    assert decided(Wanted(only="failed", cause="ZeroDivisionError")) == []
    assert decided(Wanted(only="withheld")) == []


def test_results_that_could_not_be_written_are_tried_again(project: Path) -> None:
    pretend_finished(verdict="error", outputs="", files={})
    assert set(reasons().values()) == {"上次的结果没有写成"}


def test_stale_means_made_once_and_no_longer_true(project: Path) -> None:
    pretend_finished()
    append("data/hongze-gov/2023.toml", "# 注\n")
    assert [one.job.name for one in decided(Wanted(only="stale"))] == ["hongze-gov/2023"]


def test_force_runs_all(project: Path) -> None:
    pretend_finished()
    assert len(reasons(Wanted(force=True))) == 8


def test_what_changed_while_it_was_read_is_read_again(project: Path) -> None:
    pretend_finished(key="")
    assert set(reasons().values()) == {"上次运行期间有文件变动"}


def test_every_data_file_that_the_notebook_opens_is_part_of_the_key(project: Path) -> None:
    """What the first cell opens, as the operating system sees it."""
    opened: set[str] = set()
    looking = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if looking and event == "open" and str(arguments[0]).startswith("data/"):
            opened.add(str(arguments[0]))

    sys.addaudithook(watch)
    for job in plan(parameter_files([], Path("params"))):
        opened.clear()
        open_report(job.parameters.agency, job.parameters.year)
        assert opened
        assert opened <= set(inputs_of(job, NOTEBOOK, DataFiles()))
    looking = False


def test_of_several_ledgers_the_latest_line_counts_whatever_their_order(project: Path) -> None:
    pretend_finished(when="2021-01-25T08:00:00Z", verdict="error")
    one = known(REPORTS)
    pretend_finished(when="2021-01-26T08:00:00Z")
    two = known(REPORTS)
    assert latest([one, two]) == latest([two, one]) == two
