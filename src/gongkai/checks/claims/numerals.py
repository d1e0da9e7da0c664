"""Chinese numerals: 三十二, 两, 一百零五, 二〇二四, 一万二千."""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

LONGEST = 24
"""No count is longer; what is longer is not a number."""


def chinese_number(text: str) -> int | None:
    """Return the value of a Chinese numeral, None where it is not one."""
    if not text or len(text) > LONGEST:
        return None
    if len(text) > 1 and all(char in _DIGITS for char in text):
        digits = "".join(str(_DIGITS[char]) for char in text)
        return int(digits) if len(text) >= 4 or "零" in text[1:] or "〇" in text else None
    total = section = 0
    digit: int | None = None
    unit_before = 1
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit, zero = _DIGITS[char], char in "零〇"
            unit_before = 1 if zero else unit_before
        elif char in _TENS:
            if digit is None and section and char != "十":
                return None
            section += (1 if digit is None else digit) * _TENS[char]
            digit, unit_before = None, _TENS[char]
        elif char in _MYRIADS:
            total = (total + section + (digit or 0)) * _MYRIADS[char]
            section, digit, unit_before = 0, None, _MYRIADS[char]
        else:
            return None
    # 一百二 is 120, 一万二 is 12,000; after 零 or alone the last digit is itself
    return total + section + (digit or 0) * (unit_before // 10 if unit_before > 10 else 1)
