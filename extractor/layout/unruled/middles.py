"""How high the lines of a dump stood on paper, where cells stand in the middle of their rows.

A dump tells the order of lines, not their distance: the lines of two cells half a line apart are a line apart in it. Which lines
make a row tells their heights: each cell's lines stand one below the other around the row's middle.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from .bands import BodyLine, Name
    from .names import Extent

_PADDING, _PADDING_WIDE = 0.5, 1.0
"""Lines of space between rows, and where blank lines part them."""


def settle(
    lines: Sequence[BodyLine], rows: Sequence[tuple[int, int]], levels: Container[int], *, wide: bool
) -> tuple[list[Extent], list[float]]:
    """Top and bottom of each row, and the middle of each line; all in lines from the top of the first row.

    `rows`: first and last line of each; `levels`: columns whose cells may cover several rows; `wide`: whether blank lines part
    rows.
    """
    padding = _PADDING_WIDE if wide else _PADDING
    heights: list[Extent] = []
    known: dict[int, float] = {}
    top = 0.0
    for first, last in rows:
        cells = _cells(lines, first, last, levels)
        bottom = top + max(map(len, cells), default=1) + padding
        for places in cells:
            start = (top + bottom - len(places) + 1) / 2
            known |= {at: start + k for k, at in enumerate(places)}
        heights.append((top, bottom))
        top = bottom
    return heights, _between(known, len(lines), top)


def _cells(lines: Sequence[BodyLine], first: int, last: int, levels: Container[int]) -> list[list[int]]:
    """The numbers of the lines of each cell of a row, those of the level columns aside."""
    found: dict[int, list[int]] = {}
    for at in range(first, last + 1):
        for column in lines[at].cells:
            if column not in levels:
                found.setdefault(column, []).append(at)
    return list(found.values())


def _between(known: dict[int, float], count: int, end: float) -> list[float]:
    """The middle of every line: those not known stand at even distances between those that are."""
    places = [(-1, -0.5), *sorted(known.items()), (count, end + 0.5)]
    found: list[float] = []
    for (a, low), (b, high) in pairwise(places):
        found += [low + (high - low) * (at - a) / (b - a) for at in range(a + 1, b)]
        found += [high] if b < count else []
    return found


def move(name: Name, middles: Sequence[float]) -> Name:
    """A name at the heights of its lines."""
    return replace(name, top=middles[name.first] - 0.5, bottom=middles[name.last] + 0.5)
