"""The column of labels at the left of a form without rulings, and which lines stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ...lines.vocabulary import is_label, whole_roles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..pieces import Piece

_HEADS = frozenset(["period", "goal_mark"])
"""Small words that stand above or before a value."""
_BELOW = 0.5
"""Share of the narrower one's width that a label has in common with one above or below it, where others stand left of it."""
ALIGNED = 0.8
"""Line heights between the beginnings (or half of those between the middles) of two lines of one cell."""


@dataclass(slots=True)
class Line:
    """A line of a form: its pieces, at heights that go on over page ends."""

    pieces: list[Piece]
    page: int | None
    top: float
    ruled: bool = False
    """Whether a ruling parts it from the line above."""


@dataclass(frozen=True, slots=True)
class Side:
    """The column of the labels at the left of a form."""

    left: float
    right: float
    slack: float

    def holds(self, piece: Piece) -> bool:
        """Whether a piece stands in the column."""
        return piece.x1 <= self.right + self.slack and piece.x0 < self.right - self.slack

    def crossed(self, piece: Piece) -> bool:
        """Whether a piece begins in the column and runs out of it."""
        return piece.x0 < self.right - self.slack and not self.holds(piece)


def is_head(text: str) -> bool:
    """Whether a text heads values: a field's label, a period of a plan, 目标1."""
    return is_label(text) or bool(whole_roles(text) & _HEADS)


def find_side(lines: Sequence[Line]) -> Side | None:
    """The column of the leftmost label: of all that begin a line below or above it, and of others that stand there."""
    labels = [piece for line in lines for piece in line.pieces if is_label(piece.text)]
    if not labels:
        return None
    first = min(labels, key=_left)
    begin = [min(line.pieces, key=_left) for line in lines if line.pieces]
    share = {id(piece): 0.0 for piece in begin}
    column = [
        piece
        for piece in labels
        if piece.overlap(first) > share.get(id(piece), _BELOW) * min(width(piece), width(first))
    ]
    height = line_height(lines)
    return Side(min(piece.x0 for piece in column), max(piece.x1 for piece in column), height / 2)


def _left(piece: Piece) -> float:
    return piece.x0


def line_height(lines: Sequence[Line]) -> float:
    """The median height of the pieces."""
    heights = sorted(piece.bottom - piece.top for line in lines for piece in line.pieces)
    return heights[len(heights) // 2]


def width(piece: Piece) -> float:
    """From the left end to the right."""
    return piece.x1 - piece.x0


def sided_runs(lines: Sequence[Line], side: Side | None) -> Iterator[tuple[int, int, bool]]:
    """Runs of lines (first, behind the last), and whether labels stand at their left and nothing runs out of there."""
    crossed = [side is None or any(map(side.crossed, line.pieces)) for line in lines]
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or crossed[end] != crossed[start]:
            run = (piece for line in lines[start:end] for piece in line.pieces)
            heads = side is not None and any(side.holds(piece) and is_label(piece.text) for piece in run)
            yield start, end, heads and not crossed[start]
            start = end


def usual_space(lines: Sequence[Line]) -> float:
    """Line heights between lines of a cell: the least usual space between a piece and the next that begins below it."""
    height = line_height(lines)
    spaces = sorted(
        (low.top - high.bottom) / height
        for above, below in pairwise(lines)
        for high in above.pieces
        for low in below.pieces
        if abs(low.x0 - high.x0) < ALIGNED * height and above.page == below.page
    )
    return spaces[len(spaces) // 10] if spaces else 0.0
