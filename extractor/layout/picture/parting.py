"""Cells that worn ruling left as one, parted where the words in them show that they are two.

Names of columns, periods of a plan, a label and the sum beside it stand in cells of their own; so do the cells of a row
below a header whose columns part there. Only paper is cut: where letters stand as close as in a word nothing is parted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ...lines.vocabulary import HEADER_COLUMNS, named_columns
from .cuts import Cut, closed, follows, halves_of, ruled
from .proof import COLUMN, TERMS, is_cut_name, is_period, score_beside, stacked
from .read_pieces import Piece, groups_of, leads_of, left_of, part_of, right_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...document import Box
    from ...ocr.engine import Picture
    from ..grid import Grid, GridCell

_CLEAR = 0.45
"""Letters' sizes of paper at a line that texts keep clear of; the space of a comma is less."""
_CLOSE = 0.2
"""The same where the words are proof enough."""
_SLIVER = 1.3
"""Letters' sizes of a column too narrow for any."""
_FLAT = 0.3
"""Letters' sizes: lower ink is a piece of a line, or a dash."""
_APART, _LEADS = 0.8, 2.0
"""Letters' sizes of paper between the texts of two rows at least, and as many times the paper between the lines of either."""
_ROWS = 3
"""Rows parted at a place to one that is not, for a cell without text on one side of it."""
_MOST = 40
"""Cuts of one table, at most."""


@dataclass(frozen=True, slots=True)
class Parted:
    """What a cell was a part of."""

    read: str
    score: float


