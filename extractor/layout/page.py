"""One page picture into rows: upright, clean, rulings, grid, lines, letters."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..document import Box, Cell, Mend, Row
from ..ocr.sure import calibrated
from ..repair.ocr import Known, is_short_of_a_term, mend_row
from ..repair.reads import join_lines
from .clean import even_out, ink_mask, sheet_sides, smooth_folds, to_grey
from .grid import Grid, find_grids
from .letters import Letter
from .loose import LooseLetter, place_letters, readings_within
from .parting import Parting, Piece
from .pieces import TextLine, read_lines
from .pixels import find_rulings, letter_size
from .tables import read_rows
from .textlines import LinePicture, erase_rulings, find_loose_text, find_text
from .upright import reading_direction, straighten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ..ocr.engine import Engine, Picture, Reading
    from .parting import Parted

    Floats = NDArray[np.float64]

_TOUCH = 0.2
"""Letters' sizes within which rulings touch."""
_LONGEST = 3600
"""Longest side in pixels; a larger picture is made smaller first (A4 at 300 dpi has 3508)."""
_LONG_SIDE = 842.0
"""Points of a page's long side."""
_PROBE = 8
"""Lines that are read to see which way is up."""
_ILLEGIBLE = 0.4
"""Mean confidence of a probe below which the picture is held to show no text: a photograph, a drawing."""
_MOST_LINES = 2000
"""What seems to have more lines of text is no page of text."""
_MARKS, _BELIEVED = 2, 0.5
"""Most letters of dirt, and the least confidence of letters."""
_THIN, _WHOLE, _EITHER = 0.35, 0.65, 0.9
"""Letters' sizes that figures and letters are thick at least, and the least confidence that a figure is one of two."""
_CELLS_RIGHT = (0.5, 0.55, 0.75, 0.9, 0.945), (0.9, 0.94, 0.97, 0.985, 1.0)
"""Share of the ruling that is left, and share of the cells that are right then (measured on 15 made pages, 1,100 cells each)."""
_LOOSE_RIGHT = 0.89
"""Share of the cells that are right on pages without ruling (3,400 cells on 59 made pages whose letters were sure)."""
_SHORT = 0.6
"""Most confidence of a word of the vocabulary but for one letter."""
_READABLE = 0.75
"""Mean confidence of a probe from which the page is held to be the right way up."""


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
    rules = sorted(ruling.at for ruling in rulings.horizontal)
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
        return _mended(row, found, self.known, _LOOSE_RIGHT)

    def placed(self, row: Row) -> Row:
        """A row of this page with its boxes in pixels of the picture that came in."""
        cells = (replace(cell, box=_send_back(cell.box, self.back) if cell.box else None) for cell in row.cells)
        return replace(row, cells=tuple(cells))


def read_picture(picture: Picture, page: int, engine: Engine, first_table: int = 0) -> PictureContent:
    """Rows and grids of one page picture (grey or BGR); see `read_sheet`."""
    return read_sheet(lay_out(picture), page, engine, first_table)


def read_sheet(sheet: Sheet, page: int, engine: Engine, first_table: int = 0) -> PictureContent:
    """Rows and grids of a page that was laid out; layout ``grid``. A picture without legible text has none.

    `page` is counted from 1; `first_table` is the number that the page's first table gets.
    """
    probe = _probe(sheet)
    readings = engine.recognise([sheet.crop(line) for line in probe])
    if probe and not _reads_best(sheet, probe, readings, engine):
        sheet = _turned(sheet)
        probe = _probe(sheet)
        readings = engine.recognise([sheet.crop(line) for line in probe])
    if len(sheet.lines) > _MOST_LINES or (probe and _sureness(readings) < _ILLEGIBLE):
        return PictureContent([], [], sheet.back)
    known = dict(zip(probe, readings, strict=True))
    rest = [line for line in sheet.lines if line not in known]
    known |= zip(rest, engine.recognise([sheet.crop(line) for line in rest]), strict=True)
    return _content(sheet, [known[line] for line in sheet.lines], page, first_table)


def _probe(sheet: Sheet) -> list[LinePicture]:
    """A few lines that tell which way is up: those nearest to eight letters long."""
    long = [line for line in sheet.lines if line.box.x1 - line.box.x0 > 3 * sheet.size]
    return sorted(long, key=lambda line: abs(line.box.x1 - line.box.x0 - 8 * sheet.size))[:_PROBE]


