"""Which lines of a row its cells can stand on: from the top down, or around the middle.

Cells set in the middle of a row of m lines begin (m - n) / 2 lines below its top, n being their own. So those with an odd
number of lines stand half a line apart from those with an even one, and the print has lines of both kinds in turn.
"""

from __future__ import annotations

from functools import cache

Shape = tuple[tuple[int, ...], ...]
"""The choices of a cell: the numbers of its lines in the row."""


@cache
def shapes(count: int, *, middle: bool) -> tuple[Shape, ...]:
    """The shapes of a row that prints `count` lines."""
    if not middle:
        return (tuple(tuple(range(size)) for size in range(1, count + 1)),)
    return tuple(
        _centred(highest, count - highest)
        for highest in range(count // 2 + 1, count + 1)
        if highest == count or (2 * highest - count) % 2
    )


def _centred(highest: int, between: int) -> Shape:
    """Cells of `highest` lines and of `between` lines, and those in line with them, around one middle. Heights in half lines."""
    start = highest - between
    heights = sorted([*range(0, 2 * highest, 2), *range(start, start + 2 * between, 2)])
    places = {height: number for number, height in enumerate(heights)}
    stacks = (range(highest - size, highest + size, 2) for size in range(1, highest + 1))
    return tuple(tuple(places[at] for at in stack) for stack in stacks if all(at in places for at in stack))
