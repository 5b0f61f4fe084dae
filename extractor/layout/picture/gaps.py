"""What the letters of a page say about where lines can be.

No line runs through letters. Beside a line letters keep clear on both sides, and the more lines of text do so, and the wider,
the less it is chance.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from ...ocr.engine import Picture

    Floats = NDArray[np.float64]
    Sums = NDArray[np.int32]

_REACH = 40.0
"""Letters' sizes on either side of a line where letters are looked for."""
_BESIDE = 0.15
"""Letters' sizes on either side of a line that letters keep clear of."""
_CORE = 2
"""Pixels on either side of a line's middle that are its own."""
_OWN, _OUTSIDE = 4, 2
"""Pixels on either side of a line that its ink may reach, and beyond them those that tell it from a letter's."""
_CROSSED = 0.12
"""Letters' sizes of letters' ink on both sides, along the line, that deny it."""
_BY, _TOUCHED = 1, 0.4
"""Pixels beside a line's own that letters keep clear of, and letters' sizes of their ink there, along the line, that deny it."""
_SPECKS = 0.03
"""Letters' sizes squared of ink that is dirt."""
_LINE = 0.45
"""Letters' sizes: least height of a line of text."""
_DENIED = -6.0
"""Log odds of a line that letters reach over."""
_GAPS = ((1.2, 3.0), (0.75, 2.0), (0.45, 0.7), (0.12, -0.7), (0.0, -2.5))
"""Log odds from one line of text that keeps clear of the position, by the width of the gap in letters' sizes: a gap as wide as
a comma and its space is common in running text, one of a letter is not."""
_ASIDE = 0.12
"""Letters' sizes that letters keep away from a line in any cell: on one side of a comma's paper they do not."""
_LEADS = ((1.6, 2.0), (1.2, 1.2), (0.9, 0.5))
"""Log odds from two lines of text on both sides of the position, by the paper between them in letters' sizes."""
_SPECKLED = 0.12
"""Letters' sizes of ink along a row of pixels that specks may have."""


def clear_lines(letters: Picture, ys: list[float]) -> None:
    """Take what is left of horizontal lines at these heights out of a mask: ink with paper right above and below.

    `ys`: ascending; those of double lines, as of a table's frame inside another's, have the paper around both.
    """
    for first, last in _close(ys):
        top, bottom = round(first) - _OWN, round(last) + _OWN + 1
        if top < _OUTSIDE or bottom + _OUTSIDE > len(letters):
            continue
        alone = ~(letters[top - _OUTSIDE : top].any(axis=0) | letters[bottom : bottom + _OUTSIDE].any(axis=0))
        letters[top:bottom, alone] = 0


def _close(ys: list[float]) -> Iterator[tuple[float, float]]:
    """The first and the last of the lines of each run that stand so close that the ink of one may reach the next."""
    parted = [k for k in range(1, len(ys)) if ys[k] - ys[k - 1] > 2 * _OWN]
    for start, end in pairwise([0, *parted, len(ys)]):
        yield ys[start], ys[end - 1]


def clear_of_letters(letters: Picture, xs: list[float], ys: list[float], size: float) -> Floats:
    """Log odds of each stretch of each vertical line, shape (xs, stretches).

    `letters`: mask of the ink that is no ruling; `size`: of a letter, in pixels.
    """
    import numpy as np  # noqa: PLC0415

    odds = np.zeros((len(xs), len(ys) - 1))
    for j, (y0, y1) in enumerate(pairwise(ys)):
        band = letters[round(y0) + 3 : max(round(y1) - 2, round(y0) + 4)]
        sums = _sums(band)
        for i, x in enumerate(xs):
            odds[i, j] = _DENIED if _crossed(sums, round(x), size) else _parted(band, sums, round(x), size)
    return odds


def blank_between(letters: Picture, xs: list[float], ys: list[float], size: float) -> NDArray[np.bool_]:
    """Where neighbouring vertical lines enclose no letter; shape (xs - 1, stretches)."""
    import numpy as np  # noqa: PLC0415

    found = np.zeros((len(xs) - 1, len(ys) - 1), bool)
    edge = max(_CORE + 1, round(_BESIDE * size))
    for i, (x0, x1) in enumerate(pairwise(xs)):
        between = letters[:, round(x0) + edge : max(round(x1) - edge + 1, round(x0) + edge + 1)]
        inked = np.concatenate([[0], np.cumsum(between.sum(axis=1, dtype=int))])
        found[i] = [inked[round(y1)] - inked[round(y0)] < _SPECKS * size * size for y0, y1 in pairwise(ys)]
    return found


