"""What an engine read on a page without ruled tables, letter by letter, so that tables can be made of where letters stand."""

from __future__ import annotations

import statistics
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ..ocr.engine import Reading
from .letters import Letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..document import Box
    from ..ocr.engine import Letter as ReadLetter
    from ..ocr.engine import Picture

_WIDE, _NARROW = 0.5, 0.4
"""Half the width of a letter, of that of a full-width one. Engines are less sure of where narrow letters stand."""
_CLOSING, _BLANK, _BLANK_INK = "，。、；：！？）》”,;:", 0.85, 0.6
"""Signs with a blank behind them, and how far it reaches from their middle, and from the end of their ink."""
_LARGEST = 2.5
"""Size of the largest letters, of that of the common ones."""
_PAPER, _BEARING, _IDEOGRAPH = 0.3, 0.05, "\u4e00"
"""Least paper between two ideographs, of a letter, that is no space inside a word, and the paper that a letter has on its sides."""
_SIZE = 10.0
"""Points of a letter where none tells."""


@dataclass(frozen=True, slots=True)
class LooseLetter:
    """One letter of a page: where it stands, how it was read, and in which line."""

    place: Letter
    read: ReadLetter
    line: int


def place_letters(
    lines: Sequence[tuple[Box, Reading]], papers: Sequence[Sequence[tuple[float, float]]] = ()
) -> list[LooseLetter]:
    """The letters of the lines read on a page, each with a box of its own.

    An engine tells the middle of a letter; how wide it is, the distance of full-width letters on the page tells. `papers`: of
    each line where its ink leaves paper (`find_papers`), which tells the space between two ideographs better.
    """
    size = _letter_size(lines, _SIZE)
    found = []
    for k, (box, reading) in enumerate(lines):
        own = max(size, min(_letter_size([(box, reading)], size), _LARGEST * size))
        letters = _without_blanks(list(_letters(k, box, reading, own)))
        side = _BEARING * own
        wide = [(a + side, b - side) for a, b in (papers[k] if papers else ()) if b - a >= _PAPER * own]
        found += _beside_paper(letters, wide) if papers else letters
    return found


def _without_blanks(letters: list[LooseLetter]) -> list[LooseLetter]:
    """Letters without the blanks between two ideographs, which have none in a word."""
    around = zip([None, *letters], letters, [*letters[1:], None], strict=False)
    return [
        letter
        for before, letter, after in around
        if not (letter.read.text.isspace() and before and after and before.read.text >= _IDEOGRAPH <= after.read.text)
    ]


def find_papers(ink: Picture, box: Box) -> list[tuple[float, float]]:
    """Where the ink of a line leaves paper, from left to right (start, end) in pixels of `ink`, the mask of its page."""
    import numpy as np  # noqa: PLC0415

    x0 = round(box.x0)
    inked = np.flatnonzero(ink[round(box.top) : round(box.bottom), x0 : round(box.x1)].any(axis=0))
    return [(float(x0 + a + 1), float(x0 + b)) for a, b in pairwise(inked.tolist()) if b - a > 1]


def _beside_paper(letters: list[LooseLetter], papers: Sequence[tuple[float, float]]) -> list[LooseLetter]:
    """Letters, two ideographs ending and beginning at the paper between their middles, or touching where there is none."""
    found = list(letters)
    for k, (one, other) in enumerate(pairwise(letters)):
        if not (one.read.text >= _IDEOGRAPH <= other.read.text):
            continue
        middles = one.place.middle[0], other.place.middle[0]
        meet = (one.place.x1 + other.place.x0) / 2
        between = [each for each in papers if middles[0] < (each[0] + each[1]) / 2 < middles[1]] or [(meet, meet)]
        found[k] = replace(found[k], place=found[k].place._replace(x1=between[0][0]))
        found[k + 1] = replace(other, place=other.place._replace(x0=between[-1][1]))
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
