"""Parameter files to jobs: everything wrong is said before anything starts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.batch.plan import master_notebook, parameter_files, plan
from gongkai.batch.yaml_strict import load_mapping
from gongkai.errors import InputError

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with the shipped data, and the working folder in it."""
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "params").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(project: Path, text: str, name: str = "some.yaml") -> Path:
    path = project / "params" / name
    path.write_text(text, encoding="utf-8")
    return path.relative_to(project)


def refusal(*files: Path) -> str:
    with pytest.raises(InputError) as caught:
        plan(files)
    return str(caught.value)


def test_one_file_can_name_one_agency_year(project: Path) -> None:
    path = write(project, "agency: county-petition-bureau\nyear: 2020\n")
    (job,) = plan([path])
    assert job.name == "county-petition-bureau/2020"
    assert job.given == {"agency": "county-petition-bureau", "year": 2020}


def test_one_file_can_name_several_years(project: Path) -> None:
    path = write(project, "agency: suqian-gov\nyear: [2023, 2024]\nstrict: false\n")
    assert [job.given for job in plan([path])] == [
        {"agency": "suqian-gov", "year": 2023, "strict": False},
        {"agency": "suqian-gov", "year": 2024, "strict": False},
    ]


def test_all_agencies_and_all_years_are_those_that_have_data(project: Path) -> None:
    path = write(project, "agency: all\nyear: all\n")
    shipped = sorted(f"{p.parent.name}/{p.stem}" for p in DATA.glob("*/*.toml"))
    assert sorted(job.name for job in plan([path])) == shipped


def test_a_list_of_agencies_with_all_years(project: Path) -> None:
    path = write(project, "agency: [suqian-gov, hongze-gov]\nyear: all\n")
    assert [job.name for job in plan([path])] == [
        "suqian-gov/2023",
        "suqian-gov/2024",
        "hongze-gov/2023",
    ]


def test_a_date_may_stand_without_quotes(project: Path) -> None:
    path = write(project, "agency: suqian-gov\nyear: 2024\nas_of: 2025-01-20\n")
    assert plan([path])[0].given["as_of"] == "2025-01-20"


def test_no_named_files_means_all_of_the_folder(project: Path) -> None:
    write(project, "agency: suqian-gov\nyear: 2024\n", "b.yaml")
    write(project, "agency: suqian-gov\nyear: 2023\n", "a.yaml")
    assert [path.name for path in parameter_files([], Path("params"))] == ["a.yaml", "b.yaml"]


def test_an_empty_folder_says_how_to_begin(project: Path) -> None:
    with pytest.raises(InputError, match="gongkai new"):
        parameter_files([], Path("params"))


def test_a_named_folder_without_parameter_files_is_the_one_that_is_named(project: Path) -> None:
    with pytest.raises(InputError, match=r"^data：没有参数文件"):
        parameter_files([Path("data")], Path("params"))


@pytest.mark.parametrize("content", [b"", b"[1]", b"{}", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_notebook_is_refused_before_anything_runs(project: Path, content: bytes) -> None:
    (project / "some.ipynb").write_bytes(content)
    with pytest.raises(InputError, match=r"some\.ipynb：不是笔记本"):
        master_notebook(Path("some.ipynb"))


def test_a_missing_file_is_named(project: Path) -> None:
    with pytest.raises(InputError, match=r"params/none\.yaml"):
        parameter_files([Path("params/none.yaml")], Path("params"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("agency: suqian-gov\nyear: 2024\nyaer: 3\n", "没有名为 yaer 的参数"),
        ("year: 2024\n", "没有写 agency"),
        ("agency: suqian-gov\n", "没有写 year"),
        ("agency: suqian-gov\nyear: 2031\n", "现有年度：2023、2024"),
        ("agency: nowhere\nyear: 2024\n", "没有代号为 nowhere 的机关"),
        ("agency: nowhere\nyear: all\n", "没有可运行的机关和年度"),
        ("agency: ../../etc\nyear: 2024\n", "只能用小写英文字母"),
        ("agency: /etc/passwd\nyear: 2024\n", "只能用小写英文字母"),
        ("agency: 宿迁市\nyear: 2024\n", "只能用小写英文字母"),
        ("agency: suqian-gov\nyear: '2024'\n", "类型不对"),
        ("agency: suqian-gov\nyear: true\n", "类型不对"),
        ("agency: suqian-gov\nyear: 2024.5\n", "类型不对"),
        ("agency: suqian-gov\nyear: 2024\nstrict: no\n", "类型不对"),
        ("agency: suqian-gov\nyear: 2024\nas_of: 2025-13-41\n", "不是日期"),
        ("agency: suqian-gov\nyear: 2024\ncompare_years: [2024]\n", "不早于报告年度"),
        ("agency: suqian-gov\nyear: 2024\ndata_dir: elsewhere\n", "找不到数据文件夹"),
        ("agency: suqian-gov\nyear: 2024\ndata_dir: 7\n", "应为文件夹名"),
        ("agency: suqian-gov\nyear: 2024\nagency: hongze-gov\n", "写了两次"),
        ("agency: &a suqian-gov\nyear: 2024\n", "不支持锚点"),
        ("agency: *a\nyear: 2024\n", "不支持锚点和别名"),
        ("agency: !!python/object:os.system x\nyear: 2024\n", "不支持类型标签"),
        ("agency: {a: 1}\nyear: 2024\n", "类型不对"),
        ("[1, 2]\n", "参数: 值"),
        ("a: [\n", "不是有效的YAML"),
        ("", "文件是空的"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence(project: Path, text: str, said: str) -> None:
    assert said in refusal(write(project, text))


def test_the_line_of_the_mistake_is_named(project: Path) -> None:
    path = write(project, "# words\nagency: suqian-gov\nyear: 2024\nyear: 2023\n")
    assert f"{path} 第4行" in refusal(path)


def test_all_wrong_files_are_told_at_once(project: Path) -> None:
    one = write(project, "agency: nowhere\nyear: 2024\n", "one.yaml")
    two = write(project, "agency: suqian-gov\nyear: 1999\n", "two.yaml")
    said = refusal(one, two)
    assert "one.yaml" in said
    assert "two.yaml" in said


def test_an_agency_year_asked_for_twice_is_refused(project: Path) -> None:
    one = write(project, "agency: suqian-gov\nyear: 2024\n", "one.yaml")
    two = write(project, "agency: suqian-gov\nyear: all\n", "two.yaml")
    assert "suqian-gov/2024 已由 params/one.yaml 安排" in refusal(one, two)


def test_an_alias_bomb_is_refused_before_it_grows(project: Path) -> None:
    layers = [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 12)]
    path = write(project, "\n".join(["x0: &x0 [lol]", *layers]))
    assert "不支持锚点" in refusal(path)


def test_scalars_are_what_they_look_like(project: Path) -> None:
    path = write(project, "a: 012\nb: 12:30:00\nc: no\nd: 'true'\ne: true\nf: ~\ng: -3\nh: 1e3\n")
    assert load_mapping(path)[0] == {
        "a": "012",
        "b": "12:30:00",
        "c": "no",
        "d": "true",
        "e": True,
        "f": None,
        "g": -3,
        "h": "1e3",
    }
