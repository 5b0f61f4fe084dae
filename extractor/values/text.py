"""White space and letter width: the display form of a cell's text."""

from __future__ import annotations

import re

_HALF = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_HALF |= dict(zip(map(ord, "％＞＜＝＋－／．＆＃＠＊＿﹪﹥﹤﹦﹢﹣"), "%><=+-/.&#@*_%><=+-", strict=True))
_UNSEEN = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
"""Characters that print nothing: controls, zero-width spaces, direction marks. (White space is none of them.)"""

_SUSPECT = re.compile(rf"[\s{_UNSEEN}％＞＜＝＋－／．＆＃＠＊＿﹪﹥﹤﹦﹢﹣０-９Ａ-Ｚａ-ｚ]")
_UNSEEN_RUN = re.compile(f"[{_UNSEEN}]+")
_BROKEN_BY_LINE = re.compile(r"(?<=\d)[^\S\n\r]*[\n\r]\s*(?=\d)", re.ASCII)
_WIDE = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff‘’“”…—·²³℃℉‰"
_WIDE_GAP = re.compile(rf"(?<=[{_WIDE}])\s+|\s+(?=[{_WIDE}%])|(?<=[≥≤≧≦≈])\s+(?=[\d=-])|(?<=[><=])\s+(?=\d)")
_GAP = re.compile(r"\s+")
_BROKEN_AMOUNT = re.compile(r"[0-9]{3}\.(?: [0-9]{1,4}|[0-9]+)(?: [0-9]{1,2})*(?![0-9.年月日])")
"""Three digits before the point: ``1. 5个`` may be an enumerator, ``2.1 12项`` a heading's number."""

_TIGHT = re.compile(
    r"(?<=[0-9.]) (?=[A-Za-zμΩ°㎡-㏿])"
    r"|(?<=[0-9A-Za-z]) (?=[<>=≥≤≧≦≈])|(?<=[<>=≥≤≧≦≈]) (?=[<>=-])"
    r"|(?<=[0-9A-Za-z]) (?=/)|(?<=/) (?=[0-9A-Za-z])"
    r"|(?<=[0-9%]) (?=[-~] ?[0-9])|(?:(?<=[0-9%][-~])|(?<=[0-9%] [-~])) (?=[0-9])"
)
_BROKEN_DECIMAL = re.compile(r"[0-9]\.[0-9]+(?: [0-9]{1,2})+(?![0-9.年月日])")
_GROUPED = re.compile(r"(?<![0-9.,] )(?<![0-9.,])[0-9]{1,3}(?:(?: [0-9]{3}){2,}| 000)(?![0-9])(?! [0-9])")
"""Thousands set apart by spaces. ``95 100`` may be two numbers."""


def heal(text: str) -> str:
    """The text as a reader would copy it: no white space that only wraps a line, no full-width letters or digits.

    White space next to a Chinese letter or punctuation mark goes; between Latin words and numbers one space stays.
    Digits that a line break or a gap behind the decimal point tears apart come together again (``4200000.0 0``).
    Chinese punctuation stays as printed, characters that print nothing go. Healing a healed text changes nothing.
    """
    if not _SUSPECT.search(text):
        return text
    text = _UNSEEN_RUN.sub("", text).translate(_HALF).strip()
    if not _GAP.search(text):
        return text
    text = _BROKEN_BY_LINE.sub("", text)
    text = _GAP.sub(" ", _WIDE_GAP.sub("", text))
    return _BROKEN_AMOUNT.sub(_without_spaces, text)


def heal_value(text: str) -> str:
    """`heal` for a cell that holds a value: number and unit, sign and number, and digit groups also come together."""
    text = heal(text)
    if " " not in text:
        return text
    text = _BROKEN_DECIMAL.sub(_without_spaces, _TIGHT.sub("", text))
    return _GROUPED.sub(_without_spaces, text)


def _without_spaces(match: re.Match[str]) -> str:
    return match.group().replace(" ", "")
