"""A page picture made even: one channel, white paper, no desk around it, no specks.

Grey pictures are (height, width) of 8 bits, 0 black to 255 white.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ...ocr.engine import Picture

_COLOURED = 40
"""Difference between the channels of a pixel that is coloured, not grey."""
_REDDISH = 0.0005
"""Share of red pixels from which a page counts as stamped."""
_GHOST = 0.6
"""Share of the paper's light that a stamp keeps in the red channel, at least."""
_PAPER_SIDE = 256
"""Long side of the small picture in which the light over the page is measured."""
_DESK = 0.72
"""A surrounding darker than this share of the paper's own light is not paper."""
_LETTERS = 9
"""Pixels of the small picture that no letter or line is wide."""
_ALL = 0.995
"""Share of the picture from which all of it is paper."""
_CORNER, _SIDE, _RIM, _ROUND, _BESIDE = 0.02, 0.3, 4, 0.1, 3.0
"""The outline of a sheet: share of its length by which it may leave a side; shortest side, as a share of the small picture's;
pixels of that from its edge that a side keeps; share of a side at either end, and pixels beside it, that tell nothing of it."""
_MARGIN = 0.03
"""Share of a page's width at either side that holds no print."""
_SHADOW = 14
"""Paper so much darker than the rest, after the light was made even, lies in a shadow."""
_HOLE = 0.006
"""Share of a page's height (or width) by which a shadow may be interrupted."""
_FOLDS = 3
"""Most folds of a sheet in one direction."""
_POINT, _LEAST_INK = 0.08, 4.0
"""Letters' sizes of the side of a speck, and pixels of its area, that no point of a colon has: those of thin faces have 0.09."""
_ALONE = 2
"""Pixels around a speck, and around what is nearest to it, that do not meet."""
_INKED, _GRAINS = (0.01, 0.003, 0.001, 0.0003), 5.0
"""Shares of the page's pixels that may be its ink, and standard deviations of the paper's grain by which ink is darker."""
_PARTED = 0.7
"""Share of the variance between ink and paper, at least, where a page holds both; 0.82 on worn ones, 0.51 on nearly blank ones."""
_DARKEST = 0.35
"""Ink is brought to black where the darkest of the page is lighter than this (0..1)."""


def to_grey(picture: Picture) -> Picture:
    """One channel: that of red light where there is red ink (it vanishes there, black stays), else the luminance."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    if picture.ndim == 2:
        return picture
    small = cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA).astype(np.int16)
    red = (small[:, :, 2] - np.maximum(small[:, :, 0], small[:, :, 1]) > _COLOURED).astype(np.uint8)
    if red.mean() > _REDDISH:
        return _without_stamp(np.ascontiguousarray(picture[:, :, 2]), red)
    grey: Picture = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return grey


def _without_stamp(channel: Picture, red: Picture) -> Picture:
    """The red channel, in which a stamp is a pale ghost, with the ghost made paper. `red`: mask at a quarter of the size."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    height, width = channel.shape
    near = cv2.resize(cv2.dilate(red, np.ones((3, 3), np.uint8)), (width, height), interpolation=cv2.INTER_NEAREST)
    paper = np.percentile(channel[::4, ::4], 80)
    channel[(near > 0) & (channel > _GHOST * paper)] = paper
    return channel


def even_out(grey: Picture) -> Picture:
    """White paper and black ink, whatever light fell on them; what is not paper (a desk, a scanner's lid) becomes white.

    The light is the brightest of each neighbourhood (morphological closing over letters), smoothed.
    """
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    height, width = grey.shape
    light, paper = _light(grey)
    floor = max(1, int(np.median(light[paper > 0]) * _DESK * 0.6)) if paper.any() else 1
    large = cv2.resize(cv2.max(light, floor), (width, height), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, large, scale=245)
    if not paper.all():
        even[cv2.resize(paper, (width, height), interpolation=cv2.INTER_NEAREST) == 0] = 255
    return _stretch(even)


