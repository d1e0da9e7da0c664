"""The whole name of a body, out of the words that stand before the year in a title."""

from __future__ import annotations

import re

from gongkai.ingest.bodies.body_names import ENDING, printed
from gongkai.ingest.bodies.places import is_place

_HAN = r"[\u4e00-\u9fff]"
_BODY = re.compile(rf"(?:{ENDING}|[省市县区旗镇乡州盟])(?:[（(][^（）()]{{2,20}}[）)])?$")
_CUT = re.compile(r"[>»|｜：:_—-]\d*|当前位置|首页")
# The form's own fields, whose words are copied together with what stands beside them.
_FIELD = re.compile(r"^.*(?:标题|题名|题目|(?:信息|文件|公文)名称)|^名称")
_VERBS = re.compile(
    r"^(?:公开|公布|发布|印发|转发|下发|报送|上报|呈报|呈送|提交|递交|公示|刊登|填报|开展|"
    r"(?:切实)?做好|编制(?!委)|现将?(?=公布|公开|发布|[我本]))+了?"
)
# Chinese numerals need a mark after them: 附件十堰市 is not the tenth.
_NUMBER = re.compile(
    r"^(?:附(?:件|录|表)?(?:[一二三四五六七八九十]{0,3}[：:.．、]|\d{1,2}[：:.．、]?|(?<=[件录表]))|"
    r"[（(]?\d{1,2}[)）.．、]|[一二三四五六七八九十]{1,3}、|[①-⑳])"
)
_REMARKED = re.compile(r"^(?:【.*?】|\[.*?\]|（.*?）|\(.*?\))")
_DATED = re.compile(r"^20\d\d(?:年(?:度|\d{1,2}月(?:\d{1,2}日)?)?|[/.-]\d{1,2}[/.-]\d{1,2})")
_OWN_FIGURES = re.compile(
    r"(?:[（(](?:局|厅|委|院)?(?:机关)?本级[）)]|(?<=[局厅委院会府办])(?:机关)?本级)$"
)
_SAID = re.compile(r"[，。；！？,;!?]|^现?将|^(?:我|本)[局县市区镇乡省厅委办院部校站所机]")
_MADE = re.compile(r"(?:公布|公开|发布|编制了?|形成了?)([^，。；！？,;!?]+)$")
_NO_NAME = re.compile(
    r"^(?:人民)?政府$|[，。；！？,;!?]|20\d\d年|门户|网站|栏目|专栏|平台|(?:公开|年报|报告|制度|指南)$|"
    r"^(?:我|本|该|贵|各|全)(?:[局县市区镇乡省厅委办院部校站所]|部门|单位|机关|街道|中心|年度)$"
)
_STAMP = re.compile(
    # What browsers print at the head of a page: the day and the hour, before the title.
    r"^.*?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[,，]?\s*(?:上午|下午)?\s*\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AaPp][Mm])?"
    r"|^\s*(?:20\d\d|\d{1,2})[/.-]\d{1,2}[/.-]\d{1,4}(?!\d)[,，]?"
    r"|^\s*20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
# A number apart from the name; of 20 24 年, of which each sign is apart, it is none.
_COUNTED = re.compile(
    rf"^\s*(?:第\s*\d+\s*页(?:\s*[/／共,，]+\s*\d+\s*页)?|[-—–]?\s*\d{{1,3}}\s*[-—–/／]\s*\d{{0,3}}|\d{{1,2}})\s+(?={_HAN}(?<!年))"
)


def without_stamp(text: str) -> str:
    """Return a title's text without the date, hour or number before it, while blanks tell them."""
    while (rest := _COUNTED.sub("", _STAMP.sub("", text, count=1), count=1)) != text:
        text = rest
    return text


def without_number(text: str) -> str:
    """Return a title without blanks as it is without its number and the name of its field."""
    return _NUMBER.sub(
        "", re.sub(r"^(?:信息|文件|公文|文章)?(?:标题|题名|题目|名称)[：:]?", "", text)
    )


def is_said(text: str) -> bool:
    """Tell whether what stands before a year is of a sentence, not of a title."""
    return bool(_SAID.search(text))


def ends_as_body(text: str) -> bool:
    """Tell whether a text ends as the names of bodies and places do."""
    return len(text) > 1 and bool(_BODY.search(text) or is_place(text))


def name_in(text: str) -> str:
    """Return the body's name out of what a title says before its year, or nothing.

    What a letter is called, 某局关于报送……, is not the name, nor is a book title's mark; the body
    whose report a notice brings goes before the one that brings it.
    """
    if is_said(text):
        made = _MADE.search(text)
        text = made[1] if made and "关于" not in text else ""
    parts = [
        bare
        for part in re.split(r"关于|《", _FIELD.sub("", _CUT.split(text)[-1]))
        if len(bare := _bare(part)) > 1
    ]
    name = next(filter(ends_as_body, reversed(parts)), parts[0] if parts else "")
    return name if len(name) <= 40 and not _NO_NAME.search(name) else ""


def _bare(text: str) -> str:
    text = text.strip("《》〈〉“”\"'　 -—_、.")
    before = ""
    while text != before:
        before = text
        for pattern in (_REMARKED, _NUMBER, _DATED, _VERBS):
            text = pattern.sub("", text, count=1)
        text = re.sub(r"(?:关于|的|工作)$", "", text)
        text = _OWN_FIGURES.sub("", text)
    return printed(text.strip("《》〈〉“”\"'　 -—_")) if text else ""
