"""The text of the six sections in paragraphs, apart from tables and from the rest of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.ingest.characters import readable
from gongkai.ingest.document import Line
from gongkai.ingest.labels import is_part
from gongkai.ingest.section_titles import heading_and_rest

_FOOTER = re.compile(
    r"^(?:【?(?:打印|关闭|收藏|返回|分享|字体|字号)|(?:主办|承办|协办|技术支持)(?:单位)?\s*[：:]|版权所有|"
    r"网站标识码|.{0,12}ICP备|.{0,6}公网安备|上一篇|下一篇|扫一扫|相关(?:链接|阅读|文章|文档|附件)|"
    r"联系(?:我们|电话|地址)|网站地图|友情链接|附件(?:下载)?\s*[：:1-9]|(?:责任)?编辑\s*[：:]|信息来源\s*[：:]|"
    r"来源\s*[：:]|浏览次数|返回顶部|关于我们|建议使用|邮编|Copyright|©|【[大中小]|分享到)"
)
_SIGNED = re.compile(
    r"^[\u4e00-\u9fff（）()·\s]{0,40}(?:20\d\d|二[〇零○]..)\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日$"
)
_BODY_ALONE = re.compile(
    r"^[\u4e00-\u9fff（）()·]{2,30}(?:人民政府|办公室|办公厅|局|厅|委员会|办事处|委|部|中心)$"
)

_PAGE = re.compile(
    r"[-—–－─·•\s]*\d{1,3}[-—–－─·•\s]*|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?|单位\s*[：:].{1,6}"
)
_TABLED = frozenset({"disclosure", "requests", "disputes"})
"""Sections that hold a table; its words may stand among their lines."""


def narrative_of(lines: Sequence[Line]) -> dict[str, list[str]]:
    """Return the paragraphs of each section; a heading met again starts its section anew."""
    sections: dict[str, list[str]] = {}
    current: str | None = None
    for line in lines:
        found = heading_and_rest(line.text)
        if found is not None:
            current, rest = found
            if not sections.get(current) or rest:
                sections[current] = []
            if rest:
                sections[current].append(readable(rest))
            continue
        if current is None:
            continue
        text = readable(line.text).strip()
        if _FOOTER.match(text):
            current = None
            continue
        if text and not _PAGE.fullmatch(text) and not (current in _TABLED and is_part(text)):
            sections[current].append(text)
    for section, paragraphs in sections.items():
        sections[section] = _unsigned(paragraphs)
    return {section: paragraphs for section, paragraphs in sections.items() if paragraphs}


def _unsigned(paragraphs: list[str]) -> list[str]:
    """Without the signature and date that close the document."""
    kept = list(paragraphs)
    dated = False
    while kept and _SIGNED.match(kept[-1]):
        kept.pop()
        dated = True
    while dated and kept and _BODY_ALONE.match(kept[-1].replace(" ", "")):
        kept.pop()
    return kept
