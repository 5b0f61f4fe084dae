"""Which stretches between the crossings of possible lines are lines: the most probable set of them.

Between two crossings a line is there or it is not: how much of the stretch is inked speaks for either, and so does what meets
at its ends, for a table's lines neither end in the open nor turn a corner inside. The most probable set of stretches is sought
by changing one at a time (iterated conditional modes, Besag 1986).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .grid import Ruling, Rulings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

BAND = 2
"""Pixels that a line may wander to either side."""
_HARDLY_WORN, _WORN_WEIGHT = 0.92, 1.8
"""Where lines have lost more ink than that, letters that keep clear of one weigh so much more."""
_DEVIATIONS = 3.0
"""Standard deviations by which a line may hold less ink than the page's lines do."""
_LEAST = 0.6
"""Share of the usual ink that no line of the page is doubted for having."""
_ROUNDS = 4
_NO_LINE = -30.0
"""Log odds of a line that was found not to be one."""
_PIECE = 0.55
"""Letters' sizes of a piece of line that wears off as one."""
_CHANCE = 0.05
"""Share of a stretch that letters ink where no line is."""
_INTACT = 0.8
"""Lines inked over a greater share can be told from letters' strokes by their ends."""
_OPEN_END = 6.0
"""Cost, in log odds, of a line that ends where no other is."""
_BREAK = 1.0
"""Cost of a line that does not go on straight."""
_INNER_CORNER = 2.5
"""Cost of two lines that make a corner inside the table."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stretches of lines hold; the first two of shape (lines, stretches)."""

    inked: Floats
    """Share of the stretch that is inked, 0..1."""
    whole: Floats
    """The same, less where it may be a letter's stroke."""
    length: Floats
    """Of each stretch, in letters' sizes."""

    def odds(self, worn: float) -> Floats:
        """Log odds that a line is there, on a page whose lines are inked over a share `worn` of their length.

        Each piece of a stretch that wears off as one is taken as a witness of its own (a binomial likelihood ratio).
        """
        import numpy as np  # noqa: PLC0415

        share = self.whole if worn > _INTACT else self.inked
        witness = share * math.log(worn / _CHANCE) + (1 - share) * math.log((1 - worn) / (1 - _CHANCE))
        odds: Floats = np.clip(witness * np.minimum(self.length / _PIECE, 10), -9, 9)
        return odds


@dataclass(slots=True)
class Lattice:
    """Every stretch between neighbouring crossings, and whether a line is there."""

    across: Evidence
    """Of horizontal stretches, shape (ys, xs - 1)."""
    down: Evidence
    """Of vertical stretches, shape (xs, ys - 1)."""
    xs: list[float]
    ys: list[float]

    def settle(self, open_ys: set[float], open_xs: set[float], letters: Floats) -> Rulings:
        """The most probable rulings. At open positions nothing was printed, and a line is there if others end at it.

        `letters`: log odds of vertical stretches from the letters around them.
        """
        import numpy as np  # noqa: PLC0415

        worn = self._worn()
        if worn < _HARDLY_WORN:
            letters = np.where(letters > 0, _WORN_WEIGHT * letters, letters)
        odds_across, odds_down = self.across.odds(worn), self.down.odds(worn) + letters
        _rival(odds_across, self.across.inked, self.ys)
        _rival(odds_down, self.down.inked, self.xs)
        odds_across[[y in open_ys for y in self.ys]] = 0.0
        odds_down[[x in open_xs for x in self.xs]] = 0.0
        for _ in range(_ROUNDS):
            across, down = odds_across > 0, odds_down > 0
            for _ in range(8):
                changed = _improve(across, down, odds_across)
                changed |= _improve(down, across, odds_down)
                if not changed:
                    break
            weak_across = _weak(across, self.across, worn) & (odds_across != 0)
            weak_down = _weak(down, self.down, worn) & (odds_down != 0)
            if not weak_across.any() and not weak_down.any():
                break
            odds_across[weak_across] = odds_down[weak_down] = _NO_LINE
        return Rulings(tuple(_join(across, self.ys, self.xs)), tuple(_join(down, self.xs, self.ys)))

    def _worn(self) -> float:
        """The share of their length over which this page's lines are inked."""
        import numpy as np  # noqa: PLC0415

        every = np.concatenate([self.across.inked.ravel(), self.down.inked.ravel()])
        strong = every[every > 0.3]
        return float(np.clip(np.mean(strong), 0.5, 0.96)) if len(strong) else 0.9


