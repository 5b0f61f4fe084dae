"""Where the cells of a record were read: which cells of which rows of the document.

Records name lines, or a page and a box, for a whole row; and of Word, Excel and HTML not even those. So each cell is looked
for by its text among the rows of its own table, one table after the other.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from .fields import cells, texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..document import Cell, Document
    from ..records import Indicator, Project

_WINDOW = 60
"""Rows among which the next indicator of a document without lines and pages is looked for."""
_AROUND = 8
"""Most rows above and below a table that are counted to it: what stands there is part of what is learned."""
_COVERED = 0.6
"""Share of a text that pieces must come to."""


class Spot(NamedTuple):
    """A cell of the document."""

    row: int
    cell: int


Spots = dict[str, tuple[Spot, ...]]
"""For each field that was found, its cells."""


def locate(document: Document, projects: Sequence[Project]) -> list[Spots]:
    """Where the fields of each project were read; fields that are not found are left out."""
    finder = _Finder(document)
    return [finder.project(project) for project in projects]


def cell_at(document: Document, spot: Spot) -> Cell:
    """The cell at a spot."""
    return document.rows[spot.row].cells[spot.cell]


class _Finder:
    """Goes down the document once."""

    def __init__(self, document: Document) -> None:
        self._rows = document.rows
        self._plain = [[fold(cell.text) for cell in row.cells] for row in document.rows]
        self._by_line = {row.line: i for i, row in enumerate(document.rows) if row.line is not None}
        self._by_page: dict[int, list[int]] = {}
        for i, row in enumerate(document.rows):
            if row.page is not None:
                self._by_page.setdefault(row.page, []).append(i)
        self._at = 0

    def project(self, project: Project) -> Spots:
        start = self._start(project)
        rows = [self._indicator_rows(indicator) for indicator in project.indicators]
        end = next((found[0] for found in rows if found), None)
        found: Spots = {}
        form = range(start, end if end is not None else min(len(self._rows), start + _WINDOW))
        for field, text in texts(project).items():
            if field == "spending_plan":
                parts = [part for step in project.spending_plan or [] for part in (step.by, step.text) if part]
                spots = tuple(dict.fromkeys(spot for part in parts for spot in self._holding(form, fold(part))))
            else:
                spots = self._holding(form, fold(text)) if not field.startswith("indicators[") else ()
            if spots:
                found[field] = spots
        above: dict[str, tuple[str, tuple[Spot, ...]]] = {}
        for number, (indicator, own) in enumerate(zip(project.indicators, rows, strict=True)):
            used: set[Spot] = set()
            for name, text in cells(indicator):
                spots = self._holding(own, fold(text), used)
                used.update(spots)
                if not spots and name.startswith("level"):
                    spots = self._above(name, text, above, range(form.start, own[0] if own else form.start))
                if spots:
                    found[f"indicators[{number}].{name}"] = spots
                    above[name] = (text, spots)
        return found

    def _start(self, project: Project) -> int:
        """The first row of a project: where its lines or pages begin, or behind the one before."""
        if project.source.lines is not None:
            return self._by_line.get(project.source.lines[0], self._at)
        if project.source.pages is not None:
            return max(self._at, min(self._by_page.get(project.source.pages[0], [self._at])))
        return self._at

    def _indicator_rows(self, indicator: Indicator) -> list[int]:
        """The rows of an indicator: those of its lines, or the next row that holds most of its texts."""
        if indicator.lines is not None:
            first, last = indicator.lines
            return [self._by_line[line] for line in range(first, last + 1) if line in self._by_line]
        wanted = [fold(text) for name, text in cells(indicator) if name not in ("level1", "level2")]
        best, most = -1, 0
        for i in self._candidates(indicator):
            hits = sum(any(text in plain or (plain and plain in text) for plain in self._plain[i]) for text in wanted)
            if hits > most:
                best, most = i, hits
            if hits == len(wanted):
                break
        if best < 0:
            return []
        self._at = best + 1
        return [best]

    def _candidates(self, indicator: Indicator) -> Iterable[int]:
        if indicator.page is not None:
            return [i for i in self._by_page.get(indicator.page, ()) if i >= self._at]
        return range(self._at, min(len(self._rows), self._at + _WINDOW))

    def _above(
        self, name: str, text: str, above: dict[str, tuple[str, tuple[Spot, ...]]], rows: range
    ) -> tuple[Spot, ...]:
        """A level that is printed once for several rows."""
        if name in above and above[name][0] == text:
            return above[name][1]
        plain = fold(text)
        for i in reversed(rows):
            for k, other in enumerate(self._plain[i]):
                if other == plain:
                    return (Spot(i, k),)
        return ()

    def _holding(self, rows: Iterable[int], text: str, used: Collection[Spot] = ()) -> tuple[Spot, ...]:
        """The cell with this text, or the pieces that come to it, or the cell that holds it; `used` ones last."""
        filled = [(Spot(i, k), plain) for i in rows for k, plain in enumerate(self._plain[i]) if plain]
        filled.sort(key=lambda pair: pair[0] in used)
        same = next((spot for spot, plain in filled if plain == text), None)
        if same:
            return (same,)
        pieces = tuple(_pieces(filled, text))
        if pieces:
            return pieces
        return tuple(spot for spot, plain in filled if text in plain)[:1]


def _pieces(filled: Sequence[tuple[Spot, str]], text: str) -> Iterator[Spot]:
    """Cells that follow each other in the text and come to most of it."""
    found, at, length = [], 0, 0
    for spot, plain in filled:
        place = text.find(plain, at)
        if place >= 0:
            found.append(spot)
            at, length = place + len(plain), length + len(plain)
    if length >= _COVERED * len(text):
        yield from found


def fold(text: str) -> str:
    """The text without white space and without the differences between wide and narrow letters."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def extent(document: Document, touched: Sequence[Sequence[int]], index: int) -> tuple[int, int]:
    """First row and end of a table, by the rows that the cells of each table of the document were read from."""
    own = touched[index]
    if not own:
        return 0, 0
    above = max((max(rows) + 1 for rows in touched[:index] if rows), default=0)
    below = min((min(rows) for rows in touched[index + 1 :] if rows), default=len(document.rows))
    first = max(min(above, own[0]), own[0] - _AROUND, 0)
    return first, max(own[-1] + 1, min(below, own[-1] + 1 + _AROUND))
