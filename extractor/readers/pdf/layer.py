"""Searchable scans (双层PDF): pages of which one sees a picture alone, with recognised text in a layer that nobody sees.

What the layer says is as good as the engine that made it, and nothing in it tells which letters are doubtful.
"""

from __future__ import annotations

from typing import Any

_COVERED = 0.6
"""Share of the page that its pictures cover, at least."""
_UNSEEN = 0.9
"""Share of the letters that are not drawn, at least."""
_SAMPLE = 200
_DEPTH = 4
"""Of forms within forms that are looked into."""


def is_layered(page: Any, text_page: Any) -> bool:
    """Whether a page is a picture, and its text is drawn invisibly (ISO 32000-1, 9.3.6, mode 3) or below the picture."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    covered, text_on_top = 0.0, False
    for part in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH):
        if part.type == pdfium.FPDF_PAGEOBJ_TEXT:
            text_on_top = True
        elif not pdfium.FPDFPageObj_HasTransparency(part):
            left, bottom, right, top = part.get_bounds()
            covered += (right - left) * (top - bottom)
            text_on_top = False
    if covered < _COVERED * page.get_width() * page.get_height():
        return False
    return not text_on_top or _is_unseen(text_page)


def _is_unseen(text_page: Any) -> bool:
    """Whether nearly all letters of a page are drawn invisibly."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    count = text_page.count_chars()
    parts = (pdfium.FPDFText_GetTextObject(text_page, i) for i in range(0, count, max(1, count // _SAMPLE)))
    modes = [pdfium.FPDFTextObj_GetTextRenderMode(part) for part in parts if part]
    return modes.count(pdfium.FPDF_TEXTRENDERMODE_INVISIBLE) >= _UNSEEN * max(len(modes), 1)
