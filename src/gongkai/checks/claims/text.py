"""Text as it is searched: one character for one, so that every span stays what it was."""

from __future__ import annotations

import re
import unicodedata

_SIMPLE = str.maketrans(
    "條個項則結轉開報務請訴訟議維機關網絡綜書門發佈與無沒處許證複規範還數億萬兩餘約類總動態財經資訊縣區鎮鄉廳會員辦復該計時間擬製"
    "訂廢現應責組織業務學習當長對於從過選優點產導號師檢監區統說讀罰劃礦龍臺",
    "条个项则结转开报务请诉讼议维机关网络综书门发布与无没处许证复规范还数亿万两余约类总动态财经资讯县区镇乡厅会员办复该计时间拟制"
    "订废现应责组织业务学习当长对于从过选优点产导号师检监区统说读罚划矿龙台",
)

SENTENCE = re.compile(r"[。!?…\n]")
CLAUSE = re.compile(r"[,;:。!?…\n]")


_SPACES = "\t\r\u00a0\u2003\u2002\u200b\ufeff"


class _Folded(dict[int, int]):
    """What each character is read as, found once."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char)
        if char in _SPACES:
            folded = " "
        if len(folded) != 1 or char == "…":
            folded = char
        self[code] = _SIMPLE.get(ord(folded), ord(folded))
        return self[code]


_FOLDED = _Folded()


def plain(text: str) -> str:
    """Return the text in half width and simplified characters, of the same length."""
    return text.translate(_FOLDED)
