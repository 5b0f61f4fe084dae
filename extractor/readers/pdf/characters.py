"""The characters of a PDF page, through PDFium's text page."""

from __future__ import annotations

import math
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any

from ...layout.letters import Letter
from ..radicals import mend_radicals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .clock import Clock
    from .frame import Frame

_SAMPLE = 200
_BLANKS = frozenset("\u0020\u00a0\u3000")
CONTROLS = frozenset(chr(code) for code in (*range(0x20), 0x7F, 0xAD, 0xFFFE, 0xFFFF, 0x200B, 0xFEFF))

_UNREADABLE = 1.8
"""Points: no side of a smaller letter is longer."""
_LARGE = 1.1
"""Of the usual height: letters from here on may stand askew."""
_ASKEW = 0.05
"""Quarter turns."""
_ASKED = 2048
"""Characters after which the clock is asked."""
_HYPHEN = {2: "-"}
"""PDFium tells a hyphen at the end of a line by this code."""


def page_text(text_page: Any, rotation: int) -> str:
    """All text of a page in the order of the file, fast and without positions.

    `rotation`: degrees by which a viewer turns the page. PDFium reads some lines of one turned by 180 from their end: it is
    given both ways.
    """
    text = str(text_page.get_text_range()) if text_page.count_chars() else ""
    return f"{text}\n{text[::-1]}" if rotation == 180 else text


def turns_of(text_page: Any) -> int:
    """Clockwise quarter turns after which most characters stand upright."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    count = text_page.count_chars()
    step = max(1, count // _SAMPLE)
    angles = Counter(
        round(pdfium.FPDFText_GetCharAngle(text_page, i) / (math.pi / 2)) % 4 for i in range(0, count, step)
    )
    return -angles.most_common(1)[0][0] % 4 if angles else 0


def read_letters(text_page: Any, frame: Frame, clock: Clock) -> list[Letter]:
    """The visible characters; blanks printed between them are kept with the character before them.

    Left out are letters too small to be read, and those of a watermark, which stand askew.
    """
    letters: list[Letter] = []
    numbers: list[int] = []
    for i, text, generated, edges in _characters(text_page):
        if i % _ASKED == 0:
            clock.check()
        if text in _BLANKS:
            if letters and not generated and not letters[-1].text.endswith(" "):
                letters[-1] = letters[-1]._replace(text=f"{letters[-1].text} ")
        elif text not in CONTROLS and frame.holds(*edges):
            box = frame.box(*edges)
            letters.append(Letter(mend_radicals(text), box.x0, box.top, box.x1, box.bottom))
            numbers.append(i)
    usual = median(letter.height for letter in letters) if letters else 0.0
    return [
        letter
        for i, letter in zip(numbers, letters, strict=True)
        if not (letter.size < _UNREADABLE and letter.text.strip().isalnum())
        and (letter.height < _LARGE * usual or not _is_askew(text_page, i))
    ]


def _is_askew(text_page: Any, number: int) -> bool:
    """Whether a character stands at no quarter turn."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    quarters = pdfium.FPDFText_GetCharAngle(text_page, number) / (math.pi / 2)
    return bool(abs(quarters - round(quarters)) > _ASKEW)


def _characters(text_page: Any) -> Iterator[tuple[int, str, bool, tuple[float, float, float, float]]]:
    """Number, text, whether PDFium made it up, and left, bottom, right and top of every character."""
    import ctypes  # noqa: PLC0415

    import pypdfium2.raw as pdfium  # noqa: PLC0415

    raw, edges = text_page.raw, pdfium.FS_RECTF()
    reference = ctypes.byref(edges)
    high = 0
    for i in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, i)
        if 0xD800 <= code < 0xDC00:  # the first half of a letter beyond U+FFFF
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        text = _HYPHEN.get(code) or (chr(code) if code < 0x110000 else "\ufffd")
        generated = text in _BLANKS and bool(pdfium.FPDFText_IsGenerated(raw, i))
        pdfium.FPDFText_GetLooseCharBox(raw, i, reference)
        yield i, text, generated, (edges.left, edges.bottom, edges.right, edges.top)
