"""Pictures of text lines into text.

An engine (`engine.Engine`) reads single lines that the layout stage has cut out; it never sees a page. `rapid` runs the
PP-OCR recogniser: first as a network in whole numbers, then, where that doubts, as the one that the rapidocr wheel carries
(`crops` makes the networks' input, `nets` opens them, `decode` makes letters of what they answer). `tesseract` runs the program
of that name, `both` lets it read again what `rapid` is unsure of, `null` answers for tests.
"""

from __future__ import annotations

from functools import cache

from ..errors import MissingDependency
from .engine import Engine, Letter, Reading

__all__ = ["ENGINES", "Engine", "Letter", "Reading", "load_engine"]

ENGINES = ("rapid", "tesseract", "both")


@cache
def load_engine(name: str) -> Engine:
    """The engine called `name` (one of `ENGINES`), loaded once per process.

    Raises:
        MissingDependency: its package or program is not installed.
    """
    try:
        if name == "tesseract":
            from .tesseract import TesseractEngine  # noqa: PLC0415

            return TesseractEngine()
        from .rapid import RapidEngine  # noqa: PLC0415

        if name == "rapid":
            return RapidEngine()
        from .both import BothEngine  # noqa: PLC0415
        from .tesseract import TesseractEngine  # noqa: PLC0415

        return BothEngine(RapidEngine(), TesseractEngine())
    except ImportError as error:
        raise MissingDependency(
            f"reading pictures needs the package {error.name}. Install it with `pip install extractor[ocr]`."
        ) from error
