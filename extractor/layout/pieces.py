"""Pieces of text as they stand on a page without rulings: each line parted where there is more than a letter's space."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..lines.vocabulary import fold, is_label, whole_roles, words
from .letters import find_lines, line_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .letters import Letter, Line

_NUMBER_SIDE = re.compile(r"[0-9A-Za-z.)][^\x00-\x7f]|[年月日第共约至—于照每]\d")
_GAP, _GAP_BLANK = 0.35, 0.6
"""Of the letter size: the least space between two cells, and where a blank is printed. Digits beside Chinese letters have up
to a quarter."""
_GAP_LABEL = 0.15
"""The same behind a label."""
_MONEY, _IDENTITY = ("total", "fiscal", "other_money"), ("project_code", "project_name")
_AMOUNT_ENDS = "0123456789.万元"
_LABEL_LINE, _CODE = 2, 8
"""Letters of a line of a wrapped label, and of a project's code, at least."""
_LONG = 4
_UNEVEN = 0.25
"""Of a letter's height: by how much the spaces between the letters of a word spread over its cell may differ."""
_CHINESE = "\u2e80"
"""From here on letters are Chinese."""
_SPREAD = 3
"""Letters at even spaces that are a word, whether it is known or not."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands together, with its box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    behind: str = ""
    """The label that a part of pushed it to the right, in a dump: it stands behind no other."""

    def overlap(self, other: Piece) -> float:
        """Width shared with another piece; negative where there is space between them."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)


@dataclass(frozen=True, slots=True)
class TextLine:
    """The pieces of one line from left to right. Lines of cells side by side may overlap in height."""

    pieces: tuple[Piece, ...]
    page: int | None
    number: int | None = None
    """Line of the text dump, counted from 1."""
    blank: float = 0.0
    """Width of a blank beside a number inside a text, where blanks part the pieces; half of one if none is printed there."""
    table: None = None
    """Lines of text stand in no table whose bounds are known."""

    @property
    def top(self) -> float:
        """Of the highest piece."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Of the lowest piece."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def text(self) -> str:
        """The pieces' texts, two blanks between those that stand apart."""
        return "".join(f"{blank}{piece.text}" for blank, piece in zip(self._blanks(), self.pieces, strict=True))

    def _blanks(self) -> list[str]:
        return ["", *(" " if b.x0 - a.x1 <= b.bottom - b.top else "  " for a, b in pairwise(self.pieces))]


def join_numbers(line: TextLine) -> list[Piece]:
    """The pieces of a line, a number and the letters that only a blank parts from it joined (``6 月底``)."""
    joined: list[Piece] = []
    for piece in line.pieces:
        before = joined[-1] if joined else None
        near = before is not None and piece.x0 - before.x1 <= line.blank and not begins_label(before.text, piece.text)
        if before and near and _NUMBER_SIDE.search(before.text[-1] + piece.text[0]):
            joined[-1] = replace(before, text=f"{before.text} {piece.text}", x1=piece.x1)
        else:
            joined.append(piece)
    return joined


def begins_label(before: str, text: str) -> bool:
    """Whether a text is a line of a wrapped label that often stands behind an amount (其他资, 金), or behind a code (项目名)."""
    if len(text) < _LABEL_LINE:
        return False
    return (before[-1] in _AMOUNT_ENDS and _begins(text, _MONEY)) or (len(before) >= _CODE and _begins(text, _IDENTITY))


@lru_cache(maxsize=4096)
def _begins(text: str, roles: tuple[str, ...]) -> bool:
    labels = (fold(word) for role in roles for word in words(role))
    return any(label.startswith(fold(text)) for label in labels)


def read_lines(letters: Iterable[Letter], page: int) -> list[TextLine]:
    """Letters of a page into lines of pieces, from the top down."""
    return [TextLine(tuple(_gathered(list(_pieces(line)))), page) for line in find_lines(letters)]


def _gathered(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces, the single letters of a label that is spread over its cell (``项 目 名 称``) made one."""
    held: list[Piece] = []
    for piece in pieces:
        if held and not _is_even([*held, piece]) and not _is_word([*held, piece]):
            yield from _spread_label(held)
            held = []
        held.append(piece)
    yield from _spread_label(held)


def _is_even(pieces: Sequence[Piece]) -> bool:
    """Whether pieces are single letters whose middles stand at even spaces."""
    if not all(len(piece.text) == 1 and piece.text > _CHINESE for piece in pieces):
        return False
    spaces = [(b.x0 + b.x1 - a.x0 - a.x1) / 2 for a, b in pairwise(pieces)]
    return max(spaces) - min(spaces) <= _UNEVEN * max(piece.bottom - piece.top for piece in pieces)


def _is_word(pieces: Sequence[Piece]) -> bool:
    """Whether pieces that stand rather close are a word of the vocabulary together."""
    near = all(b.x0 - a.x1 <= _GAP_BLANK * (a.bottom - a.top) for a, b in pairwise(pieces))
    chinese = all(piece.text > _CHINESE for piece in pieces)
    return near and chinese and bool(whole_roles("".join(piece.text for piece in pieces)))


def _spread_label(pieces: Sequence[Piece]) -> Sequence[Piece]:
    text = "".join(piece.text for piece in pieces)
    if len(pieces) == 1 or (len(pieces) < _SPREAD and not whole_roles(text)):
        return pieces
    top, bottom = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    return [replace(pieces[0], text=text, x1=pieces[-1].x1, top=top, bottom=bottom)]


def _pieces(line: Line) -> Iterator[Piece]:
    held: list[Letter] = []
    for letter in line:
        space = (letter.x0 - held[-1].x1) / _size(held, letter) if held else 0.0
        blank = bool(held) and held[-1].text.endswith(" ")
        if space > (_GAP_BLANK if blank else _GAP) or (space > _GAP_LABEL and _is_long_label(line_text(held))):
            yield _piece(held)
            held = []
        held.append(letter)
    if held:
        yield _piece(held)


def _is_long_label(text: str) -> bool:
    """A label, or the first line of an amount's, that fills its cell stands close to the next; a short one may be a word."""
    return len(text) >= _LONG and (is_label(text) or _begins(text, _MONEY))


def _size(held: Sequence[Letter], letter: Letter) -> float:
    return max(letter.x1 - letter.x0, held[-1].x1 - held[-1].x0, 0.6 * letter.height)


def _piece(letters: list[Letter]) -> Piece:
    return Piece(
        line_text(letters),
        letters[0].x0,
        min(letter.top for letter in letters),
        max(letter.x1 for letter in letters),
        max(letter.bottom for letter in letters),
    )
