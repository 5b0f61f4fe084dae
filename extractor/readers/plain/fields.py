"""Where the pieces of a form's fields stand: labels at the left, values in slots, the rest of a cut label below its beginning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...layout.blocks import is_head
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
            either = is_label(text) or (i, text) in owners
            if (j, b) not in owners and is_label(text + below) and not (either and is_label(below)):
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
        heads = {owner for owner in self.owners.values()}
        labels = [is_label(text) or (i, a) in heads for a, text in enumerate(line)]
        self.begun = self.begun or any(labels)
        slot, end = 0, 0.0
        row: list[float] = []
        for a, text in enumerate(line):
            owner = self.owners.get((i, a))
            if owner is not None:
                left = self.found[owner[0]][owner[1]]
            elif not self.begun or (a == 0 and labels[0] and not self._is_between(i)):
                left = end
            else:
                slot += self._is_before_cut(i, a)
                left = max(self._left(i, a, slot), end)
                slot += 1
            row.append(left)
            end = max(end, left + width_of(text) + _APART)
        self.found.append(row)

    def _left(self, i: int, a: int, slot: int) -> float:
        above = self.lines[i - 1] if i else ()
        if a == 0 and len(self.lines[i]) == 1 and len(above) > 1:
            if self._is_between(i):
                return _VALUES + 2 * _SLOT
            if len(above[-1]) >= _LONG and is_head(above[-2]):
                return self.found[i - 1][-1]
        return _VALUES + slot * _SLOT

    def _is_between(self, i: int) -> bool:
        """Whether a line holds nothing but the beginning of a label that stands around the line below."""
        return len(self.lines[i]) == 1 and any(
            owner == (i, 0) and rest[0] > i + 1 and len(self.lines[i + 1]) > 1 for rest, owner in self.owners.items()
        )

    def _is_before_cut(self, i: int, a: int) -> bool:
        """Whether a piece is the second of two values between which a label around the line stands."""
        if not i or a == 0 or not self._is_between(i - 1):
            return False
        values = [not is_label(text) for text in self.lines[i]]
        return values[a] and values[a - 1] and not any(x and y for x, y in zip(values[: a - 1], values[1:a], strict=True))
