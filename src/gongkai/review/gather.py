"""From what a person names (files, folders, agencies) to agency-years with their neighbours."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai.errors import InputError
from gongkai.report import Report, store
from gongkai.report.slugs import is_slug
from gongkai.report.toml_reader import read_report
from gongkai.review.assess import Assessment, Neighbours, assess
from gongkai.review.copied import alike_among

TABLE = ".parquet"

_YEAR_FILE = re.compile(r"[0-9]{4}\.toml")


def gather(
    targets: Sequence[str],
    data: Path,
    against: int | None = None,
    as_of: datetime.date | None = None,
) -> list[Assessment]:
    """Assess everything that is named, in the order of agency and year.

    A target is a data file, a folder of them, a corpus table, an agency of `data`, or
    AGENCY/YEAR; none is the whole of `data`. `against` is the year to compare with,
    which has to be there.

    Raises:
        InputError: something cannot be found or read, or an agency-year is given twice;
            every such problem in one error.
    """
    errors: list[InputError] = []
    reports: list[tuple[Path, Report]] = []
    found: list[Assessment] = []
    for path in files(targets, data):
        try:
            if path.suffix == TABLE:
                # Imported here: pyarrow is for tables alone, and starts a thread.
                from gongkai.review.table import assess_table

                found += assess_table(path)
                continue
            reports.append((path, read_report(path)))
        except InputError as error:
            errors.append(error)
    errors += _twice(reports)
    beside: list[Neighbours] = []
    for path, report in reports:
        try:
            beside.append(neighbours(path, report, against))
        except InputError as error:
            errors.append(error)
    if errors:
        raise InputError.of_many(errors)
    known = {(one.agency.id, one.year): one for near in beside if (one := near.last)}
    known |= {(one.agency.id, one.year): one for _, one in reports}
    names = {one.agency.id: one.agency.name for one in known.values()}
    alike = alike_among(known.values())
    for (path, report), near in zip(reports, beside, strict=True):
        pairs = alike.get((report.agency.id, report.year), [])
        found.append(assess(report, replace(near, alike=pairs, names=names), as_of, path))
    return sorted(found, key=lambda one: (one.report.agency.id, one.report.year, one.report.scope))


def files(targets: Sequence[str], data: Path) -> list[Path]:
    """Return the data files that are meant, each once.

    Raises:
        InputError: a target names nothing.
    """
    found = [path for target in targets or [str(data)] for path in _files_of(target, data)]
    return list({path.resolve(): path for path in found}.values())


def neighbours(path: Path, report: Report, against: int | None = None) -> Neighbours:
    """Read what stands beside a data file.

    Raises:
        InputError: something is there and cannot be read, or the year asked for is not.
    """
    year = report.year - 1 if against is None else against
    if year != report.year - 1:
        raise InputError(
            f"--against {against}",
            f"{report.year}年度报告只能与{report.year - 1}年度报告比较",
            "跨年规则说的是相邻两年；请改正年份，或不写 --against",
        )
    earlier = path.with_name(f"{year}.toml")
    if against is not None and not earlier.is_file():
        remedy = "请核对 --against 的年份，或先录入该年数据"
        raise InputError(str(earlier), f"没有{against}年的数据，不能比较", remedy)
    last = read_report(earlier) if earlier.is_file() else None
    children = store.load_children(path.parent.parent, report)
    return Neighbours(last, children, store.load_waivers(path))


def _files_of(target: str, data: Path) -> list[Path]:
    path = Path(target)
    if path.is_file():
        return [path]
    if path.is_dir():
        found = sorted(_year_files(path))
        if not found:
            remedy = "数据文件名应为四位年份，如 2023.toml"
            raise InputError(target, "文件夹里没有数据文件", remedy)
        return found
    agency, _, year = target.partition("/")
    if is_slug(agency) and (not year or re.fullmatch(r"[0-9]{4}", year)):
        known = [int(year)] if year else store.years(data, agency) or [0]
        return [store.find(data, agency, one) for one in known]
    remedy = "请写数据文件、文件夹、机关代号，或 机关代号/年度"
    raise InputError(target, "找不到这个文件或机关", remedy)


def _year_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*.toml") if _YEAR_FILE.fullmatch(path.name))


def _twice(reports: Iterable[tuple[Path, Report]]) -> Iterator[InputError]:
    seen: dict[tuple[str, int, str], Path] = {}
    for path, report in reports:
        key = (report.agency.id, report.year, report.scope)
        if key in seen:
            problem = f"与 {seen[key]} 是同一机关、同一年度、同一口径的报告"
            yield InputError(str(path), problem, "请只保留一份，或改正 agency.id、report.year")
        seen.setdefault(key, path)
