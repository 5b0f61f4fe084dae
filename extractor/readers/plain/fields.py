"""Where the pieces of a form's fields stand: labels at the left, values in slots, the rest of a cut label below its beginning."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ...layout.form.sides import is_head
from ...layout.wrapping import width_of
from ...lines.vocabulary import MAX_CHARS, is_label

if TYPE_CHECKING:
    from .cells import Lines

_REACH = 2
"""Lines from one line of a label to the next: with cells in the middle of their rows, another's stands between."""
_VALUES, _SLOT = 16.0, 18.0
"""Where values begin, and how far apart."""
_APART = 3.0
"""Least space between two pieces of a line."""
_LONG = 12
"""Letters of a sentence, which may go on in the next line."""

_Place = tuple[int, int]
"""A line, and a piece of it."""


def place_fields(lines: Lines) -> list[list[float]]:
    """The left end of each piece, line by line."""
    owners = _cut_labels(lines)
    form = _Form(lines, owners, frozenset(owners.values()), _between(lines, owners))
    for i in range(len(lines)):
        form.place(i)
    return form.found


def _between(lines: Lines, owners: dict[_Place, _Place]) -> frozenset[int]:
    """The lines that hold nothing but the beginning of a label that stands around the line below."""
    return frozenset(
        i for (rest, _), (i, _) in owners.items() if rest > i + 1 and len(lines[i]) == 1 and len(lines[i + 1]) > 1
    )


def _cut_labels(lines: Lines) -> dict[_Place, _Place]:
    """Of each rest of a cut label the piece that it goes on with."""
    owners: dict[_Place, _Place] = {}
    for i, line in enumerate(lines):
        for a, text in enumerate(line):
            rest = _rest(lines, i, text, owners) if len(text) <= MAX_CHARS else None
            if rest is not None:
                owners[rest] = (i, a)
    return owners


def _rest(lines: Lines, i: int, text: str, owners: dict[_Place, _Place]) -> _Place | None:
    for j in range(i + 1, min(i + 1 + _REACH, len(lines))):
        for b, below in enumerate(lines[j]):
            both = is_label(text) and is_label(below)
            if (j, b) not in owners and is_label(text + below) and not both:
                return j, b
    return None


@dataclass(slots=True)
class _Form:
    lines: Lines
    owners: dict[_Place, _Place]
    """Of each rest of a cut label the piece that it goes on with."""
    heads: frozenset[_Place]
    """The pieces that begin a cut label."""
    between: frozenset[int]
    """The lines of which a label stands around the line below."""
    found: list[list[float]] = field(default_factory=list)
    begun: bool = False
    """Whether a label was met."""

    def place(self, i: int) -> None:
        """Find the places of one line's pieces."""
        line = self.lines[i]
        self.begun = self.begun or any(self._is_label(i, a) for a in range(len(line)))
        aside = self.begun and self._is_label(i, 0) and not {i - 1, i} & self.between
        slot, end, below = 0, 0.0, -1
        row: list[float] = []
        for a, text in enumerate(line):
            owner = self._owner(i, a, below)
            if owner is not None:
                below = owner[1]
                left = self.found[owner[0]][owner[1]]
            elif not self.begun or (a == 0 and aside):
                left = end
            else:
                slot += self._is_before_cut(i, a)
                left = max(self._left(i, a, slot), end)
                slot += 1
            row.append(left)
            end = max(end, left + width_of(text) + _APART)
        self.found.append(row)

    def _owner(self, i: int, a: int, below: int) -> _Place | None:
        """What a piece goes on with: a label, or behind the rest of one the next value of the line above."""
        if (i, a) in self.owners or below < 0:
            return self.owners.get((i, a))
        above = self.lines[i - 1]
        return next(((i - 1, k) for k in range(below + 1, len(above)) if not is_label(above[k])), None)

    def _left(self, i: int, a: int, slot: int) -> float:
        above = self.lines[i - 1] if i else ()
        if a == 0 and i in self.between:
            return _VALUES + 2 * _SLOT
        if a == 0 and len(self.lines[i]) == 1 and len(above) > 1 and len(above[-1]) >= _LONG and is_head(above[-2]):
            return self.found[i - 1][-1]
        return _VALUES + slot * _SLOT

    def _is_label(self, i: int, a: int) -> bool:
        return is_label(self.lines[i][a]) or (i, a) in self.heads

    def _is_before_cut(self, i: int, a: int) -> bool:
        """Whether a piece is the second of two values between which a label around the line stands."""
        if a == 0 or i - 1 not in self.between:
            return False
        values = [not is_label(text) for text in self.lines[i]]
        return values[a] and values[a - 1] and not any(x and y for x, y in pairwise(values[:a]))
