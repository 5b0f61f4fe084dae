"""The one form that every input is brought into: a document of rows and cells.

Readers make it; everything after them knows nothing of files. Four layouts occur:

``grid``
    rows of a table whose columns are known (PDF with a grid, Word, Excel, HTML). `Cell.column` is the grid column,
    counted from 0; a position covered by a cell that spans downwards holds an empty cell with ``covered=True``.
``rows``
    one line of text a table row, cells split by tabs or runs of spaces. `Cell.column` is the cell's position in the line.
``cells``
    one line of text a table cell. Every row has one cell; which of them make a printed row is found out later.
``stream``
    one piece of text a row: a cell, or a line of one that was wrapped. Cells come in the order of the print.

In every layout a line of text outside the tables is a row with one cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Layout = Literal["grid", "rows", "cells", "stream"]
ONE_CELL: tuple[Layout, ...] = ("cells", "stream")
"""Layouts whose rows are one cell each, or a piece of one."""
Kind = Literal["text", "pdf", "scan", "docx", "xlsx", "html"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: PDF points or image pixels, origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies in this one as a whole."""
        wide = self.x0 <= other.x0 and other.x1 <= self.x1
        return wide and self.top <= other.top and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True)
class Mend:
    """A change made to what an OCR engine read, to be told as a repair."""

    read: str
    """As the engine read it."""
    text: str
    rule: str
    score: float
    """0..1."""
    done: bool = True
    """False where it is only proposed and the text stands as read."""


@dataclass(frozen=True, slots=True)
class Cell:
    r"""One cell as it was read. `text` may hold ``\\n`` where the print breaks the line."""

    text: str
    column: int = 0
    span: int = 1
    """Grid columns covered, at least 1."""
    covered: bool = False
    """True where a cell of a row above spans down over this position (the text is then empty)."""
    box: Box | None = None
    confidence: float | None = None
    """Of the OCR engine, 0..1; None where nothing was recognised from a picture."""
    mends: tuple[Mend, ...] = ()
    """Changes already made to `text`, and such as are proposed."""
    open: bool = False
    """True at the foot of a ruled table where no ruling closes the cell: the page ended before it did."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed table row, or one line of text."""

    cells: tuple[Cell, ...]
    page: int | None = None
    """Counted from 1; None where the input has no pages."""
    line: int | None = None
    """Line of the text dump, counted from 1; None where the input has no lines."""
    table: int | None = None
    """Which table of the document the row stands in, counted from 0; None outside tables or where it is unknown."""
    gap: int = 0
    """Blank lines before this row."""
    indented: bool = False
    """Layout ``cells``: the line began with a cell mark (a tab or a run of spaces)."""
    rest: Row | None = None
    """The part of it that stands on the next page, where a page end broke it; the cells hold the whole texts."""
    beside: bool = False
    """Layout ``stream``: it stands on one line with the row before."""
    spaced: bool = False
    """Layout ``stream``: no more than the space between Chinese letters and others parts it from the row before."""

    @property
    def text(self) -> str:
        """The text of all cells, joined by tabs."""
        return self.cells[0].text if len(self.cells) == 1 else "\t".join([cell.text for cell in self.cells])

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold something other than white space."""
        return tuple([cell for cell in self.cells if cell.text.strip()])

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that it stands on, none where the input has no pages."""
        own = () if self.page is None else (self.page,)
        return own + (self.rest.pages if self.rest else ())

    @property
    def box(self) -> Box | None:
        """The box around all cells that have one."""
        boxes = [cell.box for cell in self.cells if cell.box]
        whole = boxes[0] if boxes else None
        for box in boxes[1:]:
            whole = whole.union(box) if whole else box
        return whole


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that a reader could not do, to be told as an issue."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An input after reading."""

    file: str
    sha256: str
    kind: Kind
    layout: Layout
    rows: tuple[Row, ...]
    pages: int | None = None
    troubles: tuple[Trouble, ...] = field(default=())

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)
