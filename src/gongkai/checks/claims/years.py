"""Years that do not belong in the report: left from another one, or mistyped (N8)."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.checks.claims.claim import Claim
from gongkai.checks.claims.mentions import Prose
from gongkai.report import Report

_YEAR = re.compile(
    r"(?<![\d.\[(〔])((?:19|20)\d\d) ?年?(?=年|[01]?\d ?月)|(?<![\d.\[(〔])((?:19|20)\d\d) ?年"
)
_PERIOD = re.compile(r"统计(?:数据)?(?:期限|时限|周期|时间|时段|范围)?[^。\n]{0,40}\Z")
_HISTORY = re.compile(
    r"《[^》]{0,60}$|[\[〔][^\]〕]{0,20}$|(?:自|从|由|截至|截止|十[一二三四五]五)[^。\n]{0,6}$"
)
_HISTORY_AFTER = re.compile(
    r"^ ?(?:度|末|底|初)?(?:以来|起|前|以前|修订|修正|版|[-—~至到]|[、和])"
    r"|^[^,。\n]{0,24}(?:印发|修订|施行|实施|生效|发布的|出台的|制定的)"
)
_NEXT = 30
_MOST = 2000
"""Whoever reads so many hints has been told."""

_WIDE = 60
_BESIDE = re.compile(r"上年|去年|上一年|相比|较|比|同比|增|减|下降|结转|历年|往年|近[两三五]年")
_PLAN = re.compile(r"下一步|计划|将|明年|来年|下年|今后|拟|打算|力争|展望|结转|转入")


def suspect_years(prose: Prose, report: Report) -> list[Claim]:
    """Return the years that neither are the report year nor stand where another may."""
    found: list[Claim] = []
    for match in _YEAR.finditer(prose.text):
        if len(found) >= _MOST:
            break
        year = int(match[1] or match[2])
        if year == report.year:
            continue
        why = _why(prose, match, year, report)
        if why:
            start, end = match.span()
            clause_start = max(prose.clause_start(start), start - _WIDE)
            clause = prose.text[clause_start : min(prose.clause_end(end), end + _WIDE)].strip()
            found.append(
                Claim(clause, prose.section, (start, end), Decimal(year), "年", "year",
                      "unmatched", rule="N8", note=why)
            )  # fmt: skip
    return found


def _why(prose: Prose, match: re.Match[str], year: int, report: Report) -> str:
    start, end = prose.sentence(match.start())
    before = prose.text[max(start, match.start() - _WIDE) : match.start()]
    after = prose.text[match.end() : min(end, match.end() + _WIDE)].removeprefix("年")
    if _PERIOD.search(before):
        return f"统计期限写的是{year}年，报告年度是{report.year}年"
    if _HISTORY.search(before) or _HISTORY_AFTER.search(after):
        return ""
    sentence = before + after
    if year == report.year - 1:
        next_one = prose.text[match.end() : min(end, match.end() + 2 * _WIDE) + _NEXT]
        if re.search(rf"{report.year} ?年|今年|本年", next_one):
            return ""
        leads = not before.strip(" ,:()一二三四五六七八九十、1234567890.")
        return "" if not leads or _BESIDE.search(sentence) else "句首写的是上一年"
    if year == report.year + 1:
        dated = re.match(r" ?\d{1,2} ?月", after) is not None
        planned = prose.section == "problems" or _PLAN.search(sentence)
        return "" if dated or planned else "晚于报告年度"
    series = str(report.year) in sentence
    return "晚于报告年度" if year > report.year + 1 else "" if series else _past(sentence)


def _past(sentence: str) -> str:
    return "" if _BESIDE.search(sentence) else "早于报告年度"
