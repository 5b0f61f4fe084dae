"""Pieces of lines as they were read in the cells of a table: their text, and the paper between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ...document import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...ocr.engine import Reading

_WORD = 0.6
"""Letters' sizes between words that stand apart."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line as it was read, and where."""

    box: Box
    reading: Reading


def text_of(pieces: Sequence[Piece]) -> str:
    """The text of a cell's pieces without spaces, line by line."""
    ordered = sorted(pieces, key=lambda piece: (piece.box.top + piece.box.bottom, piece.box.x0))
    return "".join("".join(piece.reading.text.split()) for piece in ordered)


def groups_of(pieces: Sequence[Piece], size: float) -> list[list[Piece]]:
    """Pieces that stand one below the other, or as close as letters do, from left to right."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.box.x0):
        if groups and piece.box.x0 - right_of(groups[-1]) < _WORD * size:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def leads_of(pieces: Sequence[Piece]) -> Iterator[float]:
    """The paper between each line of a text and the next."""
    ordered = sorted(pieces, key=lambda piece: piece.box.top)
    return (b.box.top - a.box.bottom for a, b in pairwise(ordered) if b.box.top > a.box.bottom)


def right_of(pieces: Sequence[Piece]) -> float:
    """Right end of some pieces."""
    return max(piece.box.x1 for piece in pieces)


def left_of(pieces: Sequence[Piece]) -> float:
    """Left end of some pieces."""
    return min(piece.box.x0 for piece in pieces)


def part_of(piece: Piece, first: int, last: int, x0: float, x1: float) -> Piece:
    """Letters `first` to `last` (exclusive) of a piece."""
    letters = piece.reading.letters[first:last]
    width = piece.box.x1 - piece.box.x0
    placed = tuple(
        replace(letter, at=min(1.0, max(0.0, (piece.box.x0 + letter.at * width - x0) / (x1 - x0))))
        for letter in letters
    )
    text = "".join(letter.text for letter in letters)
    reading = replace(piece.reading, text=text, confidence=min(letter.confidence for letter in letters), letters=placed)
    return Piece(Box(x0, piece.box.top, x1, piece.box.bottom), reading)
