"""The rows of all bodies of a dump: read twice and more, as what the columns hold shows in the rows of the pass before."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ...layout.seen import see
from .bodies import Body, BodyRow, Order, body_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .cells import Lines

    _Roles = tuple[str | None, ...]

_ORDERS: tuple[Order, ...] = ("top", "middle", "cells")
_PASSES = 3
_REPEATED = 3
"""Times that pages print a line alike, at least."""


def read_bodies(roles: Sequence[_Roles], bodies: Sequence[Lines], every: Lines) -> list[list[BodyRow]] | None:
    """The rows of each body; None where cells are rather printed one after another. `roles`: of each one's columns; `every`: all lines of the dump."""
    counts = Counter(line for line in every if len(line) == 1)
    repeated = frozenset(line for line, count in counts.items() if count >= _REPEATED)
    ways = [_passes(roles, bodies, repeated, order=order) for order in _ORDERS]
    cost, rows, order = min(
        ((*way, order) for way, order in zip(ways, _ORDERS, strict=True)), key=lambda way: way[0]
    )
    return None if order == "cells" or cost == float("inf") else rows


def _passes(
    roles: Sequence[_Roles], bodies: Sequence[Lines], repeated: frozenset[tuple[str, ...]], *, order: Order
) -> tuple[float, list[list[BodyRow]]]:
    alike: dict[_Roles, list[int]] = defaultdict(list)
    for number, kind in enumerate(roles):
        alike[kind].append(number)
    total, rows = 0.0, [list[BodyRow]() for _ in bodies]
    for kind, numbers in alike.items():
        own = [bodies[number] for number in numbers]
        cost, found = _of_kind(kind, own, repeated, order=order)
        total += cost
        for number, each in zip(numbers, found, strict=True):
            rows[number] = each
    return total, rows


def _of_kind(
    roles: _Roles, bodies: Sequence[Lines], repeated: frozenset[tuple[str, ...]], *, order: Order
) -> tuple[float, list[list[BodyRow]]]:
    full = [[BodyRow(i, i, ((0,),) * len(roles)) for i, line in enumerate(body) if len(line) == len(roles)] for body in bodies]
    found = (0.0, full)
    for _ in range(_PASSES):
        body = _seen(roles, bodies, found[1], repeated)
        each = [body_rows(lines, body, order=order) for lines in bodies]
        found = sum(cost for cost, _ in each), [rows for _, rows in each]
    return found


def _seen(
    roles: _Roles, bodies: Sequence[Lines], rows: Sequence[Sequence[BodyRow]], repeated: frozenset[tuple[str, ...]]
) -> Body:
    cells: list[list[list[str]]] = [[] for _ in roles]
    for lines, own in zip(bodies, rows, strict=True):
        for row in own:
            for k, texts in enumerate(texts_of(lines, row)):
                cells[k].append(texts)
    if not any(map(any, cells)):
        return Body(roles, repeated=repeated)
    whole = [Counter(texts[0] for texts in column if len(texts) == 1) for column in cells]
    return Body(roles, see([[text for texts in column for text in texts] for column in cells], roles), whole, repeated)


def texts_of(lines: Lines, row: BodyRow) -> Iterator[list[str]]:
    """The lines of each column's cell of a row."""
    taken = [0] * (row.last + 1 - row.first)
    for places in row.cells:
        yield [lines[row.first + j][taken[j]] for j in places]
        for j in places:
            taken[j] += 1
