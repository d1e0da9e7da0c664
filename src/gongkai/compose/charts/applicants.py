"""What came of the requests of each kind of applicant, as shares of a bar."""

from __future__ import annotations

from gongkai.compose.blocks import Paragraph, Picture
from gongkai.compose.charts.figures import (
    Composition,
    count,
    results,
    results_of_applicants,
)
from gongkai.compose.charts.words import (
    UNKNOWN,
    cases,
    contradiction,
    listed,
    missing,
    sentences,
    share_in_words,
)
from gongkai.report import Report

EVERYBODY = "全部申请人"


def results_by_applicant(report: Report) -> Picture | Paragraph:
    """Draw the composition of results for each kind of applicant that had any.

    Where several kinds had results, a bar of all applicants stands below for comparison;
    it is drawn from the column 总计 as published. The number of cases at the end of a bar
    keeps a single case from looking like a thousand.
    """
    kinds = results_of_applicants(report)
    shown = tuple(kind for kind in kinds if kind.sum)
    if not shown:
        return Paragraph(_nothing(report, kinds))
    whole = results(report, label=EVERYBODY)
    bars = (*shown, whole) if len(shown) > 1 and whole.sum else shown
    # Imported here: matplotlib takes longer to load than everything else together.
    from gongkai.compose.charts.applicants_drawing import draw_applicants

    title = f"{report.year}年各类申请人政府信息公开申请的办理结果"
    remarks = _remarks(bars)
    caption = f"{title}（{'；'.join(remarks)}）" if remarks else title
    return Picture(draw_applicants(bars), _alt(report, title, bars), caption)


def _nothing(report: Report, kinds: tuple[Composition, ...]) -> str:
    year = report.year
    if all(kind.missing and not kind.is_known for kind in kinds):
        return f"{year}年各类申请人的办理结果{UNKNOWN}。"
    if any(kind.missing for kind in kinds):
        return f"{year}年各类申请人的办理结果中，有数据的均为0件，其余{UNKNOWN}。"
    if results(report).sum or (count(report, "requests", "received") or 0):
        return f"{year}年的政府信息公开申请没有按申请人类别列出的办理结果。"
    return f"{year}年没有办理政府信息公开申请，不作申请人类别分析。"


def _alt(report: Report, title: str, bars: tuple[Composition, ...]) -> str:
    return sentences([f"{title}构成图", *map(_told, bars), _others(report), *_remarks(bars)])


def _told(bar: Composition) -> str:
    parts = listed(
        f"{part.label}{cases(part.count)}（{share_in_words(part.count, bar.sum)}）"
        for part in bar.parts
        if part.count
    )
    return f"{bar.label}{cases(bar.sum)}：{parts}"


def _others(report: Report) -> str:
    """Say which kinds have no bar."""
    barless = [kind for kind in results_of_applicants(report) if not kind.sum]
    zero = [kind.label for kind in barless if not kind.missing]
    unknown = [kind.label for kind in barless if kind.missing]
    told = [
        f"{listed(zero)}没有办理结果" if zero else "",
        f"{listed(unknown)}{UNKNOWN}" if unknown else "",
    ]
    return "，".join(filter(None, told))


def _remarks(bars: tuple[Composition, ...]) -> list[str]:
    gaps = [missing(bar.label, bar.missing) for bar in bars if bar.missing]
    return gaps + [
        contradiction(f"{bar.label}各项办理结果", bar.sum, bar.total)
        for bar in bars
        if not bar.is_consistent
    ]
