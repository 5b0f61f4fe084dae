"""What is left of worn ruling lines: short thin pieces of ink, told from letters' strokes, and where they show lines to be.

A stroke stands among letters: a horizontal one has letters beside its ends, a vertical one is as high as the letters next to
it. Pieces of one line are strewn over the whole table, but at one height.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from ..grid import Ruling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ...ocr.engine import Picture

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_LETTER = 1.1
"""Letters' sizes: a longer piece is no stroke."""
_OFF = 3
"""Pixels from the middle of a piece at which other ink begins."""
_HARDLY_WORN = 0.9
"""Where so great a share of the ink lies in pieces too long for strokes, the short ones are strokes."""
_RULED = 100.0
"""Letters' sizes of ink that surely is of lines, on a page with any ruled table (made ones have 700 torn; letters alone give 50)."""
_EDGE = 0.015
"""Share of the picture's side at its edges that holds no table."""
_LONGEST = 2.2
"""Letters' sizes: a longer piece is no stroke of a title either."""
_SLIM = 0.5
"""Shorter over longer side: a slimmer figure of a letter (日) has two pieces along the longer one, unlike a corner of lines."""
_BETWEEN, _ROW = 1.2, 1.4
"""Letters' sizes between pieces of a worn line, and the least length of neighbouring ones in all."""
_CLOSE, _TOUCHED = 0.22, 0.1
"""Letters' sizes beside a piece where a letter has other ink, and least pixels of it to a pixel of the piece."""
_AFTER, _HEIGHT = 0.5, 0.25
"""Letters' sizes beside the ends of a horizontal stroke where the next letter has ink, and so far above and below it."""
_ASIDE, _EITHER = 1.0, 0.15
"""Letters' sizes on both sides of a vertical stroke, and around the heights of its ends, where the next letters have ink."""
_NEAR = 0.28
"""Letters' sizes within which pieces belong to one line."""
_WANDER = 2
"""Pixels from the middle of a line at which its pieces may lie."""


@dataclass(frozen=True, slots=True)
class Fragments:
    """Masks of the pieces of horizontal and of vertical lines, both upright."""

    across: Picture
    down: Picture
    rulings: tuple[list[Ruling], list[Ruling]]
    """The horizontal and the vertical pieces, each with its place."""


def find_fragments(across: Picture, down: Picture, ink: Picture, size: float) -> tuple[Fragments, Fragments]:
    """Pieces that are surely of lines, and those that are not surely letters' strokes.

    `across`, `down`: masks of straight runs of ink; `ink`: of all ink; `size`: of a letter, in pixels.
    """
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    lying, upright = _Pieces(across, upright=False), _Pieces(down, upright=True)
    for pieces in (lying, upright):
        pieces.drop(pieces.over_the_edge())
    sums = cv2.integral(cv2.subtract(ink, lying.mask | upright.mask))
    sure = lying.copy(), upright.copy()
    for pieces in sure:
        pieces.drop((pieces.length <= _LETTER * size) & _among(pieces, sums, size))
    boxes = _letters_boxes(*sure, size)
    for pieces, inside in zip(sure, boxes, strict=True):
        pieces.drop(inside)
    lines = cv2.dilate(sure[0].mask, np.ones((5, 1), np.uint8)) | cv2.dilate(sure[1].mask, np.ones((1, 5), np.uint8))
    sums = cv2.integral(cv2.subtract(ink, lines))
    touched = [(pieces.length <= _LONGEST * size) & _touched(pieces, sums, size) for pieces in (*sure, lying, upright)]
    lengths = np.concatenate([pieces.kept_lengths(besides) for pieces, besides in zip(sure, touched, strict=False)])
    hardly_worn = lengths[lengths > _LONGEST * size].sum() >= _HARDLY_WORN * lengths.sum()
    worn = not hardly_worn and lengths.sum() >= _RULED * size
    for pieces, strokes in zip((*sure, lying, upright), touched, strict=True):
        # text may stand close to what is left of a line
        long = strokes & (pieces.length > _LETTER * size) & worn
        pieces.drop(strokes & ~pieces.in_a_row(_BETWEEN * size, _ROW * size, long))
    if hardly_worn:
        for pieces in sure:
            short = pieces.length <= _LETTER * size
            pieces.drop(short & ~pieces.in_a_row(_BETWEEN * size, _ROW * size, short))
    return _fragments(*sure), _fragments(lying, upright)


def _fragments(lying: _Pieces, upright: _Pieces) -> Fragments:
    return Fragments(lying.mask, upright.mask, (lying.rulings(), upright.rulings()))


