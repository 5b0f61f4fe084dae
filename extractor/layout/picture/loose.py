"""What an engine read on a page without ruled tables, letter by letter, so that tables can be made of where letters stand."""

from __future__ import annotations

import statistics
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ...ocr.engine import Reading
from ..letters import Letter
from .inked import ink_of_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ...document import Box
    from ...ocr.engine import Letter as ReadLetter

_CLOSING, _OPENING = "，。、；：！？）》】」”’,;:!?)", "（《【「“‘("
"""Signs with paper behind them or before them."""
_NEAR, _MOST = 0.5, 0.65
"""Letters' sizes of paper at most between such a sign and the letter that it belongs to, and on its other side."""
_BEARING = 0.05
"""Letters' sizes of paper on either side of a letter that are its own."""
_TALL = 0.6
"""Share of a line's height that a letter has, at least; signs are lower."""
_SPACE = 0.35
"""Letters' sizes of paper from which a blank that was read stands between cells."""
_LARGEST = 2.5
"""Size of the largest letters, of that of the common ones."""
_IDEOGRAPH = "\u4e00"
"""The first of them."""
_SIZE = 10.0
"""Points of a letter where none tells."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as it was read."""

    box: Box
    """Of its ink."""
    reading: Reading
    """Its letters stand at shares of the box's width."""
    ink: NDArray[np.bool_]
    """Where the box has ink; as many rows and columns as one likes."""


@dataclass(frozen=True, slots=True)
class LooseLetter:
    """One letter of a page: where it stands, how it was read, and in which line."""

    place: Letter
    read: ReadLetter
    line: int


@dataclass(frozen=True, slots=True)
class _Inked:
    """A letter and the ends of its ink; at first those of its ink, then those of the paper that is its own as well."""

    read: ReadLetter
    x0: float
    x1: float

    @property
    def is_wide(self) -> bool:
        """Whether it is as wide as high."""
        return unicodedata.east_asian_width(self.read.text[:1] or " ") in "WF"

    @property
    def is_ideograph(self) -> bool:
        """Whether no blank stands beside it in a word."""
        return self.read.text >= _IDEOGRAPH


def place_letters(lines: Sequence[ReadLine]) -> list[LooseLetter]:
    """The letters of the lines read on a page, each with a box of its own.

    An engine tells about where a letter's middle is, and the line's ink tells the rest; how much paper is a letter's own, the
    distance of full-width letters on the page.
    """
    inked = [list(_inked(line)) for line in lines]
    size = _letter_size(inked, _SIZE)
    found = []
    for k, (line, letters) in enumerate(zip(lines, inked, strict=True)):
        own = max(size, min(_letter_size([letters], size), _LARGEST * size))
        middle = _middle(line, letters)
        for each in _without_blanks(_with_paper(letters, own), own):
            place = Letter(each.read.text, each.x0, middle - own / 2, each.x1, middle + own / 2)
            found.append(LooseLetter(place, each.read, k))
    return found


def readings_within(letters: Sequence[LooseLetter], box: Box) -> list[Reading]:
    """What was read inside a box, a reading for each line, from the top down."""
    found: dict[int, list[LooseLetter]] = {}
    for letter in letters:
        x, y = letter.place.middle
        if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom:
            found.setdefault(letter.line, []).append(letter)
    ordered = sorted(found.values(), key=lambda line: (line[0].place.top, line[0].place.x0))
    return [
        Reading(
            "".join(letter.read.text for letter in line),
            min(letter.read.confidence for letter in line),
            tuple(letter.read for letter in line),
        )
        for line in ordered
    ]


