"""Header rows of tables without rulings: neighbouring lines whose pieces, one below the other, are names of columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..lines.vocabulary import COLUMN_ROLES, HEADER_COLUMNS, LIKELY, Term, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .pieces import Piece, TextLine

_LONGER = 0.02
"""For each further line of a header."""
_REACH = 3
"""How many lines a header can have above and below its fullest one."""


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """The name of one column, its role in the vocabulary (None where unknown), and the extent of its text."""

    text: str
    role: str | None
    score: float
    """How like the vocabulary's word, 0..100."""
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Header:
    """Columns from left to right, and the lines they were read from (numbers of the first and the last)."""

    columns: tuple[HeaderColumn, ...]
    first: int
    last: int

    @property
    def roles(self) -> tuple[str | None, ...]:
        """Of the columns."""
        return tuple(column.role for column in self.columns)

    def column_at(self, piece: Piece) -> int:
        """Number of the column whose name a piece of the header is part of: the one that it shares most with."""
        shared = [min(column.x1, piece.x1) - max(column.x0, piece.x0) for column in self.columns]
        return shared.index(max(shared))

    @property
    def shape(self) -> tuple[object, ...]:
        """Equal for headers that name the same columns at the same places."""
        return tuple((column.text, round(column.x0), round(column.x1)) for column in self.columns)


def find_headers(lines: Sequence[TextLine]) -> list[Header]:
    """All headers, from the top down; no two share a line."""
    found: list[Header] = []
    for i, line in enumerate(lines):
        if found and i <= found[-1].last:
            continue
        if sum(_term(piece.text) is not None for piece in line.pieces) >= 2:
            header = _best(lines, i, found[-1].last + 1 if found else 0)
            if header:
                found.append(_with_rest(header, lines))
    return found


def _with_rest(header: Header, lines: Sequence[TextLine]) -> Header:
    """The header with lines below that make its names whole, though they stand out of place."""
    for i in range(header.last + 1, min(len(lines), header.last + _REACH)):
        columns = list(header.columns)
        for piece in lines[i].pieces:
            grown = [k for k, column in enumerate(columns) if _grows(column, piece)]
            if not grown or lines[i].page != lines[header.last].page:
                return header
            nearest = min(grown, key=lambda k: abs(columns[k].x0 - piece.x0))
            columns[nearest] = _grown(columns[nearest], piece)
        header = replace(header, columns=tuple(columns), last=i)
    return header


def _grows(column: HeaderColumn, piece: Piece) -> bool:
    """Whether only both together are a name of the vocabulary, or a longer one of the same meaning (一级, 一级指标)."""
    grown = _grown(column, piece)
    return grown.score == 100 and (column.score < 100 or column.role == grown.role)


def _grown(column: HeaderColumn, piece: Piece) -> HeaderColumn:
    term = _term(column.text + piece.text)
    return replace(
        column, text=column.text + piece.text, role=term.role if term else None, score=term.score if term else 0
    )


def _best(lines: Sequence[TextLine], at: int, low: int) -> Header | None:
    """The run of lines around `at` that names the most columns with the fewest pieces that name none."""
    best: tuple[float, Header] | None = None
    for first in range(max(low, at - _REACH), at + 1):
        for last in range(at, min(len(lines), at + _REACH + 1)):
            if any(lines[k].page != lines[at].page for k in range(first, last + 1)):
                continue
            columns = _columns(lines[first : last + 1])
            named = sum(column.role is not None for column in columns)
            likeness = sum(column.score for column in columns) / 100
            worth = likeness - 1.5 * (len(columns) - named) - _LONGER * (last - first)
            if named >= HEADER_COLUMNS and (best is None or worth > best[0]):
                best = worth, Header(columns, first, last)
    return best[1] if best else None


def _columns(lines: Iterable[TextLine]) -> tuple[HeaderColumn, ...]:
    return tuple(map(_column, _stacks(piece for line in lines for piece in line.pieces)))


def _stacks(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces that stand one below the other."""
    stack: list[Piece] = []
    end = 0.0
    for piece in sorted(pieces, key=lambda each: each.x0):
        if stack and piece.x0 >= end:
            yield stack
            stack = []
        end = max(end, piece.x1) if stack else piece.x1
        stack.append(piece)
    if stack:
        yield stack


def _column(stack: Sequence[Piece]) -> HeaderColumn:
    text = "".join(piece.text for piece in sorted(stack, key=lambda each: (each.top, each.x0)))
    term = _term(text)
    return HeaderColumn(
        text,
        term.role if term else None,
        term.score if term else 0.0,
        min(p.x0 for p in stack),
        max(p.x1 for p in stack),
    )


def _term(text: str) -> Term | None:
    return next((term for term in lookup(text, LIKELY) if term.role in COLUMN_ROLES), None)
