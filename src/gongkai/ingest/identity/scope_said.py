"""Whether a report's figures are its body's own or added up, as the document says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.ingest.bodies.naming import body_kind, level_of
from gongkai.ingest.bodies.titles import compact
from gongkai.ingest.document import Line
from gongkai.report import Scope

_TITLED: tuple[tuple[re.Pattern[str], Scope], ...] = (
    (re.compile(r"[（(](?:机关)?本级[）)]|本级政府信息公开|[省市县区]本级"), "own"),
    (re.compile(r"[（(](?:本地区)?汇总[）)]|汇总.{0,20}(?:年度)?报告"), "aggregated"),
)
_OWN = re.compile(r"[（(]本级[）)]|本级政府信息公开|[省市县区]本级|政府本级|机关本级")
_NOT_ONLY = r"(?:不仅|不只|不限于|不单|不光|并非|除)"
_OTHERS = (
    r"(?:各?(?:县|区|乡|镇|街道|市直|县直|区直|直属)|各(?:部门|单位|地)|部门|下属|所属|下级|基层)"
)
_BEYOND = re.compile(
    rf"{_NOT_ONLY}.{{0,8}}本级|本级[^，。；]{{0,6}}[、和及与以][^。；]{{0,20}}{_OTHERS}|"
    rf"{_OTHERS}[^。；]{{0,16}}[、和及与以][^，。；]{{0,6}}本级"
)
_WITHOUT = re.compile(r"(?<!除)(?:不包[括含]|不含|不涉及|不涵盖|未包[括含]|仅|只)")
_ADDED_UP_BY = re.compile(
    r"[（(]汇总[）)]|汇总(?:编制|而成|数据)|汇总.{0,20}(?:年度)?报告|"
    r"各(?:部门|单位|县|乡镇|镇街).{0,30}(?:汇总|综合(?![考评治执行改服]))"
)
_ADDED_UP = re.compile(
    rf"{_ADDED_UP_BY.pattern}|(?:数据|范围).{{0,12}}(?:包[括含]|涵盖|覆盖).{{0,20}}{_OTHERS}"
)
_OF_FIGURES = re.compile(r"数据|统计|报告|口径|范围|汇总|合计")
_APART = re.compile(r"分别|另行|自行")
_OPENING = 40
_LENGTH = 1500


def scope_said(title: str, agency: str, lines: Sequence[Line]) -> tuple[Scope | None, str]:
    """Return the scope, and a Chinese sentence on how it was told.

    The title decides, then the sentences of the opening that are of the report's figures.
    """
    for pattern, scope in _TITLED:
        if pattern.search(compact(title)):
            return scope, _told(scope)
    opening = compact("。".join(line.text for line in lines[:_OPENING]))[:_LENGTH]
    is_government = not agency or body_kind(agency) == "government"
    sentences = re.split(r"[。；]", opening)
    said = {_scope_in(each, has_others=is_government) for each in sentences} - {None}
    if len(said) > 1:
        return None, "文中既说数据是本级的，又说是汇总的，数据口径没有确定，请核对"
    if found := next(iter(said), None):
        return found, _told(found)
    if not is_government:
        return "own", "不是人民政府的报告，数据口径按本级推定"
    if agency and level_of(agency) == "township":
        return "own", "乡镇的报告，数据口径按本级推定"
    return None, "没有写明数据是本级还是汇总" if agency else ""


def _told(scope: Scope) -> str:
    return "文中写明本级，数据口径按本级" if scope == "own" else "文中写明汇总，数据口径按汇总"


def _scope_in(sentence: str, *, has_others: bool) -> Scope | None:
    """The scope that a sentence says of the figures: 本级 together with others is more than it.

    `has_others` says that the body is a government, whose figures may be those of others too.
    """
    if not _OF_FIGURES.search(sentence):
        return None
    own, beyond = _OWN.search(sentence), has_others and _BEYOND.search(sentence)
    if _WITHOUT.search(sentence) and not re.search(_NOT_ONLY, sentence):
        return "own" if own else None
    if beyond and _APART.search(sentence):
        return None
    if beyond or (_ADDED_UP if has_others else _ADDED_UP_BY).search(sentence):
        return "aggregated"
    return "own" if own else None
