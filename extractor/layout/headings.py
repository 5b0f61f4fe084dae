"""Headings that were wrapped: close lines in one size with one middle, of which only the last ends as a heading does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .letters import bounds
from .pieces import Piece
from .wrapping import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Box
    from .pieces import TextLine

_END = "表"
_NO_HEADING = (_END, "。", "；", "：", ":")
"""Ends of lines that do not go on as one."""
_CLOSE = 1.0
"""Of a letter's height: the most that parts two lines of a paragraph."""
_SAME_SIZE = 0.1
"""Of a letter's height: by how much those of one paragraph differ, at most."""
_ROUNDED = 0.1
"""Of a letter's height: by how much a line may be wider than a full one above it."""
_TITLE = re.compile(r"^(?!\d{1,3}[.、．]).*(?:绩效.{0,12}|申报|自评|目标)?表$")
_APART = "  "
_FULL, _OFF_MIDDLE = 0.75, 2.0
"""In a dump: share of the page's widest line that a title's first line fills, and columns between the middles of its lines,
a full-width letter counted as one column or as two."""


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


def with_whole_titles(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a dump, each title of a form that fills more than a line in one."""
    rooms: dict[int | None, float] = {}
    for line in lines:
        rooms[line.page] = max(rooms.get(line.page, 0.0), width_of(line.text))
    whole: list[TextLine] = []
    for line in lines:
        title = _whole_title(whole[-1], line, _FULL * rooms[line.page]) if whole else None
        whole[-1:] = [title] if title else [*whole[-1:], line]
    return whole


def _whole_title(line: TextLine, below: TextLine, full: float) -> TextLine | None:
    """Two lines of a dump as one title, the first as wide as `full` (full-width letters) at least; None where they are none."""
    if line.page != below.page or not _TITLE.search("".join(below.text.split())) or width_of(line.text) < full:
        return None
    wider = (1 + _ROUNDED) * width_of(line.text) >= width_of(below.text)
    if not wider or _APART in line.text + below.text or line.text.endswith(_NO_HEADING) or below.top > line.bottom:
        return None
    upper, lower = bounds(line.pieces), bounds(below.pieces)
    columns = abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) / 2
    printed = abs(upper.x0 + width_of(line.text) - lower.x0 - width_of(below.text))
    if min(columns, printed) > _OFF_MIDDLE:
        return None
    whole = Piece(f"{line.text}\n{below.text}", upper.x0, upper.top, upper.x1, lower.bottom)
    return replace(line, pieces=(whole,))
