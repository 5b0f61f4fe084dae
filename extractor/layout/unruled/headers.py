"""Header rows of tables without rulings: neighbouring lines whose pieces, one below the other, are names of columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...lines.vocabulary import COLUMN_ROLES, HEADER_COLUMNS, LIKELY, Term, is_level_column, lookup
from .fronts import FRONT, with_fronts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..pieces import Piece, TextLine

_LONGER = 0.02
"""For each further line of a header."""
_TWICE = 0.2
"""For each name that means the same as another."""
_WITH_FRONT = 0.3
"""For each column before the levels that says whose the indicators are."""
_ASKEW = 0.01
"""For each letter by which a name's lines begin apart."""
_LEVELS = ("level1", "level2", "level3")
_REACH = 3
"""How many lines a header can have above and below its fullest one."""


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """The name of one column, its role in the vocabulary (None where unknown), and the pieces that it is printed in."""

    text: str
    role: str | None
    score: float
    """How like the vocabulary's word, 0..100."""
    pieces: tuple[Piece, ...]

    @property
    def x0(self) -> float:
        """Left end of the text."""
        return min(piece.x0 for piece in self.pieces)

    @property
    def x1(self) -> float:
        """Right end of the text."""
        return max(piece.x1 for piece in self.pieces)


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
        """Number of the column whose name a piece of the header is part of; else of the one that it shares most with."""
        own = next((k for k, column in enumerate(self.columns) if piece in column.pieces), None)
        if own is not None:
            return own
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
            low = found[-1].last + 1 if found else 0
            header = _best(lines, i, low)
            if header:
                found.append(_with_rest(header, lines, low))
    return found


def _with_rest(header: Header, lines: Sequence[TextLine], low: int) -> Header:
    """The header with lines below, in a dump above too, that make its names whole, though they stand out of place."""
    for i in range(header.last + 1, min(len(lines), header.last + _REACH)):
        columns = _grown_by(header, lines, i)
        if columns is None:
            break
        header = replace(header, columns=columns, last=i)
    for i in range(header.first - 1, max(low, header.first - _REACH) - 1, -1) if lines[header.first].blank else ():
        columns = _grown_by(header, lines, i)
        if columns is None:
            break
        header = replace(header, columns=columns, first=i)
    return _over_page_end(header, lines) if lines[header.first].blank else header


def _over_page_end(header: Header, lines: Sequence[TextLine]) -> Header:
    """A dump's header with the lines behind a page end that only together make its names whole."""
    first = header.last + 1
    if first == len(lines) or lines[first].page == lines[header.last].page:
        return header
    columns = list(header.columns)
    for last in range(first, min(len(lines), first + _REACH)):
        columns = _with_parts(columns, lines[last].pieces, above=False)
        grown = [column for column in columns if column not in header.columns]
        if grown and all(column.score == 100 for column in grown):
            return replace(header, columns=tuple(columns), last=last)
    return header


def _grown_by(header: Header, lines: Sequence[TextLine], at: int) -> tuple[HeaderColumn, ...] | None:
    """The header's columns with the pieces of a line above or below it, where each makes a name whole."""
    columns = list(header.columns)
    above = at < header.first
    for piece in lines[at].pieces:
        grown = [k for k, column in enumerate(columns) if _grows(column, piece, above=above)]
        if not grown or lines[at].page != lines[header.last].page:
            return None
        nearest = min(grown, key=lambda k: abs(columns[k].x0 - piece.x0))
        columns[nearest] = _grown(columns[nearest], piece, above=above)
    return tuple(columns)


def _grows(column: HeaderColumn, piece: Piece, *, above: bool) -> bool:
    """Whether only both together are a name of the vocabulary, or a longer one of the same meaning (一级, 一级指标)."""
    grown = _grown(column, piece, above=above)
    return grown.score == 100 and (column.score < 100 or column.role == grown.role)


def _grown(column: HeaderColumn, piece: Piece, *, above: bool) -> HeaderColumn:
    return _column((piece, *column.pieces) if above else (*column.pieces, piece), ordered=True)


def _best(lines: Sequence[TextLine], at: int, low: int) -> Header | None:
    """The run of lines around `at` that names the most columns with the fewest pieces that name none."""
    best: tuple[float, Header] | None = None
    for first in range(max(low, at - _REACH), at + 1):
        for last in range(at, min(len(lines), at + _REACH + 1)):
            if any(lines[k].page != lines[at].page for k in range(first, last + 1)):
                continue
            for columns in map(with_fronts, _readings(lines[first : last + 1])):
                worth = _worth(columns) - _LONGER * (last - first)
                named = sum(column.role not in (None, FRONT) for column in columns)
                if named >= HEADER_COLUMNS and (best is None or worth > best[0]):
                    best = worth, Header(columns, first, last)
    return best[1] if best else None


