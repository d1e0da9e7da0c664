"""From a mention to a claim: every reading is tried before anything is called wrong."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.checks.claims.claim import Claim, Option
from gongkai.checks.claims.mentions import Mention, Prose
from gongkai.checks.claims.naming import bare_of_words, has_rival, other_application
from gongkai.checks.claims.numbers import Number
from gongkai.checks.claims.readings import WAN, fits, is_money, members, options
from gongkai.checks.claims.scope import Doubt, whose
from gongkai.checks.claims.tables import Role
from gongkai.checks.claims.words import pattern
from gongkai.report import Report

_TOGETHER = re.compile(r"(?!^)[、和及](?:行政)?规范性文件")
_TO_OTHERS = re.compile(r"向[^,。;]{2,12}(?:申请|提起|提出)")
_ABOUT_US = re.compile(r"(?:涉及|关于|针对)(?=(?:政府)?信息公开)")
_BUT = re.compile(r"\((?!含?上年)[^)]{0,2}含")
_REACH = 240
_WHY_NOT = {
    "older": "比较的不是上年",
    "earlier": "说的是往年的数",
    "percent": "比率，表中没有可算的",
}
_OVER, _FAR_BELOW, _FAR_ABOVE = Decimal("1.05"), Decimal("0.6"), Decimal("1.3")
_STOCKS = {"in_force", "total_disclosed", "pending"}
_RULES = {"requests": "N2", "disputes": "N5", "disclosure": "N7"}


def judge(mention: Mention, prose: Prose, report: Report, last: Report | None) -> Claim:
    """Return the claim a mention makes about the cells of a report."""
    role, number = mention.role, mention.number
    start, end = prose.excerpt(number)
    claim = Claim(
        text=prose.text[start:end].strip(),
        section=prose.section,
        span=(number.start, number.end),
        value=number.value,
        unit=number.unit,
        role=role.name,
        status="unmatched",
        note=_WHY_NOT.get(role.kind, "") if role.name else "没有认出所指",
        exact=number.exact,
    )
    if not role.row or role.kind:
        return claim
    other = whose(mention.before[-_REACH:], report)
    for doubt in (other, mention.time if not role.last else Doubt()):
        if doubt.sure:
            return claim.settled("unmatched", note=doubt.reason)
    of = last if role.last else report
    if of is None:
        return claim.settled("unmatched", note="没有上年报告可对")
    tried = options(role, of, last=role.last)
    for option in tried:
        if option.figure is not None and fits(number, option.figure, money=is_money(role)):
            cells = members(option, of)
            note = "上年" if role.last else ""
            return claim.settled(
                "matched", cells=cells, reading=option.name, options=tried, note=note
            )
    return _not_matched(claim, mention, tried, report)


def _not_matched(
    claim: Claim, mention: Mention, tried: tuple[Option, ...], report: Report
) -> Claim:
    known = [option for option in tried if option.figure is not None]
    figures = [option.figure for option in known if option.figure is not None]
    if not tried:
        return claim.settled("unmatched", note="本格式没有这一格")
    if len(known) < len(tried) or not known:
        return claim.settled("unmatched", options=tried, note="所指的格子是空白")
    doubt = why_doubtful(mention, report, figures)
    if is_money(mention.role) and _unit_slip(mention.number, figures):
        doubt = ""
    if doubt:
        return claim.settled("unmatched", options=tried, note=doubt)
    return claim.settled(
        "contradicted",
        cells=members(tried[0], report),
        options=tried,
        rule=rule_of(mention.role),
        note="；".join(f"{option.name}为{option.figure}" for option in known),
    )


def _unit_slip(number: Number, figures: list[Decimal]) -> bool:
    """Tell whether 元 stands where 万元 was meant, or the reverse."""
    value = number.value / WAN if number.unit == "元" else number.value
    return any(value and figure and value in {figure * WAN, figure / WAN} for figure in figures)


def rule_of(role: Role) -> str:
    """Return the rule that a contradiction in this role breaks."""
    if role.table == "requests" and role.row in {"received", "handled"} and role.column == "total":
        return "N1"
    return _RULES[role.table]


def why_doubtful(mention: Mention, report: Report, figures: list[Decimal]) -> str:
    """Return why a number that fits nothing is no contradiction, empty where it is one.

    `figures` are those it could mean. All disputes are never fewer than those about
    information disclosure.
    """
    role, number = mention.role, mention.number
    about = mention.context + mention.heading + mention.tail
    partial = pattern("partial").search(_ABOUT_US.sub("", mention.lead))
    rival = role.table == "requests" and has_rival(mention.lead)
    lead = bare_of_words(mention.lead)
    named = pattern("phrases.disclosure_information").search(about)
    reasons = (
        (not role.plain or role.last, "所指不够明确"),
        (number.joined, "数字中间有空格，读法不定"),
        (_is_rough(number, figures), "是约数"),
        (_in_bracket(mention), "括号内的数，口径不定"),
        (_BUT.match(mention.tail) is not None, "括号内另有说明"),
        (
            role.table == "requests" and other_application(lead),
            "说的可能是其他申请",
        ),
        (_TOGETHER.search(mention.lead) is not None, "与其他文件合计"),
        (partial is not None, f"“{partial[0] if partial else ''}”只说了局部"),
        (rival and "信访" not in mention.lead, "说的可能是其他事项"),
        (
            role.table == "disputes" and _TO_OTHERS.search(mention.lead) is not None,
            "说的是向某一机关提出的",
        ),
        (
            role.table == "disputes" and not named and number.value >= min(figures),
            "未写明是政府信息公开案件",
        ),
    )
    said = next((reason for applies, reason in reasons if applies), "")
    stock = role.column in _STOCKS or role.row == "carried_out"
    about_time = "" if stock or role.last else mention.time.reason
    return said or whose(mention.before[-_REACH:], report).reason or about_time


def _is_rough(number: Number, figures: list[Decimal]) -> bool:
    """An approximation, unless it is so far off that nobody could mean it."""
    low, high = min(figures), max(figures)
    if number.closeness == "exact":
        return False
    if number.closeness == "at_least":
        return number.value <= high * _OVER
    return low * _FAR_BELOW <= number.value <= high * _FAR_ABOVE


def _in_bracket(mention: Mention) -> bool:
    """What stands in a bracket is of uncertain scope, but for what is carried over."""
    inside = mention.before.rfind("(") > mention.before.rfind(")")
    return inside and mention.role.row not in {"carried_in", "carried_out"}