class _Pieces:
    """The connected pieces of a mask, each with its box, and the mask of those not dropped."""

    def __init__(self, pieces: Picture, *, upright: bool) -> None:
        import cv2  # noqa: PLC0415

        count, labels = cv2.connectedComponents(pieces)
        self._pixels = _pixels(pieces, labels)
        self.x0, self.y0, self.x1, self.y1, self._middles = _measure(self._pixels, count)
        self.mask = pieces.copy()
        self.upright = upright
        self.length = self.y1 - self.y0 if upright else self.x1 - self.x0
        self._dropped = self.length < 0
        self._dropped[0] = True

    def copy(self) -> Self:
        """The same pieces, to drop others of them."""
        other = copy.copy(self)
        other.mask, other._dropped = self.mask.copy(), self._dropped.copy()
        return other

    def rulings(self) -> list[Ruling]:
        """Where each piece in the mask lies, starts and ends."""
        starts, ends = (self.y0, self.y1) if self.upright else (self.x0, self.x1)
        at = self._middles[:, 0 if self.upright else 1]
        return [Ruling(float(at[k]), float(starts[k]), float(ends[k])) for k in (~self._dropped).nonzero()[0].tolist()]

    def over_the_edge(self) -> NDArray[np.bool_]:
        """Pieces from one edge of the picture to the other (folds, shadows), and at an edge (the scanner's lid)."""
        height, width = self.mask.shape
        (low, high), side = ((self.x0, self.x1), width) if self.upright else ((self.y0, self.y1), height)
        longest = (1 - 2 * _EDGE) * (height if self.upright else width)
        over: NDArray[np.bool_] = (self.length > longest) | (high < _EDGE * side / 2) | (low > (1 - _EDGE / 2) * side)
        return over

    def kept_lengths(self, besides: NDArray[np.bool_]) -> Ints:
        """Of the pieces in the mask, besides some."""
        found: Ints = self.length[~self._dropped & ~besides]
        return found

    def in_a_row(self, between: float, least: float, asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which of the pieces asked for go on with others on the same line, at most `between` away, `least` pixels long in all."""
        import numpy as np  # noqa: PLC0415

        kept = np.flatnonzero(~self._dropped)
        starts, ends = (self.y0, self.y1) if self.upright else (self.x0, self.x1)
        at = self._middles[:, 0 if self.upright else 1]
        found = np.zeros(len(self.length), bool)
        for k in kept[asked[kept]].tolist():
            line = kept[np.abs(at[kept] - at[k]) <= _WANDER]
            near = line[(starts[line] <= ends[k] + between) & (ends[line] >= starts[k] - between)]
            found[k] = len(near) > 1 and self.length[near].sum() >= least
        return found

    def owners(self, labels: Ints) -> Ints:
        """The label of another picture where each piece is; 0 for pieces dropped."""
        import numpy as np  # noqa: PLC0415

        found = np.zeros(len(self.length), np.int64)
        for k in np.flatnonzero(~self._dropped).tolist():
            found[k] = labels[self.y0[k] : self.y1[k], self.x0[k] : self.x1[k]].max()
        return found

    def drop(self, pieces: NDArray[np.bool_]) -> None:
        """Take pieces out of the mask."""
        xs, ys, owners = self._pixels
        gone = (pieces & ~self._dropped)[owners]
        self.mask[ys[gone], xs[gone]] = 0
        self._dropped |= pieces


def _pixels(mask: Picture, labels: Ints) -> tuple[Ints, Ints, Ints]:
    """Where the pixels of a mask are (x, y), and the label of each."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    found = cv2.findNonZero(mask)
    xs, ys = (np.zeros((0, 2)) if found is None else found).reshape(-1, 2).astype(np.int64).T
    return xs, ys, labels[ys, xs]


def _measure(pixels: tuple[Ints, Ints, Ints], count: int) -> tuple[Ints, Ints, Ints, Ints, Floats]:
    """Left, top, right and bottom of each labelled piece, and its middle (x, y); of label 0, the paper, nothing of use.

    Only the pixels of the pieces are looked at, which are few: three times as fast as OpenCV's own statistics.
    """
    import numpy as np  # noqa: PLC0415

    *places, owners = pixels
    low, high = np.full((2, count), np.iinfo(np.int64).max), np.zeros((2, count), np.int64)
    for k, at in enumerate(places):
        np.minimum.at(low[k], owners, at)
        np.maximum.at(high[k], owners, at + 1)
    low[:, 0] = 0
    number = np.maximum(np.bincount(owners, minlength=count), 1)
    middles = np.stack([np.bincount(owners, at, count) / number for at in places], axis=1)
    return low[0], low[1], high[0], high[1], middles


def _letters_boxes(lying: _Pieces, upright: _Pieces, size: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pieces belong to figures as small as a letter that hold two pieces side by side: 目, no crossing of lines."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    figures = cv2.dilate(lying.mask | upright.mask, np.ones((3, 3), np.uint8))
    count, labels = cv2.connectedComponents(figures)
    x0, y0, x1, y1, _ = _measure(_pixels(figures, labels), count)
    long, short = np.maximum(x1 - x0, y1 - y0), np.minimum(x1 - x0, y1 - y0)
    owners = [pieces.owners(labels) for pieces in (lying, upright)]
    lie, stand = (np.bincount(owner, minlength=count) for owner in owners)
    along = np.where(short >= _SLIM * long, np.maximum(lie, stand), np.where(y1 - y0 >= x1 - x0, stand, lie))
    found = [((long < _LONGEST * size) & (along > 1))[owner] & (owner > 0) for owner in owners]
    return found[0], found[1]


def _among(pieces: _Pieces, sums: Ints, size: float) -> NDArray[np.bool_]:
    """Whether each piece stands in a line of text as a stroke does."""
    among = _among_upright if pieces.upright else _among_lying
    found: NDArray[np.bool_] = among(pieces.x0, pieces.y0, pieces.x1, pieces.y1, sums, size)
    return found


def _touched(pieces: _Pieces, sums: Ints, size: float) -> NDArray[np.bool_]:
    """Whether letters' ink stands close beside each piece."""
    far = round(_CLOSE * size)
    x0, y0, x1, y1 = pieces.x0, pieces.y0, pieces.x1, pieces.y1
    if pieces.upright:
        beside = _ink(sums, x0 - far, y0, x0 - 1, y1) + _ink(sums, x1 + 1, y0, x1 + far, y1)
    else:
        beside = _ink(sums, x0, y0 - far, x1, y0 - 1) + _ink(sums, x0, y1 + 1, x1, y1 + far)
    touched: NDArray[np.bool_] = beside > _TOUCHED * pieces.length + 1
    return touched


def _among_lying(x0: Ints, y0: Ints, x1: Ints, y1: Ints, sums: Ints, size: float) -> NDArray[np.bool_]:
    """Whether a letter's ink stands above and below the piece, just before or just after it."""
    after, height = round(_AFTER * size), round(_HEIGHT * size)
    middle = (y0 + y1) // 2

    def crossed(left: Ints, right: Ints) -> NDArray[np.bool_]:
        above = _ink(sums, left, middle - height, right, middle - _OFF + 1)
        below = _ink(sums, left, middle + _OFF, right, middle + height + 1)
        return (above > 1) & (below > 1)

    return crossed(x0 - after, x0 - 1) | crossed(x1 + 1, x1 + after)


def _among_upright(x0: Ints, y0: Ints, x1: Ints, y1: Ints, sums: Ints, size: float) -> NDArray[np.bool_]:
    """Whether letters beside the piece reach as high as its upper end and as low as its lower end."""
    aside, either = round(_ASIDE * size), max(2, round(_EITHER * size))
    middle = (x0 + x1) // 2

    def beside(left: Ints, right: Ints) -> NDArray[np.bool_]:
        upper = _ink(sums, left, y0 - either, right, y0 + either)
        lower = _ink(sums, left, y1 - either, right, y1 + either)
        return (upper > 2) & (lower > 2)

    return beside(middle - aside, middle - _OFF + 1) | beside(middle + _OFF, middle + aside)


def _ink(sums: Ints, x0: Ints, y0: Ints, x1: Ints, y1: Ints) -> Ints:
    """Pixels of ink in each of the boxes, from the integral picture."""
    import numpy as np  # noqa: PLC0415

    height, width = sums.shape
    x0, x1 = np.clip(x0, 0, width - 1), np.clip(x1, 0, width - 1)
    y0, y1 = np.clip(y0, 0, height - 1), np.clip(y1, 0, height - 1)
    found: Ints = sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0]
    return found


def vote(pieces: Picture, size: float, least: float) -> list[float]:
    """Heights at which pieces of horizontal lines add up to `least` letters' sizes, ascending."""
    import numpy as np  # noqa: PLC0415

    profile = pieces.sum(axis=1, dtype=float)
    score = np.convolve(profile, np.ones(2 * _WANDER + 1), "same") / 2
    found: list[float] = []
    for y in np.argsort(-score, kind="stable").tolist():
        if score[y] < least * size:
            break
        if all(abs(y - other) > _NEAR * size for other in found):
            top = max(0, y - _WANDER)
            window = profile[top : y + _WANDER + 1]
            found.append(top + float((window * np.arange(len(window))).sum() / window.sum()))
    return sorted(found)
