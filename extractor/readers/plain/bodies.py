"""The lines of a table's body into rows, and the pieces of each into columns: the cheapest way, found by dynamic programming.

Costs say what makes a way unlikely: a cell that goes on though its line was not full, one wider than its column, a name of a
level or a value in a column of something else, a name of a level cut short, a row without a name or a target.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from ...layout.unruled.seen import LEVELS, mask
from ...layout.unruled.starts import VALUE
from ...layout.wrapping import is_full
from ...lines.vocabulary import NAME_ROLES, is_part_of_name, whole_roles
from .cells import Dealt, Places, deal
from .shapes import shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ...layout.unruled.seen import Seen
    from .cells import Lines
    from .shapes import Shape

Order = Literal["top", "middle", "cells"]
"""Of the print: line by line with cells at the top of their rows or in their middle; or cell by cell, as a stream is."""
_MOST_LINES = 14
"""Lines of the highest row."""
_ROW = 1.0
_UNFULL = 2.5
"""A cell that goes on although its line was not full."""
_AGAIN = 2.0
"""A line of a cell that reads like the one above, or like its end."""
_COMPLETE, _OFTEN = 2.0, 2
"""A cell that goes on though what it begins with is often whole, and how often."""
_WRAPPED_VALUE = 1.0
"""A value that goes on in a second line: most are short."""
_TWO_TARGETS = 4.0
"""A line that begins like a target below the first line of one."""
_OPEN = 2.0
"""A cell that ends inside a bracket, or before a comma's rest."""
_BLANK = {"level3": 7.0, "target": 5.0, "description": 3.0, "basis": 1.0}
_BLANK_OTHER = 0.3
_VALUE, _NAME = 6.0, 3.0
"""A value, or a whole name of a level, in a column of something else."""
_CUT, _FOREIGN, _BELOW = 2.0, 6.0, 1.0
"""A level's cell that is a part of a name, that is none, or that begins below its row's top."""
_FURNITURE = 2.0
"""A line that pages repeat."""
_NAME_REACH = 3
"""Lines from one line of a level's name to the next."""
_MOST_VALUES = 2
"""Lines of a row that hold what only a target looks like."""


@dataclass(slots=True)
class Body:
    """What the costs look at: the columns' roles, and what they were seen to hold."""

    roles: Sequence[str | None]
    seen: Seen | None = None
    whole: Sequence[Mapping[str, int]] = ()
    """How often a text was a cell of one line, by column."""
    repeated: frozenset[tuple[str, ...]] = frozenset()
    """Lines that many pages print alike."""
    known: dict[tuple[int, tuple[str, ...]], float] = field(default_factory=dict)

    def cost(self, column: int, texts: tuple[str, ...], places: Places) -> float:
        """Of a cell; `places` are its lines, counted from its row's top."""
        key = column, texts
        if key not in self.known:
            self.known[key] = self._cost(column, texts)
        below = _BELOW if places and self.roles[column] in LEVELS and places[0] else 0.0
        return self.known[key] + below

    def _cost(self, column: int, texts: tuple[str, ...]) -> float:
        role = self.roles[column]
        if not texts:
            return _BLANK.get(role or "", _BLANK_OTHER)
        unlike = sum(self.seen.unlike(text, column) for text in texts) if self.seen else 0.0
        return unlike + (_name(texts) if role in LEVELS else _value(texts, role) + self._breaks(texts, column))

    def _breaks(self, texts: tuple[str, ...], column: int) -> float:
        whole = "".join(texts)
        cost = _OPEN * (whole.count("（") > whole.count("）"))
        if len(texts) > 1 and self.whole:
            cost += _COMPLETE * (self.whole[column].get(texts[0], 0) >= _OFTEN)
        for above, below in pairwise(texts):
            if self.seen and not is_full(above, below, self.seen.capacity[column]):
                cost += _UNFULL
            cost += _AGAIN * (mask(above) == mask(below) or above.endswith(below))
        return cost


def _name(texts: tuple[str, ...]) -> float:
    whole = "".join(texts)
    if whole_roles(whole) & NAME_ROLES:
        return 0.0
    return _CUT if is_part_of_name(whole) else _FOREIGN


def _value(texts: tuple[str, ...], role: str | None) -> float:
    cost = 0.0
    if role == "target":
        cost += _TWO_TARGETS * sum(bool(VALUE.match(text)) for text in texts[1:])
        cost += _WRAPPED_VALUE * (len(texts) > 1 and bool(VALUE.match(texts[0])))
    elif role not in ("operator", "column", None):
        cost += _VALUE * bool(VALUE.match(texts[0]))
    return cost + _NAME * sum(text.endswith("指标") and bool(whole_roles(text) & NAME_ROLES) for text in texts)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """Lines `first` to `last` of a body, and of each column's cell the lines, counted from the first."""

    first: int
    last: int
    cells: tuple[Places, ...]
    """Empty for lines that are no part of the table."""


