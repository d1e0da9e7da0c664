"""What a workbook is made for: agency-years, each with the figures already known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gongkai import law
from gongkai.checks.draft import draft
from gongkai.errors import InputError
from gongkai.law import Address, Edition
from gongkai.report import Agency, Blank, Report, store

NOBODY = Agency("", "", "county", "department")
"""Stands where the clerk has still to say which body reports."""


@dataclass(frozen=True)
class Filling:
    """One agency-year to fill in; `carried` are figures brought over from last year's report.

    A filling without an agency is a blank form: the clerk writes who reports.
    """

    report: Report
    carried: frozenset[Address] = field(default_factory=frozenset)

    @property
    def is_blank_form(self) -> bool:
        """Nobody is named yet."""
        return not self.report.agency.id


def blank_form(form: Edition) -> Filling:
    """Return the empty form of an edition."""
    cells: Mapping[Address, Blank] = dict.fromkeys(form.cells, Blank())
    return Filling(Report(NOBODY, 0, "own", form, cells))


def fillings(
    data: Path, agencies: Sequence[str], year: int | None, edition: str | None
) -> list[Filling]:
    """Return what to put into a workbook, one for each agency.

    An agency-year on file is shown as it stands; a new one is a draft that takes from
    last year's report what that settles. Without agencies it is the blank form.

    Raises:
        InputError: an agency has no data, a year has no edition, or the edition asked
            for is not that of the year.
    """
    if not agencies:
        return [blank_form(_form(year, edition))]
    return [_filling(data, agency, year, edition) for agency in dict.fromkeys(agencies)]


def _filling(data: Path, agency: str, year: int | None, edition: str | None) -> Filling:
    years = store.years(data, agency)
    if not years:
        raise InputError(
            str(data / agency),
            f"没有代号为 {agency} 的机关的数据",
            f"新机关请先运行 gongkai new {agency} 年度，或不带 --agencies 取空白表",
        )
    wanted = years[-1] + 1 if year is None else year
    form = _form(wanted, edition)
    if wanted in years:
        return Filling(store.load(data, agency, wanted))
    before = [known for known in years if known < wanted] or years
    known = store.load(data, agency, before[-1])
    last = known if known.year == wanted - 1 else None
    made = draft(known.agency, wanted, known.scope, last)
    carried = frozenset(a for a in form.cells if not isinstance(made.cells[a], Blank))
    return Filling(made, carried)


def _form(year: int | None, edition: str | None) -> Edition:
    """The edition that is asked for, or that of the year, or the newest one."""
    if edition is not None and edition not in law.editions():
        known = "、".join(law.editions())
        raise InputError(f"--edition {edition}", "没有这个格式", f"可用的格式：{known}")
    if year is None:
        return law.edition(edition or list(law.editions())[-1])
    form = law.edition_of_year(year)
    if form is None:
        first = min(found.head.first_year for found in law.editions().values())
        raise InputError(f"{year}年", "没有适用的年度报告格式", f"报告年度应为{first}年或以后")
    if edition is not None and form.id != edition:
        problem = f"{year}年度应使用{form.head.name}，不是 {edition}"
        raise InputError("--edition", problem, f"请改为 --edition {form.id}，或不写")
    return form
