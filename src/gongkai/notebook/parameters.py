"""The parameters of the master notebook: their meaning, their types, their limits."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from gongkai.errors import InputError
from gongkai.report.store import check_slug


class Parameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one run of the notebook is told.

    agency: id of the agency, the folder under `data_dir`.
    year: report year; the report covers 1 January to 31 December of it.
    data_dir: folder of agency-years; a relative one is looked for from the working
        folder upwards.
    compare_years: earlier years to compare with and to draw trends of; None means all
        that have data.
    as_of: ISO date on which the report is made; empty where it is to carry no date.
    strict: whether a violated must-rule withholds the report (else it is published
        with a visible mark).
    """

    agency: str
    year: int
    data_dir: str = "data"
    compare_years: tuple[int, ...] | None = None
    as_of: str = ""
    strict: bool = True

    @property
    def date(self) -> datetime.date | None:
        """`as_of` as a date, None where it is empty."""
        return datetime.date.fromisoformat(self.as_of) if self.as_of else None

    def earlier(self, known: Iterable[int]) -> list[int]:
        """Return the years a run loads beside its own, oldest first.

        `known` are the years that the agency has data for.
        """
        years = known if self.compare_years is None else self.compare_years
        return sorted({year for year in years if year < self.year})


def read_parameters(values: Mapping[str, Any], place: str) -> Parameters:
    """Check parameters that came from a notebook cell or a parameter file.

    Raises:
        InputError: an unknown or missing name or a value out of bounds; `place` says
            where the values stand.
    """
    known = Parameters.__struct_fields__
    unknown = [name for name in values if name not in known]
    if unknown:
        raise InputError(
            place, f"没有名为 {'、'.join(unknown)} 的参数", f"可用的参数：{'、'.join(known)}"
        )
    plain = dict(values)
    if isinstance(plain.get("as_of"), datetime.date):
        plain["as_of"] = plain["as_of"].isoformat()
    try:
        parameters = msgspec.convert(plain, Parameters)
    except msgspec.ValidationError as error:
        raise InputError(place, f"参数的类型不对：{error}", "请对照参数说明改正") from None
    check_slug(parameters.agency)
    try:
        parameters.date  # noqa: B018 - reading it is the check
    except ValueError:
        raise InputError(
            place, f"as_of 不是日期：{parameters.as_of!r}", '请写成 "2021-01-25" 的样子'
        ) from None
    later = [year for year in parameters.compare_years or () if year >= parameters.year]
    if later:
        raise InputError(
            place,
            f"compare_years 里有不早于报告年度的年份 {later[0]}",
            f"只能写早于 {parameters.year} 的年份",
        )
    return parameters


def locate(folder: str) -> Path:
    """Find a folder from the working folder upwards.

    A notebook runs in its own folder in JupyterLab and in the project's folder under
    papermill; a relative `data_dir` means the same place in both.

    Raises:
        InputError: there is no such folder.
    """
    if Path(folder).is_dir():
        return Path(folder)
    here = Path.cwd()
    for base in here.parents:
        if (base / folder).is_dir():
            return base / folder
    raise InputError(
        f"data_dir {folder}", "找不到数据文件夹", f"请在项目文件夹内运行（现在在 {here}）"
    )