def body_rows(lines: Lines, body: Body, *, order: Order) -> tuple[float, list[BodyRow]]:
    """The cheapest rows if the print has the order given, and what they cost."""
    costs = [0.0] + [float("inf")] * len(lines)
    last: list[BodyRow] = []
    for end in range(1, len(lines) + 1):
        best = BodyRow(end - 1, end - 1, ())
        if lines[end - 1] in body.repeated:
            costs[end] = costs[end - 1] + _FURNITURE
        values = 0
        for start in range(end - 1, max(-1, end - 1 - _MOST_LINES), -1):
            values += any(map(VALUE.match, lines[start]))
            if values > _MOST_VALUES:
                break
            limit = costs[end] - costs[start] - _ROW
            dealt = _row(lines[start:end], body, limit, order=order) if limit > 0 else None
            if dealt:
                costs[end] = costs[start] + _ROW + dealt.cost
                best = BodyRow(start, end - 1, dealt.cells)
        last.append(best)
    return costs[-1], _trace(last)


def _trace(last: Sequence[BodyRow]) -> list[BodyRow]:
    rows: list[BodyRow] = []
    end = len(last)
    while end:
        rows.append(last[end - 1])
        end = rows[-1].first
    return rows[::-1]


def _row(lines: Lines, body: Body, limit: float, *, order: Order) -> Dealt | None:
    """The cheapest cells of lines as one row, below a limit."""
    if max(map(len, lines)) > len(body.roles):
        return None
    costs = [partial(body.cost, k) for k in range(len(body.roles))]
    found: Dealt | None = None
    for shape in _shapes(lines, body.roles, order=order):
        choices = [_next_at if order == "cells" else _offer(role, shape) for role in body.roles]
        dealt = deal(lines, choices, costs, limit if found is None else found.cost)
        found = dealt or found
    return found


def _shapes(lines: Lines, roles: Sequence[str | None], *, order: Order) -> Iterator[Shape]:
    """The shapes of a row; where cells stand in the middle, lines that hold names of levels alone may stand aside."""
    levels = sum(role in LEVELS for role in roles)
    sizes = [len(line) for line in lines]
    if order == "cells":
        yield ()
        return
    if order == "top":
        if max(sizes) <= sizes[0] + levels:
            yield from shapes(len(lines), middle=False)
        return
    if _is_even(sizes, levels):
        yield from shapes(len(lines), middle=True)
    inside = [j for j, line in enumerate(lines) if len(line) > levels or not all(map(is_part_of_name, line))]
    if 0 < len(inside) < len(lines) and _is_even([sizes[j] for j in inside], levels):
        for shape in shapes(len(inside), middle=True):
            yield tuple(tuple(inside[j] for j in places) for places in shape)


def _is_even(sizes: Sequence[int], levels: int) -> bool:
    """Whether lines above and below the middle hold as many pieces, names of levels aside."""
    return all(abs(size - other) <= levels for size, other in zip(sizes, reversed(sizes), strict=True))


def _offer(role: str | None, shape: Shape) -> Callable[[Lines], Iterable[Places]]:
    return _names_at if role in LEVELS else partial(_cells_at, shape)


def _cells_at(shape: Shape, rests: Lines) -> Iterator[Places]:
    yield ()
    for places in shape:
        if all(rests[j] for j in places):
            yield places


def _names_at(rests: Lines) -> Iterator[Places]:
    """A level's cell spans rows, so that its lines may be any near each other that make a name, or a part of one."""
    yield ()
    chains: list[tuple[Places, str]] = [
        ((j,), rest[0]) for j, rest in enumerate(rests) if rest and is_part_of_name(rest[0])
    ]
    while chains:
        yield from (places for places, _ in chains)
        chains = [
            ((*places, j), name + rests[j][0])
            for places, name in chains
            for j in range(places[-1] + 1, min(places[-1] + 1 + _NAME_REACH, len(rests)))
            if rests[j] and is_part_of_name(name + rests[j][0])
        ]


def _next_at(rests: Lines) -> Iterator[Places]:
    """The next piece, and where it ends its line those that begin the lines below, up to one that does not fill its line."""
    yield ()
    first = next((j for j, rest in enumerate(rests) if rest), len(rests))
    for last in range(first, len(rests)):
        yield tuple(range(first, last + 1))
        if len(rests[last]) > 1:
            return
