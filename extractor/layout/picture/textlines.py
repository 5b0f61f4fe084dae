"""Where the lines of text are: inside the cells of a grid, and on the page around it.

In a cell the rows of pixels with ink make bands; a letter's height tells which bands are lines, which are parts of one (the
strokes of 三, the dots of a colon), and which are several lines that touch.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ...document import Box
from .clean import ink_mask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ...ocr.engine import Picture
    from ..grid import Grid

_SPECK = 0.07
"""Letters' sizes: pieces of ink of less than this squared are dirt."""
SMALL = 0.22
"""Letters' sizes: a smaller piece of ink (a dot, a comma) belongs to letters beside it, or is dirt."""
_BESIDE = (2.0, 1.0)
"""Letters' sizes, across and down, around a letter in which such a piece belongs to it."""
STROKE = 0.55
"""Letters' sizes: a band less high than this may be a part of a letter."""
INSIDE = 0.42
"""Letters' sizes: widest gap between parts of one letter."""
LINE = 1.3
"""Letters' sizes: greatest height of one line."""
_TOUCHING = 1.65
"""Letters' sizes: higher bands are several lines."""
_MARGIN = 0.25
"""Letters' sizes of paper left around a line."""
_APART = 2.2
"""Letters' sizes: text further apart in a line is read apart."""
_BLOCKS = 0.8
"""Letters' sizes of paper between several lines of text and others beside them, which have lines of their own."""
_TALLEST = 4.0
"""Letters' sizes: a higher band outside of tables is a picture or a shadow."""


@dataclass(frozen=True, slots=True)
class LinePicture:
    """A piece of a line: where its ink is, and the rectangle to read."""

    box: Box
    crop: tuple[int, int, int, int]
    """x0, y0, x1, y1 in pixels."""


def find_text(bare: Picture, grids: Sequence[Grid], size: float) -> list[LinePicture]:
    """All pieces of lines of a page without ruling, in the cells and around the grids."""
    ink = despeckled(ink_mask(bare), size)
    found: list[LinePicture] = []
    for grid in grids:
        for cell in grid.cells:
            region = _inner(cell.box)
            inside = [other.box for other in grids if other is not grid and cell.box.holds(other.box)]
            for part in _around(region, inside, ink.shape) if inside else [region]:
                found += _lines(ink, part, size)
    height, width = ink.shape
    boxes = [grid.box for grid in grids if not any(o is not grid and o.box.holds(grid.box) for o in grids)]
    for region in _around((0, 0, width, height), boxes, ink.shape):
        found += [line for line in _lines(ink, region, size) if line.box.bottom - line.box.top < _TALLEST * size]
    return found


