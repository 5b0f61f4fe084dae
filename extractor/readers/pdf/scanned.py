"""Pages that hold a picture of a page and no text: rendered, and read as scans are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...document import Box, Row

if TYPE_CHECKING:
    from ...layout.grid import Grid
    from ...options import Options

_DPI = 200


def read_page_as_picture(page: Any, number: int, options: Options, first_table: int) -> tuple[list[Row], list[Grid]]:
    """Rows of a page, boxes in points as a viewer shows the page, and its grids.

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
    content = read_picture(page.render(scale=scale).to_numpy()[:, :, :3], number, engine, first_table)
    return [_in_points(content.placed(row), scale) for row in content.rows], content.grids


def _in_points(row: Row, scale: float) -> Row:
    return replace(row, cells=tuple(replace(cell, box=_scaled(cell.box, scale)) for cell in row.cells))


def _scaled(box: Box | None, scale: float) -> Box | None:
    return Box(box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale) if box else None
