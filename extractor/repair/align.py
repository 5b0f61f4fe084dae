"""Which column a cell stands in, where the layout no longer tells: an alignment by dynamic programming.

The cells of a table body come as one stream (one cell a line), or as a row whose cells slipped. Columns come from the
header. The cheapest assignment is sought over all that keep the printed order (Viterbi over columns); costs are negative
log probabilities: of the cell's text under the column's role (the trained column typer), of the cell going on with the one
above (the line classifier), and of a column left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .columns import Column

    Matrix = NDArray[np.float64]

_SKIP = {"side": 0.2, "level1": 5.0, "level2": 5.0, "level3": 7.0, "description": 6.0, "target": 7.0, "basis": 5.0}
_SKIP_OTHER = 4.0
_SKIP_MERGED = {"level1": 0.5, "level2": 2.0}
"""Where blank cells were lost, a level's cell that is merged with the one above is simply not there."""
_GAP_INSIDE = 1.5
"""A blank line inside a row."""
_NO_GAP = 1.0
"""A new row without a blank line, where the table has blank lines."""
_SAME = 1.2
"""A description that repeats the indicator's name."""
_FLOOR = 1e-6


@dataclass(frozen=True, slots=True)
class StreamCell:
    """One cell of a body printed one cell a line."""

    text: str
    gap: int
    """Blank lines before it."""
    continues: float
    """Probability that it goes on with the cell above, 0..1."""


def align_stream(cells: Sequence[StreamCell], columns: Sequence[Column], emission: Matrix) -> list[tuple[int, bool]]:
    """Column position and whether a new row begins there, for every cell.

    `emission`: cost of cell i in column k, shape (cells, columns). A cell that continues the one above has its position
    and begins no row.
    """
    import numpy as np  # noqa: PLC0415

    if not cells:
        return []
    skips = _skips(columns, any(not cell.text for cell in cells))
    inner, outer = _moves(skips)
    gappy = any(cell.gap for cell in cells[1:])
    near, far = np.minimum(inner, outer + (_NO_GAP if gappy else 0.0)), np.minimum(inner + _GAP_INSIDE, outer)
    sure = np.array([cell.continues for cell in cells])
    fresh = emission - np.log(np.maximum(1 - sure, _FLOOR))[:, None]
    goes_on = -np.log(np.maximum(sure, _FLOOR))
    across = np.arange(len(columns))
    cost = np.concatenate([[0.0], np.cumsum(skips[:-1])]) + emission[0]
    back: list[NDArray[np.int64]] = []
    for i, cell in enumerate(cells[1:], 1):
        total = cost[:, None] + (far if cell.gap else near) + _repeats(cells, columns, i)
        stay = cost + (goes_on[i] if cell.text else np.inf)
        best = total.argmin(axis=0)
        cost = total[best, across] + fresh[i]
        better = stay < cost
        cost = np.where(better, stay, cost)
        back.append(np.where(better, -1, best))
    return _trace(cost + np.array(_tail(skips)), back, cells, (inner, outer, gappy))


def _skips(columns: Sequence[Column], blanks: bool) -> Matrix:
    import numpy as np  # noqa: PLC0415

    costs = [_SKIP.get(column.role, _SKIP_OTHER) for column in columns]
    if not blanks:
        costs = [_SKIP_MERGED.get(column.role, cost) for column, cost in zip(columns, costs, strict=True)]
    return np.array(costs)


def _moves(skips: Matrix) -> tuple[Matrix, Matrix]:
    """Cost of the columns left out on the way from one column to the next cell's, inside a row and into a new one."""
    import numpy as np  # noqa: PLC0415

    n = len(skips)
    before = np.concatenate([[0.0], np.cumsum(skips)])
    inner = np.full((n, n), np.inf)
    outer = np.full((n, n), np.inf)
    for k in range(n):
        for to in range(n):
            if to > k:
                inner[k, to] = before[to] - before[k + 1]
            outer[k, to] = before[n] - before[k + 1] + before[to]
    return inner, outer


def _tail(skips: Matrix) -> list[float]:
    return [float(skips[k + 1 :].sum()) for k in range(len(skips))]


def _repeats(cells: Sequence[StreamCell], columns: Sequence[Column], i: int) -> Matrix | float:
    """The discount for a description that repeats the name before it."""
    import numpy as np  # noqa: PLC0415

    if not cells[i].text or cells[i].text != cells[i - 1].text:
        return 0.0
    discount = np.zeros((len(columns), len(columns)))
    for k in range(len(columns) - 1):
        if columns[k].role == "level3" and columns[k + 1].role == "description":
            discount[k, k + 1] = -_SAME
    return discount


def _trace(
    final: Matrix,
    back: list[NDArray[np.int64]],
    cells: Sequence[StreamCell],
    moves: tuple[Matrix, Matrix, bool],
) -> list[tuple[int, bool]]:
    inner, outer, gappy = moves
    at = int(final.argmin())
    path: list[tuple[int, bool]] = []
    for i in range(len(cells) - 1, 0, -1):
        step = int(back[i - 1][at])
        if step < 0:
            path.append((at, False))
            continue
        into = outer[step, at] + (_NO_GAP if gappy and not cells[i].gap else 0.0)
        inside = inner[step, at] + (_GAP_INSIDE if cells[i].gap else 0.0)
        path.append((at, bool(into < inside)))
        at = step
    path.append((at, True))
    return path[::-1]


def align_row(positions: Sequence[int], columns: Sequence[Column], emission: Matrix, drift: float = 4.5) -> list[int]:
    """Column position of each cell of one row; cells keep their order and take different columns.

    `positions` are those read. Where one cell slips, the cells behind it slip with it: `drift` is the cost of slipping
    one column further than the cell before.
    """
    import numpy as np  # noqa: PLC0415

    n, read = len(columns), [*positions]
    places = np.arange(n)
    cost = emission[0] + drift * np.abs(places - read[0])
    back = []
    for i in range(1, len(read)):
        slip = np.abs((places[None, :] - read[i]) - (places[:, None] - read[i - 1]))
        total = np.where(places[None, :] > places[:, None], cost[:, None] + drift * slip, np.inf)
        back.append(total.argmin(axis=0))
        cost = total.min(axis=0) + emission[i]
    path = [int(cost.argmin())]
    for best in reversed(back):
        path.append(int(best[path[-1]]))
    return path[::-1]
