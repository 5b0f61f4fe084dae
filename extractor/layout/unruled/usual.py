"""Headers of a dump as the document's other headers are: most print the same names, but some stand out of their places."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from .headers import Header, HeaderColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..pieces import Piece, TextLine

_ABOVE, _BELOW = 1, 2
"""Lines above and below what was read of a header, in which the rest of it may stand."""
_TELLING = 2
"""Headers alike that show what is usual."""


def as_usual(headers: Sequence[Header], lines: Sequence[TextLine]) -> list[Header]:
    """The headers, those that differ read anew where the lines around them hold the usual names.

    The end of a page may cut the names short.
    """
    counts = Counter(tuple(column.text for column in header.columns) for header in headers)
    texts, count = counts.most_common(1)[0] if counts else ((), 0)
    if count < _TELLING:
        return list(headers)
    usual = next(header for header in headers if tuple(column.text for column in header.columns) == texts)
    found: list[Header] = []
    for header in headers:
        if found and header.first <= found[-1].last:
            continue
        low = found[-1].last + 1 if found else 0
        alike = tuple(column.text for column in header.columns) == texts
        found.append(header if alike else _read_anew(header, usual, lines, low) or header)
    return found


def _read_anew(header: Header, usual: Header, lines: Sequence[TextLine], low: int) -> Header | None:
    for last in range(min(header.last + _BELOW, len(lines) - 1), header.last - 1, -1):
        cut = last + 1 < len(lines) and lines[last + 1].page != lines[last].page
        for first in range(max(low, header.first - _ABOVE), header.first + 1):
            columns = _columns(usual, lines[first : last + 1], cut=cut)
            if columns:
                return Header(columns, first, last)
    return None


def _columns(usual: Header, lines: Sequence[TextLine], *, cut: bool) -> tuple[HeaderColumn, ...] | None:
    """The usual columns with their pieces in these lines, or None where the lines hold anything else."""
    for parts in _fillings(usual, [list(line.pieces) for line in lines]):
        whole = all(
            "".join(p.text for p in own) == column.text for own, column in zip(parts, usual.columns, strict=True)
        )
        if whole or (cut and all(parts)):
            return tuple(replace(c, pieces=tuple(own)) for c, own in zip(usual.columns, parts, strict=True))
    return None


def _fillings(usual: Header, lines: Sequence[Sequence[Piece]]) -> Iterator[list[list[Piece]]]:
    """All ways to give every piece to a column whose name it goes on with, in the order of each line.

    Pieces left of all columns may be the label of the whole block.
    """
    texts = [column.text for column in usual.columns]

    def fill(line: int, at: int, low: int, parts: list[list[Piece]]) -> Iterator[list[list[Piece]]]:
        if line == len(lines):
            yield parts
        elif at == len(lines[line]):
            yield from fill(line + 1, 0, 0, parts)
        else:
            piece = lines[line][at]
            for k in range(low, len(texts)):
                if texts[k].startswith("".join(p.text for p in parts[k]) + piece.text):
                    yield from fill(line, at + 1, k, [*parts[:k], [*parts[k], piece], *parts[k + 1 :]])
            if at == 0 and len(lines[line]) > 1:
                yield from fill(line, 1, 0, parts)

    yield from fill(0, 0, 0, [[] for _ in texts])
