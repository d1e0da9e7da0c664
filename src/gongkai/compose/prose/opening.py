"""The statement before section 一: on what basis, for which period, of which scope."""

from __future__ import annotations

from gongkai import law
from gongkai.compose.blocks import Paragraph
from gongkai.compose.prose.characters import visible
from gongkai.report import Report


def opening(report: Report) -> Paragraph:
    """Return the opening paragraph; every report has it, whoever wrote the sections."""
    regulation = law.cite(report.form.section("overview").citation, report.form)
    notice = law.instruments()[report.form.head.instrument]
    return Paragraph(
        visible(
            f"本报告依据{regulation}，按照《{notice.title}》（{notice.number}）编制。"
            f"所列数据的统计期限为{report.year}年1月1日至12月31日{_scope(report)}。"
        )
    )


def _scope(report: Report) -> str:
    """A department that reports for itself need not say so; the others must."""
    if report.scope == "aggregated":
        covered = "本行政区域" if report.agency.kind == "government" else "本机关及所属单位"
        return f"，为{covered}汇总数据"
    return "，为本级数据" if report.agency.kind == "government" else ""