def despeckled(ink: Picture, size: float) -> Picture:
    """Ink without dirt: without the smallest specks, and without small ones that stand away from letters."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    side = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    speck = stats[:, cv2.CC_STAT_AREA] <= max(2.0, (_SPECK * size) ** 2)
    large = (side >= SMALL * size) & ~speck
    large[0] = speck[0] = False
    reach = np.ones((round(_BESIDE[1] * size) | 1, round(_BESIDE[0] * size) | 1), np.uint8)
    near = cv2.dilate(large.view(np.uint8)[labels], reach)
    beside = np.zeros(len(stats), bool)
    beside[labels[cv2.bitwise_and(near, ink).view(bool)]] = True
    keep = large | (beside & ~speck)
    keep[0] = False
    clean: Picture = keep.view(np.uint8)[labels]
    return clean


def _inner(box: Box) -> tuple[int, int, int, int]:
    return round(box.x0) + 2, round(box.top) + 2, round(box.x1) - 1, round(box.bottom) - 1


def _around(
    region: tuple[int, int, int, int], boxes: Sequence[Box], shape: tuple[int, ...]
) -> Iterator[tuple[int, int, int, int]]:
    """What is left of a region without the boxes: strips over its whole width, and the sides of each box."""
    left, top, right, bottom = region
    y = top
    for box in sorted(boxes, key=lambda box: box.top):
        upper, lower = round(box.top) - 2, round(box.bottom) + 3
        yield left, y, right, max(y, upper)
        start = max(y, upper)
        yield left, start, round(box.x0) - 3, lower
        yield round(box.x1) + 4, start, right, lower
        y = max(y, lower)
    yield left, y, right, min(bottom, shape[0])


def _lines(ink: Picture, region: tuple[int, int, int, int], size: float) -> list[LinePicture]:
    x0, y0, x1, y1 = region
    part = ink[max(0, y0) : y1, max(0, x0) : x1]
    if part.shape[0] < 4 or part.shape[1] < 4 or not part.any():
        return []
    bands = bands_of(part.sum(axis=1, dtype=int), size)
    blocks = _pieces(part.max(axis=0), _BLOCKS * size) if len(bands) > 1 else []
    if len(blocks) > 1:
        cuts = [0, *((a[1] + b[0]) // 2 for a, b in pairwise(blocks)), part.shape[1]]
        sides = [(max(0, x0) + start, y0, max(0, x0) + end, y1) for start, end in pairwise(cuts)]
        return [line for side in sides for line in _lines(ink, side, size)]
    lines = []
    for k, (top, bottom) in enumerate(bands):
        above = (bands[k - 1][1] + top + 1) // 2 if k else 0
        below = (bottom + bands[k + 1][0]) // 2 if k + 1 < len(bands) else part.shape[0]
        for start, end in _pieces(part[top:bottom].max(axis=0), _APART * size):
            lines.append(
                line_picture((start, top, end, bottom), (above, below), (max(0, x0), max(0, y0)), part.shape, size)
            )
    return lines


def line_picture(
    ink: tuple[int, int, int, int], room: tuple[int, int], offset: tuple[int, int], shape: tuple[int, ...], size: float
) -> LinePicture:
    """A piece with its margin, which reaches neither into the neighbouring lines nor over the cell's edge.

    A piece less high than a letter (a dash, a full stop) is read with the paper above and below it.
    """
    start, top, end, bottom = ink
    margin = max(2, round(_MARGIN * size))
    lack = max(0, round((size - (bottom - top)) / 2))
    upper, lower = max(room[0], top - margin - lack), min(room[1], bottom + margin + lack)
    left, right = max(0, start - margin - 1), min(shape[1], end + margin + 1)
    dx, dy = offset
    return LinePicture(
        Box(float(start + dx), float(top + dy), float(end + dx), float(bottom + dy)),
        (left + dx, upper + dy, right + dx, lower + dy),
    )


def bands_of(profile: NDArray[np.int_], size: float) -> list[tuple[int, int]]:
    """First and last row (exclusive) of each line of text, from the ink in every row of pixels."""
    import numpy as np  # noqa: PLC0415

    inked = np.concatenate([[0], profile > 0, [0]]).astype(np.int8)
    edges = np.flatnonzero(np.diff(inked))
    bands = _join_parts(list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)), size)
    return [line for band in bands for line in _part(band, profile, size)]


def _join_parts(bands: list[tuple[int, int]], size: float) -> list[tuple[int, int]]:
    """Parts of letters joined, the closest first, while the whole is no higher than a line."""
    while len(bands) > 1:
        gaps = [
            (b[0] - a[1], k)
            for k, (a, b) in enumerate(pairwise(bands))
            if min(a[1] - a[0], b[1] - b[0]) < STROKE * size
            and b[0] - a[1] <= INSIDE * size
            and b[1] - a[0] <= LINE * size
        ]
        if not gaps:
            break
        _, k = min(gaps)
        bands = [*bands[:k], (bands[k][0], bands[k + 1][1]), *bands[k + 2 :]]
    return bands


def _part(band: tuple[int, int], profile: NDArray[np.int_], size: float) -> Iterator[tuple[int, int]]:
    """A band of several touching lines, parted where there is least ink near where lines should end."""
    top, bottom = band
    count = round((bottom - top) / (1.25 * size)) if bottom - top > _TOUCHING * size else 1
    start = top
    for k in range(1, count):
        expected = top + k * (bottom - top) / count
        low, high = round(expected - 0.3 * size), round(expected + 0.3 * size)
        cut = low + int(profile[low:high].argmin())
        yield start, cut
        start = cut
    yield start, bottom


def _pieces(columns: NDArray[np.uint8], apart: float) -> list[tuple[int, int]]:
    """Start and end (exclusive) of pieces with more than so many pixels of paper between them."""
    import numpy as np  # noqa: PLC0415

    inked = np.flatnonzero(columns)
    if not len(inked):
        return []
    breaks = np.flatnonzero(np.diff(inked) > apart)
    starts = [inked[0], *inked[breaks + 1]]
    ends = [*inked[breaks], inked[-1]]
    return [(int(a), int(b) + 1) for a, b in zip(starts, ends, strict=True)]
