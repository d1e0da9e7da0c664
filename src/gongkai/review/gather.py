"""From what a person names (files, folders, agencies) to agency-years with their neighbours."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from gongkai.errors import InputError
from gongkai.report import Report, store
from gongkai.report.passages import load_reading
from gongkai.report.slugs import is_slug
from gongkai.report.toml_reader import read_report
from gongkai.review.assess import Assessment, Neighbours, assess
from gongkai.review.copied import alike_among

TABLE = ".parquet"

_YEAR_FILE = re.compile(r"[0-9]{4}\.toml")

T = TypeVar("T")
Key: TypeAlias = tuple[str, int, str]
"""Agency, year and scope: there is one report of each."""


@dataclass
class _Troubles:
    """What could not be used, each trouble once however many reports it touches."""

    told: dict[str, InputError] = field(default_factory=dict)

    def add(self, error: InputError) -> None:
        for one in (error, *error.others):
            alone = InputError(one.place, one.problem, one.remedy)
            self.told.setdefault(str(alone), alone)

    def trying(self, work: Callable[[], T]) -> T | None:
        """Do something; None where the input cannot be used, which is noted."""
        try:
            return work()
        except InputError as error:
            self.add(error)
            return None


@dataclass(frozen=True)
class Gathered:
    """What was checked, by agency and year, and what could not be: one error a problem."""

    assessments: tuple[Assessment, ...]
    errors: tuple[InputError, ...] = ()


def gather(
    targets: Sequence[str],
    data: Path,
    against: int | None = None,
    as_of: datetime.date | None = None,
) -> Gathered:
    """Assess everything that is named, in the order of agency and year.

    A target is a data file, a folder of them, a corpus table, an agency of `data`, or
    AGENCY/YEAR; none is the whole of `data`. `against` is the year to compare with,
    which has to be there. A file that cannot be used is an error of the result, and the
    others are assessed without it.

    Raises:
        InputError: a target names nothing, the year to compare with is not there, or is
            named for a table: what was asked for cannot be done.
    """
    troubles = _Troubles()
    reports: list[tuple[Path, Report]] = []
    found: list[Assessment] = []
    seen: dict[Key, Path] = {}
    paths = files(targets, data)
    if against is not None:
        _refuse_tables(paths)
    for path in paths:
        try:
            if path.suffix == TABLE:
                # Imported here: pyarrow is for tables alone, and starts a thread.
                from gongkai.review.table import assess_table

                rows = assess_table(path)
                found += [one for one in rows if _is_new(one.report, path, seen, troubles)]
            elif _is_new(report := read_report(path), path, seen, troubles):
                reports.append((path, report))
        except InputError as error:
            troubles.add(error)
    found += _assessed(reports, against, as_of, troubles)
    found.sort(key=lambda one: (one.report.agency.id, one.report.year, one.report.scope))
    return Gathered(tuple(found), tuple(troubles.told.values()))


def files(targets: Sequence[str], data: Path) -> list[Path]:
    """Return the data files that are meant, each once.

    Raises:
        InputError: a target names nothing.
    """
    found = [path for target in targets or [str(data)] for path in _files_of(target, data)]
    return list({path.resolve(): path for path in found}.values())


def _assessed(
    reports: Sequence[tuple[Path, Report]],
    against: int | None,
    as_of: datetime.date | None,
    troubles: _Troubles,
) -> list[Assessment]:
    beside = [_neighbours(path, report, against, troubles) for path, report in reports]
    known = {(one.agency.id, one.year): one for near in beside if (one := near.last)}
    known |= {(one.agency.id, one.year): one for _, one in reports}
    names = {one.agency.id: one.agency.name for one in known.values()}
    alike = alike_among(known.values())
    return [
        assess(
            report,
            replace(near, alike=alike.get((report.agency.id, report.year), []), names=names),
            as_of,
            path,
        )
        for (path, report), near in zip(reports, beside, strict=True)
    ]


def _neighbours(path: Path, report: Report, against: int | None, troubles: _Troubles) -> Neighbours:
    """Read what stands beside a data file; what cannot be read is left out and told.

    Raises:
        InputError: the year to compare with is not last year, or not there.
    """
    earlier = path.with_name(f"{report.year - 1}.toml")
    if against is not None:
        _refuse_against(against, earlier, report)
    last = troubles.trying(lambda: read_report(earlier)) if earlier.is_file() else None
    children: dict[str, Report | None] = dict.fromkeys(report.children)
    for child in report.children:
        alone = replace(report, children=(child,))
        read = partial(store.load_children, path.parent.parent, alone)
        children |= troubles.trying(read) or {}
    waivers = troubles.trying(lambda: store.load_waivers(path)) or ()
    notes = () if last or not earlier.is_file() else (f"{earlier} 读不出来，没有与它比较",)
    doubtful = load_reading(path).doubtful
    return Neighbours(last, children, waivers, doubtful=doubtful, notes=notes)


def _refuse_tables(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.suffix == TABLE:
            remedy = "表内相邻年度的报告总是相互比较；请不写 --against"
            raise InputError(str(path), "--against 不用于表", remedy)


def _refuse_against(against: int, earlier: Path, report: Report) -> None:
    if against != report.year - 1:
        raise InputError(
            f"--against {against}",
            f"{report.year}年度报告只能与{report.year - 1}年度报告比较",
            "跨年规则说的是相邻两年；请改正年份，或不写 --against",
        )
    if not earlier.is_file():
        remedy = "请核对 --against 的年份，或先录入该年数据"
        raise InputError(str(earlier), f"没有{against}年的数据，不能比较", remedy)


def _files_of(target: str, data: Path) -> list[Path]:
    path = Path(target)
    if not target.strip():
        remedy = "请写数据文件、文件夹或机关代号；要校验全部数据，请不写参数"
        raise InputError("gongkai check", "有一个参数是空的", remedy)
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


def _is_new(report: Report, path: Path, seen: dict[Key, Path], troubles: _Troubles) -> bool:
    """Whether an agency-year was not there already; a second one is a trouble."""
    key = (report.agency.id, report.year, report.scope)
    before = seen.setdefault(key, path)
    if before is path:
        return True
    name = f"{report.agency.id} {report.year}年"
    problem = f"{name}与 {before} 中的是同一机关、同一年度、同一口径的报告，只校验了前者"
    remedy = "请只保留一份，或改正 agency.id、report.year"
    troubles.add(InputError(str(path), problem, remedy))
    return False