class Parting:
    """The tables of a page in pixels, and the pieces of lines in them, parted; `ink` is the mask of the page's letters."""

    def __init__(self, grids: Sequence[Grid], pieces: Sequence[Piece], ink: Picture, size: float) -> None:
        self.pieces = list(pieces)
        self.parted: dict[Box, Parted] = {}
        """By the box of the cell that was made."""
        self._ink, self._size = ink, size
        self._outer = list(grids)
        self.grids = [self._joined(self._without_slivers(self._whole(grid))) for grid in grids]

    def _whole(self, grid: Grid) -> Grid:
        """A table with all its cells parted."""
        for _ in range(_MOST):
            cut = next(self._cuts(grid), None)
            if cut is None:
                break
            grid = self._apply(grid, cut)
        return grid

    def _without_slivers(self, grid: Grid) -> Grid:
        """A table without the columns that are too narrow for a letter and hold none: the paper between two frames."""
        for left, right in pairwise(grid.xs):
            alone = [cell for cell in grid.cells if (cell.box.x0, cell.box.x1) == (left, right)]
            narrow = right - left < _SLIVER * self._size and len(grid.xs) > 2
            if narrow and alone and not any(self._own(cell.box) for cell in alone):
                grid = closed(grid, (left, right) if right == grid.xs[-1] else (right, left))
        return grid

    def _joined(self, grid: Grid) -> Grid:
        """A table in which the names of columns that a false line cut in two are whole."""
        for cell in grid.cells:
            below = next((other for other in grid.cells if follows(cell, other)), None) if cell in grid.cells else None
            upper, lower = text_of(self._own(cell.box)), text_of(self._own(below.box)) if below else ""
            if below and upper and lower and is_cut_name(upper, lower):
                whole = replace(cell, row_span=cell.row_span + below.row_span, box=cell.box.union(below.box))
                grid = replace(grid, cells=tuple(whole if c is cell else c for c in grid.cells if c is not below))
                self.parted[whole.box] = Parted(f"{upper}|{lower}", TERMS)
        return grid

    def _cuts(self, grid: Grid) -> Iterator[Cut]:
        headers = self._headers(grid)
        for cell in grid.cells:
            own = self._own(cell.box)
            if len(own) > 1 or cell.span > 1:
                yield from self._beside(grid, cell, own, headers)
            if cell.row_span > 1 and len(own) > 1:
                yield from self._below(grid, cell, own, headers)

    def _headers(self, grid: Grid) -> list[tuple[int, set[float]]]:
        """The rows that name columns, each with the places where it parts them."""
        found = []
        for row in sorted({cell.row for cell in grid.cells}):
            cells = [cell for cell in grid.cells if cell.row == row]
            if len(named_columns(text_of(self._own(cell.box)) for cell in cells)) >= HEADER_COLUMNS:
                found.append((row, {side for cell in cells for side in (cell.box.x0, cell.box.x1)}))
        return found

    def _own(self, box: Box) -> list[Piece]:
        """The pieces in a cell, but for those in a table inside it."""
        inner = [grid.box for grid in self._outer if _inside(grid.box, box)]
        return [p for p in self.pieces if _holds(box, p.box) and not any(_holds(other, p.box) for other in inner)]

    def _beside(
        self, grid: Grid, cell: GridCell, own: list[Piece], headers: list[tuple[int, set[float]]]
    ) -> Iterator[Cut]:
        """Vertical lines that are missing in a cell."""
        base = [x for x in grid.xs if cell.box.x0 < x < cell.box.x1]
        for at in [*base, *self._gaps(own, base)]:
            sides = self._sides(own, at)
            if sides is None:
                continue
            if not all(sides):
                if at in base and _in_rows(grid, cell, at):
                    yield Cut(cell, at, COLUMN, across=False)
                continue
            left, right = groups_of(sides[0], self._size)[-1], groups_of(sides[1], self._size)[0]
            score = score_beside(text_of(left), text_of(right), based=at in base)
            paper = self._paper(own, at)
            if not score and paper >= _CLEAR * self._size and _in_columns(cell, at, headers):
                score = COLUMN
            if score:
                yield Cut(cell, at, score, across=False)

    def _gaps(self, own: list[Piece], base: list[float]) -> list[float]:
        """The middles of the spaces between groups of pieces in which no line of the table stands."""
        groups = groups_of(own, self._size)
        spaces = [(right_of(a), left_of(b)) for a, b in pairwise(groups)]
        return [(a + b) / 2 for a, b in spaces if not any(a < x < b for x in base)]

    def _below(
        self, grid: Grid, cell: GridCell, own: list[Piece], headers: list[tuple[int, set[float]]]
    ) -> Iterator[Cut]:
        """Horizontal lines that are missing in a cell: where words stand in cells of their own, below a header texts apart."""
        words = [piece for piece in own if piece.box.bottom - piece.box.top > _FLAT * self._size]
        is_body = any(row < cell.row for row, _ in headers)
        for at in (y for y in grid.ys if cell.box.top < y < cell.box.bottom):
            upper = [piece for piece in words if piece.box.bottom <= at]
            lower = [piece for piece in words if piece.box.top >= at]
            if not upper or not lower or len(upper) + len(lower) < len(words):
                continue
            if stacked(text_of(upper), text_of(lower)):
                yield Cut(cell, at, TERMS, across=True)
            elif is_body and self._are_rows(upper, lower):
                yield Cut(cell, at, COLUMN, across=True)

    def _are_rows(self, upper: list[Piece], lower: list[Piece]) -> bool:
        """Whether two texts stand further apart than the lines of either."""
        leads = [lead for text in (upper, lower) for lead in leads_of(text)]
        space = min(piece.box.top for piece in lower) - max(piece.box.bottom for piece in upper)
        return space >= max(_APART * self._size, _LEADS * max(leads, default=0.0))

    def _sides(self, own: list[Piece], at: float) -> tuple[list[Piece], list[Piece]] | None:
        """The pieces left and right of a place, those over it cut in two; None where letters stand there."""
        left, right = [], []
        for piece in own:
            if piece.box.x1 <= at:
                left.append(piece)
            elif piece.box.x0 >= at:
                right.append(piece)
            elif halves := self._halves(piece, at):
                left.append(halves[0])
                right.append(halves[1])
            else:
                return None
        return left, right

    def _halves(self, piece: Piece, at: float) -> tuple[Piece, Piece] | None:
        """A piece cut at a place where it has no letter."""
        start, end = self._space(piece.box, at)
        box, letters = piece.box, piece.reading.letters
        if end - start < _CLOSE * self._size or not letters:
            return None
        middles = [box.x0 + letter.at * (box.x1 - box.x0) for letter in letters]
        count = sum(middle < (start + end) / 2 for middle in middles)
        if count in (0, len(letters)):
            return None
        return part_of(piece, 0, count, box.x0, start), part_of(piece, count, len(letters), end, box.x1)

    def _space(self, box: Box, at: float) -> tuple[float, float]:
        """Where the paper around a place of a line begins and ends."""
        import numpy as np  # noqa: PLC0415

        x0, x1 = round(box.x0), round(box.x1)
        inked = self._ink[round(box.top) : round(box.bottom), x0:x1].max(axis=0)
        k = min(max(0, round(at) - x0), len(inked) - 1)
        if inked[k]:
            return at, at
        left, right = np.flatnonzero(inked[:k]), np.flatnonzero(inked[k:])
        return float(x0 + left[-1] + 1 if len(left) else x0), float(x0 + k + right[0] if len(right) else x1)

    def _paper(self, own: list[Piece], at: float) -> float:
        """Pixels of paper that all the pieces of a cell leave free around a place."""
        spaces = [self._space(piece.box, at) for piece in own if piece.box.x0 < at < piece.box.x1]
        starts = [piece.box.x1 for piece in own if piece.box.x1 <= at] + [start for start, _ in spaces]
        ends = [piece.box.x0 for piece in own if piece.box.x0 >= at] + [end for _, end in spaces]
        return min(ends) - max(starts) if starts and ends else 0.0

    def _apply(self, grid: Grid, cut: Cut) -> Grid:
        """The table with a cell parted, and with it the one below a period that was left as one in the same way."""
        cells = [cut.cell]
        if not cut.across and is_period(text_of(self._own(cut.cell.box))):
            cells += [
                cell for cell in grid.cells if follows(cut.cell, cell) and self._sides(self._own(cell.box), cut.at)
            ]
        for cell in cells:
            read = text_of(self._own(cell.box))
            if not cut.across:
                own = self._own(cell.box)
                sides = self._sides(own, cut.at)
                self.pieces = [piece for piece in self.pieces if piece not in own] + [p for s in sides or () for p in s]
            for half in halves_of(cell.box, cut):
                self.parted[half] = Parted(read, cut.score)
        return ruled(grid, cells, cut)


