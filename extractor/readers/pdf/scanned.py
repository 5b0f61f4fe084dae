"""Pages that hold a picture of a page and no text: rendered, and read as scans are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ...document import Box, Row

if TYPE_CHECKING:
    from ...layout.page import PictureContent
    from ...options import Options

_DPI = 200


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page that was read as a picture."""

    content: PictureContent
    scale: float
    """Pixels of the picture a point."""

    def placed(self, row: Row) -> Row:
        """A row of this page with its boxes in points, as a viewer shows the page."""
        return _in_points(self.content.placed(row), self.scale)


def read_page_as_picture(page: Any, number: int, options: Options, first_table: int) -> ScannedPage:
    """Render a page and read the picture.

    A page of more than `Options.max_megapixels` at 200 dpi is rendered smaller.

    Raises:
        MissingDependency: the packages for pictures are not installed.
    """
    from ...ocr import load_engine  # noqa: PLC0415

    engine = load_engine(options.ocr)
    from ...layout.page import read_picture  # noqa: PLC0415

    scale = _DPI / 72
    pixels = page.get_width() * page.get_height() * scale**2
    scale *= min(1.0, (options.max_megapixels * 1_000_000 / max(pixels, 1)) ** 0.5)
    return ScannedPage(read_picture(page.render(scale=scale).to_numpy()[:, :, :3], number, engine, first_table), scale)


def _in_points(row: Row, scale: float) -> Row:
    return replace(row, cells=tuple(replace(cell, box=_scaled(cell.box, scale)) for cell in row.cells))


def _scaled(box: Box | None, scale: float) -> Box | None:
    return Box(box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale) if box else None
