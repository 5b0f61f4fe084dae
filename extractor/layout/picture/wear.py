"""How worn a page's lines are, and what the ink between two crossings says about a line there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_CHANCE = 0.02
"""Share of a stretch that letters ink where no line is."""
_STROKE_END = 0.3
"""How often ink that is no line reaches an end of a stretch."""
_INTACT = 0.8
"""Lines inked over a greater share can be told from letters' strokes by their ends."""


@dataclass(frozen=True, slots=True)
class Wear:
    """What is left of a page's lines."""

    inked: float
    """Share of their length, 0..1."""
    piece: float
    """Letters' sizes of a piece that wears off as one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stretches of lines hold; the first two of shape (lines, stretches)."""

    inked: Floats
    """Share of the stretch that is inked, 0..1."""
    whole: Floats
    """The same, less where it may be a letter's stroke: half of it where the ink keeps away from both ends, 3/4 from one."""
    gaps: Floats
    """How many gaps the ink of the stretch has."""
    length: Floats
    """Of each stretch, in letters' sizes."""

    def odds(self, wear: Wear) -> Floats:
        """Log odds that a line is there, on a page whose lines are inked over a share `worn` of their length.

        Each piece of a stretch that wears off as one is taken as a witness of its own (a binomial likelihood ratio).
        """
        import numpy as np  # noqa: PLC0415

        worn = wear.inked
        share = self.whole if worn > _INTACT else self.inked
        witness = share * math.log(worn / _CHANCE) + (1 - share) * math.log((1 - worn) / (1 - _CHANCE))
        odds: Floats = witness * np.minimum(self.length / wear.piece, 10)
        if worn <= _INTACT:
            odds += self._at_ends(worn)
        return np.clip(odds, -9, 9)

    def _at_ends(self, worn: float) -> Floats:
        """Log odds from the ends of a stretch, where a worn line is as often inked as elsewhere, and a stroke is not."""
        import numpy as np  # noqa: PLC0415

        inked = self.inked > 0
        ends = np.where(inked, 4 * self.whole / np.where(inked, self.inked, 1.0) - 2, 0.0)  # 0 to 2, see `whole`
        odds: Floats = inked * (ends * math.log(worn / _STROKE_END) + (2 - ends) * math.log(1 - worn))
        return odds
