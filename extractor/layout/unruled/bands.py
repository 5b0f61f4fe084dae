"""The lines of a table body without rulings into printed rows: the cheapest partition, found by dynamic programming.

Cells may be wrapped, and aligned at the top or in the middle of their row, so that a line can hold the beginning of one cell
and the end of another. Costs say what makes a partition unlikely: space inside a row, none between rows, a cell broken where
its line was not full, cells of a row that are not aligned, a row without a name or a target, two names of a level in one row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from ..wrapping import is_full, printed_width
from .fronts import FRONT
from .seen import mask
from .starts import VALUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..pieces import Piece

_MOST_LINES = 24
"""Lines of the highest row."""
_SPACE_INSIDE = 4.0
_NO_SPACE = 1.0
_NO_SPACE_USUAL = 3.0
"""A row's end without space, where rows usually have space between them."""
_USUAL, _USUAL_ROWS = 0.25, 0.6
"""Share of the lines, or of the targets, that must have space above them for rows usually to have it."""
_UNFULL = 2.5
"""A cell that goes on although its line was not full."""
_FULL = 1.0
"""A cell that ends where its line is full."""
_FAR = 5.0
"""Lines of one cell that stand more than a line apart."""
_ASKEW = 1.5
"""For each line by which a cell is out of its row's alignment."""
_PAGE_END = 0.3
"""For cells at the top of the last row of a page where others stand in the middle: LibreOffice puts them there."""
_LEVELS = ("level1", "level2", "side", FRONT)
"""Columns of which cells are merged over rows."""
_BROKEN = 1.0
"""For cells of a row that a page end breaks, out of alignment in a dump."""
_BLANK = {"level3": 7.0, "target": 5.0, "description": 3.0, "basis": 1.0}
_TWO_NAMES = 6.0
_TWO_TARGETS = 4.0
"""For a line that begins like a target below the first line of one."""
_AGAIN = 2.0
"""For a line of a cell that reads like the one above, in a dump."""
_OPERATOR = re.compile("[≥≤><≧≦＞＜]")
_NAME_CUT = 2.0
_NAME_ASIDE = 0.7
_NAMELESS = 2.0
"""For a table of a dump whose first row no level names, with cells at the top: they stand in the middle of what they cover."""


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One line of a table body: its pieces by column, the space above it, and whether a ruling or a page end is there."""

    cells: dict[int, Piece]
    space: float
    """Above the line, down from the lowest piece before it, in line heights; negative where cells overlap."""
    ruled: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A whole cell of a level's column: its text, its first and last line, and how high and how low it stands."""

    text: str
    first: int
    last: int
    top: float
    bottom: float
    cut: bool = False
    """Whether a page ends inside it: where it stands tells little then."""


@dataclass(slots=True)
class Body:
    """What the costs look at."""

    lines: Sequence[BodyLine]
    roles: Sequence[str | None]
    """Of each column."""
    names: Sequence[Name]
    """Cells of the second level, or of the first where there is no second."""
    pitch: float
    """From one line of a cell to the next."""
    space: float
    """Line heights of space that part two rows."""
    slack: float
    """Line pitches by which a cell may be out of its row's alignment at no cost."""
    exact: bool = True
    """Whether heights are those of a page, not of a dump, in which only the order of lines tells."""
    widths: Sequence[float] = ()
    """Full-width letters that a line of each column holds, where all of the document tells."""
    capacity: dict[int, float] = field(default_factory=dict, init=False)
    usual: bool = field(default=False, init=False)
    """Whether rows usually have space between them."""
    places: list[float] = field(default_factory=list, init=False)
    """Number of each line among those that hold more than names of levels."""
    pages: list[int] = field(default_factory=list, init=False)
    """How many page ends stand above each line."""

    def __post_init__(self) -> None:
        number = 0.0
        self.pages = list(accumulate(int(line.new_page) for line in self.lines))
        for line in self.lines:
            self.places.append(number)
            number += self.tells(line)
        for line in self.lines:
            for column, piece in line.cells.items():
                self.capacity[column] = max(self.capacity.get(column, 0.0), printed_width(piece.text))
        self.capacity |= dict(enumerate(self.widths))
        wide = sum(line.space > self.space for line in self.lines[1:])
        targets = sum(self.roles[column] == "target" for line in self.lines for column in line.cells)
        self.usual = wide >= min(_USUAL * len(self.lines), _USUAL_ROWS * max(targets - 1, 2))

    def surely(self) -> set[int]:
        """Lines that surely begin a row: a target right below another, or below one that was not full."""
        found = set()
        for at, (above, line) in enumerate(pairwise(self.lines), 1):
            for column in above.cells.keys() & line.cells.keys():
                upper, lower = above.cells[column].text, line.cells[column].text
                ends = _is_second(upper, lower) or not is_full(upper, lower, self.capacity[column])
                if self.roles[column] == "target" and ends:
                    found.add(at)
        return found

    def tells(self, line: BodyLine) -> bool:
        """Whether a line holds more than names of levels."""
        return any(self.roles[column] not in _LEVELS for column in line.cells)


@dataclass(frozen=True, slots=True)
class Partition:
    """Rows (first and last line of each) for one alignment of cells in their rows, and what they cost."""

    cost: float
    rows: list[tuple[int, int]]
    middle: bool


def partitions(body: Body) -> tuple[Partition, Partition]:
    """The cheapest partition with cells at the top of their rows, and the cheapest with cells in the middle."""
    (cost, rows), middle = _best(body, middle=False), _best(body, middle=True)
    if not body.exact and rows and _is_nameless(body, *rows[0]):
        cost += _NAMELESS
    return Partition(cost, rows, middle=False), Partition(*middle, middle=True)


