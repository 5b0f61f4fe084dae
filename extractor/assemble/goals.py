"""Goals: one item for each numbered goal or 目标N, enumerators kept as printed."""

from __future__ import annotations

import re

_ENUMERATOR = r"\d{1,2}\s*(?:[.．、](?!\d)|[.．](?=\d{1,2}\s*[.．、](?!\d)))"
_MARK = re.compile(rf"(?<![\d.．])(?:目标\s*[\d一二三四五六七八九]{{1,2}}\s*[:：、.]?|{_ENUMERATOR})")
_NUMBERED = re.compile(_ENUMERATOR)
_GOAL = re.compile(r"目标\s*([\d一二三四五六七八九]{1,2})")
_ONLY_LABEL = re.compile(r"^目标\s*[\d一二三四五六七八九]{1,2}\s*[:：、.]?$")
_CHINESE = {c: i for i, c in enumerate("一二三四五六七八九", 1)}


def split_goals(texts: list[str]) -> list[str]:
    """The goals that the cells of a goal field hold.

    A new goal begins where the numbers go on from the goal before (``2.`` after ``1.``, 目标2 after 目标1) at the head of
    a line or behind a sentence, but not inside a list that a goal holds itself. A ``目标1`` alone in its cell is a label
    and dropped.
    """
    goals: list[str] = []
    for text in texts:
        if not text or _ONLY_LABEL.match(text):
            continue
        goals += _split(text)
    return goals


def _split(text: str) -> list[str]:
    starts = [0]
    named, number, nested = bool(_GOAL.match(text)), _number(text), False
    for match in _MARK.finditer(text, 1):
        at = match.start()
        found = _number(text[at:])
        if bool(_GOAL.match(text[at:])) != named:
            continue
        nested = nested or (found == 1 and number is not None)
        if not (named or _opens(text, at)):
            continue
        if found == (number or 0) + 1 and (named or not nested or text[at - 1] == "\n"):
            starts.append(at)
            number = found
    pieces = [text[a:b].replace("\n", "").strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [piece for piece in pieces if piece]


def _number(text: str) -> int | None:
    goal = _GOAL.match(text)
    if goal:
        value = goal.group(1)
        return int(value) if value.isdigit() else _CHINESE.get(value)
    enumerated = _NUMBERED.match(text)
    return int(re.split(r"\D", enumerated.group())[0]) if enumerated else None


def _opens(text: str, at: int) -> bool:
    """A number opens a goal at the head of a line, or behind the end of a sentence."""
    return text[at - 1] in "\n。；;！ \u3000"