def sheet_sides(grey: Picture) -> list[tuple[float, float, float, float]]:
    """The sides of a sheet that lies on a desk, in pixels (x0, y0, x1, y1); none where the picture shows nothing but paper.

    Sides beyond the picture's edge are left out.
    """
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    _, paper = _light(grey)
    if paper.all():
        return []
    scale = max(grey.shape) / max(paper.shape)
    outline, _ = cv2.findContours(paper, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    points = max(outline, key=cv2.contourArea)[:, 0].astype(np.float64)
    corners = cv2.approxPolyDP(points[:, None].astype(np.float32), _CORNER * len(points), closed=True)[:, 0]
    edge = np.array(paper.shape[::-1]) - 1 - _RIM
    sides = []
    for one, other in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        middle = (one + other) / 2
        if np.hypot(*(other - one)) > _SIDE * min(paper.shape) and (middle > _RIM).all() and (middle < edge).all():
            sides.append(_fitted(points, one, other) * scale)
    return [(float(x0), float(y0), float(x1), float(y1)) for x0, y0, x1, y1 in sides]


def _fitted(points: NDArray[np.float64], one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float64]:
    """The line through the points of an outline from near one corner to near another: x0, y0, x1, y1."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    length = float(np.hypot(*(other - one)))
    along = (other - one) / length
    place = (points - one) @ along
    beside = np.abs((points - one) @ (-along[1], along[0]))
    near = points[(place > _ROUND * length) & (place < (1 - _ROUND) * length) & (beside < _BESIDE)]
    dx, dy, x, y = cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01)[:, 0]
    return np.array([x - dx * length / 2, y - dy * length / 2, x + dx * length / 2, y + dy * length / 2]) + 0.5


def _light(grey: Picture) -> tuple[Picture, Picture]:
    """The light over a small picture of the page, and where paper is in it."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    height, width = grey.shape
    scale = _PAPER_SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.medianBlur(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), 3)
    light = cv2.GaussianBlur(cv2.dilate(small, np.ones((_LETTERS, _LETTERS), np.uint8)), (0, 0), 5)
    return light, _paper(small, light)


