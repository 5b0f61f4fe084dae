"""The characters of a page, and how they make lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..document import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SAME_LINE = 0.5
"""Share of the lower letter's height that two letters of one line have in common."""
_BESIDE = 0.3
"""Of the lower letter's height: the most that parts two letters of one word, or by which their boxes overlap."""
_TWICE = 0.6
"""Share of a letter that is covered by the same letter where a bold face is made by drawing it twice."""
_RAISED = 0.25
_SMALLER = 0.8
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WIDE_GAP = 2.5
"""Of a letter's height: what stands further apart was printed apart."""


class Letter(NamedTuple):
    """One character, with the blanks printed behind it, and its box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        """Of the box."""
        return self.bottom - self.top


Line = list[Letter]
"""Letters of one line, from left to right."""


def find_lines(letters: Iterable[Letter]) -> list[Line]:
    """Letters into lines, from the top down. Smaller letters that are raised or lowered stay in their line."""
    lines: list[Line] = []
    top = bottom = 0.0
    for letter in sorted(letters, key=lambda each: each.top + each.bottom):
        shared = min(bottom, letter.bottom) - max(top, letter.top)
        if lines and shared >= _SAME_LINE * min(bottom - top, letter.height):
            lines[-1].append(letter)
            if letter.height > bottom - top:
                top, bottom = letter.top, letter.bottom
        elif lines and any(_beside(letter, other) for other in lines[-1]):
            lines[-1].append(letter)  # a low dash, where a cell further along the line stands higher
        else:
            lines.append([letter])
            top, bottom = letter.top, letter.bottom
    return [drop_doubles(sorted(line, key=lambda each: each.x0)) for line in lines]


def _beside(letter: Letter, other: Letter) -> bool:
    """Whether two letters stand side by side."""
    lower = min(letter.height, other.height)
    apart = max(letter.x0, other.x0) - min(letter.x1, other.x1)
    level = min(letter.bottom, other.bottom) - max(letter.top, other.top) >= _SAME_LINE * lower
    return level and abs(apart) <= _BESIDE * lower


def drop_doubles(line: Line) -> Line:
    """A line without the letters that were drawn twice, a little aside, to look bold."""
    kept: Line = []
    for letter in line:
        near = (before for before in kept[-2:] if before.x1 > letter.x0)
        if not any(_doubles(letter, before) for before in near):
            kept.append(letter)
    return kept


def _doubles(letter: Letter, before: Letter) -> bool:
    shared = min(before.x1, letter.x1) - max(before.x0, letter.x0)
    return letter.text.strip() == before.text.strip() and shared >= _TWICE * (letter.x1 - letter.x0) > 0


def line_text(line: Line) -> str:
    """The text of a line; a raised small digit becomes a superscript (``m²``)."""
    height = max(letter.height for letter in line)
    floor = max(letter.bottom for letter in line if letter.height == height)
    return "".join(
        letter.text.translate(_SUPERSCRIPTS)
        if letter.height < _SMALLER * height and floor - letter.bottom > _RAISED * height
        else letter.text
        for letter in line
    ).strip()


def pieces(line: Line) -> list[Line]:
    """A line parted where letters stand wide apart."""
    parts: list[Line] = []
    for letter in line:
        if parts and letter.x0 - parts[-1][-1].x1 <= _WIDE_GAP * max(letter.height, parts[-1][-1].height):
            parts[-1].append(letter)
        else:
            parts.append([letter])
    return parts


def bounds(letters: Sequence[Letter]) -> Box:
    """The box around letters."""
    return Box(
        min(letter.x0 for letter in letters),
        min(letter.top for letter in letters),
        max(letter.x1 for letter in letters),
        max(letter.bottom for letter in letters),
    )
