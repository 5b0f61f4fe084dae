"""Which stretches between the crossings of possible lines are lines: the most probable set of them.

Between two crossings a line is there or it is not: how much of the stretch is inked speaks for either, and so does what meets
at its ends, for a table's lines neither end in the open nor turn a corner inside. The most probable set of stretches is sought
line by line, each the best there is while those that cross it stay (iterated conditional modes, Besag 1986, with a whole line
for a site).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..grid import Ruling, Rulings
from .wear import Evidence, Wear

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

BAND = 2
"""Pixels that a line may wander to either side."""
_HARDLY_WORN, _WORN_WEIGHT = 0.92, 1.8
"""Where lines have lost more ink than that, letters that keep clear of one weigh so much more."""
_SOME = 0.3
"""Share of ink from which a stretch is taken for a line at first, to see how worn the page is."""
_OPEN = 1.5
"""Log odds of a line at the open end of a table, where nothing is printed."""
_FEW = 5
"""How many gaps the usual length of a piece counts as."""
_ROUNDS = 4
"""Most times that the wear is measured anew."""
_SWEEPS = 12
"""Most times that all lines are sought anew."""
_PAUSE, _PAUSE_INK = 3.5, 0.35
"""Letters' sizes of height, and ink of all vertical lines together, that lie between two tables."""
_LOWEST = 0.5
"""Height of a row, of the width of a cell, that is too small."""
_NEXT = 0.3
"""Weight of the ink that a line has in the stretches around one."""
_NARROW = -5.0
"""Log odds of a line that would part a sliver from a cell."""
_NO_LINE = -30.0
"""Log odds of a line that was found not to be one."""
_PIECE = 0.55
"""Letters' sizes of a piece of line that wears off as one."""
_OPEN_END = 6.0
"""Cost, in log odds, of a line that ends where no other is."""
_BREAK = 2.0
"""Cost of a line that does not go on straight."""
_OUTER_CORNER = 1.0
_INNER_CORNER = 2.5
"""Cost of two lines that make a corner: at the outline of a table, and inside it."""


@dataclass(slots=True)
class Lattice:
    """Every stretch between neighbouring crossings, and whether a line is there."""

    across: Evidence
    """Of horizontal stretches, shape (ys, xs - 1)."""
    down: Evidence
    """Of vertical stretches, shape (xs, ys - 1)."""
    xs: list[float]
    ys: list[float]
    sliver: float
    """Pixels between two lines without text between them that are too few for a cell."""

    def settle(
        self, open_ys: set[float], open_xs: set[float], across: Floats, down: Floats, blank: tuple[Flags, Flags]
    ) -> Rulings:
        """The most probable rulings. At open positions nothing was printed, and a line is there if others end at it.

        `across`, `down`: log odds of the stretches from the letters around them; `blank`: where neighbouring horizontal
        lines, and vertical ones, have no letter between them, shapes (ys - 1, xs - 1) and (xs - 1, ys - 1).
        """
        across = _one_a_gap(across, self.across.inked, self.ys, blank[0], _LOWEST * self.sliver)
        down = _one_a_gap(down, self.down.inked, self.xs, blank[1], self.sliver)
        rows, columns = self.across.inked > _SOME, self.down.inked > _SOME
        wear = self._wear(rows, columns)
        for _ in range(_ROUNDS):
            odds_across, odds_down = self._odds(wear, across, down, open_ys, open_xs)
            rows, columns = _most_probable(odds_across, odds_down)
            before, wear = wear, self._wear(rows, columns)
            if abs(before.inked - wear.inked) < 0.01:
                break
        false = _unfounded(rows, odds_across), _unfounded(columns, odds_down)
        if false[0].any() or false[1].any():
            odds_across[false[0]], odds_down[false[1]] = _NO_LINE, _NO_LINE
            rows, columns = _most_probable(odds_across, odds_down)
        return Rulings(tuple(_join(rows, self.ys, self.xs)), tuple(_join(columns, self.xs, self.ys)), wear.inked)

    def _odds(
        self, wear: Wear, across: Floats, down: Floats, open_ys: set[float], open_xs: set[float]
    ) -> tuple[Floats, Floats]:
        """Log odds of all stretches: from their ink, and from the letters around them."""
        weight = _WORN_WEIGHT if wear.inked < _HARDLY_WORN else 1.0
        odds_across, odds_down = self.across.odds(wear) + weight * across, self.down.odds(wear) + weight * down
        _rival(odds_across, self.across.inked, self.ys)
        _rival(odds_down, self.down.inked, self.xs)
        odds_down[:, (self.down.length >= _PAUSE) & (self.down.inked.sum(axis=0) < _PAUSE_INK)] = _NO_LINE
        odds_across[[y in open_ys for y in self.ys]] = _OPEN
        odds_down[[x in open_xs for x in self.xs]] = _OPEN
        return odds_across, odds_down

    def _wear(self, rows: Flags, columns: Flags) -> Wear:
        """How worn lines are, if they are these.

        In a line that loses pieces of length c at random, w * (1 - w) / c gaps begin per length, w the share that is left.
        """
        import numpy as np  # noqa: PLC0415

        inked = length = gaps = 0.0
        for there, evidence in ((rows, self.across), (columns, self.down)):
            lengths = there * evidence.length
            inked, length = inked + float((evidence.inked * lengths).sum()), length + float(lengths.sum())
            gaps += float((evidence.gaps * there).sum())
        share = float(np.clip(inked / length, 0.3, 0.96)) if length else 0.9
        piece = (share * (1 - share) * length + _FEW * _PIECE) / (gaps + _FEW)
        return Wear(share, float(np.clip(piece, 0.3, 1.5)))


