"""What `gongkai show` looks at: an agency-year, checked, with the record of its reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.checks import Checked, check
from gongkai.compose.source_page import source_page
from gongkai.errors import InputError
from gongkai.report import Report, store
from gongkai.report.passages import ReadingRecord, load_reading
from gongkai.report.toml_reader import read_report


@dataclass(frozen=True)
class Shown:
    """An agency-year ready to be looked at."""

    report: Report
    checked: Checked
    reading: ReadingRecord


def open_shown(what: Sequence[str], data: Path) -> Shown:
    """Open a data file by its path, or an agency-year by agency and year.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    path = _path(what, data)
    report = read_report(path)
    last = _last(path, report)
    return Shown(report, check(report, last), load_reading(path))


def write_page(shown: Shown, path: Path) -> None:
    """Write the page that shows each figure beside the passage it was read from.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        page = source_page(shown.report, shown.checked, shown.reading)
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            str(path), f"文件写不进去（{error.strerror}）", "请检查文件夹权限和磁盘空间"
        ) from None


def _path(what: Sequence[str], data: Path) -> Path:
    match what:
        case [name]:
            return Path(name)
        case [agency, year] if year.isascii() and year.isdecimal() and len(year) == 4:
            return store.find(data, agency, int(year))
        case _:
            raise InputError(
                " ".join(what), "不知道要看什么", "请写数据文件的路径，或机关代号和四位年度"
            )


def _last(path: Path, report: Report) -> Report | None:
    """Last year's report, where it stands beside the file as in a data folder."""
    before = path.with_name(f"{report.year - 1}.toml")
    try:
        return read_report(before) if before.exists() else None
    except InputError:
        return None
