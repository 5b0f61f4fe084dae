"""Cells of the level columns of a table without rulings: the rows that each name covers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from .hints import unlike
from .scheme import by_first, strangers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from .bands import Name

    Cost = Callable[[tuple[int, int]], float]
    """Of a name that covers these rows, first and last."""

Extent = tuple[float, float]
"""Top and bottom."""
Spans = list[tuple[int, int]]
"""First and last row of each name."""

_MOST_ROWS = 60
"""Rows that a merged cell covers at most."""
_ASKEW, _ASKEW_IN_DUMP = 0.4, 1.5
"""Line pitches by which a name may be out of its place."""
_CUT, _FAR = 0.05, 0.3
"""Line pitches for a name that stands in the part of its rows above a page end, and in that below."""
_PADDED = 0.5
"""Lines by which a name at the top of a cell stands below the top of its row, in a dump."""
_CROSSING = 0.6
"""Lines for each page end in what a name covers, in a dump, where places do not tell it."""
_HIGHER = 0.25
"""Lines by which a name in the middle of single lines stands above it, on average."""
_STRANGE = 1.0
"""Line pitches for a row of a first level of which the second belongs to another."""
_CLEARLY = 0.05
"""Line pitches by which names must fit the middles better than the tops."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Rows as they stand: top and bottom of each, and the numbers of those that begin a page."""

    heights: Sequence[Extent]
    begins: Collection[int]
    exact: bool = True
    """Whether heights are those of a page, not of a dump, in which lines half a line apart stand a line apart."""
    single: Collection[int] = frozenset()
    """Those that are one line of a dump: a name in the middle of two stands on the upper one."""
    texts: Sequence[str] = ()
    """What each row says, in a dump: where places tell little, words do."""

    def doubts(self, name: Name) -> list[float]:
        """How unlikely the rows before each row, and all rows, stand under a name: sums from the first row on."""
        if not self.texts:
            return [0.0] * (len(self.heights) + 1)
        level = "".join(name.text.split())
        return sums(unlike(level, text) for text in self.texts)


def spread(
    names: Sequence[Name],
    rows: Printed,
    pitch: float,
    *,
    middle: bool,
    starts: Collection[int] | None = None,
    lowers: Sequence[str] = (),
) -> list[tuple[int, int]]:
    """First and last row that each name covers.

    `middle`: cells stand in the middle of their rows, so that a merged cell's name stands in the middle of what it covers;
    `starts`: rows that a name can begin with, where it is known; `lowers`: of each row the name of the level below, if known.
    """
    if not names:
        return []
    askew, tiled = _tile(names, rows, pitch, starts, lowers)
    fits = askew <= (_ASKEW if rows.exact else _ASKEW_IN_DUMP) * pitch * len(names)
    better = askew + _CLEARLY * pitch * len(names) < _off_tops(names, rows)
    nameless = not rows.exact and row_of(names[0], rows) > 0
    if (fits + middle + better > 1) if rows.exact else fits and (middle or better or nameless):
        return tiled
    return from_tops([row_of(name, rows) for name in names], len(rows.heights))


def spread_both(
    uppers: Sequence[Name], lowers: Sequence[Name], rows: Printed
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]] | None:
    """First and last row that each name of the first level covers, and each of the second, with all of them in the middle.

    The names must be those of the scheme that the Ministry of Finance sets, which says what belongs to what; else None.
    """
    groups = by_first([name.text for name in uppers], lowers)
    if groups is None or len(lowers) > len(rows.heights):
        return None
    count = len(rows.heights)
    best: list[tuple[float, Spans, Spans]] = [(0.0, [], []), *[(float("inf"), Spans(), Spans())] * count]
    for upper, group in zip(uppers, groups, strict=True):
        costs = [_cost_in_dump(name, rows) for name in group]
        following: list[tuple[float, Spans, Spans]] = [(float("inf"), [], [])] * (count + 1)
        for start in range(count):
            if best[start][0] == float("inf"):
                continue
            for end, (cost, spans) in enumerate(tilings(costs, start, count), start):
                total = best[start][0] + cost + _off_in_dump(upper, (start, end), rows)
                if total < following[end + 1][0]:
                    following[end + 1] = total, [*best[start][1], (start, end)], [*best[start][2], *spans]
        best = following
    return best[count][1], best[count][2]


def _cost_in_dump(name: Name, rows: Printed) -> Cost:
    """How badly rows of a dump go with a name: by their places, and by what they say."""
    doubts = rows.doubts(name)
    return lambda span: _off_in_dump(name, span, rows) + doubts[span[1] + 1] - doubts[span[0]]


