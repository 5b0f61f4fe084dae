"""The picture of a page, through PDFium."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import DamagedInput
from ..readers.pdf.opening import open_pdf

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..options import Options

_SCALE = 2.0
"""Pixels a point, at most: 144 dpi."""
_MAX_SIDE = 4000
"""Pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a viewer shows it."""

    image: Image
    scale: float
    """Pixels for one unit of the boxes."""

    @property
    def width(self) -> float:
        """In units of the boxes."""
        return self.image.width / self.scale

    @property
    def height(self) -> float:
        """In units of the boxes."""
        return self.image.height / self.scale


def render(data: bytes, name: str, page: int, options: Options) -> Picture:
    """The picture of a page, counted from 1, of a PDF.

    Raises:
        InputError: see `open_pdf`; DamagedInput also if the page cannot be drawn.
    """
    import pypdfium2  # noqa: PLC0415

    pdf = open_pdf(data, name, options)
    try:
        return _render(pdf[page - 1])
    except pypdfium2.PdfiumError as error:
        raise DamagedInput(f"{name}: page {page} cannot be drawn ({error}). Choose another page.") from None
    finally:
        pdf.close()


def _render(page: Any) -> Picture:
    try:
        scale = min(_SCALE, _MAX_SIDE / max(page.get_size()))
        return Picture(page.render(scale=scale).to_pil().convert("RGB"), scale)
    finally:
        page.close()
