"""Which pieces of a stream make a cell, and which column it stands in: a segmentation by dynamic programming.

The body of a table comes as pieces in printed order: whole cells, and lines of cells that were wrapped. The cheapest way is
sought to part them into cells and give each cell a column (semi-Markov Viterbi; Sarawagi and Cohen 2004). Costs are negative
log probabilities: of the whole cell's text under the column's role (the trained column typer), of a piece being the rest of
the one before (the line classifier), of a column left out; and what setting a page implies: lines are broken only where they
are full, cells side by side stand on one line. How wide the columns are shows in the cells of a first pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING

from ..layout.wrapping import units, width_of
from ..lines.vocabulary import is_level_name
from ..values.text import heal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .columns import Column

    Matrix = NDArray[np.float64]

_SKIP = {
    "side": 0.2, "level1": 0.5, "level2": 2.0, "level3": 7.0, "description": 6.0, "target": 7.0, "basis": 5.0,
    "operator": 4.0, "measure": 2.0,
}  # fmt: skip
"""A blank cell leaves nothing in a stream; of cells merged downwards only the first row tells."""
_SKIP_OTHER = 1.0
_LEVELS = ("side", "level1", "level2")
_FLOOR = 0.02
"""Least probability of the classifier that is believed."""
_ROW_INSIDE_LINE = 6.0
"""A row that begins where a line does not."""
_BELOW_ONE_LINE = 2.5
"""A cell of one line below, not beside, the cell of one line before it in its row."""
_BELOW_MERGED = 0.3
"""The like below a merged cell, or where both are the rest of others."""
_MIDDLE = 0.7
"""A cell that begins above or below the line of the one before: its row is set in the middle."""
_BESIDE_LAST = 1.0
"""A cell beside the last line of one of several lines."""
_CARRY = 2.0
"""The rest of a row at the head of a page, which the page before cut off."""
_CARRIED = 0.3
"""What one of its cells tells of its column, by the cost of a whole one: it is a fragment."""
_LATIN = 0.65
"""Greatest width of a Latin letter."""
_SLACK = 0.3
_NEVER = 3.0
"""Letters by which no line is broken early."""
_MOST_COST, _MOST_LINES = 40.0, 120
"""Of pieces going on, beyond which they make no cell: ten that surely do not; and lines of the longest cell."""
_NAME_INSIDE = 4.0
"""The name of a level as the rest of a cell."""
_WIDER, _MOST_WIDER = 2.0, 6.0
"""Cost of each letter by which a line is wider than its column, and in all."""
_BROKEN_EARLY, _MOST_EARLY = 1.5, 7.0
"""Cost of each letter by which a line was broken before it was full, and in all."""
_PASSES = 3
_USUAL, _NEARLY_ALL = 0.8, 0.9
"""Share of the wrapped cells, and of all cells, that are no wider than their column."""


@dataclass(frozen=True, slots=True)
class StreamPiece:
    """One piece of a body."""

    text: str
    beside: bool
    spaced: bool
    continues: float
    """Probability that it goes on with the piece before, 0..1."""
    opens: bool = False
    """A page begins with it, on which the row before may go on."""


@dataclass(frozen=True, slots=True)
class Part:
    """A cell: its pieces `first` to `last`, and the position of its column."""

    first: int
    last: int
    column: int
    begins: bool
    """A row begins with it."""
    carried: bool = False
    """It goes on with the row before, in which the cell of its column was cut off by a page's end."""


@dataclass(slots=True)
class _Cell:
    """Pieces that may make a cell."""

    first: int
    last: int
    text: str
    lines: int
    widest: float
    full: float
    """Least width that made a line of it break."""
    continues: float
    """Probability that its first piece goes on with the one before."""
    cost: float
    """Of its other pieces going on."""
    costs: Matrix = field(init=False)
    """In each column."""


