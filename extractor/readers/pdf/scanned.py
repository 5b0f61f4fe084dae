"""Pages that are pictures: rendered, and read as scans are."""

from __future__ import annotations

from collections import deque
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ...document import Box, Row
from .characters import page_text
from .layer import is_layered
from .legible import is_garbled, readable
from .triage import may_be_of_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...layout.picture.content import PictureContent
    from ...ocr.engine import Picture
    from ...options import Options

_DPI = 200
_FEW = 20
"""Characters without a meaning that are not worth a look at the page."""
_SHAPES = 200
"""Fewer are rulings and ornaments."""


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page that was read as a picture."""

    content: PictureContent
    scale: float
    """Pixels of the picture a point."""

    def placed(self, row: Row) -> Row:
        """A row of this page with its boxes in points, as a viewer shows the page."""
        return _in_points(self.content.placed(row), self.scale)


def read_scanned(pdf: Any, first: int, options: Options, first_table: int) -> Iterator[ScannedPage]:
    """Read page `first` (counted from 1) as a picture, and those after it up to the next that is none.

    A page of more than `Options.max_megapixels` at 200 dpi is rendered smaller.

    Raises:
        MissingDependency: the packages for pictures are not installed.
    """
    from ...layout.picture.pictures import read_pictures  # noqa: PLC0415
    from ...ocr import load_engine  # noqa: PLC0415

    engine = load_engine(options.ocr)
    scales: deque[float] = deque()
    for content in read_pictures(_rendered(pdf, first, options, scales), engine, first, first_table):
        yield ScannedPage(content, scales.popleft())


def is_picture(page: Any, text_page: Any, text: str) -> bool:
    """Whether a page is a picture to be read, and not its `text`: it has none, or it is not what one sees."""
    if not readable(text):
        return len(text) > _FEW or _is_drawn(page)
    return is_garbled(text) or (may_be_of_table(text) and is_layered(page, text_page))


def _is_drawn(page: Any) -> bool:
    """Whether there is a picture on a page, or so many shapes that they can be letters made curves."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    kinds = [pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH]
    for number, part in enumerate(page.get_objects(filter=kinds, max_depth=4)):
        if part.type == pdfium.FPDF_PAGEOBJ_IMAGE or number == _SHAPES:
            return True
    return False


def _rendered(pdf: Any, first: int, options: Options, scales: deque[float]) -> Iterator[Picture]:
    """The pictures of the pages; the pixels a point of each go to the end of `scales`."""
    for number in range(first, len(pdf) + 1):
        with _opened(pdf, number, first) as page:
            if page is None:
                return
            scales.append(_scale(page, options))
            yield page.render(scale=scales[-1]).to_numpy()[:, :, :3]


@contextmanager
def _opened(pdf: Any, number: int, first: int) -> Iterator[Any]:
    """A page that is a picture; None for another kind or a damaged one, on which the reader of the document goes on."""
    import pypdfium2  # noqa: PLC0415

    try:
        page = pdf[number - 1]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        if number == first:
            raise
        yield None
        return
    with closing(page), closing(text_page):
        text = page_text(text_page, page.get_rotation())
        yield page if number == first or is_picture(page, text_page, text) else None


def _scale(page: Any, options: Options) -> float:
    """Pixels a point."""
    pixels = page.get_width() * page.get_height() * (_DPI / 72) ** 2
    return float(_DPI / 72 * min(1.0, (options.max_megapixels * 1_000_000 / max(pixels, 1)) ** 0.5))


def _in_points(row: Row, scale: float) -> Row:
    return replace(row, cells=tuple(replace(cell, box=_scaled(cell.box, scale)) for cell in row.cells))


def _scaled(box: Box | None, scale: float) -> Box | None:
    return Box(box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale) if box else None