def _rival(odds: Floats, inked: Floats, ats: list[float]) -> None:
    """Of two lines so close that one's ink is taken for the other's too, each stretch leaves only the one with more ink."""
    for i, (at, following) in enumerate(pairwise(ats)):
        if following - at <= 2 * BAND + 2:
            first = inked[i] >= inked[i + 1]
            odds[i + 1][first] += _NO_LINE
            odds[i][~first] += _NO_LINE


def _one_a_gap(letters: Floats, inked: Floats, ats: list[float], blank: Flags, sliver: float) -> Floats:
    """The log odds from letters, with a gap between letters that holds several lines speaking for the most inked alone.

    Lines less than `sliver` from one with more ink leave no cell between them.
    """
    odds = letters.copy()
    for stretch in range(letters.shape[1]):
        ink = _supported(inked, stretch)
        for chain in _chains(blank[:, stretch]):
            best = max(chain, key=lambda k: ink[k])
            for k in (k for k in chain if k != best):
                narrow = any(abs(ats[k] - ats[o]) < sliver for o in chain if o == best or ink[o] > ink[k])
                odds[k, stretch] = min(odds[k, stretch], 0.0) + (_NARROW if narrow else 0.0)
    return odds


def _supported(inked: Floats, stretch: int) -> Floats:
    """Ink of each line in a stretch, and a little of that in the stretches next to it."""
    near = inked[:, max(0, stretch - 1) : stretch + 2].mean(axis=1)
    found: Floats = inked[:, stretch] + _NEXT * near
    return found


def _chains(blank: Flags) -> Iterator[range]:
    """The runs of neighbouring lines that have no letters between them."""
    first = 0
    for k, joined in enumerate([*blank.tolist(), False]):
        if not joined:
            yield range(first, k + 1)
            first = k + 1


def _unfounded(there: Flags, odds: Floats) -> Flags:
    """Which lines have stretches that all in all speak against them: detours around a gap in another line."""
    found: Flags = there.any(axis=1) & ((there * odds).sum(axis=1) < 0)
    return found


def _most_probable(odds_across: Floats, odds_down: Floats) -> tuple[Flags, Flags]:
    """The stretches of both directions, each line in turn the best there is while those that cross it stay."""
    across, down = odds_across > 0, odds_down > 0
    for _ in range(_SWEEPS):
        rows = _best_lines(odds_across, down, _inside(across, down))
        columns = _best_lines(odds_down, rows, _inside(down, rows))
        if (rows == across).all() and (columns == down).all():
            break
        across, down = rows, columns
    return across, down


def _best_lines(odds: Floats, cross: Flags, inside: Flags) -> Flags:
    """All lines of one direction, the cheapest given those that cross them (Viterbi along each line).

    `odds` has shape (lines, stretches), `cross` (crossings, stretches of theirs), `inside` (lines, crossings).
    """
    import numpy as np  # noqa: PLC0415

    lines, stretches = odds.shape
    above = np.concatenate([np.zeros((cross.shape[0], 1), bool), cross], axis=1).T
    below = np.concatenate([cross, np.zeros((cross.shape[0], 1), bool)], axis=1).T
    costs = np.array([[_cost(left, right, above, below, inside) for right in (0, 1)] for left in (0, 1)])
    gain = np.stack([np.zeros_like(odds), odds])
    best = costs[0, :, :, 0] - gain[:, :, 0]
    came = np.zeros((stretches, 2, lines), np.int8)
    for k in range(1, stretches):
        ways = best[:, None, :] + costs[:, :, :, k]
        came[k] = ways.argmin(axis=0)
        best = ways.min(axis=0) - gain[:, :, k]
    states = np.zeros((lines, stretches), np.int8)
    states[:, -1] = (best + costs[:, 0, :, stretches]).argmin(axis=0)
    for k in range(stretches - 1, 0, -1):
        states[:, k - 1] = came[k][states[:, k], np.arange(lines)]
    return states.astype(bool)


def _cost(left: int, right: int, above: Flags, below: Flags, inside: Flags) -> Floats:
    """What is wrong with each crossing of a line that comes from the left or not and goes on to the right or not."""
    import numpy as np  # noqa: PLC0415

    arms = left + right + above.astype(float) + below
    straight = _BREAK * ((left != right) + (above != below))
    corner = ((arms == 2) & (above != below)) * np.where(inside, _INNER_CORNER, _OUTER_CORNER) * (left != right)
    cost: Floats = straight + _OPEN_END * (arms == 1) + corner
    return cost


def _inside(along: Flags, cross: Flags) -> Flags:
    """Whether lines stand on all four sides of each crossing, somewhere; shape (lines, crossings)."""
    return _beyond(cross).T & _beyond(along)


def _beyond(lines: Flags) -> Flags:
    """Whether there is a line, next to each crossing of a direction, both before and after it; shape (lines, crossings)."""
    import numpy as np  # noqa: PLC0415

    none = np.zeros((lines.shape[0], 1), bool)
    near = np.concatenate([none, lines], axis=1) | np.concatenate([lines, none], axis=1)
    seen, ahead = np.cumsum(near, axis=0) - near, np.cumsum(near[::-1], axis=0)[::-1] - near
    both: Flags = (seen > 0) & (ahead > 0)
    return both


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
