"""Columns of the lines of a dump's page, all at once: what stands near a piece tells its column as much as the page does.

``pdftotext`` places blocks of text, and inside a block what stands side by side with one blank between. So one printed column
can begin at several places of a page, but near each other its pieces begin at one place or overlap, and pieces of different
columns do neither. Of a few likely assignments for each line the best together are found from the top down (beam search).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ...lines.vocabulary import is_level_name, is_part_of_name
from ..wrapping import is_full
from .starts import VALUE, is_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..pieces import Piece

_NEAR = (1.0, 0.8, 0.5, 0.35, 0.25)
"""How much a piece so many lines above counts."""
_APART = 1.0
"""For two pieces in one column of which neither stands below the other."""
_SAME_PLACE, _LOOSE = 1.0, 0.3
"""For two pieces that begin at one place but stand in different columns; the same gained in one column; and how much that tells
of a piece that may stand left of its place."""
_CROSSED, _CROSSED_LOOSE = 3.0, 2.0
"""For two pieces of which the one on the right stands in a column on the left; the same where that may stand left of its place."""
_INTO = 0.5
"""For a piece that begins inside the one of a column further left."""
_NEXT = 1.0
"""Gained for a piece that begins one blank behind one of a column further left."""
_BROKEN, _BROKEN_VALUE, _REACH = 2.5, 4.0, 2
"""For a piece below one of its column that was not full, below a value or a whole name that was not, and how many lines at most."""
_GOES_ON, _GOES_ON_KNOWN = 3.0, 0.5
"""Gained below a full one, and the same in a row that is known: there it is little, as any piece could gain it in a column."""
_AGAIN, _BEGINNING = 2.0, 3
"""For one that begins like the full one above it: that is the next column, which often says the same; and letters that tell."""
_USUAL, _LACKS = 0.6, 6.5
"""Share of the rows that fill a usual column, and for a row that does not."""
_ASKEW, _OFF = 3.0, 0.5
"""For each line by which a cell is out of the middle of its row, or its top; and lines that are none."""
_MOST = 16
"""Ways through the lines so far that are kept."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Columns for the pieces of one line, and what they cost whatever stands near."""

    cost: float
    pieces: tuple[Piece, ...]
    columns: tuple[int, ...]
    sizes: tuple[int, ...]
    """How many pieces each was joined from."""

    @property
    def places(self) -> list[int]:
        """The column of each piece that was not joined yet."""
        return [column for column, size in zip(self.columns, self.sizes, strict=True) for _ in range(size)]


@dataclass(frozen=True, slots=True)
class _Way:
    cost: float
    chosen: int
    before: _Way | None


def best_together(
    choices: Sequence[Sequence[Choice]],
    capacity: Sequence[float],
    rows: Sequence[int] = (),
    *,
    pulled: bool = False,
) -> tuple[float, list[list[int]]]:
    """The columns of the pieces of each line: of its choices the one that with those of the lines near costs the least.

    `rows`: the row of each line, where it is known: cells go on inside of rows only. `pulled`: pieces behind one blank may
    stand left of their places, as a wide letter takes one column and lines full of text are shorter than they were. The
    first of what is given is the cost.
    """
    ways: list[_Way] = [_Way(0.0, -1, None)]
    ends = _ends(rows)
    usual = _usual(choices, rows) if ends else frozenset()
    for i, own in enumerate(choices):
        first = max(0, i - len(_NEAR))
        costs: dict[tuple[int, int, int], float] = {}
        found = []
        for way in ways:
            recent = _recent(way, i - first)
            above = [choices[i - 1 - k][past] for k, past in enumerate(recent)]
            stack = [each for k, each in enumerate(above) if not rows or rows[i - 1 - k] == rows[i]]
            for c, choice in enumerate(own):
                cost = way.cost + choice.cost
                for j, (past, upper) in enumerate(zip(recent, above, strict=True)):
                    key = j, past, c
                    if key not in costs:
                        costs[key] = _beside(upper, choice, pulled=pulled)
                    cost += costs[key]
                if capacity:
                    cost += _continued(stack, choice, capacity, known=bool(rows))
                found.append(_Way(cost, c, way))
        if i in ends:
            first = ends[i]
            found = [replace(way, cost=way.cost + _of_row(_path(choices, way, first, i), usual)) for way in found]
        ways = sorted(found, key=lambda way: way.cost)[:_MOST]
    return ways[0].cost, [choices[i][c].places for i, c in enumerate(_chosen(ways[0]))]


def _ends(rows: Sequence[int]) -> dict[int, int]:
    """The last line of each known row and its first, but for those at both ends, which other pages may hold a part of."""
    edges = [0, *(i for i in range(1, len(rows)) if rows[i] != rows[i - 1]), len(rows)]
    return {b - 1: a for a, b in pairwise(edges[1:-1])}


