"""The rows of all bodies of a dump: read twice and more, as what the columns hold shows in the rows of the pass before."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ...layout.unruled.seen import see
from .bodies import Body, BodyRow, Order, body_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .cells import Lines

    _Roles = tuple[str | None, ...]

_ORDERS: tuple[Order, ...] = ("cells", "top", "middle")
_CLEARLY = 3.0
"""Less cost that tells lines from cells: where few cells are wrapped, or few lines are there, all orders fit."""
_PASSES, _TRIAL = 3, 2
_SAMPLE = 40
"""Lines that tell the order."""
_BESIDE = 1.5
"""Pieces of a line at least, on average, where cells stand side by side."""
_REPEATED = 3
"""Times that pages print a line alike, at least."""


def read_bodies(roles: Sequence[_Roles], bodies: Sequence[Lines], outside: Lines) -> list[list[BodyRow]] | None:
    """The rows of each body; None where cells are rather printed one after another.

    `roles`: of each one's columns; `outside`: the lines around the bodies.
    """
    counts = Counter(line for line in outside if len(line) == 1)
    repeated = frozenset(line for line, count in counts.items() if count >= _REPEATED)
    order = _order(roles, bodies, repeated)
    return None if order is None else _passes(roles, bodies, repeated, _PASSES, order=order)[1]


def _order(roles: Sequence[_Roles], bodies: Sequence[Lines], repeated: frozenset[tuple[str, ...]]) -> Order | None:
    """How the first lines are printed, if line by line; None for cells one after another."""
    some: list[Lines] = []
    for body in bodies:
        some.append(body[: _SAMPLE - sum(map(len, some))])
    pieces = [len(line) for body in some for line in body]
    if sum(pieces) < _BESIDE * len(pieces):
        return None
    costs = {order: _passes(roles, some, repeated, _TRIAL, order=order)[0] for order in _ORDERS}
    best: Order = min(_ORDERS[1:], key=lambda order: costs[order])
    return best if costs[best] < costs["cells"] - _CLEARLY else None


def _passes(
    roles: Sequence[_Roles], bodies: Sequence[Lines], repeated: frozenset[tuple[str, ...]], passes: int, *, order: Order
) -> tuple[float, list[list[BodyRow]]]:
    alike: dict[_Roles, list[int]] = defaultdict(list)
    for number, kind in enumerate(roles):
        alike[kind].append(number)
    total, rows = 0.0, [list[BodyRow]() for _ in bodies]
    for kind, numbers in alike.items():
        own = [bodies[number] for number in numbers]
        cost, found = _of_kind(kind, own, repeated, passes, order=order)
        total += cost
        for number, each in zip(numbers, found, strict=True):
            rows[number] = each
    return total, rows


def _of_kind(
    roles: _Roles, bodies: Sequence[Lines], repeated: frozenset[tuple[str, ...]], passes: int, *, order: Order
) -> tuple[float, list[list[BodyRow]]]:
    full = [
        [BodyRow(i, i, ((0,),) * len(roles)) for i, line in enumerate(body) if len(line) == len(roles)]
        for body in bodies
    ]
    found = (0.0, full)
    for _ in range(passes):
        body = _seen(roles, bodies, found[1], repeated)
        each = [body_rows(lines, body, order=order) for lines in bodies]
        found = sum(cost for cost, _ in each), [rows for _, rows in each]
    return found


def _seen(
    roles: _Roles, bodies: Sequence[Lines], rows: Sequence[Sequence[BodyRow]], repeated: frozenset[tuple[str, ...]]
) -> Body:
    cells: list[list[list[str]]] = [[] for _ in roles]
    whole: list[Counter[str]] = [Counter() for _ in roles]
    for lines, own in zip(bodies, rows, strict=True):
        starts = {row.first for row in own} | {len(lines)}
        for row in own:
            alone = row.first == row.last and row.last + 1 in starts
            for k, texts in enumerate(texts_of(lines, row)):
                cells[k].append(texts)
                whole[k].update(texts if alone else ())
    if not any(map(any, cells)):
        return Body(roles, repeated=repeated)
    return Body(roles, see([[text for texts in column for text in texts] for column in cells], roles), whole, repeated)


def texts_of(lines: Lines, row: BodyRow) -> Iterator[list[str]]:
    """The lines of each column's cell of a row."""
    taken = [0] * (row.last + 1 - row.first)
    for places in row.cells:
        yield [lines[row.first + j][taken[j]] for j in places]
        for j in places:
            taken[j] += 1
