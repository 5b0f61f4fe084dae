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
from ..layout.pieces import Piece, TextLine
from ..layout.unruled import misfit, read_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..document import Row

_WORD = re.compile(r"\S+")
_APART = re.compile(r"\S[ \u3000]{2,}\S")
_MOST_MISFIT = 1.0
"""Letters by which the pieces of table bodies may be out of their columns, on average."""


def read_aligned(lines: Sequence[str]) -> list[Row] | None:
    """The rows of a dump that keeps its geometry; None for other dumps."""
    if any("\t" in line for line in lines) or not any(map(_APART.search, lines)):
        return None
    reading = max((drop_furniture(list(_lines(lines, wide))) for wide in (1, 2)), key=_coincidences)
    return read_tables(reading, {}, 0) if misfit(reading) <= _MOST_MISFIT else None


def _coincidences(lines: Sequence[TextLine]) -> int:
    """How many pairs of pieces begin at one place of one page."""
    starts = Counter((line.page, piece.x0) for line in lines for piece in line.pieces[1:])
    return sum(count * (count - 1) for count in starts.values())


def _lines(lines: Iterable[str], wide: int) -> Iterator[TextLine]:
    """Lines that are not blank, with the place of each word; `wide` columns for a wide character."""
    page = 1
    for number, line in enumerate(lines, 1):
        page += line.count("\f")
        pieces = tuple(_pieces(line.replace("\f", ""), number, wide))
        if pieces:
            yield TextLine(pieces, page, number, blank=1)


def _pieces(line: str, number: int, wide: int) -> Iterator[Piece]:
    places = [0]
    for letter in line:
        places.append(places[-1] + (wide if unicodedata.east_asian_width(letter) in "WF" else 1))
    for match in _WORD.finditer(line):
        yield Piece(match.group(), places[match.start()], number, places[match.end()], number + 1)
