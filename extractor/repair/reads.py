"""The text of a cell as an OCR engine read it, letter by letter, and what was changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..document import Mend
from ..ocr.engine import Letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..ocr.engine import Reading

THRESHOLD = 0.8
"""A repair of a lower score is only proposed."""
_NEWLINE = Letter("\n", 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Read:
    """The text of a cell, letter by letter, and what was done to it."""

    letters: tuple[Letter, ...]
    mends: tuple[Mend, ...] = ()

    @property
    def text(self) -> str:
        """The letters joined; lines are parted by a line feed."""
        return "".join(letter.text for letter in self.letters)

    @property
    def confidence(self) -> float:
        """Of the least certain letter."""
        return min((letter.confidence for letter in self.letters), default=1.0)


def changed(cell: Read, letters: tuple[Letter, ...], rule: str, score: float) -> Read:
    """The cell with other letters, or with the proposal of them."""
    before, after = cell.text, "".join(letter.text for letter in letters)
    mend = Mend(before, after, rule, round(score, 3), score >= THRESHOLD)
    return Read(letters if mend.done else cell.letters, (*cell.mends, mend))


def join_lines(readings: Sequence[Reading]) -> Read:
    """The readings of a cell's lines as one text."""
    letters: list[Letter] = []
    for reading in readings:
        letters += [_NEWLINE] * bool(letters) + list(reading.letters)
    return Read(tuple(letters))
