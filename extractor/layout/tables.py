"""Characters into the cells of ruled grids, and the text around them into lines, from the top of the page down."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..document import Cell, Row
from .headings import follows_closely, heading_starts
from .letters import bounds, find_lines, line_text, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .grid import Grid, GridCell
    from .letters import Letter, Line

_APART = "  "
"""Between pieces of a line of text that are printed apart."""
_FULL = 2.0
"""Of a letter's height: what a full line may leave free."""
_ACROSS = 0.3
"""Share of a letter's height within a grid, though its middle is outside: it runs over the edge of its cell."""


@dataclass(slots=True)
class Filled:
    """A grid with the letters that stand in it."""

    grid: Grid
    letters: dict[tuple[int, int], list[Letter]] = field(default_factory=dict)
    """By the first row and column of their cell."""
    inner: dict[int, list[Filled]] = field(default_factory=dict)
    """Grids inside a cell of this one, by the row of that cell."""


def read_rows(letters: Sequence[Letter], grids: Sequence[Grid], page: int, first_table: int) -> list[Row]:
    """The rows of a page: table rows and, between them, lines of text.

    `first_table`: the number that the page's first grid gets; the others count on from it.
    """
    filled, outside = fill(letters, grids)
    numbers = {id(each): first_table + k for k, each in enumerate(filled)}
    blocks: list[tuple[float, list[Row]]] = [
        (each.grid.ys[0], list(_table_rows(each, page, numbers))) for each in _nest(filled)
    ]
    blocks += [(lines[0][0].top, [_text_row(lines, page)]) for lines in _paragraphs(outside, letters)]
    return [row for _, rows in sorted(blocks, key=lambda block: block[0]) for row in rows]


def fill(letters: Iterable[Letter], grids: Sequence[Grid]) -> tuple[list[Filled], list[Letter]]:
    """Every letter in the smallest cell that holds its middle, or else its edge; and the letters outside all grids."""
    filled = [Filled(grid) for grid in sorted(grids, key=_area)]
    finders = [(each, _Finder(each.grid)) for each in filled]
    outside: list[Letter] = []
    for letter in letters:
        x, top, bottom = (letter.x0 + letter.x1) / 2, letter.top, letter.bottom
        edge = _ACROSS * (bottom - top)
        for y in ((top + bottom) / 2, top + edge, bottom - edge):
            if _put(letter, x, y, finders):
                break
        else:
            outside.append(letter)
    return sorted(filled, key=lambda each: (each.grid.ys[0], each.grid.xs[0])), outside


def _put(letter: Letter, x: float, y: float, finders: Sequence[tuple[Filled, _Finder]]) -> bool:
    """Put a letter into the smallest cell at a point; False where none is."""
    for each, find in finders:
        cell = find(x, y)
        if cell:
            each.letters.setdefault((cell.row, cell.column), []).append(letter)
            return True
    return False


def _area(grid: Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])


class _Finder:
    """Which cell of a grid a point lies in."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._slots = {
            (cell.row + i, cell.column + j): cell
            for cell in grid.cells
            for i in range(cell.row_span)
            for j in range(cell.span)
        }

    def __call__(self, x: float, y: float) -> GridCell | None:
        return self._slots.get((bisect_right(self._grid.ys, y) - 1, bisect_right(self._grid.xs, x) - 1))


def _nest(filled: Sequence[Filled]) -> list[Filled]:
    """Grids that lie in a cell of another are hung below that cell's row; the others are returned."""
    outer = []
    for each in filled:
        holder = min(
            (other for other in filled if _inside(each.grid, other.grid)), key=lambda o: _area(o.grid), default=None
        )
        if holder is None:
            outer.append(each)
            continue
        box = each.grid.box
        cell = _Finder(holder.grid)((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
        holder.inner.setdefault(cell.row + cell.row_span - 1 if cell else 0, []).append(each)
    return outer


def _inside(grid: Grid, other: Grid) -> bool:
    a, b = grid.box, other.box
    return grid is not other and b.x0 <= a.x0 and a.x1 <= b.x1 and b.top <= a.top and a.bottom <= b.bottom


def _table_rows(filled: Filled, page: int, numbers: dict[int, int]) -> Iterator[Row]:
    by_row: dict[int, list[GridCell]] = {}
    for cell in filled.grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            by_row.setdefault(row, []).append(cell)
    for row in sorted(by_row):
        cells = sorted(by_row[row], key=lambda cell: cell.column)
        read = tuple(
            _cell(cell, filled.letters.get((cell.row, cell.column), []), covered=cell.row < row) for cell in cells
        )
        inner = filled.inner.get(row, [])
        if not inner or any(cell.text for cell in read):
            yield Row(read, page=page, table=numbers[id(filled)])
        for each in inner:
            yield from _table_rows(each, page, numbers)


def _cell(cell: GridCell, letters: Sequence[Letter], *, covered: bool) -> Cell:
    text = "" if covered or not letters else "\n".join(map(line_text, find_lines(letters)))
    return Cell(text, cell.column, cell.span, covered, cell.box, open=cell.open)


def _paragraphs(outside: Sequence[Letter], letters: Sequence[Letter]) -> Iterator[list[Line]]:
    """Lines of text outside the tables; a full line and the one it goes on with stand together."""
    if not outside:
        return
    room = max(letter.x1 for letter in letters) - min(letter.x0 for letter in letters)
    held: list[Line] = []
    for line in find_lines(outside):
        if held and not _goes_on(held[-1], line, room):
            yield held
            held = []
        held.append(line)
    yield held


def _goes_on(line: Line, below: Line, room: float) -> bool:
    """Whether a line was wrapped: the next one stands close below it in the same size, and it is full or a broken heading."""
    upper, lower = bounds(line), bounds(below)
    full = len(pieces(line)) == 1 and upper.x1 - upper.x0 > room - _FULL * (upper.bottom - upper.top)
    heading = heading_starts([(line_text(line), upper), (line_text(below), lower)], 1) == 0
    return heading or (full and follows_closely(upper, lower))


def _text_row(lines: Sequence[Line], page: int) -> Row:
    text = "\n".join(_APART.join(line_text(piece) for piece in pieces(line)) for line in lines)
    return Row((Cell(text, box=bounds([letter for line in lines for letter in line])),), page=page)
