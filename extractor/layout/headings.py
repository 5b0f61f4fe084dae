"""Headings that were wrapped: close lines in one size with one middle, of which only the last ends as a heading does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Box

_END = "表"
_NO_HEADING = (_END, "。", "；", "：", ":")
"""Ends of lines that do not go on as one."""
_CLOSE = 1.0
"""Of a letter's height: the most that parts two lines of a paragraph."""
_SAME_SIZE = 0.1
"""Of a letter's height: by how much those of one paragraph differ, at most."""
_ROUNDED = 0.1
"""Of a letter's height: by how much a line may be wider than a full one above it."""


def follows_closely(upper: Box, lower: Box) -> bool:
    """Whether a line stands right below another in the same size; the boxes are those of their letters."""
    height, next_height = upper.bottom - upper.top, lower.bottom - lower.top
    return upper.top < lower.top < upper.bottom + _CLOSE * height and abs(height - next_height) < _SAME_SIZE * height


def heading_starts(lines: Sequence[tuple[str, Box]], last: int) -> int:
    """The first of the lines that are one heading with line `last`; that line itself if it is none, or not wrapped."""
    first = last
    while first and _goes_on(*lines[first - 1], lines[first][1]) and lines[last][0].endswith(_END):
        first -= 1
    return first


def _goes_on(text: str, upper: Box, lower: Box) -> bool:
    height = upper.bottom - upper.top
    centred = abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) / 2 < height
    wider = upper.x1 - upper.x0 > lower.x1 - lower.x0 - _ROUNDED * height
    return not text.endswith(_NO_HEADING) and centred and wider and follows_closely(upper, lower)
