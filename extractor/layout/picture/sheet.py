"""The layout of a page picture before anything is read: upright, clean, rulings, grid, lines of text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...document import Box
from ..grid import Grid, find_grids
from .clean import even_out, ink_mask, sheet_sides, smooth_folds, to_grey
from .erasing import erase_rulings
from .loose_lines import find_loose_text
from .pixels import find_rulings, letter_size
from .textlines import LinePicture, find_text
from .upright import reading_direction, straighten

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ...ocr.engine import Picture

    Floats = NDArray[np.float64]

_TOUCH = 0.2
"""Letters' sizes within which rulings touch."""
_LONGEST = 3600
"""Longest side in pixels; a larger picture is made smaller first (A4 at 300 dpi has 3508)."""
_CELLS_RIGHT = (0.5, 0.55, 0.75, 0.9, 0.945), (0.9, 0.94, 0.97, 0.985, 1.0)
"""Share of the ruling that is left, and share of the cells that are right then (measured on 15 made pages, 1,100 cells each)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An upright page: its picture, what stands where, and the way back to the picture that came in."""

    bare: Picture
    """Grey, without ruling."""
    size: float
    """Of a letter, in pixels."""
    grids: list[Grid]
    lines: list[LinePicture]
    rules: list[float]
    """Heights of the horizontal rulings."""
    sure: float
    """Share of the cells that are right where so much of the ruling is left, 0..1."""
    back: Floats
    """3 x 3 matrix from pixels of `bare` to those of the picture that came in."""

    def crop(self, line: LinePicture) -> Picture:
        """The picture of one line."""
        x0, y0, x1, y1 = line.crop
        return self.bare[y0:y1, x0:x1]


def lay_out(picture: Picture) -> Sheet:
    """The layout of a page, right or wrong way up; a page that lies on its side is turned."""
    import numpy as np  # noqa: PLC0415

    grey, scale = _limited(to_grey(picture))
    even, matrix = straighten(even_out(grey), sheet_sides(grey))
    back: Floats = np.diag([1 / scale, 1 / scale, 1.0])
    if matrix is not None:
        back = back @ np.linalg.inv(matrix)
    return _sheet(smooth_folds(even), back)


def _limited(grey: Picture) -> tuple[Picture, float]:
    import cv2  # noqa: PLC0415

    scale = min(1.0, _LONGEST / max(grey.shape))
    if scale == 1.0:
        return grey, scale
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), scale


def _sheet(even: Picture, back: Floats, *, turned: bool = False) -> Sheet:
    import numpy as np  # noqa: PLC0415

    ink = ink_mask(even)
    size = letter_size(ink)
    rulings = find_rulings(even, size)
    grids = find_grids(rulings, max(2.0, _TOUCH * size))
    bare = erase_rulings(even, ink, rulings, grids, size)
    if not turned and not reading_direction(ink_mask(bare), size):
        return _sheet(*turn(even, back, 1), turned=True)
    sure = float(np.interp(rulings.left, *_CELLS_RIGHT)) if grids else 1.0
    rules = sorted({ruling.at for ruling in rulings.horizontal})
    return Sheet(bare, size, grids, _lines(bare, grids, size), rules, sure, back)


def _lines(bare: Picture, grids: list[Grid], size: float) -> list[LinePicture]:
    """The lines of text: those in and around the grids, or those of a page without any."""
    return find_text(bare, grids, size) if grids else find_loose_text(bare, size)


def turn(picture: Picture, back: Floats, quarters: int) -> tuple[Picture, Floats]:
    """A picture turned left by so many quarters, and its way back."""
    import numpy as np  # noqa: PLC0415

    for _ in range(quarters % 4):
        width = picture.shape[1]
        picture = np.ascontiguousarray(np.rot90(picture))
        back = back @ np.array([[0.0, -1.0, width - 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    return picture, back


def upside_down(sheet: Sheet) -> Sheet:
    """The sheet upside down."""
    bare, back = turn(sheet.bare, sheet.back, 2)
    height, width = bare.shape
    grids = [_turn_grid(grid, width, height) for grid in sheet.grids][::-1]
    rules = [height - 1 - at for at in sheet.rules[::-1]]
    return replace(sheet, bare=bare, back=back, grids=grids, lines=_lines(bare, grids, sheet.size), rules=rules)


def _turn_grid(grid: Grid, width: int, height: int) -> Grid:
    xs, ys = tuple(width - 1 - x for x in grid.xs[::-1]), tuple(height - 1 - y for y in grid.ys[::-1])
    cells = [
        replace(
            cell,
            row=len(ys) - 1 - cell.row - cell.row_span,
            column=len(xs) - 1 - cell.column - cell.span,
            box=Box(
                width - 1 - cell.box.x1,
                height - 1 - cell.box.bottom,
                width - 1 - cell.box.x0,
                height - 1 - cell.box.top,
            ),
        )
        for cell in grid.cells
    ]
    return replace(grid, xs=xs, ys=ys, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
