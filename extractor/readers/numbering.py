"""The numbers that Word prints before list paragraphs, which stand in no paragraph's own text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from .numbers import whole

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PLACE = re.compile(r"%([1-9])")


class Numbering:
    """Counts the paragraphs of each list."""

    def __init__(self, root: Any) -> None:
        """Read the list definitions of a document's numbering part (None where it has no lists)."""
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        abstract = {each.get(f"{_W}abstractNumId"): each for each in root.findall(f"{_W}abstractNum")}
        for num in root.findall(f"{_W}num"):
            link = num.find(f"{_W}abstractNumId")
            definition = abstract.get(link.get(f"{_W}val")) if link is not None else None
            if definition is not None:
                levels = {whole(_value(lvl, ".", "ilvl"), -1): _level(lvl) for lvl in definition.findall(f"{_W}lvl")}
                self._levels[num.get(f"{_W}numId")] = levels

    def label(self, paragraph: Any) -> str:
        """The printed number of a paragraph, counted on; empty for one in no list."""
        number = _value(paragraph, f"{_W}pPr/{_W}numPr/{_W}numId")
        at = whole(_value(paragraph, f"{_W}pPr/{_W}numPr/{_W}ilvl"), 0)
        levels = self._levels.get(number, {})
        if at not in levels:
            return ""
        counts = self._counts[number]
        counts[at] = counts.get(at, levels[at][2] - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        return _PLACE.sub(lambda match: self._shown(levels, counts, int(match.group(1)) - 1), levels[at][1])

    @staticmethod
    def _shown(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        form, _, start = levels.get(level, ("decimal", "", 1))
        return _formatted(counts.get(level, start), form)


def _value(element: Any, path: str, name: str = "val") -> str:
    found = element.find(path)
    return str(found.get(f"{_W}{name}", "")) if found is not None else ""


def _level(level: Any) -> tuple[str, str, int]:
    """Number format, text and first number of a list level."""
    form = _value(level, f"{_W}numFmt")
    text = "" if form in ("bullet", "none") else _value(level, f"{_W}lvlText")
    return form, text, whole(_value(level, f"{_W}start"), 1)


def _formatted(number: int, form: str) -> str:
    if form.startswith(("chinese", "japaneseCounting", "taiwanese")) and 0 < number < 100:
        return _chinese(number)
    if form == "decimalEnclosedCircle" and 0 < number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + number - 1)
    return str(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
