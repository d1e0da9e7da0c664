"""Requests received, disposed of and carried over, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.compose.blocks import Paragraph, Picture
from gongkai.compose.charts.figures import count
from gongkai.compose.charts.series import in_order
from gongkai.compose.charts.trend_figures import Figures, Trend, YearOfTrend
from gongkai.compose.charts.words import UNKNOWN, cases, listed, sentences
from gongkai.report import Report

YEARS_SHOWN = 10
"""More years than this cannot be read at the width of a page."""

_ROWS: Mapping[str, str] = {
    "received": "本年新收",
    "disposed_total": "本年办结",
    "carried_out": "结转下年度",
}


def trend(reports: Iterable[Report]) -> Picture | Paragraph | None:
    """Draw requests received, disposed of and carried over in the years of one agency.

    Only years of the newest report's scope are drawn; a year that was reported in another
    scope, or not at all, keeps its place and stays empty. At most `YEARS_SHOWN` calendar
    years are drawn, ending with the newest.

    Returns:
        The chart; a sentence if no year has a figure other than zero; None if fewer than
        two years can be compared: that is no finding, and a report says nothing about it.

    Raises:
        ValueError: the reports are of several agencies, or two are of the same year and scope.
    """
    found = _read(list(reports))
    drawn = [year for year in found.years if not year.absent]
    if len(drawn) < 2:
        return None
    if not any(figure for year in drawn for figure in year.figures):
        return Paragraph(_nothing(drawn))
    # Imported here: matplotlib takes longer to load than everything else together.
    from gongkai.compose.charts.trend_drawing import draw_trend

    title = f"{drawn[0].year}—{drawn[-1].year}年政府信息公开申请办理情况"
    remarks = _remarks(found)
    caption = f"{title}（{'；'.join(remarks)}）" if remarks else title
    told = (_told(found.labels, year) for year in drawn)
    alt = sentences([f"{title}图", *told, *remarks])
    return Picture(draw_trend(found), alt, caption)


def _read(reports: list[Report]) -> Trend:
    labels = tuple(_ROWS.values())
    if not reports:
        return Trend(labels, ())
    figures = _figures(reports)
    newest = max(figures)
    first = min(year for year in figures if year > newest - YEARS_SHOWN)
    reported = {report.year for report in reports}
    return Trend(
        labels,
        tuple(
            YearOfTrend(year, figures[year])
            if year in figures
            else YearOfTrend(year, (), "口径不同" if year in reported else "无数据")
            for year in range(first, newest + 1)
        ),
    )


def _figures(reports: list[Report]) -> dict[int, Figures]:
    """Return the figures of the years that may be drawn together, in the order of `_ROWS`."""
    # Of two reports of the newest year, of different scope, the last one given leads.
    leading = max(reversed(reports), key=lambda report: report.year)
    return {
        report.year: tuple(count(report, "requests", row) for row in _ROWS)
        for report in in_order(reports)
        if report.scope == leading.scope
    }


def _nothing(drawn: list[YearOfTrend]) -> str:
    years = listed(f"{year.year}年" for year in drawn)
    unknown = [figure is None for year in drawn for figure in year.figures]
    if all(unknown):
        return f"{years}收到和处理政府信息公开申请的{UNKNOWN}。"
    if any(unknown):
        return f"{years}收到和处理政府信息公开申请的数据，已有的均为0件，其余{UNKNOWN}。"
    return f"{years}均没有收到政府信息公开申请，也没有结转的申请。"


def _told(labels: tuple[str, ...], year: YearOfTrend) -> str:
    parts = [
        label + cases(figure)
        for label, figure in zip(labels, year.figures, strict=True)
        if figure is not None
    ]
    return f"{year.year}年" + "，".join(parts) if parts else ""


def _remarks(found: Trend) -> list[str]:
    remarks = [
        f"{year.year}年{label}{UNKNOWN}"
        for year in found.years
        for label, figure in zip(found.labels, year.figures, strict=False)
        if figure is None
    ]
    missing = [f"{year.year}年" for year in found.years if year.absent == "无数据"]
    other = [f"{year.year}年" for year in found.years if year.absent == "口径不同"]
    if missing:
        remarks.append(f"{listed(missing)}无数据，图中留空")
    if other:
        remarks.append(f"{listed(other)}统计口径不同，不作比较，图中留空")
    return remarks
