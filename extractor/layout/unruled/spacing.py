"""The space between lines, which tells the lines of one cell from those of two rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .bands import BodyLine

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from ..pieces import Piece, TextLine

_BEYOND = 0.3
"""Line heights of space, beyond that between lines of a cell, that part two rows."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """Measures of a document's table bodies."""

    height: float
    """Of a line of text."""
    inside: float
    """Space between two lines of a cell, in line heights."""
    least: float
    """The least usual space below all cells of a line, in line heights."""

    @property
    def pitch(self) -> float:
        """From one line of a cell to the next."""
        return self.height * (1 + max(0.0, self.inside))

    @property
    def between(self) -> float:
        """Least space between two rows, in line heights."""
        return max(0.0, self.least, self.inside) + _BEYOND


def measure(tables: Sequence[Sequence[dict[int, Piece]]], *, exact: bool = True) -> Spacing:
    """The spacing of tables, each given as the pieces of its lines by column."""
    heights = sorted(piece.bottom - piece.top for table in tables for line in table for piece in line.values())
    if not heights:
        return Spacing(1.0, 0.0, 0.0)
    height = heights[len(heights) // 2]
    least = _low(space for table in tables for space in _below(table, height))
    inside = _low(space for table in tables for space in _spaces(table, height)) if exact else least
    return Spacing(height, inside, least)


def _low(spaces: Iterable[float]) -> float:
    """The tenth percentile."""
    found = sorted(spaces)
    return found[len(found) // 10] if found else 0.0


def _below(table: Sequence[dict[int, Piece]], height: float) -> Iterator[float]:
    """Between each line and the lowest piece above it; nothing where a page ends."""
    floor = None
    for line in table:
        top = min(piece.top for piece in line.values())
        bottom = max(piece.bottom for piece in line.values())
        if floor is not None and top > floor - 2 * height:
            yield (top - floor) / height
            floor = max(floor, bottom)
        else:
            floor = bottom


def _spaces(table: Sequence[dict[int, Piece]], height: float) -> list[float]:
    """Between each piece and the one above it in its column."""
    found: list[float] = []
    last: dict[int, Piece] = {}
    for line in table:
        for column, piece in line.items():
            if column in last and piece.top > last[column].top:
                found.append((piece.top - last[column].bottom) / height)
            last[column] = piece
    return found


def stack(
    body: Sequence[TextLine],
    cells: Sequence[dict[int, Piece]],
    levels: Container[int],
    rulings: dict[int, list[float]],
    spacing: Spacing,
) -> list[BodyLine]:
    """Lines of a body with heights that go on over page ends.

    Pieces in the columns `levels` may belong to merged cells: on a page they say nothing of the space between rows.
    """
    lines: list[BodyLine] = []
    shift = 0.0
    floor = body[0].top if body else 0.0
    for i, line in enumerate(body):
        new_page = i > 0 and line.page != body[i - 1].page
        if new_page:
            shift = floor - line.top
        moved = {k: replace(p, top=p.top + shift, bottom=p.bottom + shift) for k, p in cells[i].items()}
        above = body[i - 1].top if i and not new_page else float("-inf")
        ruled = any(above < y - 0.2 * spacing.height < line.top for y in rulings.get(line.page or 0, ()))
        telling = [piece for k, piece in moved.items() if k not in levels]
        space = (min(piece.top for piece in telling) - floor) / spacing.height if telling else 0.0
        lines.append(BodyLine(moved, space, ruled, new_page))
        floor = max([floor, *(piece.bottom for piece in telling)])
    return lines