def _worth(columns: Sequence[HeaderColumn]) -> float:
    """Of the names, each meaning once; of those before the levels a little, so that a header holds them."""
    fronts = sum(column.role == FRONT for column in columns)
    if fronts:
        return _WITH_FRONT * fronts + _worth([column for column in columns if column.role != FRONT])
    likeness: dict[str | None, float] = {}
    for column in columns:
        likeness[column.role] = max(likeness.get(column.role, 0.0), column.score)
    others = [column.score for column in columns if column.role == "column"]
    likeness["column"] = sum(others)
    twice = len(columns) - len(likeness) - max(len(others) - 1, 0) + (not others)
    return sum(likeness.values()) / 100 - 1.5 * sum(column.role is None for column in columns) - _TWICE * twice


def _readings(lines: Sequence[TextLine]) -> Iterator[tuple[HeaderColumn, ...]]:
    columns = _columns(lines)
    yield columns
    if not lines[0].blank:
        return
    joined = _joined(columns)
    if len(joined) < len(columns):
        yield joined
    if len(lines) > 1:
        ordered = _in_order(lines)
        if ordered:
            yield ordered


def _joined(columns: Sequence[HeaderColumn]) -> tuple[HeaderColumn, ...]:
    """Columns, those made one that only together are a name: a dump may print the lines of a name side by side."""
    found: list[HeaderColumn] = []
    for column in columns:
        both = _column((*found[-1].pieces, *column.pieces), ordered=True) if found else None
        if both and both.score == 100 and found[-1].score < 100 and column.score < 100:
            found[-1] = both
        else:
            found.append(column)
    return tuple(found)


def _in_order(lines: Sequence[TextLine]) -> tuple[HeaderColumn, ...] | None:
    """A dump's lines read as one that has a piece of each name, and others whose pieces are parts of some, in their order."""
    base = max(range(len(lines)), key=lambda i: len(lines[i].pieces))
    size = len(lines[base].pieces)
    if size < HEADER_COLUMNS or any(len(line.pieces) == size for i, line in enumerate(lines) if i != base):
        return None
    columns = [_column([piece]) for piece in lines[base].pieces]
    for line in lines[base + 1 :]:
        columns = _with_parts(columns, line.pieces, above=False)
    for line in reversed(lines[:base]):
        columns = _with_parts(columns, line.pieces, above=True)
    return tuple(columns)


def _with_parts(columns: Sequence[HeaderColumn], pieces: Sequence[Piece], *, above: bool) -> list[HeaderColumn]:
    """Columns whose names a line's pieces go on with, or begin: the most likely ones, and of these the nearest."""
    none: tuple[float, list[HeaderColumn]] = (float("-inf"), [])
    best: list[tuple[float, list[HeaderColumn]]] = [(0.0, []), *[none] * len(pieces)]
    for column in columns:
        following = [(worth, [*found, column]) for worth, found in best]
        for i, piece in enumerate(pieces):
            parts = (piece, *column.pieces) if above else (*column.pieces, piece)
            grown = _column(parts, ordered=True)
            gain = grown.score - column.score - _ASKEW * abs(piece.x0 - column.pieces[0].x0)
            if best[i][0] + gain > following[i + 1][0]:
                following[i + 1] = best[i][0] + gain, [*best[i][1], grown]
        best = following
    return best[-1][1]


def _columns(lines: Iterable[TextLine]) -> tuple[HeaderColumn, ...]:
    stacks = list(_stacks(piece for line in lines for piece in line.pieces))
    return _in_sequence([_column(stack, side=k == 0 and len(stack) > 1) for k, stack in enumerate(stacks)])


def _in_sequence(columns: Sequence[HeaderColumn]) -> tuple[HeaderColumn, ...]:
    """Columns of which three name levels: these in their order, whatever a bad copy left of their numbers."""
    levels = [k for k, column in enumerate(columns) if is_level_column(column.text)]
    roles = dict(zip(levels, _LEVELS, strict=True)) if len(levels) == len(_LEVELS) else {}
    return tuple(
        replace(column, role=roles[k], score=100.0) if k in roles else column for k, column in enumerate(columns)
    )


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


def _column(stack: Sequence[Piece], *, side: bool = False, ordered: bool = False) -> HeaderColumn:
    """`side`: it may be the label of the whole block, wrapped, that stands left of all columns."""
    printed = stack if ordered else sorted(stack, key=lambda each: (each.top, each.x0))
    text = "".join(piece.text for piece in printed)
    term = _term(text) or next((term for term in lookup(text, LIKELY) if side and term.role == "side"), None)
    return HeaderColumn(text, term.role if term else None, term.score if term else 0.0, tuple(stack))


def _term(text: str) -> Term | None:
    return next((term for term in lookup(text, LIKELY) if term.role in COLUMN_ROLES), None)
