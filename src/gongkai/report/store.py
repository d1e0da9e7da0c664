"""Where agency-years are kept: `data/<agency>/<year>.toml`."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from gongkai.errors import InputError
from gongkai.law.mistakes import plain
from gongkai.law.strict import error_at, read_text
from gongkai.report.report import Report
from gongkai.report.slugs import check_slug, is_slug
from gongkai.report.toml_reader import read_report
from gongkai.report.toml_writer import report_text
from gongkai.report.waivers import Waiver, read_waivers

__all__ = [
    "agencies",
    "check_slug",
    "find",
    "is_slug",
    "load",
    "load_children",
    "load_previous",
    "load_waivers",
    "path_of",
    "save",
    "waivers_path",
    "year_of",
    "years",
]

_DATA_FILE = re.compile(r"([0-9]{4})\.toml")


def path_of(data_dir: Path, agency: str, year: int) -> Path:
    """Return where an agency-year is kept.

    Raises:
        InputError: the agency id is not a safe slug.
    """
    return data_dir / check_slug(agency) / f"{year}.toml"


def agencies(data_dir: Path) -> list[str]:
    """Return the ids of the agencies that have data, sorted."""
    found = data_dir.glob("*/*.toml")
    return sorted({path.parent.name for path in found if year_of(path.name) is not None})


def years(data_dir: Path, agency: str) -> list[int]:
    """Return the years an agency has data for, oldest first."""
    names = (path.name for path in (data_dir / check_slug(agency)).glob("*.toml"))
    return sorted(year for year in map(year_of, names) if year is not None)


def year_of(name: str) -> int | None:
    """Return the report year that a data file's name says, None of any other file."""
    found = _DATA_FILE.fullmatch(name)
    return int(found[1]) if found else None


def find(data_dir: Path, agency: str, year: int) -> Path:
    """Return the path of an agency-year's data file.

    Raises:
        InputError: there is none; the message lists what there is.
    """
    path = path_of(data_dir, agency, year)
    if not _is_there(path):
        raise _missing(data_dir, agency, year, path)
    return path


def load(data_dir: Path, agency: str, year: int) -> Report:
    """Load one agency-year.

    Raises:
        InputError: there is none, it cannot be read, or it says it is another one.
    """
    path = find(data_dir, agency, year)
    report = read_report(path)
    if (report.agency.id, report.year) != (agency, year):
        wrong = ("agency", "id") if report.agency.id != agency else ("report", "year")
        raise error_at(
            path,
            read_text(path),
            wrong,
            f"文件内写的是 {plain(report.agency.id)} {report.year}年，与所在位置不符",
            "请改正文件内的 agency.id、report.year，或移动文件",
        )
    return report


def load_previous(data_dir: Path, report: Report) -> Report | None:
    """Load the same agency's report of the year before, None if there is none.

    Raises:
        InputError: there is one and it cannot be read.
    """
    path = path_of(data_dir, report.agency.id, report.year - 1)
    return load(data_dir, report.agency.id, report.year - 1) if _is_there(path) else None


def load_children(data_dir: Path, report: Report) -> dict[str, Report | None]:
    """Load the reports that an aggregated one adds up; None where one is missing.

    Raises:
        InputError: one of them is there and cannot be read.
    """
    return {
        child: load(data_dir, child, report.year)
        if _is_there(path_of(data_dir, child, report.year))
        else None
        for child in report.children
    }


def waivers_path(path: Path) -> Path:
    """Return where the waivers of the agency-year in a data file are kept."""
    return path.with_name(f"{path.stem}.waivers.toml")


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """Load the waivers beside a data file, none where there is no such file.

    Raises:
        InputError: the file cannot be used.
    """
    beside = waivers_path(path)
    return read_waivers(beside) if _is_there(beside) else ()


def save(data_dir: Path, report: Report, *, replace: bool = False) -> Path:
    """Write an agency-year as a file a person can edit, and return its path.

    The file appears whole or not at all.

    Raises:
        InputError: the file is there already and `replace` is false, or the folder
            cannot be written to.
    """
    path = path_of(data_dir, report.agency.id, report.year)
    if _is_there(path) and not replace:
        raise InputError(str(path), "文件已存在，未作改动", "如要重建，请先移走原文件")
    text = report_text(report)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise InputError(
            str(path), f"文件写不进去（{error.strerror}）", "请检查文件夹权限和磁盘空间"
        ) from None
    return path


def _is_there(path: Path) -> bool:
    """What we may not look at is there: reading it will say why it cannot be read."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def _missing(data_dir: Path, agency: str, year: int, path: Path) -> InputError:
    if not data_dir.is_dir():
        return InputError(str(data_dir), "没有这个数据文件夹", "请核对 data_dir")
    known = agencies(data_dir)
    if agency not in known:
        listed = "、".join(known[:10]) + ("等" if len(known) > 10 else "")
        return InputError(
            str(path),
            f"没有代号为 {agency} 的机关",
            f"现有机关：{listed or '无'}；新机关请先运行 gongkai new {agency} {year}",
        )
    listed = "、".join(map(str, years(data_dir, agency)))
    return InputError(
        str(path),
        f"{agency} 没有{year}年的数据",
        f"现有年度：{listed}；新年度请先运行 gongkai new {agency} {year}",
    )
