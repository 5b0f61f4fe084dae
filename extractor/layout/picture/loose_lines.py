"""Where the lines of text are on a page without ruling.

Columns stand close there, and the lines of neighbouring cells half a line apart. So ink that stands as close as the letters of
a word makes words, and words that stand level make a line: what is read are lines that run straight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clean import ink_mask
from .textlines import INSIDE, LINE, SMALL, STROKE, LinePicture, bands_of, despeckled, line_picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ...ocr.engine import Picture

    Region = tuple[int, int, int, int]
    """x0, y0, x1, y1 in pixels, the last two exclusive."""

_WORD = 0.3
"""Letters' sizes between the letters of a word: less than between any columns."""
_APART = 1.0
"""Letters' sizes between the words of a line: a comma's blank is no wider."""
_LEVEL = 0.65
"""Share of the lower word's height that two words of a line have in common."""
_HANGING = 0.25
"""Letters' sizes by which a sign lower than a letter may stand out of its line."""
_MOST_PIECES = 6000
"""What falls into more pieces is no page of text: a photograph, grain."""
_TALLEST = 4.0
"""Letters' sizes: what is higher is a picture or a shadow."""


def find_loose_text(bare: Picture, size: float) -> list[LinePicture]:
    """All lines of a page without grids, cut where there is more paper than between words; `size`: of a letter, in pixels."""
    ink = despeckled(ink_mask(bare), size)
    words = _words(ink, size)
    lines = _lines([word for word in words if word[3] - word[1] < _TALLEST * size], size)
    shape = ink.shape
    return [
        line_picture(line, (0, shape[0]), (0, 0), shape, size)
        for line in lines
        if max(line[2] - line[0], line[3] - line[1]) > SMALL * size
    ]


def _words(ink: Picture, size: float) -> list[Region]:
    """Boxes of ink that stands as close as the letters of a word, parts of letters joined; those of several lines parted."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(1, round(_WORD * size))), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    if count > _MOST_PIECES:
        return []
    words = []
    for k in range(1, count):
        x, y, width, height = stats[k, :4].tolist()
        own = (labels[y : y + height, x : x + width] == k) & (ink[y : y + height, x : x + width] > 0)
        words += [(x + x0, y + y0, x + x1, y + y1) for x0, y0, x1, y1 in _parted(own, size)]
    return _join_strokes(words, size)


def _parted(word: NDArray[np.bool_], size: float) -> Iterator[Region]:
    """The box of a word's ink; a box for each line where several lines touch."""
    import numpy as np  # noqa: PLC0415

    for top, bottom in bands_of(word.sum(axis=1, dtype=int), size):
        inked = np.flatnonzero(word[top:bottom].any(axis=0))
        if len(inked):
            yield int(inked[0]), top, int(inked[-1]) + 1, bottom


def _join_strokes(boxes: Sequence[Region], size: float) -> list[Region]:
    """Boxes lower than a letter put together with those above or below them, while the whole is no higher than a line."""
    whole = [box for box in boxes if box[3] - box[1] >= STROKE * size]
    strokes = [box for box in boxes if box[3] - box[1] < STROKE * size]
    for box in sorted(strokes, key=lambda box: box[3] - box[1], reverse=True):
        near = [
            (max(0, other[1] - box[3], box[1] - other[3]), k)
            for k, other in enumerate(whole)
            if min(box[2], other[2]) > max(box[0], other[0]) - SMALL * size
            and max(0, other[1] - box[3], box[1] - other[3]) <= INSIDE * size
            and max(box[3], other[3]) - min(box[1], other[1]) <= max(LINE * size, other[3] - other[1])
        ]
        if near:
            k = min(near)[1]
            whole[k] = _union(whole[k], box)
        else:
            whole.append(box)
    return whole


def _lines(words: Sequence[Region], size: float) -> list[Region]:
    """Words that stand level, one behind the other, put together."""
    lines: list[Region] = []
    ends: list[Region] = []
    """Of each line the word that tells where it goes on: the last one as high as a letter."""
    near: list[int] = []
    """Numbers of the lines that may go on."""
    for word in sorted(words):
        near = [k for k in near if word[0] - lines[k][2] <= _APART * size]
        if any(_is_inside(word, lines[k]) for k in near):
            continue
        level, _, k = max(((_level(ends[k], word, size), lines[k][2], k) for k in near), default=(0.0, 0, -1))
        if level < _LEVEL:
            near.append(len(lines))
            lines.append(word)
            ends.append(word)
            continue
        if word[3] - word[1] >= STROKE * size or ends[k][3] - ends[k][1] < STROKE * size:
            ends[k] = word
        lines[k] = _union(lines[k], word)
    return _outermost(lines)


def _outermost(lines: Sequence[Region]) -> list[Region]:
    """The lines that stand in no other's box: the parts of a title's large letters stand in its line's."""
    import numpy as np  # noqa: PLC0415

    boxes = np.array(lines).reshape(-1, 4)
    return [
        line
        for line in lines
        if (boxes[(boxes[:, :2] <= line[:2]).all(axis=1) & (boxes[:, 2:] >= line[2:]).all(axis=1)] == line).all()
    ]


def _is_inside(word: Region, line: Region) -> bool:
    """Whether a word stands in a line's box."""
    return _union(word, line) == line


def _level(before: Region, word: Region, size: float) -> float:
    """The height that two words share, as a part of the lower one; a sign lower than a letter may hang out of its line."""
    lower, taller = sorted((before[3] - before[1], word[3] - word[1]))
    if max(before[3], word[3]) - min(before[1], word[1]) > LINE * max(size, taller):
        return 0.0
    hanging = _HANGING * size if lower < STROKE * size else 0.0
    return min(1.0, (min(before[3], word[3]) - max(before[1], word[1]) + hanging) / lower)


def _union(a: Region, b: Region) -> Region:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
