"""Pictures of lines brought to what a recogniser takes: 48 pixels high, lines of like width in one batch.

Little is computed on padding that way: 2 to 3 % of the width.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .engine import Picture

_HEIGHT = 48
_MAX_WIDTH = 3200
"""Pixels at `_HEIGHT`; a longer line is squeezed to this."""
_SQUEEZE, _SHORT = 0.8, 3.0
"""Letters are made so much narrower, which saves time; at 0.76 the network loses some of several noughts, and signs between
letters, and in a line of less than so many times its height the sign behind two or three letters."""
_END, _PAPER = 16, 0.92
"""Pixels of paper behind a line, where the network loses signs at the picture's edge, and what it is given for paper."""
_STEP = 8
"""The network sees one column of features in so many pixels; a batch is as wide as some of them."""
_BATCH = 4
_SPREAD = 1.15
"""Widest over narrowest line of a batch."""
_BATCH_WIDTH = 2000
"""Most pixels of width in a batch, padding included: it bounds the memory."""


def is_squeezed(line: Picture) -> bool:
    """Whether the first pass makes a line narrower."""
    height, width = line.shape[:2]
    return bool(height) and width >= _SHORT * height


def width_of(line: Picture, *, squeezed: bool = True) -> int:
    """Width of a line at the network's height; 0 for a picture without pixels."""
    height, width = line.shape[:2]
    if not height or not width:
        return 0
    wanted = math.ceil(_HEIGHT * width / height * (_SQUEEZE if squeezed and is_squeezed(line) else 1.0))
    return int(min(wanted, _MAX_WIDTH))


def batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of like widths, the widest first: no thread is left with the longest work at the end. Zero is left out."""
    batch: list[int] = []
    for index in sorted((i for i, width in enumerate(widths) if width), key=lambda i: -widths[i]):
        widest = widths[batch[0]] if batch else 0
        full = len(batch) == _BATCH or widest * (len(batch) + 1) > _BATCH_WIDTH or widest > _SPREAD * widths[index]
        if batch and full:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def stack(lines: Sequence[Picture], widths: Sequence[int]) -> NDArray[np.float32]:
    """The network's input: (lines, 3, height, width), -1..1, with a little paper behind each line, 0 beyond."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    widest = math.ceil((max(widths) + _END) / _STEP) * _STEP
    pictures = np.zeros((len(lines), 3, _HEIGHT, widest), np.float32)
    for k, (line, width) in enumerate(zip(lines, widths, strict=True)):
        method = cv2.INTER_AREA if line.shape[0] > 1.5 * _HEIGHT else cv2.INTER_LINEAR
        small = cv2.resize(line, (width, _HEIGHT), interpolation=method).astype(np.float32) / 127.5 - 1
        pictures[k, :, :, :width] = small if small.ndim == 2 else small.transpose(2, 0, 1)
        pictures[k, :, :, width : width + _END] = _PAPER
    return pictures