def _rival(odds: Floats, inked: Floats, ats: list[float]) -> None:
    """Of two lines so close that one's ink is taken for the other's too, each stretch leaves only the one with more ink."""
    for i, (at, following) in enumerate(pairwise(ats)):
        if following - at <= 2 * BAND + 2:
            first = inked[i] >= inked[i + 1]
            odds[i + 1][first] = _NO_LINE
            odds[i][~first] = _NO_LINE


def _weak(there: Flags, evidence: Evidence, worn: float) -> Flags:
    """Stretches of lines that hold less ink, as a whole, than a line on this page can have lost by chance."""
    import numpy as np  # noqa: PLC0415

    weak = np.zeros_like(there)
    for i, stretches in enumerate(there):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], stretches.astype(np.int8), [0]])))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            length = evidence.length[start:end]
            share = float((evidence.inked[i, start:end] * length).sum() / length.sum())
            spread = math.sqrt(worn * (1 - worn) * _PIECE / length.sum())
            weak[i, start:end] = share < min(worn - _DEVIATIONS * spread, _LEAST * worn)
    return weak


def _improve(along: Flags, cross: Flags, odds: Floats) -> bool:
    """Change every stretch of one direction that is less probable than its opposite; True if one was.

    `along` has shape (lines, stretches), `cross` (crossing lines, stretches of theirs).
    """
    changed = False
    lines, stretches = along.shape
    for i in range(lines):
        for j in range(stretches):
            gain = -odds[i, j] if along[i, j] else odds[i, j]
            if gain < -2 * (_OPEN_END + _BREAK):
                continue
            before = _cost(along, cross, i, j) + _cost(along, cross, i, j + 1)
            along[i, j] = not along[i, j]
            after = _cost(along, cross, i, j) + _cost(along, cross, i, j + 1)
            if gain + before - after > 1e-9:
                changed = True
            else:
                along[i, j] = not along[i, j]
    return changed


def _cost(along: Flags, cross: Flags, i: int, j: int) -> float:
    """What is wrong with the crossing of line `i` with crossing line `j`."""
    left = j > 0 and bool(along[i, j - 1])
    right = j < along.shape[1] and bool(along[i, j])
    above = i > 0 and bool(cross[j, i - 1])
    below = i < cross.shape[1] and bool(cross[j, i])
    arms = left + right + above + below
    straight = _BREAK * ((left != right) + (above != below))
    if arms == 1:
        return _OPEN_END + straight
    if arms == 2 and left != right:
        return straight + (_INNER_CORNER if _inside(along, cross, i, j) else 0.0)
    return straight


def _inside(along: Flags, cross: Flags, i: int, j: int) -> bool:
    """Whether lines stand on all four sides of a crossing, somewhere."""
    return bool(cross[:j, max(i - 1, 0) : i + 1].any() and cross[j + 1 :, max(i - 1, 0) : i + 1].any()
                and along[:i, max(j - 1, 0) : j + 1].any() and along[i + 1 :, max(j - 1, 0) : j + 1].any())  # fmt: skip


def _join(there: Flags, ats: list[float], crossings: list[float]) -> list[Ruling]:
    """Neighbouring stretches made one ruling each."""
    rulings = []
    for at, stretches in zip(ats, there, strict=True):
        start = math.nan
        for k, present in enumerate([*stretches.tolist(), False]):
            if present and math.isnan(start):
                start = crossings[k]
            elif not present and not math.isnan(start):
                rulings.append(Ruling(at, start, crossings[k]))
                start = math.nan
    return rulings
