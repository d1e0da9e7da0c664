"""Characters made comparable: width, radicals, traditional forms, numbering, punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Radicals as PDF producers write them for ordinary characters. NFKC leaves those of the
# supplement alone, and gives others their traditional form: a simplified text has none.
_RADICALS = str.maketrans(
    "⺁⺇⺋⺒⺓⺔⺕⺜⺝⺞⺟⺠⺡⺢⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺶⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔"
    "⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
    "⼾⾋⾒⾙⾞⾧⾨⾭⾱⾴⾵⾶⾺⾾⿂⿃⿄⿆⿈⿌⿑⿒⿓⿔",
    "厂几巳巳幺彐彐日月歹母民氵水王疋目示礻竹糸纟网网网罒羊羊耂聿聿肉臼艹艹艹虎衤西西见角角讠贝足车"
    "辶辶辶邑钅长长长门阜阝雨青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟"
    "户艸见贝车长门青韦页风飞马斗鱼鸟卤麦黄黾齐齿龙龟",
)
# The traditional characters of the form's own words, and of bodies' names. Only labels
# are compared in this way; what is kept is kept as it was published.
_TRADITIONAL = str.maketrans(
    "條項製數開對總內規範許務處罰決強業費採購額單萬減請況織會機構計結轉辦區這於國家"
    "穩護權類過執詢無沒現補後確訪舉報訴重復複獲繳納繼續維糾審經發廢據關係為爲題進"
    "統體問縣鄉鎮廳員員與訊數據則係應當徵屬產業務實圍預審別構類請從質財稅農衛環",
    "条项制数开对总内规范许务处罚决强业费采购额单万减请况织会机构计结转办区这于国家"
    "稳护权类过执询无没现补后确访举报诉重复复获缴纳继续维纠审经发废据关系为为题进"
    "统体问县乡镇厅员员与讯数据则系应当征属产业务实围预审别构类请从质财税农卫环",
)
_MORE_TRADITIONAL = str.maketrans(
    "組屬權書證監員專絕協議論壇號樓貿戶參聯設電規範臺灣萬與",
    "组属权书证监员专绝协议论坛号楼贸户参联设电规范台湾万与",
)
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe]")
_NUMBERING = re.compile(
    r"^\s*(?:"
    r"[(（〔\[【〈<]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）〕\]】〉>][、.．,，:：]?"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．,，)）:：。·](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}部分[、:：]?"
    r")\s*"
)
_DROPPED = re.compile(r"[^0-9A-Za-z\u3400-\u9fff+\-]+")


def plain(text: str) -> str:
    """Return text with full-width forms and radicals resolved, invisible marks removed."""
    text = _INVISIBLE.sub("", text)
    if text.isascii():
        return text
    text = text.translate(_RADICALS)
    if not unicodedata.is_normalized("NFKC", text):
        text = "".join(map(_narrow, text))
    return text


@lru_cache(maxsize=8192)
def _narrow(character: str) -> str:
    """Resolve a character's width; numbers in rings or raised ones stay what they are."""
    if unicodedata.category(character) == "No":
        return character
    return unicodedata.normalize("NFKC", character)


def readable(text: str) -> str:
    """Return running text with the artefacts of typesetting removed, its signs kept."""
    text = _INVISIBLE.sub("", text).translate(_RADICALS)
    return "".join(
        unicodedata.normalize("NFKC", c) if "\u2f00" <= c <= "\u2fdf" else c for c in text
    )


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """Return what is left of a label without numbering, spaces, punctuation, old forms."""
    text = plain(text)
    text = text.translate(_TRADITIONAL).translate(_MORE_TRADITIONAL)
    text = re.sub(r"\s+", "", text)
    while (rest := _NUMBERING.sub("", text, count=1)) != text and rest:
        text = rest
    return _DROPPED.sub("", text).replace("+", "").replace("-", "")


def numbered(text: str) -> str:
    """Return the numbering a label starts with, without brackets: `三`, `1`, or nothing."""
    found = _NUMBERING.match(plain(text))
    return "".join(re.findall(r"[一二三四五六七八九十]+|\d+", found[0])) if found else ""


def is_numbering(text: str) -> bool:
    """Tell whether a text is nothing but the numbering of a label: `（一）`, `1.`."""
    return bool(_NUMBERING.fullmatch(plain(text)))
