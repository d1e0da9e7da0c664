"""Workbooks as files: one for all agencies asked for, or a file each; none overwritten."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from gongkai.errors import InputError
from gongkai.report import store
from gongkai.workbook.book import workbook
from gongkai.workbook.filling import Filling, fillings

ALL = "all"


def make_workbooks(
    data: Path,
    agencies: Sequence[str],
    year: int | None,
    edition: str | None,
    out: Path | None,
    *,
    separate: bool = False,
) -> list[Path]:
    """Write the workbook for some agencies, or the blank form; return the paths written.

    With `separate`, `out` is a folder that gets a file for each agency.

    Raises:
        InputError: as for `fillings`, or a file is there already or cannot be written.
    """
    wanted = store.agencies(data) if list(agencies) == [ALL] else list(agencies)
    if not wanted and agencies:
        raise InputError(
            str(data), "没有任何机关的数据", "请核对 --data，或不带 --agencies 取空白表"
        )
    made = fillings(data, wanted, year, edition)
    if separate:
        folder = out or Path()
        books = {folder / _name([filling]): [filling] for filling in made}
    else:
        books = {out or Path(_name(made)): made}
    for path in books:
        if os.path.lexists(path):
            raise InputError(
                str(path), "文件已存在，未作改动", "里面可能有填好的数据；请另用 -o 指定文件名"
            )
    for path, content in books.items():
        _write(path, workbook(content))
    return list(books)


def _name(made: Sequence[Filling]) -> str:
    """Return the usual name of a workbook: by agency and year, by year, or by edition."""
    first = made[0]
    if first.is_blank_form:
        return f"workbook-{first.report.form.id}.xlsx"
    if len(made) == 1:
        return f"{first.report.agency.id}-{first.report.year}.xlsx"
    return f"workbook-{first.report.year}.xlsx"


def _write(path: Path, content: bytes) -> None:
    """The file appears whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise InputError(
            str(path), f"文件写不进去（{error.strerror}）", "请检查文件夹权限和磁盘空间"
        ) from None
