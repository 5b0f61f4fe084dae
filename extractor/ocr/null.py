"""An engine that reads nothing, or what it is told: for tests, and for looking at a layout alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .engine import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .engine import Picture


class NullEngine:
    """Answers each line with the next of `texts`, then with nothing."""

    name = "null"

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self._texts = iter(texts)

    def recognise(self, lines: Sequence[Picture]) -> list[Reading]:
        """As many readings as lines, whatever the pictures show."""
        return [Reading(next(self._texts, ""), 1.0) for _ in lines]
