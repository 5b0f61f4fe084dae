"""Cells of the level columns of a table without rulings: wrapped names made whole, with the help of the vocabulary."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ...lines.vocabulary import is_level_name, is_rest_of_name
from ..wrapping import is_full, width_of
from .bands import Name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .bands import BodyLine

_MOST_PIECES = 5
_NEAR, _NEAR_KNOWN = 2.2, 4.4
"""Line pitches between two pieces of one name, and of one that the vocabulary knows; what ends names only may be further off."""


def read_names(lines: Sequence[BodyLine], column: int, pitch: float, begins: Collection[int] = ()) -> list[Name]:
    """The cells of a level's column, from the top down. The vocabulary says where a wrapped name ends.

    `begins`: lines that surely begin a row.
    """
    places = [i for i, line in enumerate(lines) if column in line.cells]
    pieces = [lines[i].cells[column] for i in places]
    texts = ["".join(piece.text.split()) for piece in pieces]
    tops = [piece.top for piece in pieces]
    capacity = max(map(width_of, texts), default=0.0)
    found: list[Name] = []
    k = 0
    while k < len(places):
        apart = [low - high for high, low in pairwise(tops[k : k + _MOST_PIECES])]
        whole = [at in begins for at in places[k + 1 : k + _MOST_PIECES]]
        taken = _length(texts[k : k + len(apart) + 1], [each / pitch for each in apart], whole, capacity)
        last = k + taken - 1
        text = "\n".join(texts[k : last + 1])
        cut = any(line.new_page for line in lines[places[k] + 1 : places[last] + 1])
        found.append(Name(text, places[k], places[last], pieces[k].top, pieces[last].bottom, cut))
        k += taken
    return found


def _length(texts: Sequence[str], apart: Sequence[float], begins: Sequence[bool], capacity: float) -> int:
    """How many of the pieces make the first name. `apart`: line pitches between neighbours; `begins`: which of them a row."""
    near = _reach(apart, _NEAR)
    rests = [0.0 if is_rest_of_name(text) else each for each, text in zip(apart, texts[1:], strict=True)]
    for length in range(_reach(rests, _NEAR_KNOWN), 0, -1):
        if _is_name("".join(texts[:length])) and not (length > 1 and all(map(_is_name, texts[:length]))):
            rest = length < near and is_rest_of_name(texts[length])
            return length + (rest and is_full(texts[length - 1], texts[length], capacity))
    for length in range(1, near):
        if begins[length - 1] or _is_name(texts[length]) or not is_full(texts[length - 1], texts[length], capacity):
            return length
    return near


def _reach(apart: Sequence[float], most: float) -> int:
    """How many pieces stand so near to each other; on a new page positions begin anew."""
    return next((k for k, each in enumerate(apart, 1) if each > most), len(apart) + 1)


def _is_name(text: str) -> bool:
    """Whether a text is a level's name, or one without the word 指标."""
    return is_level_name(text) or is_level_name(f"{text}指标")
