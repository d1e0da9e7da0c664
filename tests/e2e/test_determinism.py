"""Same inputs, same bytes: whatever the zone, the locale, the folder or the hash seed."""

from __future__ import annotations

from pathlib import Path

from tests.projects import gongkai, make_project

PARAMS = ("params/hongze-gov-2023.yaml", "params/suqian-gov.yaml")
SURROUNDINGS = [
    {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {
        "TZ": "America/St_Johns",
        "LC_ALL": "zh_CN.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4242",
        "MPLBACKEND": "svg",
        "MPLCONFIGDIR": "matplotlib",
    },
]


def outputs(folder: Path, environment: dict[str, str]) -> dict[str, bytes]:
    project = make_project(folder)
    (project / "matplotlib").mkdir()
    (project / "matplotlib" / "matplotlibrc").write_text("font.size: 23\nsvg.fonttype: none\n")
    assert gongkai(project, "run", *PARAMS, environment=environment).returncode == 3
    reports = project / "reports"
    return {
        path.relative_to(reports).as_posix(): path.read_bytes()
        for path in sorted(reports.glob("*/*/*"))
    }


def test_two_runs_in_different_surroundings_give_the_same_bytes(tmp_path: Path) -> None:
    one = outputs(tmp_path / "one", SURROUNDINGS[0])
    two = outputs(tmp_path / "另 一个 {folder}", SURROUNDINGS[1])
    assert list(one) == list(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert len(one) == 14
