"""A page set upright: skew and perspective taken out, and which of four ways is up.

The straight lines of the print show how the page lies. Seen in perspective, lines that are parallel on paper have a slope
that changes linearly across the picture; so one robust line through the slopes of all nearly horizontal segments, and one
through those of the nearly vertical, give the plane that the page lies in. A skewed page is the case where the slope does
not change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ...ocr.engine import Picture

    Floats = NDArray[np.float64]

_SIDE = 1100
"""Long side of the small picture in which lines are sought."""
_PAPER = 228
"""Grey from which all is paper: no line is sought in its grain."""
_LEAST = 0.025
"""Shortest segment, as a share of the long side."""
_STEEPEST = 0.45
"""Slope (rise over run) up to which a segment counts as horizontal."""
_ENOUGH = 1.0
"""Least length of all segments of one direction, in page sides, to be believed."""
_SPREAD = 0.08
"""Share of the side by which lines are strewn (standard deviation) that tell of perspective."""
_MOST_PIECES, _PAIRS = 400, 20
"""Most segments that are compared with each other, and least pairs of them (either way round) that tell something."""
_FAR, _NEAR = 0.1, (3.0, 2.0, 1.5)
"""Share of the side by which two pieces of a line are apart at least, and pixels off it at most, step by step."""
_STRAIGHT = 0.4
"""Pixels that a line may bend from one side of the page to the other and still be called straight."""


@dataclass(frozen=True, slots=True)
class Slope:
    """Slope of the lines of one direction: `base` + `change` * distance across them, from the picture's middle."""

    base: float
    change: float


def straighten(even: Picture, sides: Sequence[tuple[float, float, float, float]] = ()) -> tuple[Picture, Floats | None]:
    """The page without skew and perspective, and the 3 x 3 matrix that did it (None where nothing was to do).

    `even`: a grey page with white paper; `sides`: of the sheet, as far as the picture shows them (x0, y0, x1, y1), for a page
    without ruling. The picture keeps its size as far as the page allows.
    """
    import cv2  # noqa: PLC0415

    across, down = _slopes(even, sides)
    height, width = even.shape
    if (abs(across.base) + abs(across.change) * height / 2) * width < _STRAIGHT and (
        abs(down.base) + abs(down.change) * width / 2
    ) * height < _STRAIGHT:
        return even, None
    matrix = _matrix(across, down, width, height)
    return cv2.warpPerspective(even, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255), matrix


def _slopes(even: Picture, sides: Sequence[tuple[float, float, float, float]]) -> tuple[Slope, Slope]:
    """The slope of horizontal lines (dy/dx) and of vertical ones (dx/dy)."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    scale = min(1.0, _SIDE / max(even.shape))
    small = cv2.resize(even, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), 0.8)
    small[small > _PAPER] = 255
    height, width = small.shape
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD, 1.0).detect(small)[0]
    ends = np.zeros((0, 4)) if found is None else found.reshape(-1, 4).astype(np.float64)
    x0, y0, x1, y1 = (ends - (width / 2, height / 2, width / 2, height / 2)).T
    dx, dy = x1 - x0, y1 - y0
    length = np.hypot(dx, dy)
    long = length > _LEAST * max(width, height)
    flat = long & (np.abs(dy) < _STEEPEST * np.abs(dx))
    steep = long & (np.abs(dx) < _STEEPEST * np.abs(dy))
    # The slope is taken where the line crosses the middle axis of the picture, so that it is linear in the crossing.
    across = _fit(dy[flat] / dx[flat], ((y0 + y1) / 2)[flat], ((x0 + x1) / 2)[flat], length[flat], width)
    down = _fit(dx[steep] / dy[steep], ((x0 + x1) / 2)[steep], ((y0 + y1) / 2)[steep], length[steep], height)
    edges = np.array(sides).reshape(-1, 4) * scale - (width / 2, height / 2, width / 2, height / 2)
    across = across or _slope_of_sides(edges)
    down = down or _slope_of_sides(edges[:, [1, 0, 3, 2]])
    if across is None and down is None:
        across = Slope(_profile_slope(small), 0.0)
    across = across or Slope(-down.base if down else 0.0, 0.0)
    down = down or Slope(-across.base, 0.0)
    return Slope(across.base, across.change * scale), Slope(down.base, down.change * scale)


def _slope_of_sides(sides: Floats) -> Slope | None:
    """That of the sheet's nearly horizontal sides (x0, y0, x1, y1 from the picture's middle); None where it shows none."""
    import numpy as np  # noqa: PLC0415

    x0, y0, x1, y1 = sides[np.abs(sides[:, 3] - sides[:, 1]) < _STEEPEST * np.abs(sides[:, 2] - sides[:, 0])].T
    if not len(x0):
        return None
    slope = (y1 - y0) / (x1 - x0)
    crossing = y0 - slope * x0
    if len(x0) == 1:
        return Slope(float(slope[0]), 0.0)
    change, base = np.polyfit(crossing, slope, 1)
    return Slope(float(base), float(change))


def _fit(slope: Floats, at: Floats, along: Floats, length: Floats, side: int) -> Slope | None:
    """The line through slopes that most of the segments' length agrees with (iterated least squares, Tukey's weights)."""
    import numpy as np  # noqa: PLC0415

    if length.sum() < _ENOUGH * side:
        return None
    crossing = at - slope * along
    base, change = _weighted_median(slope, length), 0.0
    spread = 0.05
    for _ in range(12):
        off = (slope - base - change * crossing) / spread
        weight = length * np.clip(1 - off**2, 0, None) ** 2
        if (weight > 0).sum() < 4:
            break
        design = np.stack([np.ones_like(crossing), crossing * _spread_out(crossing, weight, side)], axis=1)
        normal = (design * weight[:, None]).T @ design + np.diag([1e-9, 1e-3 * weight.sum()])
        base, change = np.linalg.solve(normal, (design * weight[:, None]).T @ slope)
        spread = max(spread * 0.6, 0.004)
    crossing = at - (base + change * at) * along
    return Slope(float(base + _drift(crossing, along, length, side)), float(change))


def _spread_out(crossing: Floats, weight: Floats, side: int) -> bool:
    """Whether lines cross the page's middle at such different places that they tell of perspective; those of one fold do not."""
    import numpy as np  # noqa: PLC0415

    middle = np.average(crossing, weights=weight)
    return bool(np.average((crossing - middle) ** 2, weights=weight) > (_SPREAD * side) ** 2)


