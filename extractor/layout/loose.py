"""What an engine read on a page without ruled tables, letter by letter, so that tables can be made of where letters stand."""

from __future__ import annotations

import statistics
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..ocr.engine import Reading
from .letters import Letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..document import Box
    from ..ocr.engine import Letter as ReadLetter

_WIDE, _NARROW = 0.5, 0.4
"""Half the width of a letter, of that of a full-width one. Engines are less sure of where narrow letters stand."""
_CLOSING, _BLANK, _BLANK_INK = "，。、；：！？）》”,;:", 0.85, 0.6
"""Signs with a blank behind them, and how far it reaches from their middle, and from the end of their ink."""
_LARGEST = 2.5
"""Size of the largest letters, of that of the common ones."""
_IDEOGRAPH = "\u4e00"
"""The first of them."""
_SIZE = 10.0
"""Points of a letter where none tells."""


@dataclass(frozen=True, slots=True)
class LooseLetter:
    """One letter of a page: where it stands, how it was read, and in which line."""

    place: Letter
    read: ReadLetter
    line: int


def place_letters(lines: Sequence[tuple[Box, Reading]]) -> list[LooseLetter]:
    """The letters of the lines read on a page, each with a box of its own.

    An engine tells the middle of a letter; how wide it is, the distance of full-width letters on the page tells.
    """
    size = _letter_size(lines, _SIZE)
    found = []
    for k, (box, reading) in enumerate(lines):
        own = max(size, min(_letter_size([(box, reading)], size), _LARGEST * size))
        found += _without_blanks(list(_letters(k, box, reading, own)))
    return found


def _without_blanks(letters: list[LooseLetter]) -> list[LooseLetter]:
    """Letters without the blanks between two ideographs, which have none in a word."""
    around = zip([None, *letters], letters, [*letters[1:], None], strict=False)
    return [
        letter
        for before, letter, after in around
        if not (letter.read.text.isspace() and before and after and before.read.text >= _IDEOGRAPH <= after.read.text)
    ]


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


def _letter_size(lines: Sequence[tuple[Box, Reading]], otherwise: float) -> float:
    """The median distance of neighbouring full-width letters."""
    pitches = [
        (b.at - a.at) * (box.x1 - box.x0)
        for box, reading in lines
        for a, b in pairwise(reading.letters)
        if _is_wide(a.text) and _is_wide(b.text)
    ]
    return statistics.median(pitches) if pitches else otherwise


def _letters(line: int, box: Box, reading: Reading, size: float) -> Iterator[LooseLetter]:
    middle = (box.top + box.bottom) / 2
    right = box.x0
    before = ""
    for letter in reading.letters:
        x = box.x0 + letter.at * (box.x1 - box.x0)
        half = (_WIDE if _is_wide(letter.text) else _NARROW) * size
        left = max(right, x - half)
        right = max(left, min(box.x1, x + half))
        if letter.text in _CLOSING or (letter.text == "." and before >= _IDEOGRAPH):  # a comma, badly copied
            right = max(right, x + _BLANK * size)
            right = max(right, box.x1 + _BLANK_INK * size) if letter is reading.letters[-1] else right
        before = letter.text
        yield LooseLetter(Letter(letter.text, left, middle - size / 2, right, middle + size / 2), letter, line)


def _is_wide(text: str) -> bool:
    return unicodedata.east_asian_width(text[:1] or " ") in "WF"
