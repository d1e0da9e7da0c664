"""What a template left behind: instructions, crosses, missing numbers, another body (N9)."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice

from gongkai.checks.claims.claim import Claim
from gongkai.checks.claims.mentions import Prose
from gongkai.checks.claims.scope import applied_elsewhere
from gongkai.checks.claims.words import pattern
from gongkai.report import Report

_MOST = 2000
"""Of one kind: whoever reads so many hints has been told."""

_MISSING = re.compile(
    r"(?:主动公开|公开|发布|共计|累计|合计|总计|收到|受理|答复|办结)(?:各类|政府|信息|公开|申请|共){0,4}"
    r"(?:条|篇|件)(?=[,。;、])"
)
_NEGATED = re.compile(r"[未没无][^,。;]{0,12}$")
_WE = re.compile(r"我(局|委|厅|镇|乡|街道)")
_OWN_TYPES = {"局": "局", "委": "委员会", "厅": "厅", "镇": "镇", "乡": "乡", "街道": "街道"}


def left_over(prose: Prose, report: Report) -> list[Claim]:
    """Return what cannot have been meant to be published."""
    found = [
        _claim(prose, match.span(), "模板文字未删")
        for match in islice(pattern("phrases.left_over").finditer(prose.text), _MOST)
    ]
    found += [
        _claim(prose, match.span(), "缺少数字")
        for match in islice(_MISSING.finditer(prose.text), _MOST)
        if not _NEGATED.search(prose.text[max(0, match.start() - 14) : match.start()])
    ]
    own = _own_type(report.agency.name)
    found += [
        _claim(prose, match.span(), f"本机关是{report.agency.name}")
        for match in islice(_WE.finditer(prose.text), _MOST)
        if own and match[1] != own
    ]
    for start, sentence in _sentences(prose.text):
        other = applied_elsewhere(sentence, report)
        if other:
            span = (start, start + len(sentence))
            why = f"说的是向{other}提出的申请，本机关是{report.agency.name}"
            found.append(_claim(prose, span, why))
    return found


def _own_type(name: str) -> str:
    """The last word of a name, where it is one of those we can tell apart."""
    ends = name.removesuffix("人民政府").removesuffix("办事处")
    return next((word for word, full in _OWN_TYPES.items() if ends.endswith((full, word))), "")


def _sentences(text: str) -> list[tuple[int, str]]:
    found = []
    at = 0
    for sentence in re.split(r"(?<=[。\n])", text):
        found.append((at, sentence))
        at += len(sentence)
    return found


def _claim(prose: Prose, span: tuple[int, int], why: str) -> Claim:
    text = prose.text[span[0] : span[1]].strip()[:80]
    claim = Claim(text, prose.section, span, Decimal(0), "", "left_over", "unmatched")
    return claim.settled("unmatched", rule="N9", note=why)
