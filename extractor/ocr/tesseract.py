"""Tesseract through pytesseract: single lines only, page segmentation mode 7, simplified Chinese.

Given whole ruled pages it gets every second letter wrong; given lines, few.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from ..errors import MissingDependency
from .engine import Reading
from .threads import processors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .engine import Picture

_LANGUAGE = "chi_sim"
_CONFIG = "--psm 7 --oem 1 -c preserve_interword_spaces=0"
_MARGIN = 0.35
"""White put around a line, as a share of its height: Tesseract loses letters at the edge of its picture."""
_TIMEOUT = 20


class TesseractEngine:
    """Reads lines with the program tesseract, one process a line."""

    name = "tesseract"

    def __init__(self) -> None:
        """Raises `MissingDependency` where the program or its Chinese model is not installed."""
        import pytesseract  # noqa: PLC0415

        try:
            languages = pytesseract.get_languages()
        except (pytesseract.TesseractNotFoundError, OSError) as error:
            raise MissingDependency(_message("the program tesseract is not installed")) from error
        if _LANGUAGE not in languages:
            raise MissingDependency(_message(f"tesseract has no model {_LANGUAGE}"))
        self._tesseract = pytesseract

    def recognise(self, lines: Sequence[Picture]) -> list[Reading]:
        """One reading for each line picture, in their order. Confidence is that of the least certain word."""
        with ThreadPoolExecutor(processors()) as pool:
            return list(pool.map(self._line, lines))

    def _line(self, line: Picture) -> Reading:
        import cv2  # noqa: PLC0415

        margin = int(_MARGIN * line.shape[0]) + 4
        framed = cv2.copyMakeBorder(line, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(255, 255, 255))
        try:
            found = self._tesseract.image_to_data(
                framed, _LANGUAGE, _CONFIG, output_type=self._tesseract.Output.DICT, timeout=_TIMEOUT
            )
        except RuntimeError:  # pytesseract's word for a time-out
            return Reading("", 0.0)
        words = [(word, float(sure)) for word, sure in zip(found["text"], found["conf"], strict=True) if word.strip()]
        text = "".join(word for word, _ in words)
        return Reading(text, max(0.0, min((sure for _, sure in words), default=100.0) / 100))


def _message(what: str) -> str:
    return f"{what}. Install it with `apt-get install tesseract-ocr tesseract-ocr-chi-sim`, or use --ocr rapid."