def _drift(crossing: Floats, along: Floats, length: Floats, side: int) -> float:
    """Slope by which pieces of one line, far apart, still differ: far nearer to the truth than their own slopes are."""
    import numpy as np  # noqa: PLC0415

    longest = np.argsort(-length)[:_MOST_PIECES]
    crossing, along, length = crossing[longest], along[longest], length[longest]
    distance = along[:, None] - along
    weight = length[:, None] * length * (np.abs(distance) > _FAR * side)
    drift = 0.0
    for near in _NEAR:
        rest = crossing - drift * along
        pairs = weight * (np.abs(rest[:, None] - rest) < near)
        if np.count_nonzero(pairs) < _PAIRS:
            break
        drift += float((pairs * (rest[:, None] - rest) * distance).sum() / (pairs * distance**2).sum())
    return drift


def _weighted_median(values: Floats, weights: Floats) -> float:
    import numpy as np  # noqa: PLC0415

    order = values.argsort()
    total = weights[order].cumsum()
    return float(values[order][int(np.searchsorted(total, total[-1] / 2))])


def _profile_slope(small: Picture) -> float:
    """Skew of a page without ruling: the slope under which its lines of text stand out most."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    dark = (small < 150).astype(np.float32)
    height, width = dark.shape

    def contrast(slope: float) -> float:
        shear = np.array([[1, 0, 0], [-slope, 1, slope * width / 2]], np.float64)
        profile = cv2.warpAffine(dark, shear, (width, height)).sum(axis=1)
        return float((np.diff(profile) ** 2).sum())

    best = max(np.arange(-0.06, 0.0601, 0.004), key=contrast)
    return float(max(best + np.arange(-0.004, 0.0041, 0.0005), key=contrast))


def _matrix(across: Slope, down: Slope, width: int, height: int) -> Floats:
    """The map that makes the lines of both directions straight and keeps the middle of the picture."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    reach = 0.4
    rows = [sign * reach * height for sign in (-1, 1)]
    columns = [sign * reach * width for sign in (-1, 1)]
    corners = [_cross(across, down, y, x) for y, x in ((rows[0], columns[0]), (rows[0], columns[1]),
                                                      (rows[1], columns[1]), (rows[1], columns[0]))]  # fmt: skip
    wanted = [(columns[0], rows[0]), (columns[1], rows[0]), (columns[1], rows[1]), (columns[0], rows[1])]
    middle = (width / 2, height / 2)
    shift = np.array(middle, np.float32)
    matrix: Floats = cv2.getPerspectiveTransform(
        np.array(corners, np.float32) + shift, np.array(wanted, np.float32) + shift
    )
    return matrix


def _cross(across: Slope, down: Slope, y: float, x: float) -> tuple[float, float]:
    """Where the line that crosses the middle at height `y` meets the one that crosses it at width `x`."""
    a, b = across.base + across.change * y, down.base + down.change * x
    px = (x + b * y) / (1 - a * b)
    return px, y + a * px


def reading_direction(ink: Picture, size: float) -> bool:
    """True if the lines of text run from side to side, False if up and down (the page lies on its side).

    Letters of a line stand closer than lines do: closed along the lines, the ink falls into fewer pieces than closed across.
    `ink`: mask without ruling; `size`: of a letter, in pixels.
    """
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    reach = max(3, round(0.35 * size))

    def pieces(shape: tuple[int, int]) -> int:
        return int(cv2.connectedComponents(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(shape, np.uint8)))[0])

    return pieces((1, reach)) <= pieces((reach, 1))
