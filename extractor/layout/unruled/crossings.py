"""Columns of a page without rulings by where they part: between the header's names, where the fewest pieces of text stand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..pieces import Piece
    from .headers import Header

_PASSES = 2
_APART = 1.2
"""Of a line's height: closer pieces can be a number and its unit."""


def boundaries_by_crossings(header: Header, lines: Sequence[Sequence[Piece]]) -> list[float]:
    """For each boundary a place among those that the fewest pieces cross.

    Of these the one that leaves the fewest lines with two pieces apart in one column, and of these the widest.
    """
    choices = [
        _stretches((left.x0 + left.x1) / 2, (right.x0 + right.x1) / 2, (left.x1 + right.x0) / 2, lines)
        for left, right in pairwise(header.columns)
    ]
    found = [max(stretches, key=lambda stretch: stretch[1] - stretch[0]) for stretches in choices]
    places = [sum(stretch) / 2 for stretch in found]
    for _ in range(_PASSES):
        for k, stretches in enumerate(choices):
            if len(stretches) > 1:
                places[k] = _fittest(stretches, places, k, lines)
    return places


def _fittest(
    stretches: Sequence[tuple[float, float]], places: Sequence[float], k: int, lines: Sequence[Sequence[Piece]]
) -> float:
    def worth(stretch: tuple[float, float]) -> tuple[int, float]:
        tried = [*places[:k], sum(stretch) / 2, *places[k + 1 :]]
        return -_crowded(lines, tried), stretch[1] - stretch[0]

    left, right = max(stretches, key=worth)
    return (left + right) / 2


def _crowded(lines: Sequence[Sequence[Piece]], boundaries: Sequence[float]) -> int:
    """Pieces that stand apart from another piece of their line in the same column."""
    count = 0
    for line in lines:
        columns = [sum(x < (piece.x0 + piece.x1) / 2 for x in boundaries) for piece in line]
        count += sum(
            a == b and right.x0 - left.x1 > _APART * (left.bottom - left.top)
            for (a, left), (b, right) in pairwise(zip(columns, line, strict=True))
        )
    return count


def _stretches(low: float, high: float, between: float, lines: Sequence[Sequence[Piece]]) -> list[tuple[float, float]]:
    """The stretches between `low` and `high` that the fewest pieces cross; around `between` where there is nothing."""
    pieces = [piece for line in lines for piece in line if piece.x0 < high and piece.x1 > low]
    edges = sorted({low, high, between, *(x for p in pieces for x in (p.x0, p.x1) if low < x < high)})
    counted = [(a, b, sum(p.x0 < b and p.x1 > a for p in pieces)) for a, b in pairwise(edges)]
    fewest = min((count for _, _, count in counted), default=0)
    runs: list[tuple[float, float]] = []
    for a, b, count in counted:
        if count > fewest:
            continue
        if runs and runs[-1][1] == a:
            runs[-1] = (runs[-1][0], b)
        else:
            runs.append((a, b))
    return runs or [(between, between)]
