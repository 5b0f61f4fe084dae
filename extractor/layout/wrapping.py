"""Where print breaks the lines of a cell: a line goes on with the next one only where the next word did not fit on it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[（“‘《【〔]*(?:[\x21-\x7e％×÷≥≤±]+|.)(?:/.)*[”’）》】〕，。、；：！？％%·]*", re.DOTALL)
"""What no line break parts: Latin words and numbers, and punctuation from the letter that it belongs to."""
_SPACED = re.compile(r"(?<=[一-鿿]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) (?=[一-鿿])")
NARROW, _WIDE = 0.5, 0.65
"""The width of a Latin letter, of a full-width one: at least and at most."""
_SLACK = 0.2
"""Of a full-width letter: by how much a line must be too long for its cell."""


@lru_cache(maxsize=65536)
def width_of(text: str, latin: float = NARROW) -> float:
    """The width of a text in full-width letters (East Asian Width, UAX #11), with Latin letters of the width given."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else latin for letter in text)


def printed_width(text: str) -> float:
    """The same without the space that print puts between Chinese letters and others, which is hardly any."""
    return width_of(_SPACED.sub("", text))


@lru_cache(maxsize=65536)
def is_full(line: str, below: str, capacity: float) -> bool:
    """Whether the first word of the line below would not have fitted on `line`. `capacity` is in full-width letters."""
    word = _WORD.match(below)
    taken = _most(line) + (_most(word.group()) if word else 0.0)
    return taken > capacity + _SLACK


def _most(text: str) -> float:
    """The greatest width that a text may have: Chinese typefaces draw ambiguous letters such as ≥ full-width."""
    text = _SPACED.sub("", text)
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else _WIDE for letter in text)


def units(text: str) -> list[str]:
    """What no line break parts, in the text's order; blanks are units of their own."""
    return _WORD.findall(text)
