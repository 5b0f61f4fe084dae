"""What an engine is, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    """Grey (height, width) or BGR (height, width, 3), 0..255."""
else:
    Picture = Any


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a line."""

    text: str
    confidence: float
    """0..1."""
    at: float
    """Its middle, as a share of the line's width, 0..1."""
    other: str = ""
    """The letter that the engine holds for the next likely; empty where it does not tell."""
    other_confidence: float = 0.0
    """Of `other`, 0..1."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine read in one line."""

    text: str
    confidence: float
    """That every letter is right, as the engine sees it: its least certain letter, 0..1. 1 for a line with no letter."""
    letters: tuple[Letter, ...] = ()
    """Empty where the engine does not tell letters apart."""
    other: str | None = None
    """What a second engine read, where it disagreed."""


class Engine(Protocol):
    """Something that reads lines of text."""

    name: str

    def recognise(self, lines: Sequence[Picture]) -> list[Reading]:
        """One reading for each line picture, in their order. A picture without text gives an empty reading."""
        ...