def _in_columns(cell: GridCell, at: float, headers: list[tuple[int, set[float]]]) -> bool:
    """Whether the last header above a cell parts its columns at this place, as at both sides of the cell."""
    walls = next((walls for row, walls in reversed(headers) if row < cell.row), set())
    return {at, cell.box.x0, cell.box.x1} <= walls


def _in_rows(grid: Grid, cell: GridCell, at: float) -> bool:
    """Whether several rows of the table are parted at this place between the same columns, and hardly another is not."""
    sides = [{side for c in grid.cells if c.row == row for side in (c.box.x0, c.box.x1)} for row in range(len(grid.ys))]
    x0, x1 = cell.box.x0, cell.box.x1
    parted = sum({side for side in walls if x0 <= side <= x1} == {x0, at, x1} for walls in sides)
    whole = sum((c.box.x0, c.box.x1) == (cell.box.x0, cell.box.x1) for c in grid.cells)
    return parted >= _ROWS * whole


def _inside(inner: Box, outer: Box) -> bool:
    wide = outer.x0 <= inner.x0 and inner.x1 <= outer.x1
    return wide and outer.top <= inner.top and inner.bottom <= outer.bottom and inner != outer


def _holds(box: Box, piece: Box) -> bool:
    """Whether the middle of a piece lies in a box."""
    x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
