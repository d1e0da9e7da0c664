"""Numbers that Word sets before the paragraphs of a list, and that no text holds."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from gongkai.ingest.containers.docx.styles import Styles
from gongkai.ingest.containers.docx.xml import number, value, w

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the lists of a document while it is read in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._counters: dict[str, list[int | None]] = {}
        self._lists: dict[str, tuple[str, etree._Element]] = {}
        self._abstract: dict[str, etree._Element] = {}
        if root is not None:
            for each in root.findall(w("abstractNum")):
                self._abstract[each.get(w("abstractNumId"), "")] = each
            for each in root.findall(w("num")):
                self._lists[each.get(w("numId"), "")] = value(each, "abstractNumId") or "", each

    def label(self, paragraph: etree._Element) -> str | None:
        """Return the number before a paragraph as shown, `""` for none, `None` if unknown."""
        place = self._styles.numbering(paragraph)
        if place is None:
            return ""
        list_id, level = place
        definition = self._level(list_id, level)
        if definition is None:
            return ""
        counters = self._counters.setdefault(self._lists[list_id][0], [None] * 9)
        before = counters[level]
        counters[level] = self._start(list_id, level) if before is None else before + 1
        counters[level + 1 :] = [None] * (8 - level)
        return self._shown(list_id, definition, counters)

    def _shown(
        self, list_id: str, definition: etree._Element, counters: list[int | None]
    ) -> str | None:
        pattern = value(definition, "lvlText") or ""
        if (value(definition, "numFmt") or "decimal") in {"bullet", "none"} or not pattern:
            return ""
        unknown = False

        def number_of(match: re.Match[str]) -> str:
            nonlocal unknown
            level = int(match[1]) - 1
            counter = counters[level]
            here = self._level(list_id, level)
            written = _FORMATS.get((value(here, "numFmt") or "decimal") if here is not None else "")
            if written is None:
                unknown = True
                return ""
            return written(self._start(list_id, level) if counter is None else counter)

        text = re.sub(r"%([1-9])", number_of, pattern)
        if unknown:
            return None
        is_apart = value(definition, "suff") != "nothing" and text[-1:].isalnum()
        return f"{text} " if is_apart else text

    def _level(self, list_id: str, level: int) -> etree._Element | None:
        abstract_id, own = self._lists.get(list_id, ("", None))
        for override in [] if own is None else own.findall(w("lvlOverride")):
            defined = override.find(w("lvl"))
            if number_at(override) == level and defined is not None:
                return defined
        abstract = self._abstract.get(abstract_id)
        levels = [] if abstract is None else abstract.findall(w("lvl"))
        return next((each for each in levels if number_at(each) == level), None)

    def _start(self, list_id: str, level: int) -> int:
        for override in self._lists[list_id][1].findall(w("lvlOverride")):
            if number_at(override) == level:
                start = number(override, "startOverride")
                if start is not None:
                    return start
        start = number(self._level(list_id, level), "start")
        return 1 if start is None else start


def number_at(element: etree._Element) -> int | None:
    """Return which level a definition is of."""
    return number(element, attribute="ilvl")


def chinese(count: int) -> str:
    """Return a number in Chinese as lists count: 一, 十, 十一, 二十, 一百零一."""
    if not 0 < count < 1000:
        return str(count) if count else "〇"
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _formal(count: int) -> str:
    units = str.maketrans("〇一二三四五六七八九十百", _FORMAL + "拾佰")
    return chinese(count).translate(units)


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else str(count)


def _roman(count: int) -> str:
    if not 0 < count < 40:
        return str(count)
    text = ""
    for size, sign in _ROMAN:
        while count >= size:
            text, count = text + sign, count - size
    return text


def _circled(count: int) -> str:
    return chr(0x245F + count) if 0 < count <= 20 else str(count)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda n: str(n).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(abs(n))),
    "japaneseDigitalTenThousand": lambda n: "".join(_DIGITS[int(d)] for d in str(abs(n))),
    "chineseLegalSimplified": _formal,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
}
