"""Headers of tables: lines that name columns, names cut at the end of a line made whole with the lines around."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from ...lines.vocabulary import COLUMN_ROLES, HEADER_COLUMNS, LIKELY, lookup
from .cells import Dealt, Places, deal
from .shapes import shapes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .cells import Lines
    from .shapes import Shape

_REACH = 2
"""Lines of a header above and below its fullest one."""
_MOST = 10
"""Columns of a table."""
_UNKNOWN = 1.5
"""For a name that is not known, in known names."""
_LONGER = 0.02
"""For each further line of a header."""
_ORDER = ("level1", "level2", "level3", "description", "operator", "target", "measure", "basis", "column")
"""Of columns whose names share no line, which tells nothing of their order."""


@dataclass(frozen=True, slots=True)
class Head:
    """The names of a table's columns: their roles, the lines that hold each, and the first and last line of the dump."""

    names: tuple[str, ...]
    roles: tuple[str | None, ...]
    cells: tuple[Places, ...]
    first: int
    last: int


def find_heads(lines: Lines) -> list[Head]:
    """All headers, from the top down."""
    found: list[Head] = []
    for at, line in enumerate(lines):
        low = found[-1].last + 1 if found else 0
        if at >= low and sum(role_of_name(text) is not None for text in line) > 1:
            head = _best(lines, at, low)
            if head:
                found.append(head)
    return found


def _best(lines: Lines, at: int, low: int) -> Head | None:
    """The lines around one that name the most columns."""
    best: tuple[float, Head] | None = None
    for first in range(max(low, at - _REACH), at + 1):
        for last in range(at, min(len(lines), at + _REACH + 1)):
            dealt = _read(tuple(lines[first : last + 1]))
            if dealt is None:
                continue
            cost = dealt.cost + _LONGER * (last - first)
            head = _head(lines[first : last + 1], dealt, first)
            named = sum(role is not None for role in head.roles)
            if named >= HEADER_COLUMNS and (best is None or cost < best[0]):
                best = cost, head
    return best[1] if best else None


@lru_cache(maxsize=4096)
def _read(lines: tuple[tuple[str, ...], ...]) -> Dealt | None:
    """The cheapest way to read lines as names of columns."""
    if any(not line or len(line) > _MOST for line in lines):
        return None
    ways = [shape for middle in (False, True) for shape in shapes(len(lines), middle=middle)]
    found = [deal(lines, [partial(_offered, shape)] * _MOST, [_cost_of_name] * _MOST) for shape in dict.fromkeys(ways)]
    return min((dealt for dealt in found if dealt), key=lambda dealt: dealt.cost, default=None)


def _offered(shape: Shape, rests: Lines) -> Iterable[Places]:
    yield ()
    for places in shape:
        if all(rests[j] for j in places):
            yield places


def _cost_of_name(texts: tuple[str, ...], places: Places) -> float:
    return _cost("".join(texts)) if places else 0.0


@lru_cache(maxsize=65536)
def _cost(text: str) -> float:
    score = max((term.score for term in lookup(text, LIKELY) if term.role in COLUMN_ROLES), default=0.0)
    return -score / 100 if score else _UNKNOWN


def role_of_name(text: str) -> str | None:
    """The role of the column that a text names."""
    return next((term.role for term in lookup(text, LIKELY) if term.role in COLUMN_ROLES), None)


def _head(lines: Lines, dealt: Dealt, first: int) -> Head:
    taken = [0] * len(lines)
    columns: list[tuple[str, Places]] = []
    for places in filter(None, dealt.cells):
        columns.append(("".join(lines[j][taken[j]] for j in places), places))
        for j in places:
            taken[j] += 1
    _order(columns)
    names = tuple(name for name, _ in columns)
    cells = tuple(places for _, places in columns)
    return Head(names, tuple(map(role_of_name, names)), cells, first, first + len(lines) - 1)


def _order(columns: list[tuple[str, Places]]) -> None:
    """Bring neighbours that share no line into the usual order of their roles."""
    for end in range(len(columns) - 1, 0, -1):
        for k in range(end):
            (left, high), (right, low) = columns[k : k + 2]
            if not set(high) & set(low) and _rank(left) > _rank(right):
                columns[k : k + 2] = [columns[k + 1], columns[k]]


def _rank(name: str) -> int:
    role = role_of_name(name)
    return _ORDER.index(role) if role in _ORDER else len(_ORDER)
