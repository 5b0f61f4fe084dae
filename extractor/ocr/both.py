"""Two engines: the second reads again what the first is unsure of.

The first engine's text stands; where the second disagrees, the confidence falls and its reading is handed on, so that a
reader is told of it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .engine import Engine, Picture, Reading

_DOUBTFUL = 0.95
"""Lines read with less confidence are read again."""
_DISAGREED = 0.6
"""Factor on the confidence where the engines disagree."""


class BothEngine:
    """The first engine, checked by the second."""

    name = "both"

    def __init__(self, first: Engine, second: Engine) -> None:
        self.first = first
        self.second = second

    def recognise(self, lines: Sequence[Picture]) -> list[Reading]:
        """One reading for each line picture, in their order; `Reading.other` holds a second opinion that differs."""
        readings = self.first.recognise(lines)
        doubtful = [i for i, reading in enumerate(readings) if reading.confidence < _DOUBTFUL]
        for i, second in zip(doubtful, self.second.recognise([lines[i] for i in doubtful]), strict=True):
            readings[i] = _compare(readings[i], second)
        return readings


def _compare(first: Reading, second: Reading) -> Reading:
    if not second.text:
        return first
    if _fold(first.text) == _fold(second.text):
        return replace(first, confidence=1 - (1 - first.confidence) * (1 - second.confidence))
    return replace(first, confidence=_DISAGREED * first.confidence, other=second.text)


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
