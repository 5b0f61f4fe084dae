"""Where the lines of text are: inside the cells of a grid, and on the page around it.

In a cell the rows of pixels with ink make bands; a letter's height tells which bands are lines, which are parts of one (the
strokes of 三, the dots of a colon), and which are several lines that touch.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..document import Box
from .clean import drop_specks, ink_mask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ..ocr.engine import Picture
    from .grid import Grid, Ruling, Rulings

_SPECK = 0.07
"""Letters' sizes: pieces of ink of less than this squared are dirt."""
_SMALL = 0.22
"""Letters' sizes: a smaller piece of ink (a dot, a comma) belongs to letters beside it, or is dirt."""
_BESIDE = (2.0, 1.0)
"""Letters' sizes, across and down, around a letter in which such a piece belongs to it."""
_TOO_LONG = (1.4, 6.0)
"""Letters' sizes, down and across, that no letter's stroke has; a dash may be four letters long."""
_STROKE = 0.55
"""Letters' sizes: a band less high than this may be a part of a letter."""
_INSIDE = 0.42
"""Letters' sizes: widest gap between parts of one letter."""
_LINE = 1.3
"""Letters' sizes: greatest height of one line."""
_TOUCHING = 1.65
"""Letters' sizes: higher bands are several lines."""
_MARGIN = 0.25
"""Letters' sizes of paper left around a line."""
_APART = 2.2
"""Letters' sizes: text further apart in a line is read apart."""
_BLOCKS = 0.8
"""Letters' sizes of paper between several lines of text and others beside them, which have lines of their own."""
_WORD = 0.8
"""Letters' sizes between words of a page without grids."""
_WORN = 0.92
"""Share of the ruling that is left where it is worn."""
_BAR, _SOLID, _BAR_ALONE = (0.17, 0.25), 0.85, 0.5
"""Letters' sizes of the greatest width and least height of a bar, the least share of its box that is inked (a figure 1 has its
flag), and letters' sizes of paper around it."""
_MOST_PIECES = 6000
"""What falls into more pieces is no page of text: a photograph, grain."""
_CORE = 2
"""Pixels from the middle of a ruling at which some of its ink lies."""
_TALLEST = 4.0
"""Letters' sizes: a higher band outside of tables is a picture or a shadow."""


@dataclass(frozen=True, slots=True)
class LinePicture:
    """A piece of a line: where its ink is, and the rectangle to read."""

    box: Box
    crop: tuple[int, int, int, int]
    """x0, y0, x1, y1 in pixels."""


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
        found[k] = alone and any(_holds(grid.box, Box(x[k], y[k], x[k], y[k])) for grid in grids)
    bars: Picture = found[labels].astype(np.uint8)
    return bars


def find_text(bare: Picture, grids: Sequence[Grid], size: float) -> list[LinePicture]:
    """All pieces of lines of a page without ruling, in the cells and around the grids."""
    ink = _despeckle(ink_mask(bare), size)
    found: list[LinePicture] = []
    for grid in grids:
        for cell in grid.cells:
            region = _inner(cell.box)
            inside = [other.box for other in grids if other is not grid and _holds(cell.box, other.box)]
            for part in _around(region, inside, ink.shape) if inside else [region]:
                found += _lines(ink, part, size)
    height, width = ink.shape
    boxes = [grid.box for grid in grids if not any(o is not grid and _holds(o.box, grid.box) for o in grids)]
    for region in _around((0, 0, width, height), boxes, ink.shape):
        found += [line for line in _lines(ink, region, size) if line.box.bottom - line.box.top < _TALLEST * size]
    return found


def find_loose_text(bare: Picture, size: float) -> list[LinePicture]:
    """All pieces of lines of a page without grids: ink that is closer together than words are, parts of letters joined."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    ink = _despeckle(ink_mask(bare), size)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, round(_WORD * size)), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    if count > _MOST_PIECES:
        return []
    boxes = [tuple(stats[k, :4].tolist()) for k in range(1, count)]
    pieces = _join_strokes([(x, y, x + w, y + h) for x, y, w, h in boxes], size)
    shape = ink.shape
    return [
        _text_line(piece, (0, shape[0]), (0, 0), shape, size)
        for piece in pieces
        if piece[3] - piece[1] < _TALLEST * size and max(piece[2] - piece[0], piece[3] - piece[1]) > _SMALL * size
    ]


def _join_strokes(boxes: list[tuple[int, int, int, int]], size: float) -> list[tuple[int, int, int, int]]:
    """Boxes lower than a letter put together with those above or below them, while the whole is no higher than a line."""
    rest = sorted(boxes, key=lambda box: box[3] - box[1], reverse=True)
    whole: list[tuple[int, int, int, int]] = []
    for box in rest:
        near = [
            (max(0, other[1] - box[3], box[1] - other[3]), k)
            for k, other in enumerate(whole)
            if min(box[3] - box[1], other[3] - other[1]) < _STROKE * size
            and min(box[2], other[2]) > max(box[0], other[0]) - _SMALL * size
            and max(0, other[1] - box[3], box[1] - other[3]) <= _INSIDE * size
            and max(box[3], other[3]) - min(box[1], other[1]) <= max(_LINE * size, other[3] - other[1])
        ]
        if near:
            k = min(near)[1]
            o = whole[k]
            whole[k] = min(o[0], box[0]), min(o[1], box[1]), max(o[2], box[2]), max(o[3], box[3])
        else:
            whole.append(box)
    return whole


def _despeckle(ink: Picture, size: float) -> Picture:
    """Ink without dirt: without the smallest specks, and without small ones that stand away from letters."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    side = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    speck = stats[:, cv2.CC_STAT_AREA] <= max(2.0, (_SPECK * size) ** 2)
    large = (side >= _SMALL * size) & ~speck
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


def _holds(outer: Box, inner: Box) -> bool:
    return outer.x0 <= inner.x0 and inner.x1 <= outer.x1 and outer.top <= inner.top and inner.bottom <= outer.bottom


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
    bands = _bands(part.sum(axis=1, dtype=int), size)
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
                _text_line((start, top, end, bottom), (above, below), (max(0, x0), max(0, y0)), part.shape, size)
            )
    return lines


def _text_line(
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


def _bands(profile: NDArray[np.int_], size: float) -> list[tuple[int, int]]:
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
            if min(a[1] - a[0], b[1] - b[0]) < _STROKE * size
            and b[0] - a[1] <= _INSIDE * size
            and b[1] - a[0] <= _LINE * size
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
