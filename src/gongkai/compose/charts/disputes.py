"""How administrative reviews and lawsuits ended."""

from __future__ import annotations

from gongkai.compose.blocks import Paragraph, Picture
from gongkai.compose.charts.figures import Composition, disputes
from gongkai.compose.charts.words import UNKNOWN, cases, contradiction, listed, missing, sentences
from gongkai.report import Report


def disputes_by_outcome(report: Report) -> Picture | Paragraph:
    """Draw reviews and lawsuits by outcome, each kind a bar as long as its cases are many.

    The bars are made of the published outcomes. A published total that is not their sum
    is written beside the bar and said in the caption; it is not corrected and does not
    change the drawing.
    """
    kinds = disputes(report)
    if not any(kind.sum for kind in kinds):
        return Paragraph(_nothing(report.year, kinds))
    # Imported here: matplotlib takes longer to load than everything else together.
    from gongkai.compose.charts.disputes_drawing import draw_disputes

    title = f"{report.year}年政府信息公开行政复议、行政诉讼结果"
    remarks = [remark for kind in kinds for remark in _remarks(kind)]
    caption = f"{title}（{'；'.join(remarks)}）" if remarks else title
    return Picture(
        draw_disputes(kinds), sentences([f"{title}图", *map(_told, kinds), *remarks]), caption
    )


def _nothing(year: int, kinds: tuple[Composition, ...]) -> str:
    only_totals = [f"{kind.label}{cases(kind.total)}" for kind in kinds if kind.total]
    if only_totals:
        return f"{year}年{listed(only_totals)}，均未列明各项结果。"
    if all(kind.missing and not kind.is_known for kind in kinds):
        return f"{year}年政府信息公开行政复议、行政诉讼的各项{UNKNOWN}。"
    if any(kind.missing for kind in kinds):
        return f"{year}年政府信息公开行政复议、行政诉讼中，有数据的均为0件，其余{UNKNOWN}。"
    return f"{year}年没有因政府信息公开被申请行政复议、提起行政诉讼。"


def _told(kind: Composition) -> str:
    if kind.missing and not kind.is_known:
        total = "" if kind.total is None else f"公布总计{cases(kind.total)}，"
        return f"{kind.label}{total}各项结果{UNKNOWN}"
    if not kind.sum:
        return f"{kind.label}0件"
    parts = listed(
        f"{part.label}{cases(part.count)}" for part in kind.parts if part.count is not None
    )
    return f"{kind.label}{cases(kind.sum)}：{parts}"


def _remarks(kind: Composition) -> list[str]:
    remarks = []
    if kind.missing and kind.is_known:
        remarks.append(missing(kind.label, kind.missing))
    if not kind.is_consistent:
        remarks.append(contradiction(f"{kind.label}各项结果", kind.sum, kind.total))
    return remarks
