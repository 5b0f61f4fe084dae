"""Text dumps that keep the page's geometry by blanks, as ``pdftotext -layout`` writes them.

A character's place is its column in the line. Tools count differently: some give every character one column, others give two
to the wide ones (East Asian Width, UAX #11). Whichever lets more cells begin below each other is believed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from ..layout.furniture import drop_furniture
from ..layout.headings import with_whole_titles
from ..layout.pieces import Piece, TextLine
from ..layout.unruled.reader import read_fitting
from ..lines.vocabulary import COLUMN_ROLES, MAX_CHARS, whole_roles
from .stream import is_typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..document import Row

_WORD = re.compile(r"\S+")
_APART = re.compile(r"\S[ \u3000]{2,}\S")
_NONE = 0.5
"""Less than a blank."""
_SHORTEST = 3
"""Letters of a column's name."""
_MOST_MISFIT = 1.0
"""Letters by which the pieces of table bodies may be out of their columns, on average."""


def read_aligned(lines: Sequence[str]) -> list[Row] | None:
    """The rows of a dump that keeps its geometry; None for other dumps."""
    if any("\t" in line for line in lines) or not any(map(_APART.search, lines)):
        return None
    reading = max((drop_furniture(list(_lines(lines, wide))) for wide in (1, 2)), key=_coincidences)
    return read_fitting(with_whole_titles(reading), _MOST_MISFIT)


def _coincidences(lines: Sequence[TextLine]) -> int:
    """How many pairs of pieces begin at one place of one page."""
    starts = Counter((line.page, piece.x0) for line in lines for piece in line.pieces[1:])
    return sum(count * (count - 1) for count in starts.values())


def _lines(lines: Sequence[str], wide: int) -> Iterator[TextLine]:
    """Lines that are not blank, with the place of each word; `wide` columns for a wide character."""
    page, blank = 1, 1.0 if is_typeset(lines) else _NONE
    for number, line in enumerate(lines, 1):
        page += line.count("\f")
        pieces = tuple(_pieces(line.replace("\f", ""), number, wide))
        if pieces:
            yield TextLine(pieces, page, number, blank=blank)


def _pieces(line: str, number: int, wide: int) -> Iterator[Piece]:
    places = [0]
    for letter in line:
        places.append(places[-1] + (wide if unicodedata.east_asian_width(letter) in "WF" else 1))
    for match in _WORD.finditer(line):
        start = match.start()
        for text in _names(match.group()):
            yield Piece(text, places[start], number, places[start + len(text)], number + 1)
            start += len(text)


def _names(text: str) -> tuple[str, ...]:
    """The names of two columns between which no blank was left; else the text alone."""
    if len(text) <= MAX_CHARS and not whole_roles(text):
        for at in range(_SHORTEST, len(text) - _SHORTEST + 1):
            if all(whole_roles(part) & COLUMN_ROLES for part in (text[:at], text[at:])):
                return text[:at], text[at:]
    return (text,)
