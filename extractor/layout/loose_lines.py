"""Where the lines of text are on a page without ruling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clean import ink_mask
from .textlines import LinePicture, despeckled, line_picture

if TYPE_CHECKING:
    from ..ocr.engine import Picture

_SMALL = 0.22
"""Letters' sizes: a smaller piece of ink (a dot, a comma) belongs to letters beside it, or is dirt."""
_STROKE = 0.55
"""Letters' sizes: a band less high than this may be a part of a letter."""
_INSIDE = 0.42
"""Letters' sizes: widest gap between parts of one letter."""
_LINE = 1.3
"""Letters' sizes: greatest height of one line."""
_WORD = 0.8
"""Letters' sizes between words of a page without grids."""
_MOST_PIECES = 6000
"""What falls into more pieces is no page of text: a photograph, grain."""
_TALLEST = 4.0
"""Letters' sizes: a higher band outside of tables is a picture or a shadow."""


def find_loose_text(bare: Picture, size: float) -> list[LinePicture]:
    """All pieces of lines of a page without grids: ink that is closer together than words are, parts of letters joined."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    ink = despeckled(ink_mask(bare), size)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, round(_WORD * size)), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    if count > _MOST_PIECES:
        return []
    boxes = [tuple(stats[k, :4].tolist()) for k in range(1, count)]
    pieces = _join_strokes([(x, y, x + w, y + h) for x, y, w, h in boxes], size)
    shape = ink.shape
    return [
        line_picture(piece, (0, shape[0]), (0, 0), shape, size)
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