def between_lines(letters: Picture, ys: list[float], xs: list[float], size: float) -> Floats:
    """Log odds of each stretch of each horizontal line, from letters that reach over it or keep away; shape (ys, stretches)."""
    import numpy as np  # noqa: PLC0415

    odds = np.zeros((len(ys), len(xs) - 1))
    turned = np.ascontiguousarray(letters.T)
    for j, (x0, x1) in enumerate(pairwise(xs)):
        band = turned[round(x0) + 3 : max(round(x1) - 2, round(x0) + 4)]
        inked = np.flatnonzero(band.sum(axis=0, dtype=int) > max(2, _SPECKLED * size))
        sums = _sums(band)
        for i, y in enumerate(ys):
            denied = _crossed(sums, round(y), size) or _touched(sums, round(y), size)
            odds[i, j] = _DENIED if denied else _apart(inked, y, size)
    return odds


def _apart(inked: NDArray[np.intp], y: float, size: float) -> float:
    """Log odds of a line from the paper between the lines of text above and below it; `inked`: rows with letters."""
    import numpy as np  # noqa: PLC0415

    k = int(np.searchsorted(inked, y))
    if k in (0, len(inked)):
        return 0.0
    width = (inked[k] - inked[k - 1]) / size
    return next((odds for least, odds in _LEADS if width >= least), 0.0)


def _sums(band: Picture) -> Sums:
    """What stands before each pixel of its row, and at the end what the row holds; shape (rows, width + 1)."""
    import numpy as np  # noqa: PLC0415

    sums = np.zeros((band.shape[0], band.shape[1] + 1), np.int32)
    band.cumsum(axis=1, dtype=np.int32, out=sums[:, 1:])
    return sums


def _inked(sums: Sums, start: int, end: int) -> NDArray[np.bool_]:
    """Which rows have ink from one pixel to another (exclusive)."""
    last = sums.shape[1] - 1
    found: NDArray[np.bool_] = sums[:, min(max(end, 0), last)] > sums[:, min(max(start, 0), last)]
    return found


def _crossed(sums: Sums, at: int, size: float) -> bool:
    """Whether letters stand close on both sides of a position, at the same places along it."""
    gap = max(_CORE + 2, round(_BESIDE * size))
    if at <= _CORE or at + _CORE + 2 >= sums.shape[1]:
        return False
    both = _inked(sums, at - gap, at - _CORE) & _inked(sums, at + _CORE + 1, at + gap + 1)
    return bool(both.sum() > 1 + _CROSSED * size)


def _touched(sums: Sums, at: int, size: float) -> bool:
    """Whether letters stand right beside a position, on one side of it, as those do of which it is a stroke."""
    first, last = _CORE + 1, _CORE + _BY
    sides = (at - last, at - first + 1), (at + first, at + last + 1)
    return max(int(_inked(sums, *side).sum()) for side in sides) > _TOUCHED * size


def _parted(band: Picture, sums: Sums, at: int, size: float) -> float:
    """Sum over the lines of text that stand on both sides of a position: those that run through it, or that keep clear of it."""
    import numpy as np  # noqa: PLC0415

    reach = round(_REACH * size)
    left, right = band[:, max(0, at - reach) : max(0, at - _CORE)], band[:, at + _CORE + 1 : at + reach]
    both = _inked(sums, at - reach, at - _CORE) & _inked(sums, at + _CORE + 1, at + reach)
    rows = np.concatenate([[0], both, [0]]).astype(np.int8)
    edges = np.flatnonzero(np.diff(rows))
    clear = through = 0.0
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if bottom - top < _LINE * size:
            continue
        before = np.flatnonzero(left[top:bottom].sum(axis=0) > 1)
        after = np.flatnonzero(right[top:bottom].sum(axis=0) > 1)
        if len(before) and len(after):
            sides = (left.shape[1] - 1 - before[-1]) / size, after[0] / size
            width = sum(sides) if min(sides) + _CORE / size >= _ASIDE else 0.0
            odds = next(odds for least, odds in _GAPS if width >= least)
            clear, through = clear + max(odds, 0.0), through + min(odds, 0.0)
    return through or clear
