"""Fields above the indicators where nothing is ruled: wrapped labels made whole, lines of a value joined, a row for each line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..document import Box, Cell, Row
from ..lines.vocabulary import is_label
from .pieces import join_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .pieces import Piece, TextLine

_REACH = 4
"""Lines over which a label can be wrapped."""
_NEAR = 1.9
"""Heights from one line of a value to the next."""
_MOST_VALUES = 2
"""A line with more pieces is a row of its own."""


def starts_form(line: TextLine) -> bool:
    """Whether a line begins with a field's label, alone or with its value behind a colon."""
    first = re.split("[:：]", line.pieces[0].text)[0]
    return is_label(first) or any(is_label(piece.text) for piece in line.pieces)


def form_rows(lines: Sequence[TextLine], table: int) -> Iterator[Row]:
    """A row for each line that begins one."""
    pieces = [join_numbers(line) for line in lines]
    _join_labels(pieces)
    _join_values(pieces)
    for line, parts in zip(lines, pieces, strict=True):
        ordered = sorted(parts, key=lambda piece: piece.x0)
        if ordered:
            cells = tuple(_cell(piece, k) for k, piece in enumerate(ordered))
            yield Row(cells, page=line.page, line=line.number, table=table)


def _cell(piece: Piece, column: int) -> Cell:
    return Cell(piece.text, column, box=Box(piece.x0, piece.top, piece.x1, piece.bottom))


def _join_labels(lines: list[list[Piece]]) -> None:
    """Labels of which the pieces stand one below the other: whole, in the line that they have in their middle."""
    for i, line in enumerate(lines):
        for piece in list(line):
            below = _below(lines, i, piece)
            for length in range(len(below), 0, -1):
                text = "".join(part.text for part in (piece, *below[:length]))
                if is_label(text) and not (is_label(piece.text) and any(is_label(p.text) for p in below[:length])):
                    whole = replace(piece, text=text, bottom=below[length - 1].bottom)
                    for taken in (piece, *below[:length]):
                        _remove(lines[i : i + 1 + _REACH], taken)
                    _middle_line(lines[i : i + 1 + _REACH], whole).append(whole)
                    break


def _below(lines: Sequence[list[Piece]], i: int, piece: Piece) -> list[Piece]:
    """Pieces below a piece, one for each line at most."""
    found = []
    for line in lines[i + 1 : i + 1 + _REACH]:
        best = max(line, key=piece.overlap, default=None)
        if best is not None and piece.overlap(best) > 0.5 * min(piece.x1 - piece.x0, best.x1 - best.x0):
            found.append(best)
    return found


def _middle_line(lines: Sequence[list[Piece]], whole: Piece) -> list[Piece]:
    """The line nearest to the middle of a label; where none is left, the first."""
    middle = whole.top + whole.bottom
    return min(lines, key=lambda line: min((abs(p.top + p.bottom - middle) for p in line), default=float("inf")))


def _remove(lines: Sequence[list[Piece]], taken: Piece) -> None:
    for line in lines:
        for k, piece in enumerate(line):
            if piece is taken:
                del line[k]
                return


def _join_values(lines: list[list[Piece]]) -> None:
    """The further lines of values: fewer pieces than above, each right below one that is no label."""
    for i in range(len(lines) - 1, 0, -1):
        above = lines[i - 1]
        if not lines[i] or len(lines[i]) > min(_MOST_VALUES, len(above)):
            continue
        owners = [_owner(piece, above) for piece in lines[i]]
        if all(k is not None for k in owners):
            for piece, k in zip(lines[i], owners, strict=True):
                assert k is not None
                above[k] = replace(
                    above[k], text=f"{above[k].text}\n{piece.text}", bottom=piece.bottom, x1=max(above[k].x1, piece.x1)
                )
            lines[i] = []


def _owner(piece: Piece, above: Sequence[Piece]) -> int | None:
    """The piece above that begins where this one does, or has the same middle."""
    height = piece.bottom - piece.top
    for k, other in enumerate(above):
        aligned = (
            abs(piece.x0 - other.x0) < 0.8 * height or abs(piece.x0 + piece.x1 - other.x0 - other.x1) < 0.8 * height
        )
        near = piece.top - other.top < _NEAR * height
        if aligned and near and not is_label(other.text) and not is_label(piece.text):
            return k
    return None
