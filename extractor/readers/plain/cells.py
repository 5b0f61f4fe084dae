"""The cells of a row of which only the lines are known: the cheapest way to deal the pieces of its lines out to columns.

The pieces of each line are taken from left to right, column by column (dynamic programming over how many are taken).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import ge
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Lines = Sequence[tuple[str, ...]]
_Taken = tuple[int, ...]
Places = tuple[int, ...]
"""The lines of a row that hold a line of one cell."""

_MOST = 24
"""Ways to deal out a beginning of the columns that are kept."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """The cells of a row by column, each as the lines that it stands on, and what they cost."""

    cost: float
    cells: tuple[Places, ...] = ()


def deal(
    lines: Lines,
    choices: Sequence[Callable[[Lines], Iterable[Places]]],
    costs: Sequence[Callable[[tuple[str, ...], Places], float]],
    limit: float = float("inf"),
) -> Dealt | None:
    """The cheapest cells that use up all pieces; None where there are none below the limit.

    `choices` gives for each column the lines that its cell may stand on, from what is left of each line; `costs` the cost
    of a cell of each column from its texts and their lines.
    """
    sizes = tuple(map(len, lines))
    states: dict[_Taken, Dealt] = {(0,) * len(lines): Dealt(0.0)}
    for k, (offered, cost) in enumerate(zip(choices, costs, strict=True)):
        least = [size - (len(choices) - k - 1) for size in sizes]
        following: dict[_Taken, Dealt] = {}
        for taken, dealt in states.items():
            rests: list[tuple[str, ...]] = [line[at:] for line, at in zip(lines, taken, strict=True)]
            for places in offered(rests):
                total = dealt.cost + cost(tuple([rests[j][0] for j in places]), places)
                if total >= limit:
                    continue
                after = _take(taken, places)
                known = following.get(after)
                if (known is None or total < known.cost) and all(map(ge, after, least)):
                    following[after] = Dealt(total, (*dealt.cells, places))
        states = following
        if len(states) > _MOST:
            states = dict(sorted(states.items(), key=lambda item: item[1].cost)[:_MOST])
    return states.get(sizes)


def _take(taken: _Taken, places: Places) -> _Taken:
    after = list(taken)
    for j in places:
        after[j] += 1
    return tuple(after)
