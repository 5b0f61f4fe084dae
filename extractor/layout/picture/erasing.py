"""A page without its ruling lines: their ink painted white, so that only letters are left to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...document import Box
from .clean import drop_specks, ink_mask

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ...ocr.engine import Picture
    from ..grid import Grid, Ruling, Rulings

_TOO_LONG = (1.4, 6.0)
"""Letters' sizes, down and across, that no letter's stroke has; a dash may be four letters long."""
_WORN = 0.92
"""Share of the ruling that is left where it is worn."""
_BAR, _SOLID, _BAR_ALONE = (0.17, 0.25), 0.85, 0.5
"""Letters' sizes of the greatest width and least height of a bar, the least share of its box that is inked (a figure 1 has its
flag), and letters' sizes of paper around it."""
_CORE = 2
"""Pixels from the middle of a ruling at which some of its ink lies."""


def erase_rulings(even: Picture, ink: Picture, rulings: Rulings, grids: Sequence[Grid], size: float) -> Picture:
    """The page without its ruling lines and specks: their ink (of the mask `ink`) is painted white, letters that touch stay.

    So is whatever else in a table is too long for a stroke, or for a dash: double lines, shadows.
    """
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    bare = even.copy()
    near = np.zeros_like(ink)
    for ruling in (*rulings.horizontal, *rulings.strays[0]):
        _erase(bare, ink, near, ruling, size)
    for ruling in (*rulings.vertical, *rulings.strays[1]):
        _erase(bare.T, ink.T, near.T, ruling, size)
    left = ink_mask(bare)
    crumbs = _crumbs(left, near)
    if rulings.left < _WORN:
        crumbs |= _bars(left, grids, size)
    bare[cv2.dilate(crumbs, np.ones((3, 3), np.uint8)) > 0] = 255
    drop_specks(bare, cv2.subtract(left, crumbs), size)
    kernels = np.ones((round(_TOO_LONG[0] * size), 1), np.uint8), np.ones((1, round(_TOO_LONG[1] * size)), np.uint8)
    for kernel in kernels:
        lines = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), np.ones((3, 3), np.uint8))
        for box in (grid.box for grid in grids):
            where = slice(round(box.top), round(box.bottom)), slice(round(box.x0), round(box.x1))
            bare[where][lines[where] > 0] = 255
    return bare


def _erase(bare: Picture, ink: Picture, near: Picture, ruling: Ruling, size: float) -> None:
    """Paint the ink of a ruling white, and mark in `near` what is close to it."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    reach = max(5, round(0.25 * size))
    top, left = max(0, round(ruling.at) - reach), max(0, round(ruling.start) - reach)
    where = (slice(top, round(ruling.at) + reach + 1), slice(left, round(ruling.end) + reach + 1))
    near[where] = 1
    strip = np.ascontiguousarray(ink[where])
    strip = cv2.morphologyEx(strip, cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8))
    runs = cv2.morphologyEx(strip, cv2.MORPH_OPEN, np.ones((1, max(6, round(0.5 * size))), np.uint8))
    runs[_strokes(strip, round(ruling.at) - top)] = 0
    bare[where][cv2.dilate(runs, np.ones((3, 3), np.uint8)) > 0] = 255


def _strokes(strip: Picture, middle: int) -> NDArray[np.bool_]:
    """Strokes of letters beside a ruling: ink that comes in from a long side of the strip and ends before the `middle`."""
    import cv2  # noqa: PLC0415

    _, labels, stats, _ = cv2.connectedComponentsWithStats(strip)
    top, bottom = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT]
    beside = (top == 0) | (bottom == len(strip))
    beside[labels[max(0, middle - _CORE) : middle + _CORE + 1]] = False
    strokes: NDArray[np.bool_] = beside[labels]
    return strokes


def _crumbs(ink: Picture, near: Picture) -> Picture:
    """Pieces of ink that lie close to rulings as a whole: what is left of worn ones."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    count, labels = cv2.connectedComponents(ink)
    crumb = np.ones(count, bool)
    crumb[labels[ink > near]] = False
    crumb[0] = False
    crumbs: Picture = crumb[labels].astype(np.uint8)
    return crumbs


def _bars(ink: Picture, grids: Sequence[Grid], size: float) -> Picture:
    """Upright bars in tables that stand away from letters: pieces of worn lines that no ruling was made of."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    x, y, width, height, area = stats.T
    solid = (width <= max(2.0, _BAR[0] * size)) & (height >= _BAR[1] * size) & (area >= _SOLID * width * height)
    found = np.zeros(len(stats), bool)
    reach = round(_BAR_ALONE * size)
    for k in np.flatnonzero(solid).tolist():
        around = labels[max(0, y[k] - reach) : y[k] + height[k] + reach, max(0, x[k] - reach) : x[k] + width[k] + reach]
        alone = not (solid[around] ^ (around > 0)).any()
        found[k] = alone and any(grid.box.holds(Box(x[k], y[k], x[k], y[k])) for grid in grids)
    bars: Picture = found[labels].astype(np.uint8)
    return bars
