"""What was read on a page picture, brought into rows of cells."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ...document import Box, Cell, Row
from ...repair.ocr import Known
from ..grid import Grid
from ..letters import Letter
from ..pieces import TextLine, read_lines
from ..tables import read_rows
from .clean import ink_mask
from .loose import LooseLetter, ReadLine, place_letters, readings_within
from .parting import Parting
from .read_pieces import Piece
from .textlines import despeckled
from .trust import mended, with_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ...ocr.engine import Picture, Reading
    from .sheet import Sheet
    from .textlines import LinePicture

    Floats = NDArray[np.float64]

_LONG_SIDE = 842.0
"""Points of a page's long side."""
_MARKS, _BELIEVED = 2, 0.5
"""Most letters of dirt, and the least confidence of letters."""
_THIN, _WHOLE, _EITHER = 0.35, 0.65, 0.9
"""Letters' sizes that figures and letters are thick at least, and the least confidence that a figure is one of two."""
_DASHES, _HYPHEN = "一—–", 0.5
"""What a lone hyphen is read as, and letters' sizes that those are wide at least."""
_LOOSE_RIGHT = 0.97
"""Share of the cells that are right on pages without ruling (on 110 made pages of 6,000 cells 0.975, faxed, to 0.997, copied)."""


@dataclass(frozen=True, slots=True)
class PictureContent:
    """What a page picture holds, as if it were an upright page of 842 points on its long side (A4)."""

    rows: list[Row]
    grids: list[Grid]
    back: Floats
    """3 x 3 matrix from these points to pixels of the picture that came in."""
    lines: list[TextLine] = field(default_factory=list)
    """Of a page without grids, which has no rows: the tables of such pages are made of the lines of all of them."""
    rules: list[float] = field(default_factory=list)
    """Heights of the horizontal rulings of such a page."""
    letters: list[LooseLetter] = field(default_factory=list)
    """What `lines` are made of."""
    known: Known = field(default_factory=lambda: Known.of([]))
    """What was read surely on such a page."""

    def finished(self, row: Row) -> Row:
        """A row made of `lines`, with confidences, mended with what a form knows."""
        found = [readings_within(self.letters, cell.box) if cell.box and cell.text else [] for cell in row.cells]
        return mended(row, found, self.known, _LOOSE_RIGHT)

    def placed(self, row: Row) -> Row:
        """A row of this page with its boxes in pixels of the picture that came in."""
        cells = (replace(cell, box=_send_back(cell.box, self.back) if cell.box else None) for cell in row.cells)
        return replace(row, cells=tuple(cells))


def content_of(sheet: Sheet, readings: Sequence[Reading], page: int, first_table: int) -> PictureContent:
    """Readings put into the cells they stand in; the others are lines of text."""
    import numpy as np  # noqa: PLC0415

    unit = _LONG_SIDE / max(sheet.bare.shape)
    back = sheet.back @ np.diag([1 / unit, 1 / unit, 1.0])
    readings = [_hyphen(*each, sheet.size) for each in zip(readings, sheet.lines, strict=True)]
    if not sheet.grids:
        return _loose(sheet, readings, page, unit, back)
    pieces = [
        Piece(line.box, reading)
        for line, reading in zip(sheet.lines, readings, strict=True)
        if not _is_dirt(reading, line, sheet.size)
    ]
    parting = Parting(sheet.grids, pieces, ink_mask(sheet.bare), sheet.size)
    letters = [(_as_letter(piece, unit), piece.reading) for piece in parting.pieces]
    grids = [_scaled(grid, unit) for grid in parting.grids]
    parted = {_times(box, unit): part for box, part in parting.parted.items()}
    rows = read_rows([letter for letter, _ in letters], grids, page, first_table)
    known = Known.of(readings)
    rows = [mended(row, [_within(cell, letters) for cell in row.cells], known, sheet.sure) for row in rows]
    return PictureContent([with_parts(row, parted) for row in rows], grids, back)


def _as_letter(piece: Piece, unit: float) -> Letter:
    """A piece of a line as if it were one letter, to be put into its cell."""
    box = _times(piece.box, unit)
    return Letter(piece.reading.text, box.x0, box.top, box.x1, box.bottom)