def align_pieces(pieces: Sequence[StreamPiece], columns: Sequence[Column], costs: Callable[..., Matrix]) -> list[Part]:
    """The cells of a body in printed order. `costs` gives the cost of each text in each column (see `ColumnTyper.costs`)."""
    import numpy as np  # noqa: PLC0415

    if not pieces:
        return []
    cells = [_cells_at(pieces, first) for first in range(len(pieces))]
    every = [cell for each in cells for cell in each]
    typed = costs([cell.text for cell in every], columns)
    widths = np.full(len(columns), np.inf)
    parts: list[Part] = []
    for _ in range(_PASSES):
        for cell, cost in zip(every, typed, strict=True):
            fresh, carried = cost - _log(1 - cell.continues), _CARRIED * cost - _log(cell.continues)
            misfit = _misfit(cell, widths)
            cell.costs = cell.cost + np.concatenate([fresh + misfit, carried + misfit])
        found = _search(pieces, cells, columns)
        if found == parts:
            break
        parts = found
        widths = _widths(parts, pieces, len(columns))
    return parts


def _cells_at(pieces: Sequence[StreamPiece], first: int) -> list[_Cell]:
    """Every cell that may begin with a piece. A line is broken only where the next word did not fit."""
    lines = pieces[first].text.split("\n")
    widest, full = max(map(width_of, lines)), float("inf")
    text, line, cost, count = pieces[first].text, lines[-1], 0.0, len(lines)
    continues = pieces[first].continues
    cells = [_Cell(first, first, heal(text), count, widest, full, continues, cost)]
    for at in range(first + 1, len(pieces)):
        piece = pieces[at]
        if piece.beside and not piece.spaced:
            break
        head, *rest = piece.text.split("\n")
        cost += _NAME_INSIDE * is_level_name(piece.text) - _log(piece.continues)
        if piece.beside:
            line, text = f"{line} {head}", f"{text} {piece.text}"
        else:
            word = units(head)
            full = min(full, width_of(line, _LATIN) + width_of(word[0] if word else "", _LATIN))
            line, text, count = head, f"{text}\n{piece.text}", count + 1
        count += len(rest)
        widest = max([widest, width_of(line), *map(width_of, rest)])
        line = rest[-1] if rest else line
        early = max(widest - full - _SLACK, 0.0)
        if early > _NEVER or cost > _MOST_COST or count > _MOST_LINES:
            break
        cells.append(_Cell(first, at, heal(text), count, widest, full, continues, cost + _BROKEN_EARLY * early))
    return cells


def _log(probability: float) -> float:
    return log(min(max(probability, _FLOOR), 1 - _FLOOR))


def _misfit(cell: _Cell, widths: Matrix) -> Matrix:
    """Cost of the cell's lines being wider than each column, or broken before they were full."""
    import numpy as np  # noqa: PLC0415

    known = np.isfinite(widths)
    room = np.where(known, widths, 0.0)
    wider = np.clip(_WIDER * (cell.widest - room - _SLACK), 0.0, _MOST_WIDER)
    early = np.clip(_BROKEN_EARLY * (room - _SLACK - cell.full), 0.0, _MOST_EARLY) if cell.lines > 1 else 0.0
    return np.where(known, wider + early, 0.0)


def _widths(parts: Sequence[Part], pieces: Sequence[StreamPiece], count: int) -> Matrix:
    """The width of each column: that of the wider lines of its wrapped cells; infinite where none is wrapped."""
    import numpy as np  # noqa: PLC0415

    every: list[list[float]] = [[] for _ in range(count)]
    wrapped: list[list[float]] = [[] for _ in range(count)]
    for part in parts:
        lines = _lines(pieces[part.first : part.last + 1])
        widest = max(map(width_of, lines))
        every[part.column].append(widest)
        if len(lines) > 1:
            wrapped[part.column].append(widest)
    return np.array(
        [
            max(np.quantile(broken, _USUAL), np.quantile(seen, _NEARLY_ALL)) if broken else np.inf
            for broken, seen in zip(wrapped, every, strict=True)
        ]
    )


def _lines(pieces: Sequence[StreamPiece]) -> list[str]:
    """The printed lines of a cell."""
    text = pieces[0].text + "".join(f"{' ' if piece.beside else chr(10)}{piece.text}" for piece in pieces[1:])
    return text.split("\n")


