"""The columns of a table without rulings: where they part, and which piece of a line stands in which.

Columns part between the header's names, where the fewest pieces of text stand. In aligned text dumps a line's pieces can be out
of their places by some letters; the pieces of a line keep their order, and a line with a piece for each column shows how far.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from ...lines.vocabulary import NAME_ROLES, is_level_name, whole_roles
from .crossings import boundaries_by_crossings
from .nearby import Choice, best_together
from .starts import INDICATORS, VALUE, boundaries_by_starts, is_beside, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..pieces import Piece
    from .headers import Header
    from .seen import Seen

_MARGIN, _CHOICES = 9.0, 10
"""What an assignment of a dump's line may cost more than the cheapest, and how many are considered."""
_OUTSIDE, _OUTSIDE_LEFT, _OUTSIDE_RIGHT, _OUTSIDE_EXACT = 1.5, 0.05, 0.2, 8.0
"""For a piece outside its column in a dump, for each letter left of it and right of it there, and for each on a page.

Dumps leave out space inside a row, which moves its pieces to the left.
"""
_SHARED, _SHARED_APART = 4.0, 6.0
"""For a second piece in a column, close to the first and apart from it."""
_SKIPPED, _SKIPPED_TIGHT = 0.3, 2.0
"""For a column left out between two pieces, apart and close."""
_STRANGE = 3.0
"""For a level's name in a column that is not the level's, and for a value that is not in the targets'."""
_STRANGE_VALUE = 6.0
"""For such a value in a dump."""
_ODD = 0.5
"""For one that an indicator may have as well, or a value in a further column (半年指标值), in a dump."""
_SPACED, _MOST_SPACED = 1.0, 2
"""For a space inside a piece of a dump, and how many of a line may be such."""
_SPACE = re.compile(r"[一-鿿][0-9A-Za-z]|[0-9A-Za-z][一-鿿]")
_WHOLE_NAME = 4
_UNLIKE = 20.0
"""For a piece that is known to stand in another column."""
_NAME_REACH = 3
"""Lines from one piece of a name to the next."""
_LEVEL_NAMES = {"level1": "name1", "level2": "name2"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, from left to right."""

    roles: tuple[str | None, ...]
    boundaries: tuple[float, ...]
    """Between neighbouring columns, ascending, one fewer than there are columns."""
    extents: tuple[tuple[float, float], ...]
    """Left and right end of what may stand in each column; neighbours may overlap."""
    exact: bool
    """Whether places are those of a page, not of a dump."""
    seen: Seen | None = None
    """What they hold, where that is known of a dump."""
    typeset: bool = False
    """Whether a dump's print puts a space between Chinese letters and others."""

    def assign(
        self, lines: Sequence[Sequence[Piece]], rows: Sequence[int] = (), *, pulled: bool = False
    ) -> tuple[float, list[list[int]]]:
        """The column of each piece, line by line. On a page a piece that makes a level's name above it whole stands below it.

        In a dump the lines around a line tell more of its columns than the page does. `rows`, `pulled` and the cost, which
        is that of a dump: see `best_together`.
        """
        if not self.exact:
            capacity = self.seen.capacity if self.seen else ()
            return best_together([self._choices(pieces) for pieces in lines], capacity, rows, pulled=pulled)
        assigned: list[list[int]] = []
        names: dict[int, tuple[int, str]] = {}  # of each level's column the line last seen and the name so far
        for number, pieces in enumerate(lines):
            near = {k: name for k, (line, name) in names.items() if number - line <= _NAME_REACH}
            known = self._known(pieces, near)
            columns = self._assign(pieces, known)[1]
            for k, piece in zip(columns, pieces, strict=True):
                if self.roles[k] in _LEVEL_NAMES:
                    names[k] = number, (names[k][1] if k in known.values() else "") + piece.text
            assigned.append(columns)
        return 0.0, assigned

    def _known(self, pieces: Sequence[Piece], names: Mapping[int, str]) -> dict[int, int]:
        """The columns of pieces that make the names above them whole, by their numbers."""
        known = {}
        for i, piece in enumerate(pieces):
            left, right = piece.x0, piece.x1
            whole = [
                (self._at(piece, k), k)
                for k, name in names.items()
                if _makes_name(name, piece.text) and left < self.extents[k][1] and right > self.extents[k][0]
            ]
            if whole:
                known[i] = min(whole)[1]
        return known

    def _choices(self, pieces: Sequence[Piece]) -> list[Choice]:
        """The likely assignments of a dump's line, each piece in a column of its own where they are not too many.

        Where the print puts a space between Chinese letters and others, such a space may stand inside a piece.
        """
        found = [choice for runs in _joinings(pieces, typeset=self.typeset) for choice in self._apart(runs)]
        cost, columns = self._assign(pieces, {})
        if not found or len(set(columns)) < len(columns):
            found.append(Choice(cost, tuple(pieces), tuple(columns), (1,) * len(pieces)))
        found.sort(key=lambda choice: choice.cost)
        return [choice for choice in found if choice.cost <= found[0].cost + _MARGIN][:_CHOICES]

    def _apart(self, runs: Sequence[Sequence[Piece]]) -> Iterator[Choice]:
        """All assignments of runs of pieces, each run in a column of its own."""
        whole, sizes = tuple(map(_whole, runs)), tuple(map(len, runs))
        tight = [False, *(is_beside(left, piece) for left, piece in pairwise(whole))]
        place = [
            [self._at(piece, k, tight=close) + self._unlike(piece, k) for k in range(len(self.roles))]
            for piece, close in zip(whole, tight, strict=True)
        ]
        joined = _SPACED * (sum(sizes) - len(sizes))
        for path in combinations(range(len(self.roles)), len(whole)):
            cost = sum(costs[k] for costs, k in zip(place, path, strict=True))
            cost += sum(_step(a, b, tight=close) for (a, b), close in zip(pairwise(path), tight[1:], strict=True))
            yield Choice(cost + joined, whole, path, sizes)

    def _unlike(self, piece: Piece, column: int) -> float:
        return self.seen.unlike(piece.text, column) if self.seen else 0.0

    def cost(self, pieces: Sequence[Piece]) -> float:
        """How badly a line fits, 0 for a perfect fit; about 1 for a piece that is a letter out of its column."""
        return self._assign(pieces, {})[0]

    def _assign(self, pieces: Sequence[Piece], known: Mapping[int, int]) -> tuple[float, list[int]]:
        """The cheapest assignment that keeps the order (dynamic programming over columns). `known`: columns of some."""
        if len(pieces) == len(self.roles) and (
            self.exact or not any(self._strange(piece, k) >= _STRANGE for k, piece in enumerate(pieces))
        ):
            return 0.0, list(range(len(pieces)))

        def place(i: int, k: int, *, tight: bool) -> float:
            return self._at(pieces[i], k, tight=tight) + _unlike(known.get(i), k)

        best = [(place(0, k, tight=False), [k]) for k in range(len(self.roles))]
        for i, (left, piece) in enumerate(pairwise(pieces), 1):
            tight = not self.exact and is_beside(left, piece)
            best = [
                min(
                    (cost + _step(path[-1], k, tight=tight) + place(i, k, tight=tight), [*path, k])
                    for cost, path in best
                    if path[-1] <= k
                )
                for k in range(len(self.roles))
            ]
        return min(best)

    def _at(self, piece: Piece, column: int, *, tight: bool = False) -> float:
        return self._outside(piece, self.extents[column], tight=tight) + self._strange(piece, column)

    def _strange(self, piece: Piece, column: int) -> float:
        """For what a piece says, where that belongs into another column."""
        cost = 0.0
        names = whole_roles(piece.text) & NAME_ROLES
        wanted = _LEVEL_NAMES.get(self.roles[column] or "")
        if names and len(piece.text) >= _WHOLE_NAME and wanted not in names and self.roles[column] != "side":
            cost += _STRANGE if self.exact or piece.text.endswith(INDICATORS) else _ODD
        if VALUE.match(piece.text) and self.roles[column] not in ("target", "operator", None):
            further = not self.exact and self.roles[column] == "column"
            cost += _ODD if further else _STRANGE if self.exact else _STRANGE_VALUE
        return cost

    def _outside(self, piece: Piece, extent: tuple[float, float], *, tight: bool) -> float:
        """For where a piece stands. In a dump its beginning alone tells, behind one blank only that it is not further left."""
        left, right = extent
        if self.exact:
            outside = max(0.0, left - piece.x0) + max(0.0, piece.x1 - right)
            return _OUTSIDE_EXACT * outside / (piece.bottom - piece.top)
        outside = max(0.0 if tight else left - piece.x0, piece.x0 - right, 0.0)
        more = _OUTSIDE_LEFT if piece.x0 < left else _OUTSIDE_RIGHT
        return _OUTSIDE + more * outside if outside else 0.0

    def strays(self, pieces: Sequence[Piece]) -> bool:
        """Whether a line is no part of the table: all its text runs across columns, in a dump across three of them."""
        slack = 0.8 * (pieces[0].bottom - pieces[0].top)
        crossed = [sum(piece.x0 + slack < x < piece.x1 - slack for x in self.boundaries) for piece in pieces]
        if self.exact:
            return len(self.boundaries) > 1 and min(crossed) > 0
        return len(pieces) == 1 and crossed[0] > 1


def _unlike(known: int | None, column: int) -> float:
    return 0.0 if known is None or known == column else _UNLIKE


def _joinings(pieces: Sequence[Piece], *, typeset: bool) -> list[list[Sequence[Piece]]]:
    """The pieces of a line each by itself, and with some joined that only a space between letters parts."""
    spaced = [at for at, (left, piece) in enumerate(pairwise(pieces), 1) if typeset and _is_spaced(left, piece)]
    found = []
    for size in range(min(_MOST_SPACED, len(spaced)) + 1):
        for gone in combinations(spaced, size):
            edges = [0, *(at for at in range(1, len(pieces)) if at not in gone), len(pieces)]
            found.append([pieces[a:b] for a, b in pairwise(edges)])
    return found


def _is_spaced(left: Piece, piece: Piece) -> bool:
    return piece.x0 - left.x1 <= 1 and bool(_SPACE.match(left.text[-1] + piece.text[0]))


def _whole(run: Sequence[Piece]) -> Piece:
    return replace(run[0], text=" ".join(piece.text for piece in run), x1=run[-1].x1)


def _makes_name(above: str, below: str) -> bool:
    """Whether only both together, or both as well as the first alone, are a level's name."""
    return bool(above) and is_level_name(above + below) and not is_level_name(below)


def _step(before: int, column: int, *, tight: bool) -> float:
    """Of two neighbouring pieces' columns. A column left out between them would have left more than one blank."""
    if column == before:
        return _SHARED if tight else _SHARED_APART
    return (_SKIPPED_TIGHT if tight else _SKIPPED) * (column - before - 1)


def find_columns(header: Header, lines: Sequence[Sequence[Piece]]) -> Columns:
    """The columns of a page below a header, from the pieces of the lines there."""
    return _columns(header, lines, boundaries_by_crossings(header, lines))


def dump_columns(
    roles: Sequence[str | None], lines: Sequence[tuple[Sequence[Piece], Sequence[int]]], *, typeset: bool = False
) -> Columns:
    """The columns of a dump's page, from the pieces of its lines; with those of a header the columns that they name."""
    places = boundaries_by_starts(roles, [list(runs(pieces, named)) for pieces, named in lines])
    edges = [float("-inf"), *places, float("inf")]
    return Columns(tuple(roles), tuple(places), tuple(pairwise(edges)), exact=False, typeset=typeset)


def _columns(header: Header, lines: Sequence[Sequence[Piece]], places: Sequence[float]) -> Columns:
    """Columns with the boundaries `places`, widened by lines that have a piece in each column."""
    edges = [float("-inf"), *places, float("inf")]
    full = [(k, piece) for line in lines if len(line) == len(header.columns) for k, piece in enumerate(line)]
    extents = tuple(
        (min([a, *(p.x0 for at, p in full if at == k)]), max([b, *(p.x1 for at, p in full if at == k)]))
        for k, (a, b) in enumerate(pairwise(edges))
    )
    return Columns(header.roles, tuple(places), extents, exact=True)
