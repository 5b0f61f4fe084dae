"""One numbering of columns for tables that go on over the end of a page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row
    from .grid import Grid

_ALIKE = 3.0
"""Points (or pixels at 72 dpi) between columns that are the same on two pages."""


def number_columns(rows: Sequence[Row], grids: Sequence[Grid]) -> list[Row]:
    """Rows with one numbering of columns for each run of tables that have the same width, page after page."""
    found = list(rows)
    by_table: dict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row.table is not None:
            by_table[row.table].append(i)
    for run in _runs(grids):
        places = _places([grids[k] for k in run])
        for k in run:
            numbers = [_nearest(x - grids[k].xs[0], places) for x in grids[k].xs]
            for i in by_table[k]:
                found[i] = _renumbered(rows[i], numbers)
    return found


def _runs(grids: Sequence[Grid]) -> list[list[int]]:
    """Numbers of neighbouring tables of the same width."""
    runs: list[list[int]] = []
    for k, grid in enumerate(grids):
        if runs and abs(_width(grid) - _width(grids[runs[-1][-1]])) <= _ALIKE:
            runs[-1].append(k)
        else:
            runs.append([k])
    return runs


def _width(grid: Grid) -> float:
    return grid.xs[-1] - grid.xs[0]


def _places(grids: Sequence[Grid]) -> list[float]:
    """All column boundaries of the tables, measured from their left edge; those close together are one."""
    places: list[float] = []
    for x in sorted(x - grid.xs[0] for grid in grids for x in grid.xs):
        if not places or x - places[-1] > _ALIKE:
            places.append(x)
    return places


def _nearest(x: float, places: Sequence[float]) -> int:
    return min(range(len(places)), key=lambda k: abs(places[k] - x))


def _renumbered(row: Row, numbers: Sequence[int]) -> Row:
    """The row with the new `numbers` of its table's column boundaries."""
    cells = []
    for cell in row.cells:
        start, end = numbers[cell.column], numbers[cell.column + cell.span]
        cells.append(replace(cell, column=start, span=max(1, end - start)))
    return replace(row, cells=tuple(cells))