def _search(pieces: Sequence[StreamPiece], cells: Sequence[Sequence[_Cell]], columns: Sequence[Column]) -> list[Part]:
    """Viterbi over the ends of cells; a state is the column of the last cell, and whether that has several lines.

    Behind the columns come as many states for their cells in a row that a page's end cut off.
    """
    import numpy as np  # noqa: PLC0415

    n, size = len(pieces), 2 * len(columns)
    moves = _Moves(columns)
    best = np.full((n + 1, 2, size), np.inf)
    back: list[list[list[tuple[int, int, bool] | None]]] = [[[None] * size for _ in range(2)] for _ in range(n + 1)]
    for first, piece in enumerate(pieces):
        entry = moves.entries(best[first], piece) if first else moves.start(piece)
        for cell in cells[first]:
            several = int(cell.lines > 1)
            cost, origin, begins = entry[several]
            total = cost + cell.costs
            end = best[cell.last + 1][several]
            for k in np.flatnonzero(total < end):
                end[k] = total[k]
                back[cell.last + 1][several][k] = (first, int(origin[k]), bool(begins[k]))
    return _trace(best[n] + moves.tail, back)


def _trace(final: Matrix, back: list[list[list[tuple[int, int, bool] | None]]]) -> list[Part]:
    size = final.shape[1]
    at, state = len(back) - 1, int(final.argmin())
    parts: list[Part] = []
    while at > 0:
        step = back[at][state // size][state % size]
        if step is None:
            raise AssertionError("a state that nothing leads to")
        first, origin, begins = step
        place, carried = state % size % (size // 2), state % size >= size // 2
        parts.append(Part(first, at - 1, place, begins and not carried, carried))
        at, state = first, origin
    return parts[::-1]


class _Moves:
    """Costs of going on from the state of one cell to that of the next."""

    def __init__(self, columns: Sequence[Column]) -> None:
        import numpy as np  # noqa: PLC0415

        skips = np.array([_SKIP.get(column.role, _SKIP_OTHER) for column in columns])
        before = np.concatenate([[0.0], np.cumsum(skips)])
        size = len(columns)
        after = np.arange(size)[None, :] > np.arange(size)[:, None]
        never = np.full((size, size), np.inf)
        inner = np.where(after, before[None, :size] - before[1:, None], np.inf)
        self.tail = np.concatenate([before[size] - before[1:], np.zeros(size)])
        self._head = before[:size]
        self._inner = np.block([[inner, never], [never, np.where(after, 0.0, np.inf)]])
        self._outer = np.block([self.tail[:, None] + self._head[None, :], np.full((2 * size, size), np.inf)])
        self._cut = np.block([[never, np.full((size, size), _CARRY)], [never, never]])
        self._merged = np.array([column.role in _LEVELS for column in columns] + [True] * size)

    def start(self, piece: StreamPiece) -> list[tuple[Matrix, Matrix, Matrix]]:
        """For cells of one line, and of several: cost of beginning a body in each state, state before, whether a row begins."""
        import numpy as np  # noqa: PLC0415

        size = len(self._head)
        cost = np.concatenate([self._head, np.full(size, _CARRY if piece.opens else np.inf)])
        return [(cost, np.zeros(2 * size), np.ones(2 * size))] * 2

    def entries(self, best: Matrix, piece: StreamPiece) -> list[tuple[Matrix, Matrix, Matrix]]:
        """The like for a cell behind others; `best` has shape (2, states), the costs of what comes before."""
        import numpy as np  # noqa: PLC0415

        size = best.shape[1]
        places = np.arange(size)
        outer = np.concatenate([self._outer + (_ROW_INSIDE_LINE if piece.beside else 0.0)] * 2)
        if piece.opens:
            outer = np.minimum(outer, np.concatenate([self._cut] * 2))
        found = []
        for several in (0, 1):
            inner = np.concatenate([self._inner + self._apart(was, several, piece.beside) for was in (0, 1)])
            total = best.reshape(2 * size, 1) + np.minimum(inner, outer)
            origin = total.argmin(axis=0)
            found.append((total[origin, places], origin, (outer < inner)[origin, places]))
        return found

    def _apart(self, was: int, several: int, beside: bool) -> Matrix | float:
        """Cost of where a cell begins, by the lines of the one before and its own; shape (states, 1) or a number."""
        import numpy as np  # noqa: PLC0415

        if beside:
            return _BESIDE_LAST if was else 0.0
        if was:
            return 0.0
        return np.where(self._merged, _BELOW_MERGED, _MIDDLE if several else _BELOW_ONE_LINE)[:, None]