def _loose(sheet: Sheet, readings: Sequence[Reading], page: int, unit: float, back: Floats) -> PictureContent:
    """The lines of a page without ruled tables."""
    ink = despeckled(ink_mask(sheet.bare), sheet.size)
    read = zip(sheet.lines, readings, strict=True)
    found = [(line, reading) for line, reading in read if not _is_dirt(reading, line, sheet.size)]
    letters = place_letters(
        [ReadLine(_times(line.box, unit), _in_ink(reading, line), _ink_of(line, ink)) for line, reading in found]
    )
    lines = read_lines([letter.place for letter in letters], page)
    rules = [unit * at for at in sheet.rules]
    return PictureContent([], [], back, lines, rules, letters, Known.of(readings))


def _ink_of(line: LinePicture, ink: Picture) -> NDArray[np.bool_]:
    """The page's ink in the box of a line."""
    x0, top, x1, bottom = (round(edge) for edge in (line.box.x0, line.box.top, line.box.x1, line.box.bottom))
    return ink[top:bottom, x0:x1].view(bool)


def _in_ink(reading: Reading, line: LinePicture) -> Reading:
    """A reading whose letters stand at shares of the width of the line's ink, not of the picture with its margins."""
    x0, _, x1, _ = line.crop
    width = max(1.0, line.box.x1 - line.box.x0)
    letters = (
        replace(letter, at=min(1.0, max(0.0, (x0 + letter.at * (x1 - x0) - line.box.x0) / width)))
        for letter in reading.letters
    )
    return replace(reading, letters=tuple(letters))


def _hyphen(reading: Reading, line: LinePicture, size: float) -> Reading:
    """The reading of a line that is nothing but a short stroke."""
    if len(reading.letters) != 1 or reading.text not in _DASHES or line.box.x1 - line.box.x0 >= _HYPHEN * size:
        return reading
    return replace(reading, text="-", letters=(replace(reading.letters[0], text="-"),))


def _is_dirt(reading: Reading, line: LinePicture, size: float) -> bool:
    """Nothing, or a mark or two that the engine itself does not believe in: specks and crumbs of ruling.

    What is as large as a letter is none, nor what is as large as a figure and one of two for sure (0 or O).
    """
    if not reading.text.strip() or len(reading.text) > _MARKS or reading.confidence >= _BELIEVED:
        return not reading.text.strip()
    thickness = min(line.box.x1 - line.box.x0, line.box.bottom - line.box.top)
    sure = min((letter.confidence + letter.other_confidence for letter in reading.letters), default=0.0)
    return thickness < _THIN * size or (thickness < _WHOLE * size and sure < _EITHER)


def _scaled(grid: Grid, unit: float) -> Grid:
    cells = (replace(cell, box=_times(cell.box, unit)) for cell in grid.cells)
    return Grid(tuple(unit * x for x in grid.xs), tuple(unit * y for y in grid.ys), tuple(cells))


def _times(box: Box, unit: float) -> Box:
    return Box(unit * box.x0, unit * box.top, unit * box.x1, unit * box.bottom)


def _within(cell: Cell, letters: Sequence[tuple[Letter, Reading]]) -> list[Reading]:
    """The readings of a cell's lines, from the top down."""
    box = cell.box
    if box is None or not cell.text:
        return []
    found = [
        (letter.top, letter.x0, reading)
        for letter, reading in letters
        if box.x0 <= letter.middle[0] <= box.x1 and box.top <= letter.middle[1] <= box.bottom
    ]
    return [reading for _, _, reading in sorted(found, key=lambda each: each[:2])]


def _send_back(box: Box, back: Floats) -> Box:
    import numpy as np  # noqa: PLC0415

    corners = np.array([(x, y, 1.0) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]) @ back.T
    points = corners[:, :2] / corners[:, 2:]
    (x0, top), (x1, bottom) = points.min(axis=0), points.max(axis=0)
    return Box(round(float(x0), 1), round(float(top), 1), round(float(x1), 1), round(float(bottom), 1))