def _is_nameless(body: Body, first: int, last: int) -> bool:
    """Whether a level names some rows, but not the one of lines `first` to `last`."""
    levels = [column for column, role in enumerate(body.roles) if role in ("level1", "level2")]
    named = (
        {column for line in lines for column in line.cells} for lines in (body.lines, body.lines[first : last + 1])
    )
    somewhere, here = named
    return any(column in somewhere and column not in here for column in levels)


def _best(body: Body, *, middle: bool) -> tuple[float, list[tuple[int, int]]]:
    """Cost and rows of the cheapest partition for one alignment."""
    n = len(body.lines)
    costs = [0.0] + [float("inf")] * n
    starts = [0] * (n + 1)
    cuts = [_cut(body, at) for at in range(n)]
    for end in range(1, n + 1):
        for start in range(end - 1, max(-1, end - 1 - _MOST_LINES), -1):
            if start + 1 < end and body.lines[start + 1].ruled:
                break
            if costs[start] + cuts[start] >= costs[end]:
                continue
            cost = costs[start] + cuts[start] + _row(body, start, end, middle=middle)
            if cost < costs[end]:
                costs[end], starts[end] = cost, start
    rows, end = [], n
    while end:
        rows.append((starts[end], end - 1))
        end = starts[end]
    return costs[n], rows[::-1]


def _cut(body: Body, at: int) -> float:
    """Of a row that begins with line `at`."""
    if at == 0:
        return 0.0
    line = body.lines[at]
    cost = 0.0
    if not (line.ruled or line.new_page or line.space > body.space):
        cost += _NO_SPACE_USUAL if body.usual else _NO_SPACE
    cost += sum(_NAME_CUT for name in body.names if name.first < at <= name.last)
    over, below = body.lines[at - 1], line
    if not body.exact:
        over = next((each for each in body.lines[at - 1 : 0 : -1] if body.tells(each)), over)
        below = next((each for each in body.lines[at:] if body.tells(each)), below)
    for column, piece in below.cells.items():
        above = over.cells.get(column)
        if above and is_full(above.text, piece.text, body.capacity[column]):
            cost += _FULL
    return cost


def _row(body: Body, start: int, end: int, *, middle: bool) -> float:
    """Of lines `start` to `end` - 1 as one row."""
    cost = sum(_SPACE_INSIDE for line in body.lines[start + 1 : end] if line.space > body.space and not line.new_page)
    extents = []
    for column, role in enumerate(body.roles):
        if role in _LEVELS:
            continue
        held = [at for at in range(start, end) if column in body.lines[at].cells]
        if not held:
            cost += _BLANK.get(role or "", 0.3)
            continue
        stack = [body.lines[at].cells[column] for at in held]
        first, last = body.places[held[0]], body.places[held[-1]] + 1.0
        extents.append((stack[0].top, stack[-1].bottom) if body.exact else (first, last))
        cost += _breaks(body, column, stack, [body.pages[at] for at in held])
        if role == "target":
            cost += _TWO_TARGETS * sum(_is_second(stack[0].text, piece.text) for piece in stack[1:])
    skew = _alignment(body, extents, middle=middle) + _names(body, start, end, extents, middle=middle)
    if middle and end < len(body.lines) and body.lines[end].new_page:
        top = _alignment(body, extents, middle=False) + _names(body, start, end, extents, middle=False)
        skew = min(skew, top + _PAGE_END)
    if not body.exact and any(line.new_page for line in body.lines[start + 1 : end]):
        skew = min(skew, _BROKEN)
    return cost + skew


def _is_second(first: str, text: str) -> bool:
    """Whether a text is a target of its own below another: it begins with an operator, or both are values."""
    return bool(_OPERATOR.match(text)) or bool(VALUE.match(first) and VALUE.match(text))


def _breaks(body: Body, column: int, stack: Sequence[Piece], pages: Sequence[int]) -> float:
    """Of the lines of one cell, that stand on these pages."""
    cost = 0.0
    for (above, upper), (below, lower) in pairwise(zip(stack, pages, strict=True)):
        if not is_full(above.text, below.text, body.capacity[column]):
            cost += _UNFULL
        if below.top - above.top > 2.2 * body.pitch and (body.exact or upper == lower):
            cost += _FAR
        if not body.exact and mask(above.text) == mask(below.text):
            cost += _AGAIN
    return cost


def _alignment(body: Body, extents: Sequence[tuple[float, float]], *, middle: bool) -> float:
    """How far the cells of a row are from one top, or from one middle."""
    if not extents:
        return 0.0
    anchor = max(extents, key=lambda extent: extent[1] - extent[0])
    return _ASKEW * sum(_askew(body, extent, anchor, middle=middle) for extent in extents)


def _askew(body: Body, extent: tuple[float, float], anchor: tuple[float, float], *, middle: bool) -> float:
    apart = abs(sum(extent) - sum(anchor)) / 2 if middle else abs(extent[0] - anchor[0])
    return max(0.0, apart / body.pitch - body.slack)


def _names(body: Body, start: int, end: int, extents: Sequence[tuple[float, float]], *, middle: bool) -> float:
    """Of the level's names in a row: at most one, and aligned with the other cells."""
    inside = [name for name in body.names if start <= name.first and name.last < end]
    if len(inside) > 1:
        return _TWO_NAMES * (len(inside) - 1)
    if not inside or not extents:
        return _NAME_ASIDE if body.names else 0.0
    name = inside[0].top, inside[0].bottom
    if not body.exact:
        name = body.places[inside[0].first], body.places[inside[0].last] + 1.0
    anchor = max([*extents, name], key=lambda extent: extent[1] - extent[0])
    return _ASKEW / 2 * _askew(body, name, anchor, middle=middle)
