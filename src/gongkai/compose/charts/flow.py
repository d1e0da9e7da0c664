"""How requests came in and went out: 本年新收 and 上年结转 on the left, results on the right."""

from __future__ import annotations

from gongkai.compose.blocks import Paragraph, Picture
from gongkai.compose.charts.figures import Part
from gongkai.compose.charts.flow_figures import Flow, read_flow
from gongkai.compose.charts.words import (
    UNKNOWN,
    cases,
    contradiction,
    listed,
    sentences,
    share_in_words,
)
from gongkai.report import Report


def request_flow(report: Report) -> Picture | Paragraph:
    """Draw how requests came in and went out.

    Every result group of the form keeps its place and figure, so that charts of different
    years can be laid side by side; a group of zero has no band. Shares are of all results
    (（七）总计), as in the text of a report. Where the published figures contradict each
    other the drawing shows them as they are, and the caption says so.
    """
    flow = read_flow(report)
    if not flow.come_in and not flow.gone_out:
        return Paragraph(_nothing(flow))
    # Imported here: matplotlib takes longer to load than everything else together.
    from gongkai.compose.charts.flow_drawing import draw_flow

    return Picture(draw_flow(flow), _alt(flow), _caption(flow))


def _nothing(flow: Flow) -> str:
    if len(flow.unknown) == len(flow.sources) + len(flow.sinks):
        return f"{flow.year}年收到和处理政府信息公开申请的各项{UNKNOWN}。"
    if flow.unknown:
        return (
            f"{flow.year}年收到和处理政府信息公开申请的数据中，"
            f"{listed(flow.unknown)}{UNKNOWN}，其余均为0件。"
        )
    return f"{flow.year}年没有收到政府信息公开申请，也没有上年结转的申请。"


def _alt(flow: Flow) -> str:
    came = "，".join(
        part.label + cases(part.count) for part in flow.sources if part.count is not None
    )
    nonzero = [part for part in flow.results.parts if part.count]
    zero = [part.label for part in flow.results.parts if part.count == 0]
    went = listed(_result(part, flow.base) for part in nonzero)
    out = flow.carried_out
    return sentences(
        [
            f"{flow.year}年政府信息公开申请的来源与去向图",
            came + (f"，应办理共{cases(flow.come_in)}" if not _missing_source(flow) else ""),
            f"本年度办理结果{cases(flow.handled)}" + (f"：{went}" if went else "")
            if flow.handled is not None
            else "",
            f"{listed(zero)}{'均' if len(zero) > 1 else ''}为0件" if zero and nonzero else "",
            f"{out.label}继续办理{cases(out.count)}" if out.count is not None else "",
            *_remarks(flow),
        ]
    )


def _result(part: Part, base: int) -> str:
    told = part.label + cases(part.count or 0)
    return f"{told}（{share_in_words(part.count or 0, base)}）" if base else told


def _caption(flow: Flow) -> str:
    remarks = _remarks(flow)
    title = f"{flow.year}年政府信息公开申请的来源与去向"
    return f"{title}（{'；'.join(remarks)}）" if remarks else title


def _missing_source(flow: Flow) -> bool:
    return any(part.count is None for part in flow.sources)


def _remarks(flow: Flow) -> list[str]:
    """Say where the published figures have gaps or contradict each other."""
    remarks = []
    if flow.unknown:
        remarks.append(f"{listed(flow.unknown)}{UNKNOWN}，图中未计入")
    if not flow.results.is_consistent:
        told = contradiction("各项办理结果", flow.results.sum, flow.results.total)
        remarks.append(f"{told}，不列占比")
    if flow.come_in != flow.gone_out:
        remarks.append(
            f"来源合计{cases(flow.come_in)}与去向合计{cases(flow.gone_out)}不符，按公布数据绘制"
        )
    return remarks