def _paper(small: Picture, light: Picture) -> Picture:
    """Where paper is, 1 or 0: what no step to something darker parts from the bright surface of the picture.

    The light of a neighbourhood reaches beyond the sheet's edge, where what lies there is darker than it: a desk has an edge
    there, a page that is only lit from one side has none.
    """
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    bright = light > _DESK * np.percentile(light, 90)
    if bright.mean() > _ALL:
        return np.ones_like(light)
    bare = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_LETTERS, _LETTERS), np.uint8))
    level = (bare > _DESK * light).astype(np.uint8)
    _, labels = cv2.connectedComponents(level)
    held = np.bincount(labels[bright & (level > 0)], minlength=1)
    if not held.any():
        return np.ones_like(light)
    sheet = (labels == held.argmax()).astype(np.uint8)
    outline, _ = cv2.findContours(sheet, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    hull = cv2.convexHull(max(outline, key=cv2.contourArea))
    sheet = cv2.fillConvexPoly(np.zeros_like(light), hull, 1)
    inner: Picture = cv2.erode(sheet, np.ones((5, 5), np.uint8), borderValue=1)
    return inner


def _stretch(even: Picture) -> Picture:
    """Faint ink brought down to black; the grain of a page that holds hardly any is left as it is."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    sample = even[::3, ::3].ravel()
    histogram = np.bincount(sample, minlength=256).cumsum()
    paper = int(np.searchsorted(histogram, 0.5 * histogram[-1]))
    grain = 1.48 * float(np.median(np.abs(sample.astype(np.int16) - paper)))
    levels = (int(np.searchsorted(histogram, share * histogram[-1])) for share in _INKED)
    dark = next((level for level in levels if level < paper - _GRAINS * max(grain, 1.0)), 0)
    if dark < _DARKEST * 255:
        return even
    dark = min(dark, 200)
    table = np.clip((np.arange(256) - dark) * (215 / (245 - dark)) + 30, 0, 255).astype(np.uint8)
    stretched: Picture = cv2.LUT(even, table)
    return stretched


def smooth_folds(even: Picture) -> Picture:
    """The page without the shadows of folds: bands of an upright page that are dark from one edge of the sheet to the other."""
    import numpy as np  # noqa: PLC0415

    return np.ascontiguousarray(_smooth_rows(_smooth_rows(even).T).T)


def _smooth_rows(even: Picture) -> Picture:
    """Each row inside a fold made as light as its ends, which hold paper alone, show it to be too dark."""
    import numpy as np  # noqa: PLC0415

    width = even.shape[1]
    margin = max(4, round(_MARGIN * width))
    ends = np.stack([np.median(even[:, :margin], axis=1), np.median(even[:, -margin:], axis=1)])
    shadow = _without_holes(ends.max(axis=0) < np.median(ends) - _SHADOW)
    bands = int(np.count_nonzero(np.diff(shadow.astype(np.int8)) == 1))
    if not bands or bands > _FOLDS:  # a table that is cut off at both sides has many such rows: its ruling
        return even
    level = np.where(shadow, np.median(ends) / np.maximum(ends.max(axis=0), 40), 1.0)
    return np.clip(even * level[:, None], 0, 255).astype(np.uint8)


def _without_holes(shadow: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Bands of rows that noise broke made whole."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    reach = max(3, round(_HOLE * len(shadow))) | 1
    column = shadow.astype(np.uint8)[:, None]
    whole: NDArray[np.bool_] = cv2.morphologyEx(column, cv2.MORPH_CLOSE, np.ones((reach, 1), np.uint8))[:, 0] > 0
    return whole


def drop_specks(even: Picture, ink: Picture, size: float) -> None:
    """Paint specks of toner white: ink smaller than a full stop that stands alone, not as bits of a broken stroke.

    `ink`: mask of it; `size`: of a letter, in pixels.
    """
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    reach = cv2.dilate(ink, np.ones((2 * _ALONE + 1, 2 * _ALONE + 1), np.uint8))
    _, labels = cv2.connectedComponents(reach)
    area = np.bincount(labels[ink > 0], minlength=int(labels.max()) + 1)
    specks = area <= max(_LEAST_INK, (_POINT * size) ** 2)
    specks[0] = False
    even[specks[labels]] = 245


def ink_mask(even: Picture) -> Picture:
    """1 where there is ink, after `even_out`: Otsu's threshold, kept within reason."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    sample = even[::2, ::2].copy()
    threshold, _ = cv2.threshold(sample, 0, 255, cv2.THRESH_OTSU)
    counts = np.bincount(sample.ravel(), minlength=256)
    if _separability(counts, int(threshold)) < _PARTED:
        threshold = _darker_than_grain(counts)
    return (even < min(max(threshold, 110), 200)).astype(np.uint8)


def _separability(counts: NDArray[np.int64], threshold: int) -> float:
    """The share of the variance that lies between ink and paper (Otsu 1979), 0..1; of paper alone about 2/pi."""
    import numpy as np  # noqa: PLC0415

    shares, levels = counts / counts.sum(), np.arange(256)
    mean = shares @ levels
    variance = shares @ (levels - mean) ** 2
    ink = shares[: threshold + 1].sum()
    if not variance or not 0 < ink < 1:
        return 1.0
    dark = shares[: threshold + 1] @ levels[: threshold + 1] / ink
    return float(ink * (mean - dark) ** 2 / (1 - ink) / variance)


def _darker_than_grain(counts: NDArray[np.int64]) -> float:
    """What is darker than this is no grain of the paper, which is nearly all that the page holds."""
    import numpy as np  # noqa: PLC0415

    def median(numbers: NDArray[np.int64]) -> int:
        return int(np.searchsorted(numbers.cumsum(), 0.5 * numbers.sum()))

    paper = median(counts)
    grain = 1.48 * median(np.bincount(np.abs(np.arange(256) - paper), counts, 256).astype(np.int64))
    return paper - _GRAINS * max(grain, 1.0)