def tilings(
    costs: Sequence[Cost], start: int, count: int, starts: Collection[int] | None = None
) -> list[tuple[float, Spans]]:
    """For each row from `start` on the cheapest spans that cover the rows from `start` to it, one by each of `costs`.

    `starts`: rows with which a span can begin, where it is known.
    """
    best: list[tuple[float, Spans]] = [(0.0, []), *[(float("inf"), Spans())] * (count - start)]
    for cost in costs:
        following: list[tuple[float, Spans]] = [(float("inf"), [])] * (count - start + 1)
        for first, (before, spans) in enumerate(best[:-1], start):
            if before == float("inf") or (first and starts is not None and first not in starts):
                continue
            for last in range(first, min(count, first + _MOST_ROWS)):
                total = before + cost((first, last))
                if total < following[last - start + 1][0]:
                    following[last - start + 1] = total, [*spans, (first, last)]
        best = following
    return best[1:]


def _off_tops(names: Sequence[Name], rows: Printed) -> float:
    """How far the names are from the tops of the rows nearest to them, in all."""
    return sum(min(abs(name.top - top) for top, _ in rows.heights) for name in names)


def row_of(name: Name, rows: Printed) -> int:
    """The row that a name shares most height with."""
    heights = rows.heights
    return max(range(len(heights)), key=lambda k: min(name.bottom, heights[k][1]) - max(name.top, heights[k][0]))


def from_tops(starts: Sequence[int], count: int) -> list[tuple[int, int]]:
    """Each name from its own row down to the next name's."""
    ends = [*(start - 1 for start in starts[1:]), count - 1]
    return [(start, max(start, end)) for start, end in zip(starts, ends, strict=True)]


def _tile(
    names: Sequence[Name], rows: Printed, pitch: float, starts: Collection[int] | None, lowers: Sequence[str] = ()
) -> tuple[float, Spans]:
    """The spans that cover all rows, in order, with each name nearest to the middle of its own; and how far they are off.

    Rows whose second level (`lowers`) belongs to another first level count as far off.
    """
    count = len(rows.heights)
    if len(names) > count:
        return float("inf"), []

    def cost(name: Name, others: Sequence[bool]) -> Cost:
        doubts = sums(_STRANGE * pitch * each for each in others)
        return lambda span: off_middle(name, span, rows, pitch) + doubts[span[1] + 1] - doubts[span[0]]

    strange = strangers([name.text for name in names], lowers or [""] * count)
    return tilings([cost(*each) for each in zip(names, strange, strict=True)], 0, count, starts)[-1]


def sums(numbers: Iterable[float]) -> list[float]:
    """The sum of the numbers before each, and of all."""
    return [0.0, *accumulate(numbers)]


def off_middle(name: Name, span: tuple[int, int], rows: Printed, pitch: float) -> float:
    """How far a name is from the middle of the rows `span`.

    A cell that goes over a page end, or ends at one, may have its name in the middle or at the top of the part on its first
    page, hardly of the part on another.
    """
    if not rows.exact:
        return _off_in_dump(name, span, rows)
    twice = name.top + name.bottom
    off = [abs(rows.heights[a][0] + rows.heights[b][1] - twice) / 2 for a, b in _parts(span, rows.begins)]
    if len(off) > 1:
        first = min(off[1], abs(rows.heights[span[0]][0] - name.top)) + _CUT * pitch
        return min([off[0], first, *(each + _FAR * pitch for each in off[2:])])
    return off[0]


def _off_in_dump(name: Name, span: tuple[int, int], rows: Printed) -> float:
    """The same for a dump, where a line more or less says little, and a name that a page end breaks has no place of its own."""
    cuts = [row for row in sorted(rows.begins) if span[0] < row <= span[1]]
    if name.cut and span[0] <= row_of(name, rows) <= span[1]:
        return _CROSSING * len(cuts)
    parts = [span, *((a, b - 1) for a, b in pairwise([span[0], *cuts, span[1] + 1]))]
    twice = name.top + name.bottom
    higher = _HIGHER if all(row in rows.single for row in range(span[0], span[1] + 1)) else 0.0
    off = [abs((rows.heights[a][0] + rows.heights[b][1] - twice) / 2 - higher) for a, b in parts]
    if cuts:
        off.append(max(0.0, abs(rows.heights[span[0]][0] - name.top) - _PADDED))
    return min(off) + _CROSSING * len(cuts)


def _parts(span: tuple[int, int], begins: Collection[int]) -> Spans:
    """A span, and what page ends inside it or right below it make of it."""
    edges = [span[0], *(row for row in sorted(begins) if span[0] < row <= span[1] + 1), span[1] + 1]
    parts = [(a, b - 1) for a, b in pairwise(edges) if a < b]
    return [span, *parts] if len(edges) > 2 else [span]