def _inked(line: ReadLine) -> Iterator[_Inked]:
    """The letters of a line with their ink. A blank has none: it stands right behind the letter before it."""
    count = line.ink.shape[1]
    column = (line.box.x1 - line.box.x0) / max(1, count)
    printed = [letter for letter in line.reading.letters if not letter.text.isspace()]
    spans = iter(ink_of_letters(line.ink.max(axis=0), [letter.at * count for letter in printed]))
    end = line.box.x0
    for letter in line.reading.letters:
        if letter.text.isspace():
            yield _Inked(letter, end, end)
            continue
        start, stop = next(spans) or (letter.at * count, letter.at * count)
        start, end = line.box.x0 + start * column, line.box.x0 + stop * column
        yield _Inked(letter, start, end)


def _middle(line: ReadLine, letters: Sequence[_Inked]) -> float:
    """The height at which the letters stand: the median of their middles; signs may hang or stand out."""
    rows, columns = line.ink.shape
    across = columns / (line.box.x1 - line.box.x0)
    middles = []
    for letter in letters:
        own = line.ink[:, round((letter.x0 - line.box.x0) * across) : round((letter.x1 - line.box.x0) * across)]
        inked = own.max(axis=1).nonzero()[0].tolist() if own.size else []
        if inked and inked[-1] + 1 - inked[0] >= _TALL * rows:
            middles.append((inked[0] + inked[-1] + 1) / 2)
    share = statistics.median(middles) / rows if middles else 0.5
    return line.box.top + share * (line.box.bottom - line.box.top)


def _letter_size(lines: Sequence[Sequence[_Inked]], otherwise: float) -> float:
    """The median distance of neighbouring full-width letters."""
    pitches = [(b.x0 + b.x1 - a.x0 - a.x1) / 2 for line in lines for a, b in pairwise(line) if a.is_wide and b.is_wide]
    return statistics.median(pitches) if pitches else otherwise


def _with_paper(letters: Sequence[_Inked], size: float) -> list[_Inked]:
    """Letters with the paper around them that is their own, as far as no other letter's ink stands there."""
    found: list[_Inked] = []
    for k, letter in enumerate(letters):
        before = found[-1] if found else None
        after = letters[k + 1] if k + 1 < len(letters) else None
        left, right = _reach(letter, before, after, size)
        left = max(left, before.x1) if before else left
        right = min(right, max(letter.x1, after.x0)) if after else right
        found.append(_Inked(letter.read, min(left, letter.x0), right))
    return found


def _reach(letter: _Inked, before: _Inked | None, after: _Inked | None, size: float) -> tuple[float, float]:
    """How far a letter would reach between others without paper of their own.

    The square of a closing sign begins where the letter before it ends, that of an opening one ends where the next begins; the
    sign stands anywhere in it, as the typeface has it.
    """
    left, right = letter.x0 - _BEARING * size, letter.x1 + _BEARING * size
    if letter.read.text.isspace():
        return letter.x0, letter.x1
    if _closes(letter, before):
        start = before.x1 if before and letter.x0 - before.x1 < _NEAR * size else left
        return start, max(right, min(start + size, letter.x1 + _MOST * size))
    if letter.read.text in _OPENING:
        end = after.x0 - _BEARING * size if after and after.x0 - letter.x1 < _NEAR * size else right
        return min(left, max(end - size, letter.x0 - _MOST * size)), end
    middle, half = (letter.x0 + letter.x1) / 2, size / 2 if letter.is_wide else size / 4
    return min(left, middle - half), max(right, middle + half)


def _closes(letter: _Inked, before: _Inked | None) -> bool:
    """Whether a letter is a sign with paper behind it; a point behind an ideograph is one that was badly copied."""
    return letter.read.text in _CLOSING or (letter.read.text in ".·" and before is not None and before.is_ideograph)


def _without_blanks(letters: Sequence[_Inked], size: float) -> list[_Inked]:
    """Letters without the blanks between two ideographs, which have none in a word, and those where paper parts cells."""
    around = zip([None, *letters], letters, [*letters[1:], None], strict=False)
    return [
        letter
        for before, letter, after in around
        if not letter.read.text.isspace()
        or (
            before
            and after
            and not (before.is_ideograph and after.is_ideograph)
            and after.x0 - before.x1 < _SPACE * size
        )
    ]
