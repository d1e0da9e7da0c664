"""Start an agency-year: its data file and the parameter file that runs it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from gongkai.batch.plan import plan
from gongkai.checks.draft import draft
from gongkai.errors import InputError
from gongkai.report import Agency, Report, store


def new_agency_year(
    agency: str, year: int, data: Path, params: Path, identity: Mapping[str, str | None]
) -> list[Path]:
    """Write a data file of blanks and a parameter file; return the paths written.

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
    if _is_planned(params, f"{agency}/{year}"):
        return [data_file]
    params.mkdir(parents=True, exist_ok=True)
    parameter_file.write_text(
        f"# {body.name}{year}年政府信息公开工作年度报告\nagency: {agency}\nyear: {year}\n",
        encoding="utf-8",
        newline="\n",
    )
    return [data_file, parameter_file]


def _is_planned(params: Path, name: str) -> bool:
    """Tell whether a parameter file that is there covers the agency-year; broken ones do not."""
    for path in params.glob("*.yaml"):
        try:
            if any(job.name == name for job in plan([path])):
                return True
        except InputError:
            continue
    return False


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
