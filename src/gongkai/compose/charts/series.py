"""The figures of one agency over the years, as a tidy table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gongkai.report import Report, number

if TYPE_CHECKING:
    import pandas as pd


def over_the_years(reports: Iterable[Report]) -> pd.DataFrame:
    """Return every figure of an agency's reports, one row for each cell of each report.

    Rows stand in the order year, scope, form. Columns:

    - `year` (int), `scope` (`own`, `aggregated`), `edition`, `fictional` (bool);
    - `table`, `row`, `column`: the three parts of the address, and `label`, what a person
      calls the cell (`表三·一、本年新收政府信息公开申请数量·总计`);
    - `unit`: 件, 项, 万元;
    - `value` (`Float64`): the figure, `<NA>` where the cell is blank or unreadable. Counts
      are exact; sums of money are rounded to a float, `Report.cells` has them exact.

    Figures of the two editions measure different things where their addresses differ, so
    an address has rows only in the years whose form has it. Years of different scope must
    not be joined to one series: filter by `scope` first. To have years side by side:

        table = over_the_years(reports)
        table.pivot(index=["table", "row", "column"], columns=["year", "scope"], values="value")

    Raises:
        ValueError: the reports are of several agencies, or two are of the same year and scope.
    """
    import pandas as pd

    table = pd.DataFrame(
        [
            (
                report.year,
                report.scope,
                report.form.id,
                report.fictional,
                *address,
                report.form.describe(address),
                spec.column.unit,
                None if (value := number(report.cells[address])) is None else float(value),
            )
            for report in in_order(reports)
            for address, spec in report.form.cells.items()
        ],
        columns=[
            *("year", "scope", "edition", "fictional"),
            *("table", "row", "column", "label", "unit", "value"),
        ],
    )
    return table.astype({"year": "int64", "fictional": "bool", "value": "Float64"})


def in_order(reports: Iterable[Report]) -> list[Report]:
    """Return an agency's reports by year and scope.

    Raises:
        ValueError: the reports are of several agencies, or two are of the same year and scope.
    """
    ordered = sorted(reports, key=lambda report: (report.year, report.scope))
    agencies = {report.agency.id for report in ordered}
    if len(agencies) > 1:
        raise ValueError(f"reports of several agencies: {', '.join(sorted(agencies))}")
    times = Counter((report.year, report.scope) for report in ordered)
    for (year, scope), count in times.items():
        if count > 1:
            raise ValueError(f"two reports of {year} with scope {scope}")
    return ordered