def _reads_best(sheet: Sheet, probe: Sequence[LinePicture], readings: Sequence[Reading], engine: Engine) -> bool:
    """Whether lines read better than when turned upside down."""
    import numpy as np  # noqa: PLC0415

    sure = _sureness(readings)
    if sure >= _READABLE:
        return True
    turned = engine.recognise([np.ascontiguousarray(sheet.crop(line)[::-1, ::-1]) for line in probe])
    return sure >= _sureness(turned)


def _sureness(readings: Sequence[Reading]) -> float:
    """Mean confidence of lines, 0..1."""
    return sum(_mean(reading) for reading in readings) / len(readings)


def _mean(reading: Reading) -> float:
    """Mean confidence of a line's letters."""
    if not reading.letters:
        return reading.confidence if reading.text else 0.0
    return sum(letter.confidence for letter in reading.letters) / len(reading.letters)


def _turned(sheet: Sheet) -> Sheet:
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


def _content(sheet: Sheet, readings: Sequence[Reading], page: int, first_table: int) -> PictureContent:
    """Readings put into the cells they stand in; the others are lines of text."""
    import numpy as np  # noqa: PLC0415

    unit = _LONG_SIDE / max(sheet.bare.shape)
    back = sheet.back @ np.diag([1 / unit, 1 / unit, 1.0])
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
    rows = [_mended(row, [_within(cell, letters) for cell in row.cells], known, sheet.sure) for row in rows]
    return PictureContent([_with_parts(row, parted) for row in rows], grids, back)


def _as_letter(piece: Piece, unit: float) -> Letter:
    """A piece of a line as if it were one letter, to be put into its cell."""
    box = _times(piece.box, unit)
    return Letter(piece.reading.text, box.x0, box.top, box.x1, box.bottom)


def _with_parts(row: Row, parted: Mapping[Box, Parted]) -> Row:
    """A row in which the cells that were parted tell of it."""
    return replace(row, cells=tuple(_with_part(cell, parted.get(cell.box) if cell.box else None) for cell in row.cells))


def _with_part(cell: Cell, part: Parted | None) -> Cell:
    if part is None or not cell.text or cell.confidence is None:
        return cell
    mend = Mend(part.read, cell.text, "cell-parted", part.score)
    return replace(cell, confidence=part.score * cell.confidence, mends=(*cell.mends, mend))


def _loose(sheet: Sheet, readings: Sequence[Reading], page: int, unit: float, back: Floats) -> PictureContent:
    """The lines of a page without ruled tables."""
    read = zip(sheet.lines, readings, strict=True)
    found = [(line, reading) for line, reading in read if not _is_dirt(reading, line, sheet.size)]
    letters = place_letters([(_times(line.box, unit), _in_ink(reading, line)) for line, reading in found])
    lines = read_lines([letter.place for letter in letters], page)
    rules = [unit * at for at in sheet.rules]
    return PictureContent([], [], back, lines, rules, letters, Known.of(readings))


def _in_ink(reading: Reading, line: LinePicture) -> Reading:
    """A reading whose letters stand at shares of the width of the line's ink, not of the picture with its margins."""
    x0, _, x1, _ = line.crop
    width = max(1.0, line.box.x1 - line.box.x0)
    letters = (
        replace(letter, at=min(1.0, max(0.0, (x0 + letter.at * (x1 - x0) - line.box.x0) / width)))
        for letter in reading.letters
    )
    return replace(reading, letters=tuple(letters))


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


def _mended(row: Row, readings: Sequence[Sequence[Reading]], known: Known, grid: float = 1.0) -> Row:
    """A row whose cells have the confidence of their least certain letter, mended with what a form knows.

    `readings`: of each cell's lines; `known`: of the page; `grid`: how sure the cells themselves are.
    """
    reads = mend_row([join_lines(found) for found in readings], known)
    cells = []
    for cell, found, read in zip(row.cells, readings, reads, strict=True):
        if not cell.text:
            cells.append(cell)
            continue
        sure = min((reading.confidence for reading in found), default=1.0)
        second = tuple(Mend(r.text, r.other, "second-engine", 0.5, done=False) for r in found if r.other is not None)
        whole = bool(read.mends) and cell.text == read.mends[0].read
        text = read.text if whole else cell.text
        sure = read.confidence if whole and text != cell.text else min(sure, read.confidence)
        if is_short_of_a_term("".join(text.split())):
            sure = min(sure, _SHORT)
        cells.append(
            replace(cell, text=text, confidence=grid * calibrated(sure), mends=second + (read.mends if whole else ()))
        )
    return replace(row, cells=tuple(cells))


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
