"""Goals that stand side by side, in a dump that gives one cell's lines after the other's.

Their labels come first (实施期目标, 年度目标), then the lines of both goals. Where one begins is told by its number or by the
end of a sentence; where neither tells, all lines stay with the label that stands last.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .pieces import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .entry import Entry
    from .pieces import Piece

_FIRST = re.compile(r"\s*(?:目标\s*[1一]|[（(]?[1一]\s*[)）.．、])")
_END = re.compile(r"[。！；;]\s*$")
_DONE = re.compile(r"完成情况")


def part_goals(entries: list[Entry]) -> list[Entry]:
    """The fields, the goal of each of two labels side by side given to it, in place."""
    for left, right in pairwise(entries):
        beside = (left.role, right.role) == ("long_goal", "goal") or (left.role == "goal" and _DONE.search(right.label))
        if not beside or left.text:
            continue
        pieces = [piece for value in right.values for piece in value.pieces]
        at = _begins([piece.text for piece in pieces])
        if at:
            left.values, right.values = _values(pieces[:at]), _values(pieces[at:])
    return entries


def _begins(texts: Sequence[str]) -> int:
    """The number of the line with which the second goal begins; 0 where that is not plain to see."""
    starts = [k for k, text in enumerate(texts) if _FIRST.match(text)]
    ends = [k for k, text in enumerate(texts[:-1], 1) if _END.search(text)]
    if starts[:1] == [0]:
        return starts[1] if len(starts) == 2 else 0
    return ends[0] if len(ends) == 1 else 0


def _values(pieces: Sequence[Piece]) -> list[Value]:
    return [Value("\n".join(piece.text for piece in pieces), list(pieces))]
