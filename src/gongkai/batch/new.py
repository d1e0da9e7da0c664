"""Start an agency-year: its data file and the parameter file that runs it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from gongkai.batch.plan import plan
from gongkai.checks.draft import draft, governing_edition
from gongkai.errors import InputError
from gongkai.report import Agency, Report, store


def new_agency_year(
    agency: str, year: int, data: Path, params: Path, identity: Mapping[str, str | None]
) -> list[str]:
    """Write a data file of blanks and a parameter file; return what was done, in words.

    `identity` holds name, level, kind and scope; what is None is taken from the most
    recent earlier year on file. No parameter file is written where one that is there
    asks for the agency-year already (`year: all`).

    Raises:
        InputError: a file is there already, the year has no edition, or the identity of
            a new agency is incomplete.
    """
    parameter_file = params / f"{store.check_slug(agency)}-{year}.yaml"
    if parameter_file.exists():
        raise InputError(str(parameter_file), "文件已存在，未作改动", "如要重建，请先移走原文件")
    governing_edition(year)
    earlier = _latest_before(data, agency, year)
    known = _identity_of(earlier) | {key: value for key, value in identity.items() if value}
    missing = [key for key in ("name", "level", "kind", "scope") if key not in known]
    if missing:
        options = "、".join(f"--{key}" for key in missing)
        raise InputError(f"gongkai new {agency}", "这是新机关，身份信息不全", f"请加上 {options}")
    scope = known.pop("scope")
    body = msgspec.convert({"id": agency, **known}, Agency)
    last = earlier if earlier is not None and earlier.year == year - 1 else None
    data_file = store.save(data, draft(body, year, scope, last))  # type: ignore[arg-type]
    covering = _covering(params, f"{agency}/{year}")
    if covering:
        return [f"已建立 {data_file}", f"参数文件 {covering} 已包含该年度"]
    params.mkdir(parents=True, exist_ok=True)
    parameter_file.write_text(
        f"# {body.name}{year}年政府信息公开工作年度报告\nagency: {agency}\nyear: {year}\n",
        encoding="utf-8",
        newline="\n",
    )
    return [f"已建立 {data_file}", f"已建立 {parameter_file}"]


def _covering(params: Path, name: str) -> Path | None:
    """The parameter file that asks for the agency-year already; broken ones do not count."""
    for path in sorted(params.glob("*.yaml")):
        try:
            if any(job.name == name for job in plan([path])):
                return path
        except InputError:
            continue
    return None


def _latest_before(data: Path, agency: str, year: int) -> Report | None:
    years = [known for known in store.years(data, agency) if known < year]
    return store.load(data, agency, years[-1]) if years else None


def _identity_of(report: Report | None) -> dict[str, str]:
    if report is None:
        return {}
    agency = report.agency
    return {
        "name": agency.name,
        "level": agency.level,
        "kind": agency.kind,
        "scope": report.scope,
    }
