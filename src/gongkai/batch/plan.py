"""From parameter files to the agency-years to run; everything is checked before a start."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.batch.yaml_strict import load_mapping
from gongkai.errors import InputError, place_in
from gongkai.notebook.parameters import Parameters, locate, read_parameters
from gongkai.report import store

ALL = "all"


@dataclass(frozen=True)
class Job:
    """One agency-year to run.

    `given` are the parameters to hand to papermill: those the parameter file names,
    with agency and year made single; the notebook's own defaults stand for the rest.
    """

    place: str
    parameters: Parameters
    given: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The agency-year, and the folder of its output: `county-petition-bureau/2020`."""
        return f"{self.parameters.agency}/{self.parameters.year}"

    @property
    def data_file(self) -> Path:
        """The agency-year's data file."""
        folder = locate(self.parameters.data_dir)
        return store.path_of(folder, self.parameters.agency, self.parameters.year)


def parameter_files(named: Sequence[Path], folder: Path) -> list[Path]:
    """Return the named files (folders stand for the `*.yaml` in them), else all of `folder`.

    Raises:
        InputError: a named file is not there, or there is none at all.
    """
    files: list[Path] = []
    for path in named or [folder]:
        if path.is_dir():
            files += sorted([*path.glob("*.yaml"), *path.glob("*.yml")], key=str)
        elif path.exists():
            files.append(path)
        else:
            raise InputError(str(path), "参数文件不存在", "请核对路径，或运行 gongkai new 建立")
    if not files:
        looked = "、".join(map(str, named or [folder]))
        raise InputError(looked, "没有参数文件", "请运行 gongkai new 机关代号 年度 建立")
    return files


def master_notebook(path: Path) -> Path:
    """Return the path of the notebook to run.

    Raises:
        InputError: it is not there, cannot be read, or is no notebook.
    """
    if not path.is_file():
        raise InputError(
            str(path),
            "找不到主笔记本",
            f"请在项目文件夹内运行（现在在 {Path.cwd()}），或用 --notebook 指明",
        )
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(str(path), f"主笔记本打不开（{reason}）", "请核对文件和权限") from None
    except (ValueError, RecursionError):
        content = None
    if not (isinstance(content, dict) and isinstance(content.get("cells"), list)):
        raise InputError(
            str(path), "不是笔记本", "请用 --notebook 指明一个 .ipynb 文件，或从备份恢复"
        )
    return path


def plan(files: Sequence[Path]) -> list[Job]:
    """Return the jobs the files ask for, in their order.

    Raises:
        InputError: anything wrong in any of the files, all of it at once: an unknown
            parameter, an agency or a year without data, an agency-year asked for twice.
    """
    jobs: list[Job] = []
    errors: list[InputError] = []
    for path in files:
        try:
            jobs += _jobs(path)
        except InputError as error:
            errors.append(error)
    first: dict[str, Job] = {}
    for job in jobs:
        other = first.setdefault(job.name, job)
        if other is not job:
            errors.append(
                InputError(
                    job.place,
                    f"{job.name} 已由 {other.place} 安排，两次运行会写同一个文件夹",
                    "请只保留一处",
                )
            )
    if errors:
        raise InputError.of_many(errors)
    return jobs


def _jobs(path: Path) -> list[Job]:
    values, lines = load_mapping(path)
    for name in ("agency", "year"):
        if name not in values:
            raise InputError(str(path), f"没有写 {name}", f"请加上一行 {name}: …")
    data_dir = values.get("data_dir", Parameters.__struct_defaults__[0])
    if not isinstance(data_dir, str):
        raise InputError(place_in(path, lines["data_dir"], "data_dir"), "应为文件夹名", "请改正")
    folder = locate(data_dir)
    jobs: list[Job] = []
    errors: list[InputError] = []
    everyone = store.agencies(folder) if values["agency"] == ALL else []
    for agency in _listed(values["agency"], everyone):
        years = store.years(folder, agency) if values["year"] == ALL else []
        for year in _listed(values["year"], years):
            given = {**values, "agency": agency, "year": year}
            place = place_in(path, lines["agency"])
            try:
                parameters = read_parameters(given, "参数")
                given["as_of"] = parameters.as_of
                store.find(folder, parameters.agency, parameters.year)
            except InputError as error:
                errors.append(InputError(place, f"{error.place}：{error.problem}", error.remedy))
            else:
                jobs.append(Job(str(path), parameters, _only_given(given, values)))
    if errors:
        raise InputError.of_many(errors)
    if not jobs:
        raise InputError(str(path), "没有可运行的机关和年度", "请核对 agency、year 和数据文件夹")
    return jobs


def _listed(value: Any, everything: Sequence[Any]) -> list[Any]:
    """One value, a list of them, or `all`."""
    if value == ALL:
        return list(everything)
    return list(value) if isinstance(value, list) else [value]


def _only_given(given: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in values}
