"""Where a report comes from, what it was compared with and by when it is due."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from gongkai import law
from gongkai.report import Report
from gongkai.report.report import SCOPE_NAMES

_UNSAID = "未注明"


@dataclass(frozen=True)
class ProvenancePanel:
    """Labels and what is to be said of them, in the order of reading."""

    entries: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The panel for readers of plain text."""
        return "\n".join(["数据来源与依据", *(f"{label}：{said}" for label, said in self.entries)])


def provenance(
    report: Report,
    as_of: datetime.date | None = None,
    compared: Sequence[int] = (),
    versions: Mapping[str, str] = MappingProxyType({}),
) -> ProvenancePanel:
    """Say where the figures come from and what this page was made with.

    `as_of` is the day on which the report is made; `compared` are the earlier years
    that were looked at; `versions` names the programs.
    """
    form, source = report.form, report.source
    instrument = law.instruments()[form.head.instrument]
    entries = [
        ("机关", f"{report.agency.name}（{report.agency.id}）"),
        ("报告年度", f"{report.year}年，{SCOPE_NAMES[report.scope]}数据"),
        ("格式", f"{form.head.name}（{instrument.number}）"),
        ("来源文件", source.title or _UNSAID),
        ("发布机关", source.publisher or _UNSAID),
        ("发布日期", _day(source.date) if source.date else _UNSAID),
        ("文件 SHA-256", source.sha256 or _UNSAID),
        ("来源说明", source.note),
        ("法定公布期限", _deadline(report, as_of)),
        ("本次制作日期", _day(as_of) if as_of else _UNSAID),
        ("比较年度", "、".join(f"{year}年" for year in compared) or "无"),
        ("制作程序", "，".join(f"{name} {version}" for name, version in versions.items())),
    ]
    if report.fictional:
        entries.insert(0, ("虚构示例", "机关和数据均为虚构，仅供演示"))
    return ProvenancePanel(tuple((label, said) for label, said in entries if said))


def _deadline(report: Report, as_of: datetime.date | None) -> str:
    limit, citation = report.deadline
    said = f"{_day(limit)}（{law.cite(citation, report.form)}）"
    if as_of is None:
        return said
    days = (limit - as_of).days
    return said + (f"，距制作日期{days}天" if days >= 0 else f"，制作日期已超过{-days}天")


def _day(date: datetime.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"
