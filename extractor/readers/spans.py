"""Cells with spans into rows of a grid, as Word and HTML tables give them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..document import Cell, Row
from .radicals import mend_radicals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST_SPAN = 1000
"""HTML's own limit of a column span (HTML standard, 4.9.11); more is hostile."""


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell as it stands in its source."""

    text: str
    span: int = 1
    """Columns."""
    down: int = 1
    """Rows."""
    inner: tuple[Table, ...] = ()
    """Tables inside the cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells."""

    rows: tuple[tuple[Spanned, ...], ...]


@dataclass(slots=True)
class Rows:
    """Collects the rows of a document in printed order."""

    rows: list[Row] = field(default_factory=list)
    tables: int = 0

    def text(self, text: str) -> None:
        """Lines of text outside the tables."""
        self.rows += [Row((Cell(mend_radicals(line.strip())),)) for line in text.split("\n") if line.strip()]

    def table(self, table: Table) -> None:
        """A table; tables inside a cell follow the row of that cell."""
        number = self.tables
        self.tables += 1
        hanging: dict[int, tuple[int, int]] = {}  # column -> rows still covered, and their span
        for spanned in table.rows:
            cells, hanging = _row(spanned, hanging)
            inner = [each for cell in spanned for each in cell.inner]
            if cells and (not inner or any(cell.text for cell in cells)):
                self.rows.append(Row(tuple(cells), table=number))
            for each in inner:
                self.table(each)


def _row(
    spanned: Iterable[Spanned], hanging: dict[int, tuple[int, int]]
) -> tuple[list[Cell], dict[int, tuple[int, int]]]:
    """The cells of one row, and what hangs down into the next one."""
    cells: list[Cell] = []
    below: dict[int, tuple[int, int]] = {}
    column = 0

    def cover() -> None:
        nonlocal column
        while column in hanging:
            left, span = hanging.pop(column)
            cells.append(Cell("", column, span, covered=True))
            if left > 1:
                below[column] = (left - 1, span)
            column += span

    for each in spanned:
        cover()
        span = min(max(1, each.span), _MOST_SPAN)
        cells.append(Cell(mend_radicals(each.text.strip()), column, span))
        if each.down > 1:
            below[column] = (each.down - 1, span)
        column += span
    for start in sorted(hanging):
        if start >= column:
            column = start
            cover()
    return cells, below


def release_headings(rows: Sequence[Row]) -> list[Row]:
    """Rows in which what heads a table inside its own frame (title, unit) is a line of text again."""
    found: list[Row] = []
    begun: set[int] = set()
    widths = _widths(rows)
    for row in rows:
        if row.table is None or row.table in begun or not row.filled:
            found.append(row)
        elif len(row.filled) == 1 and row.filled[0].span >= 0.8 * widths[row.table]:
            found.append(replace(row, table=None, cells=(replace(row.filled[0], column=0, span=1),)))
        else:
            begun.add(row.table)
            found.append(row)
    return found


def _widths(rows: Iterable[Row]) -> dict[int, int]:
    """Columns of each table."""
    widths: dict[int, int] = {}
    for row in rows:
        if row.table is not None and row.cells:
            last = max(cell.column + cell.span for cell in row.cells)
            widths[row.table] = max(widths.get(row.table, 1), last)
    return widths
