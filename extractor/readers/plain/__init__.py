"""Text dumps that print each line of a page as one line, a blank between its words, as pdfplumber's ``extract_text`` does.

The lines of all cells of a row stand side by side, and nothing tells columns. `heads` finds the headers, `bodies` parts the
lines below them into rows and their pieces into columns, `fields` tells labels from values above them. Then each piece is given
a place, as if the dump kept the page's geometry, and read as such a dump is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...document import Cell, Row
from ...layout.furniture import drop_furniture
from ...layout.pieces import Piece, TextLine
from ...layout.unruled.reader import read_tables
from ...layout.unruled.tables import ends_table
from ...layout.wrapping import width_of
from ...lines.texts import PAGE_NUMBER
from ..stream import is_typeset
from .fields import place_fields
from .heads import Head, find_heads
from .learn import read_bodies, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .bodies import BodyRow
    from .cells import Lines

_APART = 4.0
"""Letters of space between two columns."""
_NONE = 0.5
"""Less than a blank."""


def read_plain(lines: Iterable[tuple[int, int | None, int, str]]) -> list[Row] | None:
    """The rows of such a dump; None where it holds no table, or cells printed one after another.

    `lines` are number, page, blank lines before, and text.
    """
    printed = drop_furniture([Row((Cell(text.strip()),), page, number) for number, page, _, text in lines], feet=False)
    pages = {row.line: row.page for row in printed}
    numbered = [(row.line or 0, tuple(row.text.split())) for row in printed if not _is_page_number(row.text)]
    texts = [words for _, words in numbered]
    heads = find_heads(texts)
    if not heads:
        return None
    extents = _extents(heads, texts)
    for head, (start, end) in zip(heads, extents, strict=True):
        texts[start:end] = [_narrow(words, len(head.roles)) for words in texts[start:end]]
    bodies = [texts[start:end] for start, end in extents]
    inside = {i for start, end in extents for i in range(start, end)}
    outside = [words for i, words in enumerate(texts) if i not in inside]
    rows = read_bodies([head.roles for head in heads], bodies, outside)
    if rows is None:
        return None
    places = _all_places(texts, heads, bodies, rows)
    placed = [
        _line(words, lefts, number) for (number, _), words, lefts in zip(numbered, texts, places, strict=True) if lefts
    ]
    return [replace(row, page=pages[row.line]) for row in read_tables(placed, {}, 0)]


def _is_page_number(text: str) -> bool:
    """Whether a line is surely the number of a page: bare numbers may be values."""
    return text[0] in "-—─第" and PAGE_NUMBER.search(text) is not None


def _extents(heads: Sequence[Head], texts: Lines) -> list[tuple[int, int]]:
    """The lines below each header, up to what begins something else."""
    loose = [_line(words, _side_by_side(words), number) for number, words in enumerate(texts)]
    found = []
    for head, limit in zip(heads, [*(head.first for head in heads[1:]), len(texts)], strict=True):
        start = head.last + 1
        found.append((start, next((i for i in range(start, limit) if ends_table(loose, i, 1.0)), limit)))
    return found


def _narrow(words: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Words of no more cells than there are columns: blanks beside numbers part cells less likely than others, then the last."""
    while len(words) > count:
        at = next((k for k in range(1, len(words)) if is_typeset([f"{words[k - 1]} {words[k]}"])), len(words) - 1)
        words = (*words[: at - 1], f"{words[at - 1]} {words[at]}", *words[at + 1 :])
    return words


def _side_by_side(words: Sequence[str]) -> list[float]:
    lefts = [0.0]
    for word in words:
        lefts.append(lefts[-1] + width_of(word) + 1)
    return lefts[:-1]


def _line(words: Sequence[str], lefts: Sequence[float], number: int) -> TextLine:
    pieces = (
        Piece(word, left, number, left + width_of(word), number + 1) for word, left in zip(words, lefts, strict=True)
    )
    return TextLine(tuple(pieces), 1, number, blank=_NONE)


def _all_places(
    texts: Lines, heads: Sequence[Head], bodies: Sequence[Lines], rows: Sequence[Sequence[BodyRow]]
) -> list[list[float]]:
    """The left end of each piece of each line; none for lines that are no part of a table."""
    places: list[list[float]] = []
    for head, body, own in zip(heads, bodies, rows, strict=True):
        places += place_fields(texts[len(places) : head.first])
        columns = _columns(head, body, own)
        places += _places(texts[head.first : head.last + 1], head.cells, columns)
        for row in own:
            held = body[row.first : row.last + 1]
            places += _places(held, row.cells, columns) if row.cells else [[]]
    return places + place_fields(texts[len(places) :])


def _columns(head: Head, body: Lines, rows: Sequence[BodyRow]) -> list[float]:
    """Where each column begins."""
    widths = [width_of(name) for name in head.names]
    for row in rows:
        for k, texts in enumerate(texts_of(body, row)):
            widths[k] = max([widths[k], *map(width_of, texts)])
    lefts = [0.0]
    for width in widths:
        lefts.append(lefts[-1] + width + _APART)
    return lefts


def _places(lines: Lines, cells: Sequence[Sequence[int]], columns: Sequence[float]) -> list[list[float]]:
    return [[columns[k] for k, places in enumerate(cells) if j in places] for j in range(len(lines))]
