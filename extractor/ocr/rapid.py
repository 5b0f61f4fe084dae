"""The PP-OCR recogniser (PaddleOCR, Apache-2.0): a fast pass over all lines, a second one over those that it doubts.

The first pass is made by the network in whole numbers (`nets.fast_net`), which takes less than half the time; what it reads with a
doubtful letter, or not at all, the network of the rapidocr wheel reads again in its full width, and that reading counts. Lines with
equal figures side by side are read in their full width in any case. The batches of lines run side by side, one thread each.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING

from .crops import batches, is_squeezed, width_of
from .engine import Reading
from .nets import Net, fast_net, model_file, whole_net
from .threads import processors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .engine import Picture

_DOUBTFUL = 0.98
"""Lines whose least certain letter has less confidence are read again: what is told of sums of money begins there too."""

_TWICE = re.compile(r"(\d)\1")
"""Equal figures side by side: squeezed they are too narrow for each to be told from the next."""


class RapidEngine:
    """Reads lines with PP-OCR."""

    name = "rapid"

    def __init__(self, threads: int | None = None) -> None:
        """`threads`: batches read at a time; None for as many as the process has processors.

        Raises:
            MissingDependency: rapidocr or onnxruntime is not installed, or its wheel holds no recogniser.
        """
        self.threads = threads or processors()
        self.model = model_file()

    @cached_property
    def _fast(self) -> Net:
        return fast_net()

    @cached_property
    def _whole(self) -> Net:
        return whole_net()

    def recognise(self, lines: Sequence[Picture]) -> list[Reading]:
        """One reading for each line picture, in their order."""
        readings = self._read(self._fast, lines, squeezed=True)
        equal = [k for k, reading in enumerate(readings) if _TWICE.search(reading.text) and is_squeezed(lines[k])]
        self._again(self._fast, lines, readings, equal)
        doubtful = [k for k, reading in enumerate(readings) if reading.confidence < _DOUBTFUL or not reading.text]
        self._again(self._whole, lines, readings, doubtful)
        return readings

    def _again(self, net: Net, lines: Sequence[Picture], readings: list[Reading], numbers: Sequence[int]) -> None:
        """Put what a network reads of some lines in their full width in the place of their readings."""
        again = self._read(net, [lines[k] for k in numbers], squeezed=False)
        for k, reading in zip(numbers, again, strict=True):
            readings[k] = reading

    def _read(self, net: Net, lines: Sequence[Picture], *, squeezed: bool) -> list[Reading]:
        """What one network reads; an empty picture gives an empty reading."""
        readings: list[Reading] = [Reading("", 1.0)] * len(lines)
        widths = [width_of(line, squeezed=squeezed) for line in lines]
        parts = list(batches(widths))
        if not parts:
            return readings
        with ThreadPoolExecutor(min(self.threads, len(parts))) as pool:
            found = pool.map(lambda part: net.read([lines[k] for k in part], [widths[k] for k in part]), parts)
            for part, read in zip(parts, found, strict=True):
                for k, reading in zip(part, read, strict=True):
                    readings[k] = reading
        return readings
