"""The PP-OCR recogniser (PaddleOCR, Apache-2.0) whose ONNX model the rapidocr wheel carries.

Only the model file and its alphabet are used, through ONNX Runtime. A line is brought to 48 pixels height; lines of like
width go in one batch, so that little is computed on padding; the batches run side by side, one thread each.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import MissingDependency
from .engine import Letter, Reading
from .threads import processors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .engine import Picture

_HEIGHT = 48
_MIN_WIDTH = 48
_MAX_WIDTH = 3200
"""Pixels at `_HEIGHT`; a longer line is squeezed to this."""
_SQUEEZE = 0.76
"""Letters are made so much narrower: the network reads them as well (not so at 0.7, faxed), and needs less time."""
_STEP = 8
"""The network sees one column of features in so many pixels; widths are rounded up to it."""
_BATCH = 4
_SPREAD = 1.15
"""Widest over narrowest line of a batch."""
_BATCH_WIDTH = 2000
"""Most pixels of width in a batch, padding included: it bounds the memory."""
_BLANK = 0
_SURE = 0.995
"""Of a letter with more confidence the next likely one is not told."""


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
    def _session(self) -> Any:
        return open_session(self.model)

    @cached_property
    def _alphabet(self) -> list[str]:
        """Class number -> letter; class 0 is the blank of CTC, the last a space."""
        letters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        return ["", *letters, " "]

    def recognise(self, lines: Sequence[Picture]) -> list[Reading]:
        """One reading for each line picture, in their order."""
        readings: list[Reading] = [Reading("", 1.0)] * len(lines)
        widths = [_width(line) for line in lines]
        batches = list(_batches(widths))
        if not batches:
            return readings
        with ThreadPoolExecutor(min(self.threads, len(batches))) as pool:
            for batch, found in zip(batches, pool.map(lambda b: self._batch(lines, widths, b), batches), strict=True):
                for index, reading in zip(batch, found, strict=True):
                    readings[index] = reading
        return readings

    def _batch(self, lines: Sequence[Picture], widths: Sequence[int], batch: Sequence[int]) -> list[Reading]:
        pictures = _stack([lines[i] for i in batch], [widths[i] for i in batch])
        scores = self._session.run(None, {"x": pictures})[0]
        return [self._decode(scores[k], widths[i] / pictures.shape[3]) for k, i in enumerate(batch)]

    def _decode(self, scores: NDArray[np.float32], share: float) -> Reading:
        """CTC, greedily: runs of one class are one letter, blanks part letters. `share`: of the width that is no padding."""
        import numpy as np  # noqa: PLC0415

        classes = scores.argmax(axis=1)
        certain = scores[np.arange(len(classes)), classes]
        letters: list[Letter] = []
        before = _BLANK
        for step, number in enumerate(classes.tolist()):
            sure = float(certain[step])
            if number not in (_BLANK, before):
                letters.append(self._letter(scores[step], number, min(1.0, (step + 0.5) / (len(classes) * share))))
            elif number != _BLANK and sure > letters[-1].confidence:
                letters[-1] = self._letter(scores[step], number, letters[-1].at)
            before = number
        text = "".join(letter.text for letter in letters)
        return Reading(text, min((letter.confidence for letter in letters), default=1.0), tuple(letters))

    def _letter(self, scores: NDArray[np.float32], number: int, at: float) -> Letter:
        """A letter, with the next likely one where there is doubt."""
        sure = float(scores[number])
        if sure > _SURE:
            return Letter(self._alphabet[number], sure, at)
        others = scores.copy()
        others[[number, _BLANK]] = 0
        other = int(others.argmax())
        return Letter(self._alphabet[number], sure, at, self._alphabet[other], float(others[other]))


def model_file() -> Path:
    """The recogniser of rapidocr's wheel; rapidocr itself, which logs and may download, is not imported.

    Raises:
        MissingDependency: rapidocr is not installed, or its wheel holds no such model.
    """
    spec = find_spec("rapidocr")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(Path(next(iter(folders))).glob("models/*_rec_*.onnx")) if folders else []
    if not found:
        raise MissingDependency(
            "no PP-OCR model was found. Install it with `pip install extractor[ocr]`, "
            "or choose another engine with --ocr."
        )
    return found[-1]


def open_session(model: Path) -> Any:
    """An ONNX Runtime session on the processor, quiet, each run using one thread."""
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _width(line: Picture) -> int:
    """Width of a line at `_HEIGHT`, rounded up to the network's step."""
    height, width = line.shape[:2]
    if not height or not width:
        return 0
    wanted = math.ceil(width * _SQUEEZE * _HEIGHT / height / _STEP) * _STEP
    return int(min(max(wanted, _MIN_WIDTH), _MAX_WIDTH))


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of like widths, the widest first: no thread is left with the longest work at the end."""
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


def _stack(lines: Sequence[Picture], widths: Sequence[int]) -> NDArray[np.float32]:
    """The network's input: (lines, 3, height, width), -1..1, 0 where padded."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    pictures = np.zeros((len(lines), 3, _HEIGHT, max(widths)), np.float32)
    for k, (line, width) in enumerate(zip(lines, widths, strict=True)):
        method = cv2.INTER_AREA if line.shape[0] > 1.5 * _HEIGHT else cv2.INTER_LINEAR
        small = cv2.resize(line, (width, _HEIGHT), interpolation=method).astype(np.float32) / 127.5 - 1
        pictures[k, :, :, :width] = small if small.ndim == 2 else small.transpose(2, 0, 1)
    return pictures
