"""Tables with a cell parted, or a column closed: grids whose cells keep their rows and columns right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..grid import Grid, GridCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...document import Box


@dataclass(frozen=True, slots=True)
class Cut:
    """A ruling line that a cell lacks."""

    cell: GridCell
    at: float
    """Where it stands, in points from the page's left or top edge."""
    score: float
    """How sure it is, 0 to 1."""
    across: bool
    """True where the new line is horizontal."""


def follows(cell: GridCell, below: GridCell) -> bool:
    """Whether a cell stands right below another of the same width."""
    return below.row == cell.row + cell.row_span and (below.column, below.span) == (cell.column, cell.span)


def halves_of(box: Box, cut: Cut) -> tuple[Box, Box]:
    """The two boxes that a cut makes of one: upper and lower, or left and right."""
    if cut.across:
        return replace(box, bottom=cut.at), replace(box, top=cut.at)
    return replace(box, x1=cut.at), replace(box, x0=cut.at)


def ruled(grid: Grid, cells: Sequence[GridCell], cut: Cut) -> Grid:
    """The table with a line through these cells."""
    xs = grid.xs if cut.across or cut.at in grid.xs else tuple(sorted((*grid.xs, cut.at)))
    halves = [replace(cell, box=half) for cell in cells for half in halves_of(cell.box, cut)]
    kept = [cell for cell in grid.cells if cell not in cells] + halves
    numbered = [_numbered(cell, xs, grid.ys) for cell in kept]
    return Grid(xs, grid.ys, tuple(sorted(numbered, key=lambda cell: (cell.row, cell.column))))


def closed(grid: Grid, move: tuple[float, float]) -> Grid:
    """The table with one of its vertical lines moved onto another, and without the cells that were between them."""
    gone, place = move

    def moved(x: float) -> float:
        return place if x == gone else x

    xs = tuple(x for x in grid.xs if x != gone)
    boxes = [(cell, replace(cell.box, x0=moved(cell.box.x0), x1=moved(cell.box.x1))) for cell in grid.cells]
    kept = [_numbered(replace(cell, box=box), xs, grid.ys) for cell, box in boxes if box.x0 < box.x1]
    return Grid(xs, grid.ys, tuple(sorted(kept, key=lambda cell: (cell.row, cell.column))))


def _numbered(cell: GridCell, xs: tuple[float, ...], ys: tuple[float, ...]) -> GridCell:
    """A cell whose rows and columns are those that its box covers."""
    left, right = xs.index(cell.box.x0), xs.index(cell.box.x1)
    top, bottom = ys.index(cell.box.top), ys.index(cell.box.bottom)
    return replace(cell, row=top, column=left, row_span=bottom - top, span=right - left)
