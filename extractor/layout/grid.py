"""Ruling lines into grids: one finder for digital pages and for page pictures.

Rulings that touch make a table; their positions make its base grid; neighbouring slots of the base grid without a ruling
between them make one cell. Where a side of the table is not ruled, the ends of the rulings that run there close it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

from ..document import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_COVERED = 0.6
"""Share of a slot's edge that a ruling must cover to part it from its neighbour."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight ruling line: its position across, and where it starts and ends along (start <= end)."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """The ruling lines of a page."""

    horizontal: tuple[Ruling, ...]
    """`Ruling.at` is the distance from the top."""
    vertical: tuple[Ruling, ...]
    """`Ruling.at` is the distance from the left."""
    left: float = 1.0
    """Share of their length that wear has left, 0..1: how sure they are."""
    strays: tuple[tuple[Ruling, ...], tuple[Ruling, ...]] = ((), ())
    """Horizontal and vertical pieces of ink that lie where such lines do, but belong to none of these."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its first base row and column, counted from 0, and how many of them it covers."""

    row: int
    column: int
    row_span: int
    span: int
    box: Box
    open: bool = False
    """True at the foot of the grid where no ruling closes the cell."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One ruled table: the positions of its column and row boundaries, ascending, and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> Box:
        """The outline."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def find_grids(rulings: Rulings, tolerance: float) -> list[Grid]:
    """The grids of two or more cells, from the top down; nested ones stand behind the one they lie in.

    `tolerance`: how far apart rulings may be that are meant to touch or to be one.
    """
    horizontal = merge_rulings(rulings.horizontal, tolerance)
    vertical = merge_rulings(rulings.vertical, tolerance)
    grids = [_grid(across, down, tolerance) for across, down in _connected(horizontal, vertical, tolerance)]
    found = [grid for grid in grids if grid and len(grid.cells) > 1]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def merge_rulings(rulings: Iterable[Ruling], tolerance: float) -> list[Ruling]:
    """Rulings drawn twice, in pieces, or as the two sides of a thick line, made one each."""
    merged: list[Ruling] = []
    for group in _close(sorted(rulings, key=lambda ruling: ruling.at), tolerance):
        at = sum(ruling.at for ruling in group) / len(group)
        start, end = None, 0.0
        for ruling in sorted(group, key=lambda ruling: ruling.start):
            if start is None:
                start, end = ruling.start, ruling.end
            elif ruling.start <= end + tolerance:
                end = max(end, ruling.end)
            else:
                merged.append(Ruling(at, start, end))
                start, end = ruling.start, ruling.end
        if start is not None:
            merged.append(Ruling(at, start, end))
    return merged


def _close(ordered: Sequence[Ruling], tolerance: float) -> Iterator[list[Ruling]]:
    """Groups of rulings at the same position; a group is never wider than the tolerance."""
    group: list[Ruling] = []
    for ruling in ordered:
        if group and ruling.at - group[0].at > tolerance:
            yield group
            group = []
        group.append(ruling)
    if group:
        yield group


def _connected(
    horizontal: Sequence[Ruling], vertical: Sequence[Ruling], tolerance: float
) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Sets of rulings that touch each other, directly or through others (union-find). `vertical` is ordered by position."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    places = [down.at for down in vertical]
    for i, across in enumerate(horizontal):
        low = bisect_left(places, across.start - tolerance)
        for k in range(low, bisect_right(places, across.end + tolerance)):
            if vertical[k].start - tolerance <= across.at <= vertical[k].end + tolerance:
                parent[root(i)] = root(k + len(horizontal))
    members: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, ruling in enumerate([*horizontal, *vertical]):
        members.setdefault(root(i), ([], []))[i >= len(horizontal)].append(ruling)
    lone = [columns[0] for rows, columns in members.values() if not rows and len(columns) == 1]
    for rows, columns in members.values():
        if rows and columns:
            yield rows, [*columns, *(side for side in lone if _is_side(side, columns, tolerance))]


