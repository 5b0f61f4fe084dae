"""Where lines of text are on a page without ruling: PP-OCR's detector, whose ONNX model the rapidocr wheel carries.

Its answer is a map of how likely each pixel lies in a line (differentiable binarisation, Liao and others 2020); the lines
are its connected parts, grown by what the training shrank them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ..document import Box
from .rapid import model_file, open_session
from .threads import processors

if TYPE_CHECKING:
    from .engine import Picture

_LONG_SIDE = 960
_STEP = 32
"""The network's sides are multiples of this."""
_LIKELY = 0.3
_SURE = 0.5
"""Least mean probability of a line's pixels."""
_GROWN = 1.6
_LEAST = 3
"""Pixels of the network's picture that a line has at least in height and width."""


def find_lines_of_text(grey: Picture) -> list[Box]:
    """Boxes of the lines on an upright grey page, in its pixels, in no special order.

    Raises:
        MissingDependency: rapidocr or onnxruntime is not installed.
    """
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    height, width = grey.shape
    scale = min(1.0, _LONG_SIDE / max(height, width))
    size = tuple(max(_STEP, round(side * scale / _STEP) * _STEP) for side in (width, height))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 127.5 - 1
    likely = _session().run(None, {_session().get_inputs()[0].name: np.stack([small] * 3)[None]})[0][0, 0]
    mask = cv2.dilate((likely > _LIKELY).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    sums = np.bincount(labels.ravel(), weights=likely.ravel(), minlength=count)
    found = []
    for k in range(1, count):
        x, y, w, h, area = stats[k].tolist()
        if min(w, h) < _LEAST or sums[k] < _SURE * area:
            continue
        grow = w * h * _GROWN / (2 * (w + h))
        left, top, right, bottom = x - grow, y - grow, x + w + grow, y + h + grow
        fx, fy = width / size[0], height / size[1]
        found.append(Box(max(0, left * fx), max(0, top * fy), min(width, right * fx), min(height, bottom * fy)))
    return found


@cache
def _session() -> Any:
    return open_session(model_file("det"), threads=processors())
