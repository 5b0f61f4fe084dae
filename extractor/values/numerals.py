"""Chinese numerals of whole numbers: 三, 两, 十五, 一百二十, 三万."""

from __future__ import annotations

import re

_CLIPPED = re.compile("[百千万亿][一二两三四五六七八九]$")
"""三百五 may be 350 or a slip for 三百零五."""
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = "万亿"


def whole_number(text: str) -> int | None:
    """The number that a Chinese numeral names; None where it names none (``一二``, ``十百``, ``三百五``)."""
    if not text or _CLIPPED.search(text):
        return None
    total = group = 0
    digit: int | None = None
    smallest = 10**9
    for letter in text:
        if letter in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[letter]
        elif letter in _PLACES:
            if _PLACES[letter] >= smallest:
                return None
            smallest = _PLACES[letter]
            group, digit = group + (digit or 1) * smallest, None
        elif letter in _GROUPS and (total or group or digit):
            part = group + (digit or 0)
            total = total + part * 10**4 if letter == "万" else (total + part) * 10**8
            group, digit, smallest = 0, None, 10**9
        else:
            return None
    return total + group + (digit or 0)