def _usual(choices: Sequence[Sequence[Choice]], rows: Sequence[int]) -> frozenset[int]:
    """The columns that most rows fill, but for those with names of levels, as far as the likeliest choices tell."""
    filled: dict[int, set[int]] = {}
    names: Counter[int] = Counter()
    for own, row in zip(choices, rows, strict=True):
        for column, piece in zip(own[0].columns, own[0].pieces, strict=True):
            filled.setdefault(column, set()).add(row)
            names[column] += 1 if is_part_of_name(piece.text) else -1
    count = len(set(rows))
    return frozenset(k for k, found in filled.items() if len(found) >= _USUAL * count and names[k] <= 0)


def _path(choices: Sequence[Sequence[Choice]], way: _Way, first: int, last: int) -> list[Choice]:
    """What a way chose for lines `first` to `last`, which is its end."""
    recent = _recent(way, last - first + 1)
    return [choices[last - k][chosen] for k, chosen in enumerate(recent)][::-1]


def _of_row(lines: Sequence[Choice], usual: frozenset[int]) -> float:
    """Of the lines of a whole row: for usual columns that it lacks, and for cells that stand neither at its top nor in its middle."""
    tells = [line for line in lines if not usual.isdisjoint(line.columns)]
    places = [[k for k, line in enumerate(tells) if column in line.columns] for column in usual]
    extents = [(held[0], held[-1]) for held in places if held]
    if not extents:
        return 0.0
    anchor = max(extents, key=lambda extent: extent[1] - extent[0])
    middle = sum(max(0.0, abs(a + b - sum(anchor)) / 2 - _OFF) for a, b in extents)
    top = sum(abs(a - anchor[0]) for a, _ in extents)
    return _LACKS * (len(usual) - len(extents)) + _ASKEW * min(middle, top)


def _recent(way: _Way, count: int) -> list[int]:
    """The last choices of a way, the latest first."""
    found = []
    at: _Way | None = way
    for _ in range(count):
        assert at is not None
        found.append(at.chosen)
        at = at.before
    return found


def _chosen(way: _Way) -> list[int]:
    found = []
    at: _Way | None = way
    while at is not None and at.before is not None:
        found.append(at.chosen)
        at = at.before
    return found[::-1]


def _beside(above: Choice, below: Choice, *, pulled: bool) -> float:
    """Of two lines near each other."""
    far = below.pieces[0].top - above.pieces[0].top
    if far > len(_NEAR):
        return 0.0
    cost = 0.0
    for a, high, up in zip(above.columns, above.pieces, _loose(above, pulled=pulled), strict=True):
        for b, low, down in zip(below.columns, below.pieces, _loose(below, pulled=pulled), strict=True):
            if a == b:
                cost += _in_one(high, low, up=up, down=down)
            else:
                cost += _in_two(high, low, loose=down) if a < b else _in_two(low, high, loose=up)
    return cost * _NEAR[round(far) - 1]


def _continued(above: Sequence[Choice], line: Choice, capacity: Sequence[float], *, known: bool) -> float:
    """Of a line's pieces below those of their columns in the lines `above`, the nearest first.

    Where the rows are not `known`, of all in the lines within reach.
    """
    cost = 0.0
    for b, low in zip(line.columns, line.pieces, strict=True):
        for upper in above:
            if not known and low.top - upper.pieces[0].top > _REACH:
                break
            held = [high for a, high in zip(upper.columns, upper.pieces, strict=True) if a == b]
            cost += sum(_goes_on(high.text, low.text, capacity[b], known=known) for high in held)
            if held and known:
                break
    return cost


def _goes_on(above: str, below: str, capacity: float, *, known: bool) -> float:
    """Of a piece below another of its column: a line that was full goes on, but hardly with its own beginning.

    Where a whole name of a level begins, nothing goes on; nor does a whole name, but with the rest of a longer one.
    """
    if is_level_name(below):
        return 0.0
    if is_level_name(above) and not is_level_name(above + below):
        return _BROKEN_VALUE
    if not is_full(above, below, capacity):
        return _BROKEN_VALUE if VALUE.match(above) else _BROKEN
    return _AGAIN if above[:_BEGINNING] == below[:_BEGINNING] else -(_GOES_ON_KNOWN if known else _GOES_ON)


def _loose(line: Choice, *, pulled: bool) -> list[bool]:
    """Which pieces of a line may stand left of their places: `pulled` ones behind one blank."""
    return [False, *(pulled and is_beside(left, piece) for left, piece in pairwise(line.pieces))]


def _in_one(high: Piece, low: Piece, *, up: bool, down: bool) -> float:
    """Of two pieces in one column; `up`, `down`: whether the one above and the one below may stand left of their places."""
    if high.x0 == low.x0:
        return -_SAME_PLACE * (_LOOSE if up != down else 1.0)
    apart = (high.x1 <= low.x0 and not up) or (low.x1 <= high.x0 and not down)
    return _APART if apart else 0.0


def _in_two(left: Piece, right: Piece, *, loose: bool) -> float:
    """Of two pieces of which the right one stands in a column further right; `loose`: whether that may stand left of its place."""
    if left.x0 == right.x0:
        return _SAME_PLACE * (_LOOSE if loose else 1.0)
    if right.x0 == left.x1 + 1:
        return -_NEXT
    if right.x1 <= left.x0:
        return _CROSSED_LOOSE if loose else _CROSSED
    return _INTO if right.x0 < left.x1 and not loose else 0.0
