"""Where the pieces of a form's fields stand: labels at the left, values in slots, the rest of a cut label below its beginning."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ...layout.sides import is_head
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
    form = _Form(lines, _cut_labels(lines))
    for i in range(len(lines)):
        form.place(i)
    return form.found


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
    found: list[list[float]] = field(default_factory=list)
    begun: bool = False
    """Whether a label was met."""

    def place(self, i: int) -> None:
        """Find the places of one line's pieces."""
        line = self.lines[i]
        heads = set(self.owners.values())
        self.begun = self.begun or any(is_label(text) or (i, a) in heads for a, text in enumerate(line))
        aside = self.begun and (is_label(line[0]) or (i, 0) in heads) and not self._is_between(i)
        aside = aside and not self._is_between(i - 1)
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
        if a == 0 and self._is_between(i):
            return _VALUES + 2 * _SLOT
        if a == 0 and len(self.lines[i]) == 1 and len(above) > 1 and len(above[-1]) >= _LONG and is_head(above[-2]):
            return self.found[i - 1][-1]
        return _VALUES + slot * _SLOT

    def _is_between(self, i: int) -> bool:
        """Whether a line holds nothing but the beginning of a label that stands around the line below."""
        return (
            i >= 0
            and len(self.lines[i]) == 1
            and any(
                owner == (i, 0) and rest[0] > i + 1 and len(self.lines[i + 1]) > 1
                for rest, owner in self.owners.items()
            )
        )

    def _is_before_cut(self, i: int, a: int) -> bool:
        """Whether a piece is the second of two values between which a label around the line stands."""
        if a == 0 or not self._is_between(i - 1):
            return False
        values = [not is_label(text) for text in self.lines[i]]
        return values[a] and values[a - 1] and not any(x and y for x, y in pairwise(values[:a]))