def _is_side(side: Ruling, columns: Sequence[Ruling], tolerance: float) -> bool:
    """Whether a vertical ruling that touches none closes a table: a merged cell lies between that goes on over both page ends."""
    top, bottom = min(ruling.start for ruling in columns), max(ruling.end for ruling in columns)
    outside = not min(ruling.at for ruling in columns) <= side.at <= max(ruling.at for ruling in columns)
    return outside and max(abs(side.start - top), abs(side.end - bottom)) <= 2 * tolerance


def _grid(across: Sequence[Ruling], down: Sequence[Ruling], tolerance: float) -> Grid | None:
    """The grid of rulings that touch."""
    xs = _positions([r.at for r in down], [p for r in across for p in (r.start, r.end)], 2 * tolerance)
    ys = _positions([r.at for r in across], [p for r in down for p in (r.start, r.end)], 2 * tolerance)
    if len(xs) < 2 or len(ys) < 2:
        return None
    walls = _Walls(xs, ys, across, down)
    cells = tuple(sorted(_cells(xs, ys, walls), key=lambda cell: (cell.row, cell.column)))
    return Grid(tuple(xs), tuple(ys), cells)


def _positions(ruled: Iterable[float], ends: Iterable[float], tolerance: float) -> list[float]:
    """Where boundaries are: at rulings, and where those that cross them begin and end outside all of them."""
    found = sorted(set(ruled))
    low, high = min(ends, default=found[0]), max(ends, default=found[-1])
    if low < found[0] - tolerance:
        found.insert(0, low)
    if high > found[-1] + tolerance:
        found.append(high)
    apart = found[:1]
    apart += [at for before, at in pairwise(found) if at - before > 0]
    return apart


class _Walls:
    """Which edges of the base grid's slots are ruled."""

    def __init__(
        self, xs: Sequence[float], ys: Sequence[float], across: Sequence[Ruling], down: Sequence[Ruling]
    ) -> None:
        rows, columns = _by_position(across), _by_position(down)
        self.below = [[_covered(rows[y], a, b) for a, b in pairwise(xs)] for y in ys[1:-1]]
        """[i][j]: the edge under slot (i, j)."""
        self.right = [[_covered(columns[x], a, b) for x in xs[1:-1]] for a, b in pairwise(ys)]
        """[i][j]: the edge to the right of slot (i, j)."""
        self.foot = [_covered(rows[ys[-1]], a, b) for a, b in pairwise(xs)]
        """[j]: the edge under the last slot of column j."""


def _by_position(rulings: Iterable[Ruling]) -> dict[float, list[Ruling]]:
    found: dict[float, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        found[ruling.at].append(ruling)
    return found


def _covered(rulings: Sequence[Ruling], start: float, end: float) -> bool:
    held = sum(max(0.0, min(end, ruling.end) - max(start, ruling.start)) for ruling in rulings)
    return held >= _COVERED * (end - start)


def _cells(xs: Sequence[float], ys: Sequence[float], walls: _Walls) -> Iterator[GridCell]:
    """Every rectangle of slots without a ruling inside, grown to the right and then down from its first slot."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * columns for _ in range(rows)]
    for i, j in product(range(rows), range(columns)):
        if taken[i][j]:
            continue
        right = j + 1
        while right < columns and not walls.right[i][right - 1] and not taken[i][right]:
            right += 1
        low = i + 1
        while low < rows and _open_below(walls, low, j, right) and not any(taken[low][j:right]):
            low += 1
        for k in range(i, low):
            taken[k][j:right] = [True] * (right - j)
        opened = low == rows and not any(walls.foot[j:right])
        yield GridCell(i, j, low - i, right - j, Box(xs[j], ys[i], xs[right], ys[low]), opened)


def _open_below(walls: _Walls, low: int, left: int, right: int) -> bool:
    """Whether the slots of row `low` go on with those above: nothing ruled between them, nor among themselves."""
    return not any(walls.below[low - 1][left:right]) and not any(walls.right[low][left : right - 1])
